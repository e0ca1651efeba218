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
