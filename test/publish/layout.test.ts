import { describe, expect, it } from "vitest";
import type { Table } from "../../src/form/form.js";
import { contentOf } from "../../src/publish/figure-text.js";
import { layoutTable, type TableLayout } from "../../src/publish/layout/layout.js";
import { madeConsolidation, madeSchemas } from "./making.js";

/** Draws the grid as text, each cell by its anchor, so that a gap or an overlap fails. */
function occupied(layout: TableLayout): readonly string[] {
  const grid = layout.rows.map(() => Array.from({ length: layout.columns }, () => 0));
  for (const cell of layout.rows.flat()) {
    for (let row = cell.row; row < cell.row + cell.rowSpan; row += 1) {
      for (let column = cell.column; column < cell.column + cell.columnSpan; column += 1) {
        const line = grid[row];
        if (line) line[column] = (line[column] ?? 0) + 1;
      }
    }
  }
  return grid.map((line) => line.join(""));
}

function cellOf(layout: TableLayout, text: string, nth = 0) {
  return layout.rows.flat().filter((cell) => cell.text === text)[nth];
}

function tableOf(code: string, edition = "2021"): Table {
  const schemas = madeSchemas();
  const forms = [...schemas.forms.filter((form) => form.edition === edition || form.accompanies !== undefined)];
  return forms.flatMap((form) => form.tables).find((table) => table.code === code) as Table;
}

describe("layoutTable", () => {
  const schemas = madeSchemas();
  const tables = schemas.forms.flatMap((form) => form.tables.map((table) => ({ form, table })));

  it.each(tables)("covers every place of $form.edition $table.code exactly once", ({ table }) => {
    const layout = layoutTable(table, (code) => code);
    expect(occupied(layout)).toEqual(layout.rows.map(() => "1".repeat(layout.columns)));
    expect(layout.widths).toHaveLength(layout.columns);
  });

  it.each(tables)("has every figure of $form.edition $table.code once", ({ form, table }) => {
    const layout = layoutTable(table, (code) => (form.figures.get(code)?.optional ? "" : code));
    const wanted = [...form.figures.values()]
      .filter((figure) => figure.table === table.code && !figure.optional)
      .map((figure) => figure.code);
    expect(
      layout.rows
        .flat()
        .flatMap((cell) => (cell.figure ? [cell.figure] : []))
        .sort(),
    ).toEqual(wanted.sort());
  });

  it.each(tables)("heads every value of $form.edition $table.code by cells that exist", ({ table }) => {
    const cells = layoutTable(table, (code) => code).rows.flat();
    const ids = cells.flatMap((cell) => (cell.id ? [cell.id] : []));
    expect(new Set(ids).size).toBe(ids.length);
    for (const cell of cells) {
      for (const id of cell.headers) expect(ids).toContain(id);
      if (cell.kind === "value") expect(cell.headers.length).toBeGreaterThan(0);
    }
  });

  it("stacks the four sub-tables of the second table in one", () => {
    const layout = layoutTable(tableOf("proactive"), () => "1");
    expect(layout.columns).toBe(4);
    expect(layout.headerRows).toBe(0);
    expect(layout.rows.map((row) => row.map((cell) => cell.columnSpan).join())).toEqual([
      "4",
      "1,1,1,1",
      "1,1,1,1",
      "1,1,1,1",
      "4",
      "1,3",
      "1,3",
      "4",
      "1,3",
      "1,3",
      "1,3",
      "4",
      "1,3",
      "1,3",
    ]);
    expect(
      layout.rows
        .flat()
        .filter((cell) => cell.kind === "title")
        .map((cell) => cell.row),
    ).toEqual([0, 4, 7, 11]);
  });

  it("merges the third table as the official form does", () => {
    const layout = layoutTable(tableOf("applications"), (code) => (code.includes("undivided") ? "" : "1"));
    expect(layout).toMatchObject({ columns: 10, headerRows: 3 });
    expect(layout.rows).toHaveLength(28);
    expect(layout.rows[0]?.[0]).toMatchObject({ kind: "note", rowSpan: 3, columnSpan: 3 });
    expect(layout.rows[0]?.[1]).toMatchObject({ text: "申请人情况", column: 3, columnSpan: 7, rowSpan: 1 });
    expect(cellOf(layout, "自然人")).toMatchObject({ row: 1, column: 3, rowSpan: 2 });
    expect(cellOf(layout, "法人或其他组织")).toMatchObject({ row: 1, column: 4, columnSpan: 5 });
    expect(cellOf(layout, "总计")).toMatchObject({ row: 1, column: 9, rowSpan: 2 });
    expect(cellOf(layout, "三、本年度办理结果")).toMatchObject({
      row: 5,
      column: 0,
      rowSpan: 22,
      vertical: true,
      kind: "groupLabel",
    });
    expect(cellOf(layout, "（三）不予公开")).toMatchObject({ row: 7, column: 1, rowSpan: 8 });
    expect(cellOf(layout, "（六）其他处理")).toMatchObject({ row: 23, column: 1, rowSpan: 3 });
    expect(cellOf(layout, "（七）总计")).toMatchObject({ row: 26, column: 1, columnSpan: 2 });
    expect(cellOf(layout, "四、结转下年度继续办理")).toMatchObject({ row: 27, column: 0, columnSpan: 3 });
  });

  it("lays the fourth table out as one row under two levels of groups", () => {
    const layout = layoutTable(tableOf("disputes"), (code) => code);
    expect(layout).toMatchObject({ columns: 15, headerRows: 3 });
    expect(layout.rows.map((row) => row.length)).toEqual([2, 7, 10, 15]);
    expect(cellOf(layout, "行政复议")).toMatchObject({ columnSpan: 5, rowSpan: 1 });
    expect(cellOf(layout, "行政诉讼")).toMatchObject({ column: 5, columnSpan: 10 });
    expect(cellOf(layout, "复议后起诉")).toMatchObject({ row: 1, column: 10, columnSpan: 5 });
    expect(cellOf(layout, "结果维持", 0)).toMatchObject({ row: 1, rowSpan: 2, column: 0 });
    expect(layout.rows[3]?.[12]?.figure).toBe("disputes.litigationAfterReconsideration.otherResult");
  });

  it("shows a group that was filled as one row among its items, only where a unit gave it", () => {
    const without = layoutTable(tableOf("applications"), contentOf(madeConsolidation()));
    const withRow = layoutTable(tableOf("applications"), contentOf(madeConsolidation({ undivided: true })));
    expect(cellOf(without, "（未分项）")).toBeUndefined();
    expect(cellOf(withRow, "（未分项）")).toMatchObject({ row: 26, column: 2 });
    expect(cellOf(withRow, "（六）其他处理")).toMatchObject({ rowSpan: 4 });
    expect(withRow.rows).toHaveLength(29);
  });

  it("marks a figure that nobody reported and never prints it as 0", () => {
    const code = "applications.received.enterprise";
    const layout = layoutTable(tableOf("applications"), contentOf(madeConsolidation({ withoutValue: [code] })));
    expect(layout.missing).toBe(true);
    expect(layout.rows.flat().find((cell) => cell.figure === code)).toMatchObject({ text: "缺", missing: true });
  });
});
