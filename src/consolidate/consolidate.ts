import { type Stated, statedFigures } from "../check/check.js";
import type { ConsolidatedFigure, Contribution } from "../consolidation.js";
import { type Decimal, sum } from "../decimal.js";
import type { FigureCode, Observation, UnitCode } from "../figure.js";
import type { Figure, Form, Unit } from "../form/form.js";

/** 各单位所报: what a received unit reported, for summing. */
export interface Reported {
  readonly unit: Unit;
  readonly observations: ReadonlyMap<FigureCode, Observation>;
}

export interface ConsolidateRequest {
  readonly form: Form;
  /** In roster order. */
  readonly reported: readonly Reported[];
  readonly missing: readonly UnitCode[];
  readonly blank: "zero" | "unreadable";
}

/** 汇总: exact, in roster order, every contribution kept. A total is recomputed from the consolidated parts and held beside the sum of the printed ones. */
export function consolidate(request: ConsolidateRequest): ReadonlyMap<FigureCode, ConsolidatedFigure> {
  const stated = request.reported.map(({ unit, observations }) => ({
    unit,
    stated: statedFigures(request.form, observations, request.blank),
  }));
  const figures = new Map<FigureCode, ConsolidatedFigure>();
  const present = [...request.form.figures.values()].filter(
    (figure) => !figure.optional || stated.some((one) => one.stated.observations.has(figure.code)),
  );
  const order = [...present.filter((figure) => !figure.optional), ...present.filter((figure) => figure.optional)];
  // Parts before the totals that are made of them; then back into the form's order.
  for (const figure of partsFirst(order, request.form)) {
    figures.set(figure.code, consolidated(figure, stated, figures, request));
  }
  return new Map(order.map((figure) => [figure.code, figures.get(figure.code)!]));
}

/** 待核实: the same sums, provisional where an open finding touches them or what they are made of. The findings are known only after the sums. */
export function withProvisional(
  figures: ReadonlyMap<FigureCode, ConsolidatedFigure>,
  touched: ReadonlySet<FigureCode>,
  form: Form,
): ReadonlyMap<FigureCode, ConsolidatedFigure> {
  const stated = new Map(figures);
  for (const { code, parts } of partsFirst([...form.figures.values()], form)) {
    const figure = stated.get(code);
    if (figure?.state !== "final") continue;
    if (touched.has(code) || parts.some((part) => stated.get(part)?.state === "provisional"))
      stated.set(code, { ...figure, state: "provisional" });
  }
  return stated;
}

function partsFirst(figures: readonly Figure[], form: Form): readonly Figure[] {
  const depths = new Map(figures.map((figure) => [figure, depth(figure, form)]));
  return [...figures].sort((a, b) => (depths.get(a) ?? 0) - (depths.get(b) ?? 0));
}

function depth(figure: Figure, form: Form): number {
  return figure.parts.length === 0
    ? 0
    : 1 + Math.max(...figure.parts.map((code) => (form.figures.get(code) ? depth(form.figures.get(code)!, form) : 0)));
}

interface UnitStated {
  readonly unit: Unit;
  readonly stated: Stated;
}

function consolidated(
  figure: Figure,
  units: readonly UnitStated[],
  known: ReadonlyMap<FigureCode, ConsolidatedFigure>,
  request: ConsolidateRequest,
): ConsolidatedFigure {
  const contributions = units.flatMap((one) => contributionOf(figure, one));
  const parts = figure.parts.flatMap((code) => known.get(code) ?? []);
  const value =
    figure.parts.length > 0 ? added(parts.map((part) => part.value)) : added(contributions.map((one) => one.value));
  const printed = figure.parts.length > 0 ? added(units.map((one) => printedTotal(figure.code, one))) : null;
  return {
    figure: figure.code,
    value,
    state: isWhole(contributions, request) ? "final" : "incomplete",
    contributions,
    ...(printed && { printed }),
  };
}

/** One contribution a unit; an optional figure only from those who gave it. A total is recomputed from the unit's parts. */
function contributionOf(figure: Figure, { unit, stated }: UnitStated): readonly Contribution[] {
  const observation = stated.observations.get(figure.code);
  if (figure.optional && !observation) return [];
  const value = figure.parts.length > 0 ? stated.recomputed(figure.code) : stated.value(figure.code);
  return [{ unit: unit.code, value: value ?? null, source: observation?.source ?? null }];
}

function printedTotal(code: FigureCode, { stated }: UnitStated): Decimal | null {
  const amount = stated.observations.get(code)?.amount;
  return amount?.kind === "reported" ? amount.value : null;
}

/** The sum of what is known; null where nobody gave anything, which is not 0. */
function added(values: readonly (Decimal | null)[]): Decimal | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : sum(known);
}

/** A total is whole where every unit's own total is known: the rows that an undivided row stands for lack nothing there. */
function isWhole(contributions: readonly Contribution[], { missing }: ConsolidateRequest): boolean {
  return missing.length === 0 && contributions.every((one) => one.value !== null);
}
