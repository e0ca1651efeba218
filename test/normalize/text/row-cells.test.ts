import { expect, test } from "vitest";
import type { ReadDocument, TextBlock } from "../../../src/grid.js";
import { cellsForColumns } from "../../../src/normalize/text/row-cells.js";
import type { Token } from "../../../src/normalize/text/tokens.js";
import { ask, copied, PAPERS, pages, t } from "../submission.js";

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

test.each([
  ["行政许可 | ||||", "竖线比栏目多"],
  ["行政许可 |||", "竖线同栏目一样多"],
  ["行政许可 | | | | |", "竖线之间有空格"],
  ["行政许可\t\t\t\t", "制表位"],
])("台账中空白的一行“%s”（%s）：各栏都是空白，不是不能读取", async (line) => {
  const blank = { ...t, "proactive.licensing.decisions": "0" };
  const text = pages(copied(PAPERS[3]), " | ") as ReadDocument;
  const lines = (text.blocks[0] as TextBlock).lines.map((one) =>
    /^行政许可/.test(one.text) ? { ...one, text: line } : one,
  );
  const verdict = await ask({ ...text, blocks: [{ ...text.blocks[0]!, lines } as TextBlock] }, blank);
  expect([...verdict.silent, ...verdict.wrong, ...verdict.missing, ...verdict.mandatory]).toEqual([]);
});
