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
 * Gives each band its cell: by columns where each band has exactly one of its own;
 * else, where merged areas differ between heading and row, in order, if there are exactly as many cells as bands. Otherwise not at all.
 */
export function alignRow(cover: Cover, block: HeadingBlock, row: number): readonly Aligned[] | undefined {
  const byColumn = block.bands.map((band) => ({ band, cells: cellsWithin(cover, row, band) }));
  const taken = byColumn.flatMap(({ cells }) => cells);
  const single = byColumn.every(({ cells }) => cells.length <= 1) && new Set(taken).size === taken.length;
  const ragged = isRagged(cover, byColumn);
  if (single && !ragged) return byColumn.map(({ band, cells }) => ({ band, cell: cells[0] }));
  const inBand = byColumn.map(({ band, cells }) => ({ band, cell: onlyFilled(cells) }));
  if (!ragged && inBand.every(({ cell }) => cell !== "several") && distinct(inBand.map(({ cell }) => cell))) {
    return inBand.map(({ band, cell }) => ({ band, cell: cell === "several" ? undefined : cell }));
  }
  const own = valueCells(cover, block, row);
  if (own.length !== block.bands.length) return undefined;
  return block.bands.map((band, index) => ({ band, cell: own[index] }));
}

/** A document's table keeps its empty cells: a row that ends before the last heading has lost one, and it is not known which. */
function isRagged(cover: Cover, byColumn: readonly { readonly cells: readonly Cell[] }[]): boolean {
  if (cover.grid.addressing !== "RC") return false;
  return byColumn.at(-1)?.cells.length === 0 && byColumn.some(({ cells }) => cells.length > 0);
}

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

/** The row's own cells from the first label on to the right: the last `bands` of them are the figures. */
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
