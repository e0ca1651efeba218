import { statedFigures } from "../check/check.js";
import type { PriorYear } from "../consolidation.js";
import { type Decimal, parseDecimal, sum } from "../decimal.js";
import type { FigureCode, UnitCode } from "../figure.js";
import type { Form } from "../form/form.js";
import type { Reported } from "./consolidate.js";

export interface PriorSources {
  readonly year: number;
  readonly form: Form | undefined;
  readonly blank: "zero" | "unreadable";
  readonly reported: readonly Reported[];
  /** How many units were due that year: a sum over fewer is not the whole. */
  readonly due: number;
  /** consolidated.json of last year, as text. */
  readonly consolidation: string | undefined;
  readonly published: ReadonlyMap<FigureCode, Decimal> | undefined;
}

/** 上年数: from last year's submissions, else last year's consolidation, else the jurisdiction's published report. */
export function priorYear(sources: PriorSources): PriorYear | undefined {
  return fromSubmissions(sources) ?? fromConsolidation(sources) ?? fromPublished(sources);
}

function fromSubmissions({
  year,
  form,
  blank,
  reported,
  due,
  published,
  consolidation,
}: PriorSources): PriorYear | undefined {
  if (!form || reported.length === 0) return undefined;
  const byUnit = new Map<UnitCode, ReadonlyMap<FigureCode, Decimal>>();
  for (const { unit, observations } of reported) {
    const stated = statedFigures(form, observations, blank);
    byUnit.set(unit.code, new Map([...form.figures.keys()].flatMap((code) => pair(code, stated.recomputed(code)))));
  }
  // What was published outranks a sum; a sum over those units whose files happen to be here is no last year at all.
  const former = published ?? fromConsolidation({ year, consolidation })?.figures;
  const whole = reported.length >= due ? summed(byUnit) : new Map<FigureCode, Decimal>();
  return { year, origin: "submissions", byUnit, figures: former ?? whole };
}

function pair(code: FigureCode, value: Decimal | undefined): readonly (readonly [FigureCode, Decimal])[] {
  return value ? [[code, value]] : [];
}

function summed(byUnit: ReadonlyMap<UnitCode, ReadonlyMap<FigureCode, Decimal>>): ReadonlyMap<FigureCode, Decimal> {
  const totals = new Map<FigureCode, Decimal>();
  for (const figures of byUnit.values())
    for (const [code, value] of figures)
      totals.set(code, sum([totals.get(code), value].filter((term) => term !== undefined)));
  return totals;
}

interface FormerFigure {
  readonly value: string | null;
  readonly contributions?: readonly { readonly unit: string; readonly value: string | null }[];
}

function fromConsolidation({
  year,
  consolidation,
}: Pick<PriorSources, "year" | "consolidation">): PriorYear | undefined {
  const former = parsed(consolidation);
  if (!former) return undefined;
  const figures = new Map<FigureCode, Decimal>();
  const byUnit = new Map<UnitCode, Map<FigureCode, Decimal>>();
  for (const [code, figure] of Object.entries(former)) {
    const value = parseDecimal(figure.value ?? "");
    if (value) figures.set(code, value);
    for (const one of figure.contributions ?? []) {
      const share = parseDecimal(one.value ?? "");
      if (share) byUnit.set(one.unit, (byUnit.get(one.unit) ?? new Map<FigureCode, Decimal>()).set(code, share));
    }
  }
  return { year, origin: "consolidation", figures, byUnit };
}

/** A former run's file that was damaged since is as good as none. */
function parsed(text: string | undefined): Readonly<Record<string, FormerFigure>> | undefined {
  if (text === undefined) return undefined;
  try {
    const content = JSON.parse(text) as { figures?: Record<string, FormerFigure> };
    return content.figures;
  } catch {
    return undefined;
  }
}

function fromPublished({ year, published }: PriorSources): PriorYear | undefined {
  return published ? { year, origin: "published", figures: published, byUnit: new Map() } : undefined;
}
