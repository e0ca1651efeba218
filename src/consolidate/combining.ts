import type { ConsolidatedFigure, Contribution } from "../consolidation.js";
import { compare, type Decimal, divided, isZero, multiply, sum } from "../decimal.js";
import type { FigureCode } from "../figure.js";
import type { Combining, Figure } from "../form/form.js";

type Term = Pick<Contribution, "value">;

/** 已汇总的: what a figure is combined from. */
export interface Known {
  readonly figure: ConsolidatedFigure;
  readonly shares: readonly (Term | undefined)[];
}

interface Basis {
  /** Of a total its parts, else the units' contributions. */
  readonly terms: readonly Term[];
  /** One place for each unit, also where it gave nothing. */
  readonly shares: readonly (Term | undefined)[];
  readonly known: ReadonlyMap<FigureCode, Known>;
}

/**
 * 按汇总方式合成: the sum of what is known, the least, the greatest, a ratio of two consolidated figures, an average by weights; null where
 * nothing is known, where figures stand for themselves (`none`), and where the divisor is 0. Nothing that does not add is ever added.
 */
export function combined({ combine, decimals }: Figure, basis: Basis): Decimal | null {
  if (isSummed(combine)) return added(basis.terms);
  if (combine === "none" || combine === "latest") return null;
  if (combine === "min" || combine === "max") return extreme(basis.terms, combine === "min" ? -1 : 1);
  if ("weightedBy" in combine) return weighted(combine, decimals, basis);
  const { of, over, times } = combine.ratio;
  const [part, whole] = [of, over].map((code) => basis.known.get(code)?.figure.value ?? null);
  return part && whole ? (divided(multiply(part, times), whole, decimals, combine.rounding) ?? null) : null;
}

function isSummed(combine: Combining): combine is "sum" | "office" | Extract<Combining, { from: unknown }> {
  return combine === "sum" || combine === "office" || (typeof combine === "object" && "from" in combine);
}

/** The sum of what is known; null where nobody gave anything, which is not 0. */
function added(terms: readonly Term[]): Decimal | null {
  const known = values(terms);
  return known.length === 0 ? null : sum(known);
}

function extreme(terms: readonly Term[], wanted: -1 | 1): Decimal | null {
  return values(terms).reduce<Decimal | null>(
    (best, value) => (best === null || compare(value, best) === wanted ? value : best),
    null,
  );
}

/** 加权平均: over the units that gave both the value and its weight. */
function weighted(
  { weightedBy, rounding }: Extract<Combining, { weightedBy: unknown }>,
  decimals: number,
  { shares, known }: Basis,
): Decimal | null {
  const weights = known.get(weightedBy)?.shares ?? [];
  const pairs = shares.flatMap((share, place) => {
    const [value, weight] = [share?.value, weights[place]?.value];
    return value && weight && !isZero(weight) ? [{ value, weight }] : [];
  });
  const total = sum(pairs.map(({ weight }) => weight));
  const products = sum(pairs.map(({ value, weight }) => multiply(value, weight)));
  return divided(products, total, decimals, rounding) ?? null;
}

function values(terms: readonly Term[]): readonly Decimal[] {
  return terms.flatMap(({ value }) => value ?? []);
}
