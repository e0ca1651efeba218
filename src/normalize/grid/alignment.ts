import type { Cell } from "../../grid.js";
import { matchLabel } from "../lexicon.js";
import { looksLikeValue } from "../value/value.js";
import type { Cover } from "./cover.js";
import type { Band } from "./heading-bands.js";
import type { HeadingBlock } from "./headings.js";
import { leftOf, rightOf } from "./scan.js";

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

/** Tables of documents keep their empty cells: a row that ends before the last heading has lost one, and nobody knows which. */
function isTooShort(cover: Cover, byColumn: readonly { readonly cells: readonly Cell[] }[]): boolean {
  if (cover.grid.addressing !== "RC") return false;
  return byColumn.at(-1)?.cells.length === 0 && byColumn.some(({ cells }) => cells.length > 0);
}

/** A line of delimited text with fewer fields than the line of its headings, and too few to reach the last of them. */
function hasFewerFields({ grid: { fields } }: Cover, block: HeadingBlock, row: number): boolean {
  const own = fields?.[row];
  if (own === undefined || own <= 1) return false;
  const last = Math.max(...block.bands.map(({ to }) => to));
  return own <= last && own < (fields?.[block.lastRow] ?? 0);
}

/**
 * 数字多于栏目: whether a row has more figures than headings while the form has more headings; or a figure right behind the last heading,
 * while words stand under a heading, or while every heading has a figure and the table keeps its empty cells (of a document, or of delimited
 * text). A heading was lost then, or a cell came in between, and the figures behind it stand under the wrong headings.
 */
export function hasMoreFigures(cover: Cover, block: HeadingBlock, row: number): boolean {
  const { bands, lexicon, unknownColumns } = block;
  const { columns, rows, layout } = lexicon.section;
  const wanted = columns.lines.length * (layout === "single-row" ? rows.lines.length : 1);
  const labels = valueCells(cover, block, row)[0]?.column ?? 0;
  const figures = (cover.byRow.get(row) ?? []).filter((cell) => cell.column >= labels && isFigure(cell));
  if (bands.length < wanted && figures.length > bands.length) return true;
  const behind = rightOf([block]) + 1;
  if (!figures.some(({ column }) => column === behind) || unknownColumns.some(({ column }) => column === behind))
    return false;
  const under = bands.map((band) => cellsWithin(cover, row, band));
  if (under.some((cells) => cells.some(({ text }) => text.trim() !== "" && !looksLikeValue(text)))) return true;
  const keepsEmptyCells = cover.grid.addressing === "RC" || cover.grid.fields !== undefined;
  return keepsEmptyCells && under.every((cells) => cells.some(isFigure));
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
  for (let column = 0; column < leftOf([block]); column++) {
    const cell = cover.at(row, column);
    if (cell && isLabel(block, cell)) labels.add(cell);
  }
  const lastLabel = Math.max(-1, ...[...labels].map((cell) => cell.column));
  return (cover.byRow.get(row) ?? []).filter(
    (cell) => cell.column > lastLabel && cell.column <= rightOf([block]) && !labels.has(cell),
  );
}

function isLabel(block: HeadingBlock, cell: Cell): boolean {
  return (
    cell.text.trim() !== "" && (matchLabel(block.lexicon.rows, cell.text).length > 0 || !looksLikeValue(cell.text))
  );
}
