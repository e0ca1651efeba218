import { type Decimal, equals, format, isZero } from "../decimal.js";
import type { FigureCode, UnitCode } from "../figure.js";
import type { Finding } from "../finding.js";
import type { Rule } from "../form/form.js";
import { undecidedNotice } from "./cross-footing.js";

type CopyRule = Extract<Rule, { kind: "copy" }>;

/** 某单位的填报数: input figures only; totals that follow from them would count the same agreement twice. */
export interface UnitFigures {
  readonly unit: UnitCode;
  readonly name: string;
  readonly values: ReadonlyMap<FigureCode, Decimal>;
}

/** 照抄上年: so many equal figures that are not zero that chance is no explanation. */
export function checkLastYear(rule: CopyRule, own: UnitFigures, before: ReadonlyMap<FigureCode, Decimal> | undefined, missingBefore: string): readonly Finding[] {
  if (!before) return [undecidedNotice(rule, own.unit, missingBefore, [])];
  const shared = sharedFigures(own.values, before);
  if (!isTelling(shared, own.values, rule)) return [];
  return [{ code: "COPY.LAST_YEAR", rule: rule.id, unit: own.unit, figures: shared.map(([code]) => code), sources: [], facts: { count: shared.length } }];
}

/** 与他单位雷同: each pair is told to both. Units are found by their telling figures, so that thousands of units stay quick. */
export function checkOtherUnits(rule: CopyRule, units: readonly UnitFigures[]): readonly Finding[] {
  const byFigures = new Map<string, UnitFigures[]>();
  for (const unit of units) {
    const key = [...unit.values].filter(([, value]) => !isZero(value)).map(([code, value]) => `${code}=${format(value)}`).join();
    const alike = byFigures.get(key);
    if (alike) alike.push(unit);
    else byFigures.set(key, [unit]);
  }
  return [...byFigures.values()].flatMap((alike) => (alike.length > 1 ? alike.flatMap((own) => alikeFinding(rule, own, alike)) : []));
}

function alikeFinding(rule: CopyRule, own: UnitFigures, alike: readonly UnitFigures[]): readonly Finding[] {
  const shared = [...own.values].filter(([, value]) => !isZero(value));
  const others = alike.filter((unit) => unit !== own).map((unit) => unit.name);
  if (!isTelling(shared, own.values, rule)) return [];
  return [{ code: "COPY.OTHER_UNIT", rule: rule.id, unit: own.unit, figures: shared.map(([code]) => code), sources: [], facts: { other: others.join("、"), count: shared.length } }];
}

function sharedFigures(a: ReadonlyMap<FigureCode, Decimal>, b: ReadonlyMap<FigureCode, Decimal>): readonly [FigureCode, Decimal][] {
  return [...a].filter(([code, value]) => {
    const other = b.get(code);
    return other !== undefined && !isZero(value) && equals(value, other);
  });
}

/** Enough of them, with enough digits in all, and nearly everything the unit reported. */
function isTelling(shared: readonly (readonly [FigureCode, Decimal])[], all: ReadonlyMap<FigureCode, Decimal>, rule: CopyRule): boolean {
  const digits = shared.reduce((count, [, value]) => count + format(value).replace(/\D/g, "").length, 0);
  const notZero = [...all.values()].filter((value) => !isZero(value)).length;
  return shared.length >= rule.minimumNonZero && digits >= rule.minimumDigits && shared.length * 10 >= notZero * 9;
}
