import type { ConsolidatedFigure, Contribution } from "../../consolidation.js";
import { format } from "../../decimal.js";
import type { UnitCode } from "../../figure.js";
import type { Unit } from "../../form/form.js";
import { ABSENT, NONE, type ReviewContributions } from "./model.js";
import { outliersOf } from "./outliers.js";
import type { ReviewPlaces } from "./places.js";
import { shortened, withoutRepeats } from "./strings.js";

const LONGEST_TYPED = 400;

export interface ContributionRequest {
  readonly figure: ConsolidatedFigure;
  readonly units: readonly Unit[];
  readonly before: (unit: UnitCode) => string | undefined;
  readonly places: ReviewPlaces;
}

/** 单位数: one figure's contributions in the order of the roster, as lists in which repeated values are left out. */
export function packedContributions({ figure, units, before, places }: ContributionRequest): ReviewContributions {
  const { strings } = places;
  const byUnit = new Map(figure.contributions.map((one) => [one.unit, one]));
  const all = units.map((unit) => byUnit.get(unit.code));
  const outliers = outliersOf(figure.contributions, places.unitsByCode);
  const unitPlaces = (codes: readonly UnitCode[]): readonly number[] =>
    codes.map((code) => places.unit(code)).sort((a, b) => a - b);
  return {
    v: all.map((one) => (one ? (one.value ? strings.placeOf(format(one.value)) : NONE) : ABSENT)),
    f: sparse(all.map((one, unit) => filePlace(one, unit, places))),
    s: withoutRepeats(all.map((one) => (one?.source ? strings.placeOf(one.source.sheet) : NONE))),
    a: all.map((one) => (one?.source ? strings.placeOf(one.source.cell) : NONE)),
    t: sparse(all.map((one) => typedPlace(one, places))),
    q: all.flatMap((one, unit) => {
      const beside = one?.answer ?? one?.qualifier;
      return beside ? [unit, strings.placeOf(beside)] : [];
    }),
    ...confirmedOf(all, places),
    p: sparse(
      units.map((unit) => {
        const text = before(unit.code);
        return text === undefined ? NONE : strings.placeOf(text);
      }),
    ),
    high: unitPlaces(outliers.high),
    low: unitPlaces(outliers.low),
  };
}

function confirmedOf(
  all: readonly (Contribution | undefined)[],
  { strings }: ReviewPlaces,
): Pick<ReviewContributions, "c"> {
  const pairs = all.flatMap((one, unit) => {
    const confirmed = one?.source?.confirmed;
    if (!confirmed) return [];
    return [
      unit,
      strings.placeOf(`由${confirmed.by}核对录入：《${confirmed.file}》${confirmed.sheet} ${confirmed.cell}`),
    ];
  });
  return pairs.length > 0 ? { c: pairs } : {};
}

function filePlace(one: Contribution | undefined, unit: number, places: ReviewPlaces): number {
  if (!one?.source) return NONE;
  const file = places.file(one.source.file);
  return file === places.fileOfUnit(unit) ? NONE : file;
}

function typedPlace(one: Contribution | undefined, { strings }: ReviewPlaces): number {
  if (!one?.source) return NONE;
  const { text } = one.source;
  return one.value && text === format(one.value) ? NONE : strings.placeOf(shortened(text, LONGEST_TYPED));
}

/** An empty list in place of one that holds only NONE. */
function sparse(list: readonly number[]): readonly number[] {
  return list.every((place) => place === NONE) ? [] : list;
}
