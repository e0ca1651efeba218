import { expect, test } from "vitest";
import { digitOf, numeralOf, parseNumeral } from "../src/numeral.js";

test.each([
  ["〇", 0],
  ["两", 2],
  ["十", 10],
  ["三十六", 36],
  ["一百零五", 105],
  ["两百", 200],
  ["三千六百", 3600],
  ["三万零五", 30_005],
  ["十二万", 120_000],
] as const)("“%s”是%i", (text, value) => expect(parseNumeral(text)).toBe(value));

test.each(["一百五", "三千六", "三万五", "一一", "十十", "廿", "三万万"])("“%s”不能确定是什么数", (text) =>
  expect(parseNumeral(text)).toBeUndefined(),
);

test("序号写成中文数字，读回来还是同一个数", () => {
  for (let number = 1; number < 100; number++) expect(parseNumeral(numeralOf(number))).toBe(number);
  expect([1, 10, 12, 20, 21].map(numeralOf)).toEqual(["一", "十", "十二", "二十", "二十一"]);
});

test("单个数字：二〇二二年里的〇、○、零都是0", () => {
  expect(["〇", "○", "零", "九", "十", "5"].map(digitOf)).toEqual([0, 0, 0, 9, undefined, undefined]);
});
