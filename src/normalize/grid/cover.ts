import type { Cell, Grid } from "../../grid.js";

/** Which cell stands at a place, merged areas included. Spans are cut to the used part of the grid. */
export interface Cover {
  readonly grid: Grid;
  readonly rows: readonly number[];
  readonly byRow: ReadonlyMap<number, readonly Cell[]>;
  at(row: number, column: number): Cell | undefined;
}

export function coverOf(grid: Grid): Cover {
  const lastRow = grid.cells.reduce((last, cell) => Math.max(last, cell.row), 0);
  const lastColumn = grid.cells.reduce((last, cell) => Math.max(last, cell.column), 0);
  const places = new Map<number, Cell>();
  const byRow = new Map<number, Cell[]>();
  for (const cell of grid.cells) {
    const own = byRow.get(cell.row);
    if (own) own.push(cell);
    else byRow.set(cell.row, [cell]);
    if (cell.rowSpan > 1 || cell.columnSpan > 1) spread(cell, lastRow, lastColumn, places);
  }
  // A cell of its own outranks a merged area that seems to cover it.
  for (const cell of grid.cells) places.set(key(cell.row, cell.column), cell);
  return {
    grid,
    byRow,
    rows: [...new Set([...byRow.keys()])].sort((a, b) => a - b),
    at: (row, column) => places.get(key(row, column)),
  };
}

function spread(cell: Cell, lastRow: number, lastColumn: number, places: Map<number, Cell>): void {
  for (let row = cell.row; row < cell.row + cell.rowSpan && row <= lastRow; row++) {
    for (let column = cell.column; column < cell.column + cell.columnSpan && column <= lastColumn + 1; column++)
      places.set(key(row, column), cell);
  }
}

function key(row: number, column: number): number {
  return row * 20_000 + column;
}
