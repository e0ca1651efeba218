import { addressOf, type Cell, type Grid } from "../../grid.js";
import { groupBy } from "../../grouping.js";
import type { UnknownLine } from "../located.js";
import { isNumbering, mayBeFigure } from "../stray/stray.js";
import { looksLikeValue } from "../value/value.js";
import { mayName } from "./typed-line.js";

/** 另一张小表里的数: the rows of a table in which no form's line was found, each with the cells that may be figures; a name stands before them or above. */
export function strayRows(grid: Grid): readonly Omit<UnknownLine, "table">[] {
  const rows = groupBy(
    grid.cells.filter(({ text }) => text.trim() !== ""),
    ({ row }) => row,
  );
  return [...rows].flatMap(([row, cells]) => {
    const above = rows.get(row - 1) ?? [];
    const figures = cells.filter((cell) => isFigure(cell, cells, above));
    if (figures.length === 0 || isNumbering(figures.map(({ text }) => text))) return [];
    const label = nameOf(figures[0]!, cells, above);
    return [
      {
        label: label.replace(/\s+/g, "") || "（没有名称的行）",
        sources: figures.map((cell) => ({ sheet: grid.sheet, cell: addressOf(grid, cell), text: cell.text })),
      },
    ];
  });
}

function isFigure(cell: Cell, row: readonly Cell[], above: readonly Cell[]): boolean {
  const around = [before(cell, row), over(cell, above)].map((one) => one?.text);
  if (!mayBeFigure(cell, around)) return false;
  const name = nameOf(cell, row, above);
  return name !== "" && mayName(name);
}

function nameOf(cell: Cell, row: readonly Cell[], above: readonly Cell[]): string {
  return (before(cell, row) ?? over(cell, above))?.text.trim() ?? "";
}

/** The last text before a cell that is no value itself. */
function before(cell: Cell, row: readonly Cell[]): Cell | undefined {
  return row.filter((one) => one.column < cell.column && !looksLikeValue(one.text)).at(-1);
}

function over(cell: Cell, above: readonly Cell[]): Cell | undefined {
  return above.find(
    (one) => one.column <= cell.column && cell.column < one.column + one.columnSpan && !looksLikeValue(one.text),
  );
}
