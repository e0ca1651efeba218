import { looksLikeValue } from "./amount.js";
import { rightOf, type Scan } from "./grid-scan.js";
import type { HeadingBlock } from "./headings.js";

const HEAD = /^[1-9]\d{0,2}$/;
const TAIL = /^\d{3}(?:\.\d+)?$/;

/**
 * 千分位逗号: 1,234 in a file that is divided by commas falls into two cells, and all behind it move on by one. Told by a
 * number too many at the row's end, under no heading, where the other rows have none, and two cells that may be one number.
 */
export function isSplit(scan: Scan, block: HeadingBlock, row: number, rows: readonly number[]): boolean {
  const { cover } = scan;
  const right = rightOf([block]);
  const text = (at: number, column: number): string => (cover.at(at, column)?.text ?? "").trim();
  const beyond = (at: number): boolean => looksLikeValue(text(at, right + 1));
  if (cover.grid.addressing !== "A1" || !beyond(row) || isHeaded(block, text, right + 1)) return false;
  if (cover.grid.cells.some((cell) => cell.columnSpan > 1)) return false;
  if (rows.length > 1 && rows.filter(beyond).length * 2 > rows.length) return false;
  const left = Math.min(...block.bands.map((band) => band.from));
  for (let column = left; column <= right; column++)
    if (HEAD.test(text(row, column)) && TAIL.test(text(row, column + 1))) return true;
  return false;
}

function isHeaded(block: HeadingBlock, text: (row: number, column: number) => string, column: number): boolean {
  for (let row = block.firstRow; row <= block.lastRow; row++) if (text(row, column) !== "") return true;
  return false;
}

export const SPLIT = "末尾多出一个数字，可能是千分位逗号把一个数分成了两格";
