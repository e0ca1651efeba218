import { expect, test } from "vitest";
import { COUNT, FEE, read } from "./reading-of.js";

test.each([
  ["-3", "VALUE.NEGATIVE"],
  ["－3", "VALUE.NEGATIVE"],
  ["−3", "VALUE.NEGATIVE"],
  ["36.5", "VALUE.NOT_WHOLE"],
])("件数“%s”：%s", (text, problem) => expect(read(COUNT, text)).toBe(problem));

test.each([
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
