import { absolute, compare, decimal, isZero, parseStored } from "../../decimal.js";
import type { Doubt } from "../../grid.js";
import { type Book, type CellIndex, type FormulaCell, keyOf } from "./cells.js";
import { resultOf, storedIn } from "./evaluate.js";
import { changesByItself, mayBeAnything } from "./mentions.js";
import type { Expression } from "./parse.js";
import { isNear, type Known } from "./scalar.js";

export type { FormulaCell } from "./cells.js";
export { a1FromOpenDocument, a1FromR1C1 } from "./notation.js";
export { type Expression, parseFormula, type Reference } from "./parse.js";

export interface FormulaSheet<C extends FormulaCell> {
  readonly name: string;
  readonly cells: readonly C[];
  readonly hiddenRows?: readonly unknown[];
}

/** 重算要求: whether the file itself says that the results it keeps are not up to date. */
export interface Calculation {
  readonly stale: boolean;
  /** Results that were rounded to what is shown can't be computed again from what is stored. */
  readonly asShown?: boolean;
  /** 名称, as `judgeFormulas` looks them up: small letters, `sheet!name` for one of a single sheet. */
  readonly names?: ReadonlyMap<string, Expression>;
  /** What the workbook kept of other files, as `[1]表三`. */
  readonly linked?: readonly FormulaSheet<FormulaCell>[];
}

/**
 * 公式结果核对: marks the formulas whose kept result can't be trusted. What their own terms give outranks what the file says of itself: a
 * result that it confirms stays, one that it contradicts is never repaired. What can't be computed is stale where the file asks to be
 * calculated anew; and a 0 over numbers is unproven where nothing shows that the file was ever calculated.
 */
export function judgeFormulas<C extends FormulaCell>(
  sheets: readonly FormulaSheet<C>[],
  calculation: Calculation,
): readonly (readonly C[])[] {
  if (!sheets.some(({ cells }) => cells.some((cell) => cell.formula))) return sheets.map(({ cells }) => cells);
  const book = bookOf(sheets, calculation);
  const verdicts = sheets.map(({ name, cells }) =>
    cells.map((cell) =>
      cell.formula && cell.doubt === undefined ? verdictOn(book, cell, name.toLowerCase(), calculation) : undefined,
    ),
  );
  const isProven = verdicts.flat().includes("confirmed") && !verdicts.flat().includes("contradicted");
  return sheets.map(({ name, cells }, sheet) =>
    cells.map((cell, at) => {
      const doubt = doubtOf(verdicts[sheet]?.[at], () => !isProven && mayBeAnything(book, cell, name.toLowerCase()));
      return doubt === undefined ? cell : { ...cell, doubt };
    }),
  );
}

/** contradicted, stale, changing: see `Doubt` · confirmed: by a number that is not 0 · nothing: a 0 or an empty text that can't be computed. */
type Verdict = "contradicted" | "stale" | "changing" | "confirmed" | "nothing" | undefined;

function doubtOf(verdict: Verdict, isUnproven: () => boolean): Doubt | undefined {
  if (verdict === "contradicted" || verdict === "stale" || verdict === "changing") return verdict;
  return verdict === "nothing" && isUnproven() ? "unproven" : undefined;
}

function bookOf(sheets: readonly FormulaSheet<FormulaCell>[], { stale, names, linked = [] }: Calculation): Book {
  const index = [...sheets, ...linked].map(
    ({ name, cells, hiddenRows }) => [name.toLowerCase(), indexOf(cells, hiddenRows)] as const,
  );
  return {
    sheets: new Map(index),
    names: names ?? new Map(),
    stale,
    results: new Map(),
    open: new Set(),
    visits: 0,
  };
}

function indexOf(cells: readonly FormulaCell[], hiddenRows: readonly unknown[] = []): CellIndex {
  let [rows, columns] = [0, 0];
  for (const { row, column } of cells) {
    rows = Math.max(rows, row + 1);
    columns = Math.max(columns, column + 1);
  }
  const index = new Map(cells.map((cell) => [keyOf(cell.row, cell.column), cell]));
  return { cells: index, rows, columns, hidesRows: hiddenRows.length > 0 };
}

function verdictOn(book: Book, cell: FormulaCell, sheet: string, { stale, asShown }: Calculation): Verdict {
  if (cell.kind === "uncalculated" || cell.kind === "error") return undefined;
  if (cell.expression && changesByItself(cell.expression)) return "changing";
  const computed = resultOf(book, cell, sheet, 0);
  if (computed === undefined || computed.kind === "error")
    return stale || cell.outdated ? "stale" : isNothing(cell) ? "nothing" : undefined;
  if (asShown) return isNothing(cell) && isOneOrMore(computed) ? "contradicted" : stale ? "stale" : undefined;
  if (!agrees(cell, computed)) return "contradicted";
  return computed.kind === "number" && !isZero(computed.value) ? "confirmed" : undefined;
}

/** What is rounded to whole numbers for good may lose less than one. */
function isOneOrMore(computed: Known): boolean {
  return computed?.kind === "number" && compare(absolute(computed.value), decimal("1")) >= 0;
}

function isNothing(cell: FormulaCell): boolean {
  const value = parseStored(cell.text.trim());
  return value ? isZero(value) : cell.text.trim() === "";
}

/** Whether the kept result says what was computed; nothing is nothing, as 0 or as an empty text. */
function agrees(cell: FormulaCell, computed: NonNullable<Known>): boolean {
  const kept = parseStored(cell.text.trim());
  switch (computed.kind) {
    case "number":
      return kept
        ? isNear(kept, computed.value)
        : isNothing(cell)
          ? isZero(computed.value)
          : isSameTruth(cell, !isZero(computed.value));
    case "truth":
      return kept ? !isZero(kept) === computed.on : isSameTruth(cell, computed.on);
    case "text":
      return agreesWithText(cell, computed.text);
    default:
      return isNothing(cell);
  }
}

function isSameTruth(cell: FormulaCell, on: boolean): boolean {
  const stored = storedIn(cell);
  return stored?.kind === "truth" && stored.on === on;
}

/** Words may differ in what no figure hangs on; what says a number may not, nor may a 0 stand for it. */
function agreesWithText(cell: FormulaCell, text: string): boolean {
  const [said, kept] = [text.trim(), cell.text.trim()];
  if (said === kept) return true;
  const [a, b] = [parseStored(said), parseStored(kept)];
  if (a && b) return isNear(a, b);
  return a || b ? !(a && !isZero(a)) && !(b && !isZero(b)) : !/\d/.test(said) || kept !== "";
}
