import type { Expression, FormulaCell } from "../formula/formula.js";

/** One cell of a sheet as its file has it, before merged areas are known. */
export interface SheetCell extends FormulaCell {
  readonly shown?: string;
  readonly unseen?: string;
  /** The other file that the formula refers to, where the format names it. */
  readonly link?: string;
}

/** 合并区域, both corners included. */
export interface MergedArea {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** 数组公式: the area over which one formula gives its results. */
export interface ArrayFormula {
  readonly area: MergedArea;
  readonly expression: Expression;
}

/** The cells of an array formula's area hold its results, though the formula is written in the first of them alone. */
export function withArrays(cells: readonly SheetCell[], arrays: readonly ArrayFormula[]): readonly SheetCell[] {
  if (arrays.length === 0) return cells;
  // Newer programs write most formulas as arrays over a single cell.
  const first = new Map(arrays.map((one) => [`${one.area.top} ${one.area.left}`, one]));
  const wide = arrays.filter(({ area }) => area.bottom > area.top || area.right > area.left);
  return cells.map((cell) => {
    const { row, column } = cell;
    const own =
      first.get(`${row} ${column}`) ??
      wide.find(({ area }) => row >= area.top && row <= area.bottom && column >= area.left && column <= area.right);
    if (!own) return cell;
    return { ...cell, formula: true, expression: own.expression, part: [row - own.area.top, column - own.area.left] };
  });
}

export interface SheetContent {
  readonly name: string;
  readonly hidden: boolean;
  readonly cells: readonly SheetCell[];
  readonly merges: readonly MergedArea[];
  /** From the first to the last, both included. */
  readonly hiddenRows: readonly Range[];
  readonly hiddenColumns: readonly Range[];
}

export type Range = readonly [number, number];

const REFERENCE = /^\$?([A-Za-z]{1,3})\$?(\d{1,7})$/;

/** The same for the common form without anything else in it, sign by sign: it is read of every cell. */
function plainAddress(reference: string): { readonly row: number; readonly column: number } | undefined {
  let [column, row, at] = [0, 0, 0];
  for (; at < 2; at++) {
    const code = reference.charCodeAt(at);
    if (!(code >= 65 && code <= 90)) break;
    column = column * 26 + code - 64;
  }
  if (at === 0 || reference.length - at > 5 || at === reference.length) return undefined;
  for (; at < reference.length; at++) {
    const digit = reference.charCodeAt(at) - 48;
    if (!(digit >= 0 && digit <= 9)) return undefined;
    row = row * 10 + digit;
  }
  return row >= 1 ? { row: row - 1, column: column - 1 } : undefined;
}

/** B7 is row 6, column 1; undefined where it is no address. */
export function parseAddress(reference: string): { readonly row: number; readonly column: number } | undefined {
  const plain = plainAddress(reference);
  if (plain) return plain;
  const match = REFERENCE.exec(reference);
  if (!match) return undefined;
  let column = 0;
  for (const letter of (match[1] as string).toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  const row = Number(match[2]);
  return row >= 1 && row <= 1_048_576 && column <= 16_384 ? { row: row - 1, column: column - 1 } : undefined;
}

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
