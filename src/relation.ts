import { compare, type Decimal, sum } from "./decimal.js";
import type { FigureCode } from "./figure.js";

/**
 * 勾稽关系: one relation of a form between figures of one submission, sum(left) = sum(right).
 * A total has its parts on the left and itself alone on the right. One across years starts from a figure of last year:
 * before + sum(left) − sum(minus) = sum(right).
 */
export interface Relation {
  /** `T3.ROW_TOTAL` */
  readonly rule: string;
  /** The row or column it speaks of: “自然人”列. */
  readonly where: string;
  readonly left: readonly FigureCode[];
  readonly right: readonly FigureCode[];
  /** 上年数: of last year, on the left. */
  readonly before?: FigureCode;
  /** Subtracted on the left. */
  readonly minus?: readonly FigureCode[];
}

/** 两边之比: equal, unequal with both sums, or undecided because a term is not known. Undecided is not passed. */
export type Balance =
  | { readonly kind: "satisfied" }
  | { readonly kind: "violated"; readonly left: Decimal; readonly right: Decimal }
  | { readonly kind: "undecided" };

/** 比较两边: exact sums; one term that is not known leaves the whole undecided. */
export function weigh(left: readonly (Decimal | undefined)[], right: readonly (Decimal | undefined)[]): Balance {
  const [a, b] = [sumOfAll(left), sumOfAll(right)];
  if (a === undefined || b === undefined) return { kind: "undecided" };
  return compare(a, b) === 0 ? { kind: "satisfied" } : { kind: "violated", left: a, right: b };
}

function sumOfAll(terms: readonly (Decimal | undefined)[]): Decimal | undefined {
  const known = terms.filter((term) => term !== undefined);
  return known.length === terms.length ? sum(known) : undefined;
}
