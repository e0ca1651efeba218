import { type Decimal, equals, format } from "../decimal.js";
import type { FigureCode, SourceCell, UnitCode } from "../figure.js";
import type { Finding } from "../finding.js";
import type { Rule } from "../form/form.js";
import type { Period } from "../period.js";
import { undecidedAlike } from "./cross-footing.js";
import { noFormerFigures } from "./grade/grade.js";

type CopyRule = Extract<Rule, { kind: "copy" }>;

/** 参加比对的单位: a unit with its figures that are typed and not zero. */
export interface ComparedUnit {
  readonly unit: UnitCode;
  readonly name: string;
  readonly notZero: () => Values;
  readonly sourceOf: (code: FigureCode) => SourceCell | undefined;
}

type Values = ReadonlyMap<FigureCode, Decimal>;

/** Figures with the value that both have. */
type Shared = readonly (readonly [FigureCode, Decimal])[];

/** 照抄上年: reports a unit whose figures equal its own of last year in more places than chance explains. Zeros do not count. */
export function checkLastYear(
  rule: CopyRule,
  own: ComparedUnit,
  before: Values | undefined,
  period: Period,
): readonly Finding[] {
  if (!before) return [undecidedAlike(rule, own.unit, noFormerFigures(period), [])];
  const values = own.notZero();
  const shared = tellingShare(values, before, fewestShared(rule, values), rule);
  if (!shared) return [];
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
export function checkOtherUnits(rule: CopyRule, compared: readonly ComparedUnit[]): readonly Finding[] {
  const units = compared.map((unit) => {
    const values = unit.notZero();
    return { ...unit, values, fewest: fewestShared(rule, values) };
  });
  const met = meetings(units);
  return units.flatMap((own) => {
    const alike = [...(met.get(own) ?? [])].flatMap((other) => {
      const shared = tellingShare(own.values, other.values, Math.max(own.fewest, other.fewest), rule);
      return shared ? [{ other, shared }] : [];
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

interface UnitAndValues extends ComparedUnit {
  readonly values: Values;
  /** 最少相同项数. */
  readonly fewest: number;
}

/** A figure of one digit, or one that many units share, does not show that one unit copied another. */
const TELLING_DIGITS = 2;
const CROWD = 40;

/** Pairs of units that share at least one telling figure, in the units' order. */
function meetings(units: readonly UnitAndValues[]): ReadonlyMap<UnitAndValues, ReadonlySet<UnitAndValues>> {
  const byFigure = new Map<string, UnitAndValues[]>();
  for (const unit of units) {
    for (const [code, value] of unit.values) {
      if (digitsOf(value) < TELLING_DIGITS) continue;
      const key = `${code}=${format(value)}`;
      const group = byFigure.get(key);
      if (group) group.push(unit);
      else byFigure.set(key, [unit]);
    }
  }
  const met = new Map<UnitAndValues, Set<UnitAndValues>>();
  for (const group of byFigure.values()) {
    if (group.length < 2 || group.length > CROWD) continue;
    for (const unit of group) {
      const others = met.get(unit) ?? new Set<UnitAndValues>();
      for (const other of group) if (other !== unit) others.add(other);
      met.set(unit, others);
    }
  }
  return met;
}

/** How many digits it is printed with: two for 0.5. */
function digitsOf({ coefficient, scale }: Decimal): number {
  return Math.max(String(coefficient < 0n ? -coefficient : coefficient).length, scale + 1);
}

function cellsOf({ sourceOf }: ComparedUnit, shared: Shared): readonly SourceCell[] {
  return shared.flatMap(([code]) => sourceOf(code) ?? []);
}

/** Shared figures must be many, and nearly all that the unit reported. */
function fewestShared(rule: CopyRule, { size }: Values): number {
  return Math.max(rule.minimumNonZero, Math.ceil((size * 9) / 10));
}

/** The figures that are equal, if they are so many and have enough digits together; undefined as soon as they can't be. */
function tellingShare(a: Values, b: Values, fewest: number, rule: CopyRule): Shared | undefined {
  let others = a.size - fewest;
  const shared: [FigureCode, Decimal][] = [];
  for (const [code, value] of a) {
    if (others < 0) return undefined;
    const other = b.get(code);
    if (other !== undefined && equals(value, other)) shared.push([code, value]);
    else others -= 1;
  }
  const digits = shared.reduce((count, [, value]) => count + digitsOf(value), 0);
  return others >= 0 && digits >= rule.minimumDigits ? shared : undefined;
}
