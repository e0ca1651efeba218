import { addressOf, type Cell, type Grid } from "../../grid.js";
import { locateInGrid } from "../grid/grid.js";
import { figuresFound, isWhole, type TableReading } from "./reading.js";

/**
 * 行列互换的表: 自然人, 商业企业 … down the side and 一、本年新收 … across the top. Only a table of which no figure was
 * found is read this way, and only if one grid holds it whole.
 */
export const TRANSPOSED: TableReading = {
  name: "transposed",
  scope: "document",
  headingYears: "both",
  isOpen: (soFar, table) => figuresFound(soFar, table) === 0,
  read: (grids, open) =>
    grids.map(({ grid, index }) => locateInGrid(transposed(grid), `${index}.r`, open, undefined).located),
  isEnough: (found, table, lexicons) => found.some((one) => isWhole(one, table, lexicons)),
};

/** Rows become columns. Each cell keeps the address at which a person finds it. */
function transposed(grid: Grid): Grid {
  const { fields: _, ...rest } = grid;
  const cells = grid.cells.map(
    (cell): Cell => ({
      ...cell,
      row: cell.column,
      column: cell.row,
      rowSpan: cell.columnSpan,
      columnSpan: cell.rowSpan,
      place: addressOf(grid, cell),
    }),
  );
  return {
    ...rest,
    rows: grid.columns,
    columns: grid.rows,
    hiddenRows: grid.hiddenColumns,
    hiddenColumns: grid.hiddenRows,
    cells: cells.sort((a, b) => a.row - b.row || a.column - b.column),
  };
}
