import { expect, test } from "vitest";
import { ROWS, type Truth } from "../paper.js";
import { of, published, right, TRUTH, values } from "../published-text.js";

const HEADS = [
  "自然人 | 法人或其他组织 | 总计 |",
  "商业 | 科研 | 社会公益组织 | 法律服务机构 | 其他 |",
  "企业 | 机构 |",
];

test("商业企业、科研机构的标题断在两行单元格里：空格照数，逐栏读对", async () => {
  const blank = (row: string): string[] => values(row, TRUTH).map((value, at) => (at === 1 || at === 5 ? "" : value));
  const wanted = Object.fromEntries(
    Object.entries(of(TRUTH, "applications")).filter(([code]) => /naturalPerson|research|Welfare|legal/.test(code)),
  );
  const rows = ROWS.map(([row, label]) => `${label} | ${blank(row).join(" | ")} |`);
  right(await published(["三、收到和处理政府信息公开申请情况", ...HEADS, ...rows], wanted));
});

const OLD = [
  "二、主动公开政府信息情况",
  "第二十条第（一）项 | ||||",
  "信息内容 | 本年新 | 本年新 | 对外公开总数量 | |",
];

const made = (made: string, disclosed: string): Truth => ({
  "proactive.regulations.made": "0",
  "proactive.regulations.disclosed": "0",
  "proactive.regulations.disclosedInAll": "0",
  "proactive.normativeDocuments.made": made,
  "proactive.normativeDocuments.disclosed": disclosed,
  "proactive.normativeDocuments.disclosedInAll": "47",
});

test("两个栏目标题都残缺成“本年新”，两栏数字相同：读对", async () => {
  const truth = made("15", "15");
  right(await published([...OLD, "规章 | 0 | 0 | 0 | |", "规范性文件 | 15 | 15 | 47 | |"], truth, 2020));
});

test("两个栏目标题都残缺成“本年新”，两栏数字不同：这两栏不能读取，第三栏照读", async () => {
  const truth = made("34", "4");
  const verdict = await published([...OLD, "规章 | 0 | 0 | 0 | |", "规范性文件 | 34 | 4 | 47 | |"], truth, 2020);
  expect(verdict.silent).toEqual([]);
  expect(verdict.wrong).toEqual([]);
  expect(verdict.missing).toHaveLength(2);
});
