import { expect, test } from "vitest";
import { chineseNumber } from "../../../src/normalize/value/chinese-number.js";

test.each(["一百五", "三千六", "三万五", "二千五十"])("“%s”省略了位数，不能确定是什么数", (text) => {
  expect(chineseNumber(text, [], "count")).toMatchObject({ kind: "bad" });
});

test.each(["一百零五", "三千六百", "三万零五", "二千零五十"])("“%s”是确定的数", (text) => {
  expect(chineseNumber(text, [], "count")).toMatchObject({ cleaned: ["中文数字"] });
});

test("没有写明单位的中文金额不能确定是元还是万元", () => {
  expect(chineseNumber("十二万", [], "amount")).toMatchObject({ kind: "bad" });
});

test("单独的“一”可能是一横，写明单位的是数", () => {
  expect(chineseNumber("一", [], "count")).toMatchObject({ kind: "bad" });
  expect(chineseNumber("一件", [], "count")).toMatchObject({ cleaned: ["中文数字"] });
});
