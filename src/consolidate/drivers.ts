import type { ConsolidatedFigure, PriorYear } from "../consolidation.js";
import { absolute, compare, format, subtract, ZERO } from "../decimal.js";
import type { FigureCode } from "../figure.js";
import type { Unit } from "../form/form.js";

const DRIVERS = 3;

/** 变动的主要来源: the three units whose change from last year is greatest, in words: 象湖镇（3→40）. */
export function driversOf(
  figure: ConsolidatedFigure | undefined,
  code: FigureCode,
  prior: PriorYear | undefined,
  units: readonly Unit[],
): readonly string[] {
  const changes = (figure?.contributions ?? []).flatMap(({ unit, value }) => {
    const before = prior?.byUnit.get(unit)?.get(code);
    return before && value ? [{ unit, before, now: value, size: absolute(subtract(value, before)) }] : [];
  });
  const name = (unit: string): string => units.find((one) => one.code === unit)?.name ?? unit;
  return changes
    .filter(({ size }) => compare(size, ZERO) > 0)
    .sort((a, b) => compare(b.size, a.size))
    .slice(0, DRIVERS)
    .map(({ unit, before, now }) => `${name(unit)}（${format(before)}→${format(now)}）`);
}
