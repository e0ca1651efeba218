import type { Cell, Grid } from "../../grid.js";
import { tooLarge, writtenTwice } from "../refusal.js";

import type { MergedArea, Range, SheetCell, SheetContent } from "./cells.js";

export {
  type CellStyle,
  type ChangedStyle,
  isRepeated,
  isUnseenIn,
  LEAST_SIZE,
  PLAIN_STYLE,
  type RunLook,
} from "./cell-style.js";
export {
  type ArrayFormula,
  type MergedArea,
  parseAddress,
  parseArea,
  type Range,
  type SheetCell,
  type SheetContent,
  withArrays,
} from "./cells.js";
export { type ConditionalFormat, canHarm, isChanged } from "./conditional.js";
export { withPictures } from "./pictures.js";

/** A merged area larger than this is a whole row or column that somebody merged, and ends where the cells end. */
const WIDEST = 1000;
const TALLEST = 10_000;
/** Cells looked at under merged areas; only areas that overlap a thousandfold have more. */
const MOST_VISITS = 5_000_000;

/**
 * Makes the grid of a sheet: in reading order, merged areas as spans of their top left cell. A cell that lies hidden under
 * a merged area keeps its own place: a figure that nobody sees must not vanish without a word.
 */
export function gridOfSheet(content: SheetContent): Grid {
  const used = extent(content.cells);
  const merges = content.merges
    .map((area) => clipped(area, used))
    .filter((area) => area.bottom >= area.top && area.right >= area.left);
  const spans = new Map(merges.map((area) => [keyOf(area.top, area.left), area]));
  const cells = content.cells.map((cell) => placed(cell, spans.get(keyOf(cell.row, cell.column)))).sort(readingOrder);
  coverUnder(cells, merges);
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
  const { row, column, text, kind, formula, shown, unseen, doubt } = cell;
  const plain: Cell = { row, column, rowSpan, columnSpan, text, kind };
  if (!formula && shown === undefined && unseen === undefined && doubt === undefined) return plain;
  return {
    ...plain,
    ...(formula && { formula }),
    ...(shown !== undefined && { shown }),
    ...(unseen !== undefined && { unseen }),
    ...(doubt !== undefined && { doubt }),
  };
}

/** 被遮住的单元格: nobody sees what lies under a merged area. It is marked, and so is the area's own cell, unless both say the same. */
function coverUnder(cells: Cell[], merges: readonly MergedArea[]): void {
  if (merges.length === 0) return;
  const numbers = new Map(cells.map((cell, number) => [keyOf(cell.row, cell.column), number]));
  let visits = 0;
  for (const area of merges) {
    const owner = numbers.get(keyOf(area.top, area.left));
    const within = cellsUnder(area, cells, numbers);
    visits += within.length;
    if (visits > MOST_VISITS) throw tooLarge("合并区域互相重叠，过多过大");
    for (const number of within) if (number !== owner) coverCell(cells, number, owner);
  }
}

function cellsUnder(area: MergedArea, cells: readonly Cell[], numbers: ReadonlyMap<number, number>): readonly number[] {
  const { top, left, bottom, right } = area;
  const found: number[] = [];
  if ((bottom - top + 1) * (right - left + 1) > cells.length) {
    for (const [number, { row, column }] of cells.entries())
      if (row >= top && row <= bottom && column >= left && column <= right) found.push(number);
    return found;
  }
  for (let row = top; row <= bottom; row++) {
    for (let column = left; column <= right; column++) {
      const number = numbers.get(keyOf(row, column));
      if (number !== undefined) found.push(number);
    }
  }
  return found;
}

function coverCell(cells: Cell[], number: number, owner: number | undefined): void {
  const covered = cells[number] as Cell;
  if (covered.doubt !== "covered" && covered.text.trim() !== "") cells[number] = { ...covered, doubt: "covered" };
  const own = owner === undefined ? undefined : cells[owner];
  if (own && (own.unseen ?? "").length < LONGEST_UNSEEN && saysMore(covered, own))
    cells[owner as number] = { ...own, unseen: `${own.unseen ?? ""} ${covered.text}`.trim() };
}

/** That more lies under an area than anybody would read is said by less of it. */
const LONGEST_UNSEEN = 1_000;

/** Zeros and what the area's own cell says too are nothing more. */
function saysMore(covered: Cell, own: Cell): boolean {
  return /[1-9]/.test(covered.text) && covered.text.trim() !== own.text.trim();
}

function readingOrder(a: Cell, b: Cell): number {
  return a.row - b.row || a.column - b.column;
}

function refuseTwice(cells: readonly Cell[]): void {
  for (let i = 1; i < cells.length; i++) {
    const before = cells[i - 1] as Cell;
    const cell = cells[i] as Cell;
    if (before.row === cell.row && before.column === cell.column) throw writtenTwice();
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
