import { describe, expect, test } from "vitest";
import { cell, gridOf, table } from "../made-word.js";
import { cellAt, cellsOf } from "../making.js";

describe("tables of a Word document", () => {
  test("cells merged sideways and downwards are one cell with spans", async () => {
    const grid = await gridOf(
      table(
        cell("申请人", '<w:gridSpan w:val="2"/>') + cell("总计", '<w:vMerge w:val="restart"/>'),
        cell("自然人") + cell("企业") + cell("", "<w:vMerge/>"),
        cell("1") + cell("2") + cell("3"),
      ),
    );
    expect(cellAt(grid, "R1C1")).toMatchObject({ columnSpan: 2, rowSpan: 1 });
    expect(cellAt(grid, "R1C3")).toMatchObject({ columnSpan: 1, rowSpan: 2 });
    expect(cellAt(grid, "R3C3")).toMatchObject({ text: "3", rowSpan: 1 });
    expect(cellAt(grid, "R2C3")).toBeUndefined();
  });

  test("a value hidden under a merged cell keeps its own place", async () => {
    const grid = await gridOf(
      table(cell("甲", '<w:vMerge w:val="restart"/>'), cell("9", '<w:vMerge w:val="continue"/>')),
    );
    expect(cellsOf(grid)).toEqual({ R1C1: "text 甲", R2C1: "text 9" });
  });

  test("a new merge below an old one, and one that has no beginning, begin anew", async () => {
    const restart = '<w:vMerge w:val="restart"/>';
    const grid = await gridOf(
      table(cell("甲", restart), cell("", "<w:vMerge/>"), cell("乙", restart), cell("", "<w:vMerge/>") + cell("1")) +
        table(cell("丙", "<w:vMerge/>"), cell("", "<w:vMerge/>")),
    );
    expect([cellAt(grid, "R1C1")?.rowSpan, cellAt(grid, "R3C1")?.rowSpan]).toEqual([2, 2]);
  });

  test("the older way of merging sideways", async () => {
    const grid = await gridOf(
      table(cell("甲", '<w:hMerge w:val="restart"/>') + cell("", '<w:hMerge w:val="continue"/>') + cell("1")),
    );
    expect(cellAt(grid, "R1C1")?.columnSpan).toBe(2);
    expect(cellsOf(grid)).toEqual({ R1C1: "text 甲", R1C3: "text 1" });
  });

  test("empty cells are kept as blank and skipped grid columns are respected", async () => {
    const grid = await gridOf(
      `<w:tbl><w:tr><w:trPr><w:gridBefore w:val="2"/></w:trPr>${cell("a")}${cell(" ")}</w:tr></w:tbl>`,
    );
    expect(cellsOf(grid)).toEqual({ R1C3: "text a", R1C4: "blank " });
    expect(grid?.columns).toBe(4);
  });

  test("a deleted row is gone and what a property was before does not count", async () => {
    const grid = await gridOf(
      `<w:tbl><w:tr><w:trPr><w:del/></w:trPr>${cell("旧")}</w:tr><w:tr>${cell("新", '<w:tcPrChange><w:tcPr><w:gridSpan w:val="3"/></w:tcPr></w:tcPrChange>')}</w:tr></w:tbl>`,
    );
    expect(cellsOf(grid)).toEqual({ R1C1: "text 新" });
    expect(grid?.columns).toBe(1);
  });

  test("hidden rows are named", async () => {
    const grid = await gridOf(
      `<w:tbl><w:tr>${cell("a")}</w:tr><w:tr><w:trPr><w:hidden/></w:trPr>${cell("b")}</w:tr></w:tbl>`,
    );
    expect(grid?.hiddenRows).toEqual([1]);
  });
});
