import { countedAnswers, latestAnswer } from "../answer.js";
import { statedFigures } from "../check/check.js";
import type { ConsolidatedFigure, Contribution } from "../consolidation.js";
import type { FigureCode, Observation, UnitCode } from "../figure.js";
import { type Finding, type GradedFinding, isOpen } from "../finding.js";
import { basesOf, type Figure, type Form, isRecombined, type Unit } from "../form/form.js";
import type { UnitFigures } from "../unit-report.js";
import { combined } from "./combining.js";
import { type Giver, inputShare, printedSum, totalShare } from "./share.js";
import { tablesNotSent, unknownGivers } from "./unsettled.js";

/** 汇总依据: the forms to be summed and everything that was reported for them. */
export interface SumRequest {
  /** The statutory form first, then those that accompany it. */
  readonly forms: readonly Form[];
  /** 应报单位, in roster order. */
  readonly due: readonly Unit[];
  readonly reported: readonly UnitFigures[];
  /** 本级: the office's own entries, under the code of the oversight office. */
  readonly office: { readonly unit: UnitCode; readonly observations: ReadonlyMap<FigureCode, Observation> };
  /** What a blank counts as, where the form leaves it to the jurisdiction. */
  readonly blank: "zero" | "unreadable";
}

/** 汇总数, and what had to be left open in them. */
export interface Sums {
  readonly figures: ReadonlyMap<FigureCode, ConsolidatedFigure>;
  readonly findings: readonly Finding[];
}

/**
 * 汇总: every figure of every form, each in its own way of combining, exact and with every unit's contribution kept.
 * A total is recomputed from the consolidated parts and held beside the sum of the printed ones.
 */
export function sumForms(request: SumRequest): Sums {
  const { forms, due, reported } = request;
  return {
    figures: new Map(forms.flatMap((form) => [...sumForm(form, request)])),
    findings: forms.flatMap((form) => [...unknownGivers(form, due), ...tablesNotSent(form, reported)]),
  };
}

interface Summed {
  readonly figure: ConsolidatedFigure;
  /** One place for each giver, so that a total finds the shares of its parts. */
  readonly shares: readonly (Contribution | undefined)[];
}

interface Summing {
  readonly form: Form;
  readonly givers: readonly Giver[];
  /** Due units of which nothing could be summed. */
  readonly absent: ReadonlySet<UnitCode>;
  /** The rows that an undivided row stands for. */
  readonly replaced: ReadonlySet<FigureCode>;
}

/** The form's own figures in the form's order, then the undivided rows of groups that a unit gave. */
function sumForm(form: Form, request: SumRequest): ReadonlyMap<FigureCode, ConsolidatedFigure> {
  const givers = giversOf(form, request);
  const all = [...form.figures.values()];
  const undivided = all.filter(
    (figure) => figure.optional && givers.some(({ reported }) => reported?.observations.has(figure.code)),
  );
  const order = [...all.filter((figure) => !figure.optional), ...undivided];
  const summing: Summing = {
    form,
    givers,
    absent: absentOf(request),
    replaced: new Set(undivided.flatMap((figure) => figure.insteadOf)),
  };
  const known = new Map<FigureCode, Summed>();
  for (const figure of partsFirst(order, form)) known.set(figure.code, summed(figure, known, summing));
  return new Map(order.map(({ code }) => [code, known.get(code)!.figure]));
}

function absentOf({ due, reported }: SumRequest): ReadonlySet<UnitCode> {
  const received = new Set(reported.map(({ unit }) => unit.code));
  return new Set(due.map((unit) => unit.code).filter((code) => !received.has(code)));
}

/** In roster order; an oversight office that the roster lacks comes last. */
function giversOf(form: Form, { due, reported, office, blank }: SumRequest): readonly Giver[] {
  const byUnit = new Map(reported.map(({ unit, observations }) => [unit.code, observations]));
  const codes = new Set([...due.map((unit) => unit.code), ...byUnit.keys(), office.unit]);
  return [...codes].flatMap((unit) => {
    const observations = byUnit.get(unit);
    if (!observations && unit !== office.unit) return [];
    return {
      unit,
      reported: observations && statedFigures(form, observations, blank),
      office: unit === office.unit ? statedFigures(form, office.observations, blank) : undefined,
    };
  });
}

function summed(figure: Figure, known: ReadonlyMap<FigureCode, Summed>, summing: Summing): Summed {
  const { givers } = summing;
  const isTotal = figure.parts.length > 0;
  const shares = givers.map((giver, place) =>
    isTotal ? totalShare(figure, giver, (part) => known.get(part)?.shares[place]) : inputShare(figure, giver),
  );
  const contributions = shares.filter((share) => share !== undefined);
  const parts = isTotal ? basesKnown(figure, known) : [];
  const terms = isTotal ? parts : contributions;
  const value = combined(figure, { terms, shares, known });
  const qualifier = !isRecombined(figure)
    ? terms.find((term) => term.value !== null && term.qualifier)?.qualifier
    : undefined;
  const answers = figure.answer && countedAnswers(contributions, figure.answer);
  const latest = figure.combine === "latest" && answers ? latestAnswer(answers) : undefined;
  const printed = isTotal ? printedSum(figure, givers) : null;
  return {
    shares,
    figure: {
      figure: figure.code,
      value,
      ...(qualifier && { qualifier }),
      state: isLeftOut(figure, contributions)
        ? "notReported"
        : (value !== null || isRecombined(figure)) && isWhole(figure, contributions, basesKnown(figure, known), summing)
          ? "final"
          : "incomplete",
      ...(answers && { answers }),
      ...(latest !== undefined && { latest }),
      contributions,
      ...(printed && { printed }),
    },
  };
}

function basesKnown(figure: Figure, known: ReadonlyMap<FigureCode, Summed>): readonly ConsolidatedFigure[] {
  return basesOf(figure).flatMap((code) => known.get(code)?.figure ?? []);
}

/** A figure of an optional table that nobody gave is not missing: nobody had to give it. */
function isLeftOut({ blank }: Figure, contributions: readonly Contribution[]): boolean {
  return blank === "nothing" && contributions.length === 0;
}

/** Every unit that the figure is asked of is there, with a value; of a total, no part lacks that nobody gave and no undivided row stands for. */
function isWhole(
  figure: Figure,
  contributions: readonly Contribution[],
  parts: readonly ConsolidatedFigure[],
  summing: Summing,
): boolean {
  return (
    !lacksUnit(figure, summing) &&
    contributions.every(isGiven) &&
    parts.every((part) => part.value !== null || summing.replaced.has(part.figure))
  );
}

function isGiven({ value, answer }: Contribution): boolean {
  return value !== null || answer !== undefined;
}

/** A unit that is asked for the figure, or for a part of it, has sent nothing that could be summed. */
function lacksUnit({ parts, combine }: Figure, summing: Summing): boolean {
  if (parts.length > 0)
    return parts.some((code) => {
      const part = summing.form.figures.get(code);
      return part !== undefined && lacksUnit(part, summing);
    });
  if (combine === "office") return false;
  return typeof combine === "object" && "from" in combine ? summing.absent.has(combine.from) : summing.absent.size > 0;
}

/** 先分项后合计: what a figure is made from comes before it. */
export function partsFirst(figures: readonly Figure[], form: Form): readonly Figure[] {
  const depths = new Map(figures.map((figure) => [figure, depth(figure, form)]));
  return [...figures].sort((a, b) => (depths.get(a) ?? 0) - (depths.get(b) ?? 0));
}

function depth(figure: Figure, form: Form): number {
  const below = basesOf(figure).flatMap((code) => form.figures.get(code) ?? []);
  return below.length === 0 ? 0 : 1 + Math.max(0, ...below.map((part) => depth(part, form)));
}

/** 待核实: the same sums, provisional where an open finding names them or what they are made of. */
export function withProvisional(
  figures: ReadonlyMap<FigureCode, ConsolidatedFigure>,
  findings: readonly GradedFinding[],
  forms: readonly Form[],
): ReadonlyMap<FigureCode, ConsolidatedFigure> {
  const named = new Set(findings.filter(isOpen).flatMap((finding) => finding.figures));
  const stated = new Map(figures);
  for (const one of forms.flatMap((form) => partsFirst([...form.figures.values()], form))) {
    const { code } = one;
    const figure = stated.get(code);
    if (figure?.state !== "final") continue;
    if (named.has(code) || basesOf(one).some((part) => stated.get(part)?.state === "provisional"))
      stated.set(code, { ...figure, state: "provisional" });
  }
  return stated;
}
