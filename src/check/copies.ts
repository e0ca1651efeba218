import { type Decimal, equals, format, isZero } from "../decimal.js";
import type { FigureCode, SourceCell, UnitCode } from "../figure.js";
import type { Finding } from "../finding.js";
import type { Rule } from "../form/form.js";
import { groupBy } from "../grouping.js";
import type { Period } from "../period.js";
import { undecidedAlike } from "./cross-footing.js";
import { noFormerFigures } from "./grade/grade.js";

type CopyRule = Extract<Rule, { kind: "copy" }>;

/** 参加比对的单位: a unit with its input figures. Totals are left out, because they repeat what their parts say. */
export interface ComparedUnit {
  readonly unit: UnitCode;
  readonly name: string;
  readonly values: ReadonlyMap<FigureCode, Decimal>;
  readonly sources: ReadonlyMap<FigureCode, SourceCell>;
}

/** 照抄上年: reports a unit whose figures equal its own of last year in more places than chance explains. Zeros do not count. */
export function checkLastYear(
  rule: CopyRule,
  own: ComparedUnit,
  before: ReadonlyMap<FigureCode, Decimal> | undefined,
  period: Period,
): readonly Finding[] {
  if (!before) return [undecidedAlike(rule, own.unit, noFormerFigures(period), [])];
  const shared = sharedFigures(own.values, before);
  if (!isTelling(shared, own.values, rule)) return [];
  return [
    {
      code: "COPY.LAST_YEAR",
      rule: rule.id,
      unit: own.unit,
      figures: shared.map(([code]) => code),
      sources: cellsOf(own, shared),
      facts: { count: shared.length, period: period.kind },
    },
  ];
}

/**
 * 与他单位雷同: reports units whose figures are equal, one finding for each of the two. Only units that share a telling figure are
 * compared, so that thousands of units take no longer.
 */
export function checkOtherUnits(rule: CopyRule, units: readonly ComparedUnit[]): readonly Finding[] {
  const met = meetings(units);
  return units.flatMap((own) => {
    const alike = [...(met.get(own) ?? [])].flatMap((other) => {
      const shared = sharedFigures(own.values, other.values);
      return isTelling(shared, own.values, rule) && isTelling(shared, other.values, rule) ? [{ other, shared }] : [];
    });
    const first = alike[0];
    if (!first) return [];
    const others = alike.map(({ other }) => other.name);
    return [
      {
        code: "COPY.OTHER_UNIT" as const,
        rule: rule.id,
        unit: own.unit,
        figures: first.shared.map(([code]) => code),
        sources: cellsOf(own, first.shared),
        facts: { other: others.join("、"), count: first.shared.length },
      },
    ];
  });
}

/** A figure of one digit, or one that many units share, does not show that one unit copied another. */
const TELLING_DIGITS = 2;
const CROWD = 40;

/** Pairs of units that share at least one telling figure, in the units' order. */
function meetings(units: readonly ComparedUnit[]): ReadonlyMap<ComparedUnit, ReadonlySet<ComparedUnit>> {
  const byFigure = groupBy(
    units.flatMap((unit) =>
      [...unit.values]
        .filter(([, value]) => digitsOf(value) >= TELLING_DIGITS)
        .map(([code, value]) => ({ unit, key: `${code}=${format(value)}` })),
    ),
    ({ key }) => key,
  );
  const met = new Map<ComparedUnit, Set<ComparedUnit>>();
  for (const group of byFigure.values()) {
    if (group.length < 2 || group.length > CROWD) continue;
    for (const { unit } of group) {
      const others = met.get(unit) ?? new Set<ComparedUnit>();
      for (const { unit: other } of group) if (other !== unit) others.add(other);
      met.set(unit, others);
    }
  }
  return met;
}

function digitsOf(value: Decimal): number {
  return format(value).replace(/\D/g, "").length;
}

function cellsOf(
  { sources }: ComparedUnit,
  shared: readonly (readonly [FigureCode, Decimal])[],
): readonly SourceCell[] {
  return shared.flatMap(([code]) => sources.get(code) ?? []);
}

function sharedFigures(
  a: ReadonlyMap<FigureCode, Decimal>,
  b: ReadonlyMap<FigureCode, Decimal>,
): readonly [FigureCode, Decimal][] {
  return [...a].filter(([code, value]) => {
    const other = b.get(code);
    return other !== undefined && !isZero(value) && equals(value, other);
  });
}

/** Whether the shared figures are many enough, have enough digits together, and are nearly all that the unit reported. */
function isTelling(
  shared: readonly (readonly [FigureCode, Decimal])[],
  all: ReadonlyMap<FigureCode, Decimal>,
  rule: CopyRule,
): boolean {
  const digits = shared.reduce((count, [, value]) => count + digitsOf(value), 0);
  const notZero = [...all.values()].filter((value) => !isZero(value)).length;
  return shared.length >= rule.minimumNonZero && digits >= rule.minimumDigits && shared.length * 10 >= notZero * 9;
}
