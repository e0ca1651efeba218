import type { Cell } from "../../grid.js";
import { plainText } from "../../wording.js";
import { matchLabel } from "../lexicon.js";
import type { Place } from "../located.js";
import { looksLikeValue } from "../value/value.js";
import { type Cover, placeOf } from "./cover.js";
import type { Band } from "./heading-bands.js";
import type { HeadingBlock } from "./headings.js";
import { leftOf, rightOf, type Scan } from "./scan.js";

interface Aligned {
  readonly band: Band;
  readonly cell: Cell | undefined;
}

/**
 * 数字归栏: the cell of each column band in a row. By position where each band has at most one cell of its own, or only
 * one that is filled; else, where heading and row are merged differently, in order, if there are exactly as many cells
 * as bands. Undefined where neither holds.
 */
export function alignRow(cover: Cover, block: HeadingBlock, row: number): readonly Aligned[] | undefined {
  const byColumn = block.bands.map((band) => ({ band, cells: cellsWithin(cover, row, band) }));
  const taken = byColumn.flatMap(({ cells }) => cells);
  if (hasHiddenCell(cover, taken)) return undefined;
  const single = byColumn.every(({ cells }) => cells.length <= 1) && new Set(taken).size === taken.length;
  const tooShort = isTooShort(cover, byColumn) || hasFewerFields(cover, block, row);
  if (single && !tooShort) return byColumn.map(({ band, cells }) => ({ band, cell: cells[0] }));
  const inBand = byColumn.map(({ band, cells }) => ({ band, cell: onlyFilled(cells) }));
  if (!tooShort && inBand.every(({ cell }) => cell !== "several") && distinct(inBand.map(({ cell }) => cell))) {
    return inBand.map(({ band, cell }) => ({ band, cell: cell === "several" ? undefined : cell }));
  }
  const own = valueCells(cover, block, row);
  if (own.length !== block.bands.length) return undefined;
  return block.bands.map((band, index) => ({ band, cell: own[index] }));
}

/** Tables of documents keep their empty cells: a row that ends before the last heading has lost one, or all, and nobody knows which. */
function isTooShort(cover: Cover, byColumn: readonly { readonly cells: readonly Cell[] }[]): boolean {
  return cover.grid.addressing === "RC" && byColumn.at(-1)?.cells.length === 0;
}

/** A hidden cell has moved those behind it to the left; what it holds is kept at the row's end. */
function hasHiddenCell(cover: Cover, cells: readonly Cell[]): boolean {
  const last = cells.at(-1);
  return cover.grid.addressing === "RC" && last?.unseen !== undefined && last.text.trim() === "" && cells.length > 1;
}

/** A line of delimited text with fewer fields than the line of its headings, and too few to reach the last of them. */
function hasFewerFields({ grid: { fields } }: Cover, block: HeadingBlock, row: number): boolean {
  const own = fields?.[row];
  if (own === undefined || own <= 1) return false;
  const last = Math.max(...block.bands.map(({ to }) => to));
  return own <= last && own < (fields?.[block.lastRow] ?? 0);
}

/**
 * 数字多于栏目: whether a row was shifted against its headings. It has more figures than headings, or one right behind the last, while the form
 * has more headings; or a figure stands under no heading while one is missing where it should be: a cell was lost, or came in between, in
 * the row or above it, and the figures behind it stand under the wrong headings; or it alone has a cell too many, and an empty one in it.
 */
export function isShiftedRow(
  cover: Cover,
  block: HeadingBlock,
  row: number,
  figures = figuresIn(cover, block, row),
): boolean {
  const { section } = block.lexicon;
  const { bands } = block;
  // A table of a single row may be laid out as a matrix; where it is not, its headings name the row as well.
  const single = bands.some((band) => band.row !== undefined);
  const isWhole = bands.length >= section.columns.lines.length * (single ? section.rows.lines.length : 1);
  if (!isWhole && figures.length > bands.length) return true;
  const under = bands.map((band) => cellsWithin(cover, row, band));
  const isFilled = under.map((cells) => cells.some(isFigure));
  if (figures.some((cell) => isUnheaded(block, cell)) && isFilled.at(-1) === false) return true;
  if (figures.length > 0 && isFilled.includes(false) && isWidest(cover, block, row)) return true;
  const behind = rightOf([block]) + 1;
  const isHeaded = block.unknownColumns.some(({ column }) => column === behind);
  if (isHeaded || !figures.some(({ column }) => column === behind)) return false;
  if (!isWhole || under.some((cells) => cells.some(isWord))) return true;
  const keepsEmptyCells = cover.grid.addressing === "RC" || cover.grid.fields !== undefined;
  if (!isFilled.includes(false) && (keepsEmptyCells || bands.length === 1)) return keepsEmptyCells;
  return isAlone(cover, block, row, behind);
}

/** The numbers of a row behind its labels. */
export function figuresIn(cover: Cover, block: HeadingBlock, row: number): readonly Cell[] {
  const labels = valueCells(cover, block, row)[0]?.column ?? 0;
  return (cover.byRow.get(row) ?? []).filter((cell) => cell.column >= labels && isFigure(cell));
}

/** Under no heading, before the last one. */
function isUnheaded({ bands, unknownColumns }: HeadingBlock, { column, columnSpan }: Cell): boolean {
  const overlaps = bands.some((band) => column <= band.to && column + columnSpan > band.from);
  const isLast = bands.every((band) => column > band.to);
  return !overlaps && !isLast && !unknownColumns.some((unknown) => unknown.column === column);
}

/** No other row has a figure there, as a column of somebody's own sums would. */
function isAlone(cover: Cover, block: HeadingBlock, row: number, column: number): boolean {
  return !otherRows(cover, block, row).some((one) =>
    (cover.byRow.get(one) ?? []).some((cell) => cell.column === column && isFigure(cell)),
  );
}

/** Where empty cells are kept: only this row goes on behind the last heading, so that an empty place in it may be the cell too many. */
function isWidest(cover: Cover, block: HeadingBlock, row: number): boolean {
  if (cover.grid.addressing !== "RC" && cover.grid.fields === undefined) return false;
  const own = widthOf(cover, row);
  if (own <= rightOf([block]) + 1) return false;
  const headings = Array.from({ length: block.lastRow - block.firstRow + 1 }, (_, at) => block.firstRow + at);
  return [...headings, ...otherRows(cover, block, row)].every((one) => widthOf(cover, one) < own);
}

function widthOf({ grid, byRow }: Cover, row: number): number {
  const cells = byRow.get(row) ?? [];
  return grid.fields?.[row] ?? Math.max(0, ...cells.map(({ column, columnSpan }) => column + columnSpan));
}

/** The other rows under the headings; a copy of the row has the same cells too many. */
function otherRows(cover: Cover, { lastRow }: HeadingBlock, row: number): readonly number[] {
  const name = firstTextOf(cover, row);
  const below = Array.from({ length: MOST_ROWS }, (_, at) => lastRow + 1 + at);
  return below.filter((one) => one !== row && (name === "" || firstTextOf(cover, one) !== name));
}

function firstTextOf({ byRow }: Cover, row: number): string {
  const first = byRow.get(row)?.find(isWord);
  return first ? plainText(first.text) : "";
}

/** A table has no more rows. */
const MOST_ROWS = 60;

function isWord({ text }: Cell): boolean {
  return text.trim() !== "" && !looksLikeValue(text);
}

function isFigure({ text }: Cell): boolean {
  return looksLikeValue(text) && /\d/.test(text);
}

/** The cells of a row that stand, in full or in part, within a band. */
export function cellsWithin(cover: Cover, row: number, band: Band): readonly Cell[] {
  const cells: Cell[] = [];
  for (let column = band.from; column <= band.to; column++) {
    const cell = cover.at(row, column);
    if (cell && !cells.includes(cell)) cells.push(cell);
  }
  return cells;
}

function onlyFilled(cells: readonly Cell[]): Cell | undefined | "several" {
  const filled = cells.filter((cell) => cell.text.trim() !== "");
  return filled.length > 1 ? "several" : (filled[0] ?? cells[0]);
}

function distinct(cells: readonly (Cell | undefined | "several")[]): boolean {
  const present = cells.filter((cell) => cell !== undefined);
  return new Set(present).size === present.length;
}

/** The row's cells to the right of its last label, up to the last heading. */
export function valueCells(cover: Cover, block: HeadingBlock, row: number): readonly Cell[] {
  const labels = new Set<Cell>();
  const left = leftOf([block]);
  const right = rightOf([block]);
  for (let column = 0; column < left; column++) {
    const cell = cover.at(row, column);
    if (cell && isLabel(block, cell)) labels.add(cell);
  }
  const lastLabel = Math.max(-1, ...[...labels].map((cell) => cell.column));
  return (cover.byRow.get(row) ?? []).filter(
    (cell) => cell.column > lastLabel && cell.column <= right && !labels.has(cell),
  );
}

/** Where a row's figures stand; of a row without any, where it begins. */
export function placesOfRow({ cover }: Pick<Scan, "cover">, block: HeadingBlock, row: number): readonly Place[] {
  const cells = valueCells(cover, block, row).map((cell) => placeOf(cover.grid, cell));
  if (cells.length > 0) return cells;
  return (cover.byRow.get(row) ?? []).slice(0, 1).map((cell) => ({ ...placeOf(cover.grid, cell), text: "" }));
}

function isLabel(block: HeadingBlock, cell: Cell): boolean {
  return (
    cell.text.trim() !== "" && (matchLabel(block.lexicon.rows, cell.text).length > 0 || !looksLikeValue(cell.text))
  );
}
