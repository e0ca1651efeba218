import { expect, test } from "vitest";
import { format } from "../../src/decimal.js";
import type { CellKind } from "../../src/grid.js";
import { unitDeclared } from "../../src/normalize/value/measuring-unit.js";
import { readAmount } from "../../src/normalize/value/value.js";
import { schemas } from "./judging.js";

const FORM = schemas().editions.find((form) => form.edition === "2021")!;
const read = (figure: string, text: string, kind: CellKind = "text", unit?: string): string => {
  const reading = readAmount({ text, kind }, FORM.figures.get(figure)!, unit);
  return reading.kind === "reported" ? format(reading.value) : reading.kind === "blank" ? "空" : reading.problem;
};
const COUNT = "proactive.penalties.decisions";
const FEE = "proactive.fees.amount";

test.each([
  ["1,234", "1234"],
  ["1，234", "1234"],
  ["１，２３４", "1234"],
  ["１２３", "123"],
  ["36件", "36"],
  ["36 件", "36"],
  ["36（件）", "36"],
  ["三十六", "36"],
  ["两百", "200"],
  ["〇", "0"],
  ["\u00a036", "36"],
  ["'36", "36"],
  ["22（其中修订16件）", "22"],
  ["22（其中修正16件）", "22"],
  ["22（含更正公告3件）", "22"],
  ["22（其中待补正3件）", "22"],
  ["22（不准予许可3件）", "22"],
  ["22（含评估报告3件）", "22"],
  ["22（含上年结转3件）", "22"],
  ["+19", "19"],
  ["36.0", "36"],
  ["-0", "0"],
  ["/", "空"],
  ["——", "空"],
  ["无", "空"],
])("件数“%s”读作%s", (text, value) => expect(read(COUNT, text)).toBe(value));

test.each([
  "件36",
  "共36",
  "约30",
  "300余",
  "1O",
  "l2",
  "00",
  "007",
  "0 0 0",
  "1 234",
  "12\n3",
  "36*",
  "36①",
  "36²",
  "(3)",
  "减4",
  "1E3",
  "3，6",
  "22(16)",
  "12（应为15）",
  "12（更正为15）",
  "12（待核实）",
  "12（估）",
  "12（预计数）",
  "12（约）",
  "12（上年数）",
  "12（万件）",
  "0（另有3件待录入）",
  "36%",
  "=SUM(A1)",
  "*",
  ".",
  "暂无",
  "廿",
  "二三",
  "12万",
  "36元",
  "36（元）",
])("件数“%s”不能确定，不猜", (text) => {
  expect(read(COUNT, text)).toBe("VALUE.UNREADABLE");
});

test.each([
  ["-3", "VALUE.NEGATIVE"],
  ["－3", "VALUE.NEGATIVE"],
  ["−3", "VALUE.NEGATIVE"],
  ["36.5", "VALUE.NOT_WHOLE"],
])("件数“%s”：%s", (text, problem) => expect(read(COUNT, text)).toBe(problem));

test.each([
  ["30.000000000000004", "number", "30"],
  ["29.999999999999996", "number", "30"],
  ["1E3", "number", "1000"],
  ["0", "percent", "0"],
  ["0.36", "percent", "VALUE.UNREADABLE"],
  ["45000", "date", "VALUE.UNREADABLE"],
  ["TRUE", "boolean", "VALUE.UNREADABLE"],
  ["#REF!", "error", "VALUE.FORMULA_ERROR"],
  ["", "uncalculated", "VALUE.NO_CACHED_RESULT"],
] as const)("“%s”（%s）：%s", (text, kind, value) => {
  expect(read(COUNT, text, kind)).toBe(value);
});

test.each([
  ["84565元", "8.4565"],
  ["84.5（元）", "0.00845"],
  ["1.5亿元", "15000"],
  ["12.5万", "12.5"],
  ["十二万元", "12"],
  ["12.3456789", "VALUE.UNREADABLE"],
  ["¥12.5", "VALUE.UNREADABLE"],
])("金额“%s”读作%s万元", (text, value) => expect(read(FEE, text)).toBe(value));

test.each([
  ["单位:元", "元"],
  ["人民币元", "元"],
  ["单位;元", "元"],
  ["以元为单位", "元"],
  ["元,保留两位小数", "元"],
  ["单位:万元人民币", "万元"],
  ["单位:万", "万元"],
])("表头附注“%s”写明单位%s", (note, unit) => expect(unitDeclared([note])).toBe(unit));

test("元旦、单元不是计量单位", () =>
  expect([unitDeclared(["元旦前制发"]), unitDeclared(["单元"])]).toEqual([undefined, undefined]));

test.each([
  ["单位:万件", "万件"],
  ["千件", "千件"],
  ["单位:件", undefined],
])("栏目注“%s”：计量单位为%s", (note, unit) => expect(unitDeclared([note])).toBe(unit));

test("件数栏目写作万件：数字不采用；格内另写明件的照写明的读，0就是0", () => {
  expect(read(COUNT, "12", "number", "万件")).toBe("VALUE.UNREADABLE");
  expect(read(COUNT, "12件", "text", "万件")).toBe("12");
  expect(read(COUNT, "0", "number", "万件")).toBe("0");
});

test("单元格格式把数字缩放或隐藏：不采用，0除外；货币格式照读", () => {
  expect(read(COUNT, "12000", "scaled")).toBe("VALUE.UNREADABLE");
  expect(read(COUNT, "0", "scaled")).toBe("0");
  expect(read(COUNT, "12", "yuan")).toBe("12");
});
