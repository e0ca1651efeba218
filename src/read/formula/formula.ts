import { absolute, compare, type Decimal, decimal, multiply, parseStored, subtract } from "../../decimal.js";
import type { Doubt } from "../../grid.js";
import { type Book, type FormulaCell, keyOf, resultOf } from "./evaluate.js";

export type { FormulaCell } from "./evaluate.js";
export { a1FromOpenDocument, a1FromR1C1 } from "./notation.js";
export { type Expression, parseFormula } from "./parse.js";

export interface FormulaSheet<C extends FormulaCell> {
  readonly name: string;
  readonly cells: readonly C[];
}

/** 重算要求: whether the file itself says that the results it keeps are not up to date. */
export interface Calculation {
  readonly stale: boolean;
  /** Results that were rounded to what is shown can't be computed again from what is stored. */
  readonly asShown?: boolean;
}

/**
 * 公式结果核对: marks the formulas whose kept result can't be trusted. What their own terms give, computed exactly, outranks what the file
 * says of itself: a result that it confirms stays, one that it contradicts is never repaired. What can't be computed so is stale where
 * the file asks to be calculated anew.
 */
export function judgeFormulas<C extends FormulaCell>(
  sheets: readonly FormulaSheet<C>[],
  calculation: Calculation,
): readonly (readonly C[])[] {
  if (!sheets.some(({ cells }) => cells.some((cell) => cell.formula))) return sheets.map(({ cells }) => cells);
  const index = sheets.map(
    ({ name, cells }) =>
      [name.toLowerCase(), new Map(cells.map((cell) => [keyOf(cell.row, cell.column), cell]))] as const,
  );
  const book: Book = {
    sheets: new Map(index),
    stale: calculation.stale,
    results: new Map(),
    open: new Set(),
    visits: 0,
  };
  return sheets.map(({ name, cells }) =>
    cells.map((cell) => {
      const doubt = cell.formula && cell.doubt === undefined ? doubtOf(book, cell, name, calculation) : undefined;
      return doubt === undefined ? cell : { ...cell, doubt };
    }),
  );
}

function doubtOf(book: Book, cell: FormulaCell, sheet: string, { stale, asShown }: Calculation): Doubt | undefined {
  if (cell.kind === "uncalculated" || cell.kind === "error") return undefined;
  const computed = asShown ? undefined : resultOf(book, cell, sheet.toLowerCase(), 0);
  if (computed === undefined) return stale ? "stale" : undefined;
  const kept = parseStored(cell.text.trim());
  return kept !== undefined && isNear(kept, computed) ? undefined : "contradicted";
}

const NEAR = decimal("0.000000001");

/** Within what binary arithmetic may lose. */
function isNear(a: Decimal, b: Decimal): boolean {
  const size = compare(absolute(a), absolute(b)) > 0 ? absolute(a) : absolute(b);
  const allowed = compare(size, decimal("1")) > 0 ? multiply(size, NEAR) : NEAR;
  return compare(absolute(subtract(a, b)), allowed) <= 0;
}
