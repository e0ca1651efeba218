import { addressOf, type Cell, type Grid } from "../../grid.js";
import type { Place } from "../located.js";

/** 单元格覆盖: which cell a person sees at a row and column, merged areas included. */
export interface Cover {
  readonly grid: Grid;
  /** Rows that hold a cell, in order. */
  readonly rows: readonly number[];
  /** The cells that begin in a row. */
  readonly byRow: ReadonlyMap<number, readonly Cell[]>;
  at(row: number, column: number): Cell | undefined;
}

const covers = new WeakMap<Grid, Cover>();

/** The cover of a grid, made once: every form and every reading asks for it. */
export function coverOf(grid: Grid): Cover {
  const known = covers.get(grid);
  if (known) return known;
  const cover = covered(grid);
  covers.set(grid, cover);
  return cover;
}

function covered(grid: Grid): Cover {
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
  // A cell that is really there outranks a merged area over it.
  for (const cell of grid.cells) places.set(key(cell.row, cell.column), cell);
  return {
    grid,
    byRow,
    rows: [...new Set([...byRow.keys()])].sort((a, b) => a - b),
    at: (row, column) => places.get(key(row, column)),
  };
}

/** Enters a merged cell at each place it covers, within the used part of the grid. */
function spread(cell: Cell, lastRow: number, lastColumn: number, places: Map<number, Cell>): void {
  for (let row = cell.row; row < cell.row + cell.rowSpan && row <= lastRow; row++) {
    for (let column = cell.column; column < cell.column + cell.columnSpan && column <= lastColumn + 1; column++)
      places.set(key(row, column), cell);
  }
}

/** Wider than the 16,384 columns that a sheet can have. */
const KEY_WIDTH = 20_000;

function key(row: number, column: number): number {
  return row * KEY_WIDTH + column;
}

/** Where a cell stands and what it says. */
export function placeOf(grid: Grid, cell: Cell): Place {
  return { sheet: grid.sheet, cell: addressOf(grid, cell), text: cell.shown ?? cell.text };
}

/** Where the cells of labels stand, with their own texts, by which they are told. */
export function labelPlaces(grid: Grid, cells: readonly Cell[]): readonly Place[] {
  return cells.map((cell) => ({ ...placeOf(grid, cell), text: cell.text }));
}
