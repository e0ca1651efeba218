import { expect, test } from "vitest";
import { cellsForColumns } from "../../src/normalize/text/row-cells.js";
import type { Token } from "../../src/normalize/text/tokens.js";
import { chineseNumber } from "../../src/normalize/value/chinese-number.js";

test.each(["一百五", "三千六", "三万五", "二千五十"])("“%s”省略了位数，不能确定是什么数", (text) => {
  expect(chineseNumber(text, [], "count")).toMatchObject({ kind: "bad" });
});

test.each(["一百零五", "三千六百", "三万零五", "二千零五十"])("“%s”是确定的数", (text) => {
  expect(chineseNumber(text, [], "count")).toMatchObject({ cleaned: ["中文数字"] });
});

test("没有写明单位的中文金额不能确定是元还是万元", () => {
  expect(chineseNumber("十二万", [], "amount")).toMatchObject({ kind: "bad" });
});

function tokens(texts: readonly string[]): readonly Token[] {
  return texts.map((text, line) => ({
    text,
    line,
    divided: false,
    kind: text === "" ? "blank" : "value",
    place: { sheet: "正文", cell: `第${line + 1}行`, text },
  }));
}

test("行内空格丢失而行后多一个空行：个数虽然凑巧相符，也不能确定各数字属于哪一栏", () => {
  expect(cellsForColumns(tokens(["5", "2", "1", "3", "4", "15", ""]), 7)).toBeUndefined();
  expect(cellsForColumns(tokens(["4", "", "", "", "", "", ""]), 7)).toHaveLength(7);
  expect(cellsForColumns(tokens(["12", "", "", "", "", "", "12"]), 7)).toHaveLength(7);
});
