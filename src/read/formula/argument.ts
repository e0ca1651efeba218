import { ZERO } from "../../decimal.js";
import { arithmetic, type Known, type NumberScalar, numberOf, onlyOf, type Table } from "./scalar.js";

/** 参数: one term of a call, evaluated only when it is asked for. */
export interface Argument {
  /** Undefined where it is too large or can't be told. */
  table(): Table | undefined;
  /** It speaks of cells, so that texts among them are passed over. */
  readonly area: boolean;
  readonly missing: boolean;
}

/** What a function gives: undefined where it can't be told. */
export type Work = (terms: readonly Argument[]) => Table | Known;

export function valueIn(term: Argument | undefined): Known {
  return onlyOf(term?.table());
}

/** A single number; undefined where it is none or can't be told. */
export function numberAt(terms: readonly Argument[], at: number): NumberScalar | undefined {
  const value = arithmetic(valueIn(terms[at]));
  return value?.kind === "number" ? value : undefined;
}

/** A small whole number such as a count of decimals. */
export function countAt(terms: readonly Argument[], at: number): number | undefined {
  const value = numberAt(terms, at)?.value;
  return value && value.scale === 0 && value.coefficient < 10_000n && value.coefficient > -10_000n
    ? Number(value.coefficient)
    : undefined;
}

/**
 * The numbers that SUM and its like see: of cells and arrays those stored as such. Undefined where one can't be told, and where programs
 * differ: a truth value among cells, a text that a function gave.
 */
export function numbersIn(terms: readonly Argument[]): readonly NumberScalar[] | "error" | undefined {
  const numbers: NumberScalar[] = [];
  for (const term of terms) {
    const table = term.table();
    if (!table) return undefined;
    const listed = isListed(term, table);
    for (const value of table.flat()) {
      if (!value || value.kind === "truth" || (!listed && !term.missing && /^(?:text|blank)$/.test(value.kind)))
        return undefined;
      if (value.kind === "error") return "error";
      if (value.kind === "number") numbers.push(value);
      else if (term.missing) numbers.push(numberOf(ZERO));
    }
  }
  return numbers;
}

/** Whether its values stand in cells or in an array, where what is no number is passed over. */
export function isListed(term: Argument, table: Table): boolean {
  return term.area || table.length > 1 || (table[0]?.length ?? 0) > 1;
}
