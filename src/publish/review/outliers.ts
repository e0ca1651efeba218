import type { Contribution } from "../../consolidation.js";
import type { UnitCode } from "../../figure.js";
import type { Unit } from "../../form/form.js";
import { groupBy } from "../../grouping.js";

/** 离群: units whose figure stands far off those of their own category. */
export interface Outliers {
  readonly high: readonly UnitCode[];
  readonly low: readonly UnitCode[];
}

/** With fewer figures than this nothing is judged. */
const FEWEST = 8;

/**
 * 离群判断: among the positive figures of one category, far above: past the upper quartile by more than three times the
 * distance of the quartiles, and at least three times the median; far below: less than a tenth of the lower quartile.
 * Quartiles do not move when a few figures are wildly wrong. The page states the measure in the same words.
 */
export function outliersOf(contributions: readonly Contribution[], units: ReadonlyMap<UnitCode, Unit>): Outliers {
  const scale = Math.max(0, ...contributions.map((one) => one.value?.scale ?? 0));
  const values = contributions.flatMap(({ unit, value }) =>
    value && value.coefficient > 0n ? [{ unit, amount: value.coefficient * 10n ** BigInt(scale - value.scale) }] : [],
  );
  const groups = [...groupBy(values, (one) => units.get(one.unit)?.category).values()].map(outliersOfGroup);
  return { high: groups.flatMap((group) => group.high), low: groups.flatMap((group) => group.low) };
}

interface UnitAmount {
  readonly unit: UnitCode;
  readonly amount: bigint;
}

function outliersOfGroup(values: readonly UnitAmount[]): Outliers {
  if (values.length < FEWEST) return { high: [], low: [] };
  const sorted = values.map((one) => one.amount).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const at = (quarter: number): bigint => sorted[Math.floor(((sorted.length - 1) * quarter) / 4)] ?? 0n;
  const [lower, median, upper] = [at(1), at(2), at(3)];
  const fence = upper + 3n * (upper - lower);
  return {
    high: values.filter((one) => one.amount > fence && one.amount >= 3n * median).map((one) => one.unit),
    low: values.filter((one) => one.amount * 10n < lower).map((one) => one.unit),
  };
}
