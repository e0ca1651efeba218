import { expect, test } from "vitest";
import { cellsForColumns } from "../../../src/normalize/text/row-cells.js";
import type { Token } from "../../../src/normalize/text/tokens.js";
import { ask, copied, PAPERS, pages } from "../submission.js";

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

test.each(["\t", " | "])("文本以“%s”分隔，有一格写作“若干”：只有这一格不采用", async (divider) => {
  const rows = PAPERS[3].map((row, r) => (r === 5 ? row.map((cell, c) => (c === 6 ? "若干" : cell)) : row));
  const verdict = await ask(pages(copied(rows), divider));
  expect(verdict.silent).toEqual([]);
  expect(verdict.missing.filter((line) => !/total|Total/.test(line))).toHaveLength(1);
});
