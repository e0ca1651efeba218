import { describe, expect, test } from "vitest";
import { cellAt, cellsOf, gridsOf, readOne, sheetOf } from "../making.js";

describe("merged areas of a sheet", () => {
  test("a merged area is its top left cell with spans; a value hidden under it keeps its own cell", async () => {
    const rows =
      '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>99</v></c></row><row r="3"><c r="A3"><v>2</v></c></row>';
    const grid = gridsOf(await readOne(sheetOf(rows, {}, '<mergeCells><mergeCell ref="A1:C2"/></mergeCells>')))[0];
    expect(cellAt(grid, "A1")).toMatchObject({ rowSpan: 2, columnSpan: 3, text: "1" });
    expect(cellAt(grid, "B1")).toMatchObject({ rowSpan: 1, columnSpan: 1, text: "99" });
    expect([grid?.rows, grid?.columns]).toEqual([3, 3]);
  });

  test("a merge over whole columns and a dimension of the whole sheet cost nothing", async () => {
    const bytes = sheetOf(
      '<row r="1"><c r="A1"><v>1</v></c></row>',
      {},
      '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
    );
    const grid = gridsOf(await readOne(bytes))[0];
    expect([grid?.rows, grid?.columns, grid?.cells[0]?.rowSpan]).toEqual([1, 1, 1]);
  });

  test("a cell in the last corner is one cell", async () => {
    const grid = gridsOf(await readOne(sheetOf('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')))[0];
    expect(cellsOf(grid)).toEqual({ XFD1048576: "number 1" });
  });
});
