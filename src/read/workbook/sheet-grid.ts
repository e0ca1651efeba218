import type { Cell, CellKind, Grid } from "../../grid.js";
import { tooLarge, unreadable } from "../refusal.js";

/** One cell of a sheet before merged areas are known. */
export interface SheetCell {
  readonly row: number;
  readonly column: number;
  readonly text: string;
  readonly kind: CellKind;
  readonly formula?: boolean;
}

/** 合并区域, both corners included. */
export interface MergedArea {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** A sheet as its file has it. */
export interface SheetContent {
  readonly name: string;
  readonly hidden: boolean;
  readonly cells: readonly SheetCell[];
  readonly merges: readonly MergedArea[];
  readonly hiddenRows: readonly Range[];
  readonly hiddenColumns: readonly Range[];
}

/** Rows or columns from the first to the last, both included. */
export type Range = readonly [number, number];

/** A larger merged area is a whole row or column that somebody merged; it ends where the cells end. */
const WIDEST = 1000;
const TALLEST = 10_000;

/**
 * The grid of a sheet, with merged areas as spans of their top left cells. A cell that lies hidden under a merged area
 * keeps its place, so that a figure nobody sees does not vanish unnoticed.
 */
export function gridOfSheet(content: SheetContent): Grid {
  const used = extent(content.cells);
  const merges = content.merges
    .map((area) => clipped(area, used))
    .filter((area) => area.bottom >= area.top && area.right >= area.left);
  const spans = new Map(merges.map((area) => [keyOf(area.top, area.left), area]));
  const cells = content.cells.map((cell) => placed(cell, spans.get(keyOf(cell.row, cell.column)))).sort(readingOrder);
  refuseTwice(cells);
  const rows = merges.reduce((most, area) => Math.max(most, area.bottom + 1), used.rows);
  const columns = merges.reduce((most, area) => Math.max(most, area.right + 1), used.columns);
  return {
    kind: "grid",
    sheet: content.name,
    addressing: "A1",
    rows,
    columns,
    cells,
    hiddenRows: numbersBelow(content.hiddenRows, rows),
    hiddenColumns: numbersBelow(content.hiddenColumns, columns),
    hidden: content.hidden,
  };
}

/** What Excel's own format allows. */
const MOST_ROWS = 1_048_576;
const MOST_COLUMNS = 16_384;

function extent(cells: readonly SheetCell[]): { readonly rows: number; readonly columns: number } {
  let rows = 0;
  let columns = 0;
  for (const cell of cells) {
    if (cell.row >= rows) rows = cell.row + 1;
    if (cell.column >= columns) columns = cell.column + 1;
  }
  if (rows > MOST_ROWS) throw tooLarge(`表格超过 ${MOST_ROWS} 行`);
  if (columns > MOST_COLUMNS) throw tooLarge(`表格超过 ${MOST_COLUMNS} 列`);
  return { rows, columns };
}

function clipped(area: MergedArea, used: { readonly rows: number; readonly columns: number }): MergedArea {
  const bottom = area.bottom - area.top < TALLEST ? area.bottom : Math.min(area.bottom, used.rows - 1);
  const right = area.right - area.left < WIDEST ? area.right : Math.min(area.right, used.columns - 1);
  return { top: area.top, left: area.left, bottom, right };
}

function placed(cell: SheetCell, area: MergedArea | undefined): Cell {
  const rowSpan = area ? area.bottom - area.top + 1 : 1;
  const columnSpan = area ? area.right - area.left + 1 : 1;
  const { row, column, text, kind } = cell;
  if (cell.formula) return { row, column, rowSpan, columnSpan, text, kind, formula: true };
  return { row, column, rowSpan, columnSpan, text, kind };
}

function readingOrder(a: Cell, b: Cell): number {
  return a.row - b.row || a.column - b.column;
}

function refuseTwice(cells: readonly Cell[]): void {
  for (let i = 1; i < cells.length; i++) {
    const before = cells[i - 1] as Cell;
    const cell = cells[i] as Cell;
    if (before.row === cell.row && before.column === cell.column)
      throw unreadable("同一个单元格在文件中出现两次，无法确定以哪一个为准");
  }
}

function numbersBelow(ranges: readonly Range[], end: number): readonly number[] {
  const numbers = new Set<number>();
  for (const [first, last] of ranges) for (let n = first; n <= last && n < end; n++) numbers.add(n);
  return [...numbers].sort((a, b) => a - b);
}

function keyOf(row: number, column: number): number {
  return row * 0x4000 + column;
}

const REFERENCE = /^\$?([A-Za-z]{1,3})\$?(\d{1,7})$/;

/** B7 is row 6, column 1; undefined where it is no address. */
export function parseAddress(reference: string): { readonly row: number; readonly column: number } | undefined {
  const match = REFERENCE.exec(reference);
  if (!match) return undefined;
  let column = 0;
  for (const letter of (match[1] as string).toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  const row = Number(match[2]);
  return row >= 1 && row <= 1_048_576 && column <= 16_384 ? { row: row - 1, column: column - 1 } : undefined;
}

/** A2:B3 as an area; undefined where it is none. */
export function parseArea(reference: string): MergedArea | undefined {
  const [from = "", to = from] = reference.split(":");
  const a = parseAddress(from);
  const b = parseAddress(to);
  if (!a || !b) return undefined;
  return {
    top: Math.min(a.row, b.row),
    left: Math.min(a.column, b.column),
    bottom: Math.max(a.row, b.row),
    right: Math.max(a.column, b.column),
  };
}
