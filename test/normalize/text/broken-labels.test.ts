import { expect, test } from "vitest";
import { ROWS } from "../paper.js";
import { of, published, right, TRUTH, values } from "../published-text.js";

/** 无框线的 PDF: figures stand at the height of the middle of their label, beside pieces of merged cells. */
const MIDDLE: Readonly<Record<string, readonly [string, string]>> = {
  partlyGranted: ["（二）部分公开（区分处理的，只计这\n果", "一情形，不计其他情形）"],
  "refused.prohibitedByLaw": ["2.其他法律行政法规禁止公", "开"],
  "unavailable.notHeld": ["1.本机关不掌握相关政府信", "息\n（四）无"],
  "unavailable.needsCreation": ["无法提 2.没有现成信息需要另行制", "供\t作"],
  "otherHandling.feeOverdue": [
    "其他处 2.申请人逾期未按收费通知\n理\t要求缴纳费用、行政机关不",
    "再处理其政府信息公开申请",
  ],
};

const middle = (code: string, label: string, figures: readonly string[]): string => {
  const [above, below] = MIDDLE[code] ?? [code === "granted" ? "三、本年（一）予以公开" : label, undefined];
  return [`${above}\t${figures.join("\t")}`, ...(below ? [below] : [])].join("\n");
};

test("无框线的表三：数字在多行项目名称的中间一行，全部读对", async () => {
  const rows = ROWS.map(([code, label]) => middle(code, label, values(code, TRUTH)));
  right(await published(["三、收到和处理政府信息公开申请情况", ...rows], of(TRUTH, "applications")));
});

test("无框线的表三：少一个数字的行不能读取，下半截名称不归别的行", async () => {
  const rows = ROWS.map(([code, label]) => middle(code, label, values(code, TRUTH).slice(MIDDLE[code] ? 1 : 0)));
  const verdict = await published(["三、收到和处理政府信息公开申请情况", ...rows], of(TRUTH, "applications"));
  expect(verdict.silent).toEqual([]);
  expect(verdict.wrong).toEqual([]);
});

/** 无框线的 PDF: headings merged over two rows stand between the heights of the others. */
const HEADINGS = ["法人或其他组织", "自然人\t总计", "商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他"];
const ROWS_OF_FIGURES = ROWS.map(([code, label]) => `${label}\t${values(code, TRUTH).join("\t")}`);

test.each([
  ["几个标题一行", HEADINGS],
  ["一个标题一行", HEADINGS.flatMap((line) => line.split("\t"))],
])("无框线的表三：自然人、总计印在两行标题之间（%s），不按印出的先后当作栏目次序", async (_, headings) => {
  const text = ["三、收到和处理政府信息公开申请情况", ...headings, ...ROWS_OF_FIGURES];
  const verdict = await published(text, of(TRUTH, "applications"));
  expect(verdict.wrong).toEqual([]);
  expect(verdict.silent).toEqual([]);
  expect(verdict.missing).toEqual([]);
  expect(verdict.verification.join()).toContain("FORM.COLUMNS_ASSUMED");
});

test("无框线的表三：一行写完的标题，总计在前，照写出的次序读", async () => {
  const headings = ["总计\t自然人\t法人或其他组织", HEADINGS[2]!];
  const rows = ROWS.map(
    ([code, label]) => `${label}\t${[6, 0, 1, 2, 3, 4, 5].map((at) => values(code, TRUTH)[at]).join("\t")}`,
  );
  const text = ["三、收到和处理政府信息公开申请情况", ...headings, ...rows, "五、存在的主要问题及改进情况"];
  right(await published(text, of(TRUTH, "applications")));
});
