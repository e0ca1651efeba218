import type { UnitCode } from "./figure.js";
import type { Schemas } from "./form/form.js";
import { liesIn, type Period } from "./period.js";
import { plainText } from "./wording.js";

const known = new WeakMap<Schemas, Map<string, ReadonlyMap<string, UnitCode | undefined>>>();

/** 名录中的名称 in a period: the unit that a name or alias stands for, letter by letter; one that two units have stands for neither. */
export function rosterNames(schemas: Schemas, period: Period): (name: string) => UnitCode | undefined {
  const ofPeriods = known.get(schemas) ?? new Map<string, ReadonlyMap<string, UnitCode | undefined>>();
  const names = ofPeriods.get(period.key) ?? namesIn(schemas, period);
  known.set(schemas, ofPeriods.set(period.key, names));
  return (name) => names.get(plainText(name));
}

function namesIn({ units }: Schemas, period: Period): ReadonlyMap<string, UnitCode | undefined> {
  const names = new Map<string, UnitCode | undefined>();
  for (const unit of units.filter((one) => liesIn(period, one)))
    for (const name of new Set([unit.name, ...unit.aliases].map(plainText)))
      names.set(name, names.has(name) ? undefined : unit.code);
  return names;
}
