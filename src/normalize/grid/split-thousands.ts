import { looksLikeValue } from "../value/value.js";
import type { HeadingBlock } from "./headings.js";
import { rightOf, type Scan } from "./scan.js";

/** The two halves of 1,234.56. */
const HEAD = /^[1-9]\d{0,2}$/;
const TAIL = /^\d{3}(?:\.\d+)?$/;

/**
 * 千分位逗号: 1,234 without quotes in a file divided by commas falls into two cells, and all cells behind it move on by
 * one. Whether a row looks like that: a number too many at its end, and two neighbours that may be one number.
 */
export function isSplit({ cover }: Scan, block: HeadingBlock, row: number): boolean {
  const right = rightOf([block]);
  const text = (column: number): string => (cover.at(row, column)?.text ?? "").trim();
  if (!looksLikeValue(text(right + 1))) return false;
  const left = Math.min(...block.bands.map((band) => band.from));
  for (let column = left; column <= right; column++)
    if (HEAD.test(text(column)) && TAIL.test(text(column + 1))) return true;
  return false;
}

/** Whether that can have happened under these headings: no cell is merged, and most rows have no number behind the last heading. */
export function mayBeSplit({ cover }: Scan, block: HeadingBlock, rows: readonly number[]): boolean {
  const beyond = rightOf([block]) + 1;
  const text = (at: number, column: number): string => (cover.at(at, column)?.text ?? "").trim();
  if (cover.grid.addressing !== "A1" || isHeaded(block, text, beyond)) return false;
  if (rows.length > 1 && rows.filter((row) => looksLikeValue(text(row, beyond))).length * 2 > rows.length) return false;
  return !cover.grid.cells.some((cell) => cell.columnSpan > 1);
}

/** Whether an empty cell stands among the row's numbers. Then the count of its numbers may be right by chance, and no other reading may rely on it. */
export function isGapped({ cover }: Scan, row: number): boolean {
  const numbers = (cover.byRow.get(row) ?? []).filter((cell) => looksLikeValue(cell.text) && cell.text.trim() !== "");
  return numbers.some((cell, at) => at > 0 && cell.column - (numbers[at - 1]?.column ?? 0) > 1);
}

function isHeaded(block: HeadingBlock, text: (row: number, column: number) => string, column: number): boolean {
  for (let row = block.firstRow; row <= block.lastRow; row++) if (text(row, column) !== "") return true;
  return false;
}

/** What the finding says about such a row. */
export const SPLIT = "末尾多出一个数字，可能是千分位逗号把一个数分成了两格";
