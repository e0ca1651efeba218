import { describe, expect, test } from "vitest";
import type { Cell, Grid, ReadDocument } from "../../src/grid.js";
import { NOTHING_HIDDEN } from "../../src/grid.js";
import { bounded, refuseLongText } from "../../src/read/bounds.js";
import { failureOf } from "../../src/read/read.js";

function gridOf(cells: readonly Partial<Cell>[]): ReadDocument {
  const whole = cells.map(
    (cell): Cell => ({ row: 0, column: 0, rowSpan: 1, columnSpan: 1, text: "1", kind: "text", ...cell }),
  );
  const grid: Grid = {
    kind: "grid",
    sheet: "表",
    addressing: "RC",
    rows: 9,
    columns: 9,
    cells: whole,
    ...NOTHING_HIDDEN,
  };
  return { format: "html", blocks: [grid], remarks: [] };
}

function textOf(lines: readonly string[]): ReadDocument {
  const placed = lines.map((text, index) => ({ text, place: `第${index + 1}行` }));
  return { format: "text", blocks: [{ kind: "text", sheet: "正文", lines: placed }], remarks: [] };
}

const cellsIn = (document: ReadDocument): readonly Cell[] =>
  document.blocks.flatMap((block) => (block.kind === "grid" ? block.cells : []));

describe("what a document may hold", () => {
  test("合并单元格伸出有数据的范围：截到最后一行、最后一栏之后一栏", () => {
    const spans = cellsIn(
      bounded(
        gridOf([
          { rowSpan: 1e9, columnSpan: 1e9 },
          { row: 3, column: 4 },
        ]),
      ),
    ).map(({ rowSpan, columnSpan }) => [rowSpan, columnSpan]);
    expect(spans).toEqual([
      [4, 6],
      [1, 1],
    ]);
  });

  test("在有数据的范围以内的合并单元格不变", () => {
    const document = gridOf([{ columnSpan: 3 }, { row: 1, column: 2 }]);
    expect(cellsIn(bounded(document))).toEqual(cellsIn(document));
  });

  test.each([
    ["一个单元格的文字过长", gridOf([{ text: "一".repeat(100_001) }])],
    ["一段文字过长", textOf(["一".repeat(100_001)])],
    ["文字总数过多", textOf(Array.from({ length: 101 }, () => "一".repeat(100_000)))],
    ["行数过多", textOf(Array.from({ length: 20_001 }, () => ""))],
    ["行号超出表格格式", gridOf([{ row: 1_048_576 }])],
    ["栏号超出表格格式", gridOf([{ column: 16_384 }])],
    [
      "合并单元格覆盖的范围过大",
      gridOf([...Array.from({ length: 3000 }, (_, row) => ({ row, columnSpan: 1000 })), { column: 999 }]),
    ],
  ])("%s：不读取，说明原因", (_, document) => {
    expect(() => bounded(document)).toThrow(
      expect.objectContaining({
        failure: { rule: "FILE.TOO_LARGE", reason: expect.any(String), advice: expect.any(String) },
      }),
    );
  });

  test("正好在限度上的照常读取", () => {
    expect(() => bounded(gridOf([{ text: "一".repeat(100_000) }, { row: 1_048_575, column: 16_383 }]))).not.toThrow();
    expect(() => bounded(textOf(Array.from({ length: 20_000 }, () => "")))).not.toThrow();
  });

  test("工作表和表格过多：不读取，说明原因", () => {
    const { blocks } = gridOf([{}]);
    const many = (count: number): ReadDocument => ({
      format: "ods",
      blocks: Array(count).fill(blocks[0]),
      remarks: [],
    });
    expect(() => bounded(many(5000))).not.toThrow();
    expect(() => bounded(many(5001))).toThrow("工作表、表格和段落共超过 5000 个");
  });

  test("全是换行或过长的文字：拆开之前就不读取", () => {
    expect(() => refuseLongText("1\n".repeat(500_000))).not.toThrow();
    expect(() => refuseLongText("1\r".repeat(500_001))).toThrow("文字超过 50 万行");
    expect(() => refuseLongText("1".repeat(30_000_001))).toThrow("文字超过 3000 万字");
  });

  test("超出运行环境所能容纳的，说是内容过多，不说是损坏", () => {
    const thrown = (make: () => unknown): unknown => {
      try {
        return make();
      } catch (problem) {
        return problem;
      }
    };
    const endless = (): number => endless() + 1;
    for (const make of [() => "1".repeat(2 ** 30), () => new Array(-1), () => new Uint8Array(2 ** 53 - 1), endless])
      expect(failureOf(thrown(make)).rule, String(thrown(make))).toBe("FILE.TOO_LARGE");
    expect(failureOf(thrown(() => new DataView(new ArrayBuffer(1)).getUint32(0))).rule).toBe("FILE.UNREADABLE");
  });
});
