import type { ConsolidatedFigure, Contribution } from "../consolidation.js";
import { sum } from "../decimal.js";
import type { FigureCode, Observation } from "../figure.js";
import type { Finding } from "../finding.js";
import type { Figure, Form, Unit } from "../form/form.js";
import { groupBy } from "../grouping.js";
import type { Reported } from "./consolidate.js";

export interface OverviewRequest {
  readonly form: Form;
  readonly reported: readonly Reported[];
  readonly roster: readonly Unit[];
  /** Due units of which nothing could be summed. */
  readonly missing: readonly string[];
  /** 本级: the office's own entries, under the code of the oversight office. */
  readonly office: { readonly unit: string; readonly observations: ReadonlyMap<FigureCode, Observation> };
}

export interface Overview {
  readonly figures: ReadonlyMap<FigureCode, ConsolidatedFigure>;
  readonly findings: readonly Finding[];
}

/**
 * 局部统计汇总: the figures behind part one, each in its own way of combining. A unit that gave none is no worse;
 * a figure that nobody gave is null; a unit that a figure names but the roster lacks leaves it undecided.
 */
export function consolidateOverview(request: OverviewRequest): Overview {
  const figures = new Map<FigureCode, ConsolidatedFigure>();
  const findings: Finding[] = [];
  const all = [...request.form.figures.values()];
  for (const figure of [...all.filter((one) => one.parts.length === 0), ...all.filter((one) => one.parts.length > 0)]) {
    figures.set(figure.code, figure.parts.length > 0 ? totalled(figure, figures, request) : combined(figure, request));
  }
  findings.push(...unknownUnits(all, request.roster), ...notSent(request));
  return { figures: new Map(all.map((figure) => [figure.code, figures.get(figure.code)!])), findings };
}

function combined(figure: Figure, request: OverviewRequest): ConsolidatedFigure {
  const contributions = contributionsOf(figure, request);
  const known = contributions.filter((one) => one.value !== null);
  const qualifier = known.find((one) => one.qualifier !== undefined)?.qualifier;
  const value = known.length === 0 ? null : sum(known.map((one) => one.value!));
  return {
    figure: figure.code,
    value,
    ...(qualifier && { qualifier }),
    state: value === null || known.length < contributions.length || lacksUnit(figure, request) ? "incomplete" : "final",
    contributions,
  };
}

/** A due unit that was asked for the figure has sent nothing at all. */
function lacksUnit({ combine }: Figure, { missing }: OverviewRequest): boolean {
  if (combine === "office") return false;
  return combine === "sum" ? missing.length > 0 : missing.includes(combine.from);
}

function contributionsOf(figure: Figure, { reported, office }: OverviewRequest): readonly Contribution[] {
  if (figure.combine === "office") return contribution(office.unit, office.observations.get(figure.code));
  const from = typeof figure.combine === "object" ? figure.combine.from : undefined;
  const units = from === undefined ? reported : reported.filter(({ unit }) => unit.code === from);
  return units.flatMap(({ unit, observations }) => contribution(unit.code, observations.get(figure.code)));
}

/** A blank says nothing here: only a typed figure is a contribution. */
function contribution(unit: string, observation: Observation | undefined): readonly Contribution[] {
  if (!observation || observation.amount.kind === "blank") return [];
  const { amount, source } = observation;
  if (amount.kind === "unreadable") return [{ unit, value: null, source }];
  return [{ unit, value: amount.value, ...(amount.qualifier && { qualifier: amount.qualifier }), source }];
}

function totalled(
  figure: Figure,
  known: ReadonlyMap<FigureCode, ConsolidatedFigure>,
  request: OverviewRequest,
): ConsolidatedFigure {
  const parts = figure.parts.map((code) => known.get(code)!);
  const values = parts.flatMap((part) => part.value ?? []);
  const byUnit = groupBy(
    parts.flatMap((part) => part.contributions),
    (one) => one.unit,
  );
  const units = request.roster.map((unit) => unit.code).filter((code) => byUnit.has(code));
  const qualifier = parts.find((part) => part.qualifier !== undefined)?.qualifier;
  const contributions = units.map((unit): Contribution => {
    const shares = byUnit.get(unit) ?? [];
    return {
      unit,
      value: shares.some((one) => one.value === null) ? null : sum(shares.map((one) => one.value!)),
      source: null,
    };
  });
  return {
    figure: figure.code,
    value: values.length === 0 ? null : sum(values),
    ...(qualifier && { qualifier }),
    state: parts.some((part) => part.state === "incomplete") ? "incomplete" : "final",
    contributions,
  };
}

/** One finding a unit that figures name and the roster lacks. */
function unknownUnits(figures: readonly Figure[], roster: readonly Unit[]): readonly Finding[] {
  const named = figures.flatMap((figure) =>
    typeof figure.combine === "object" ? [{ figure, from: figure.combine.from }] : [],
  );
  const unknown = named.filter(({ from }) => !roster.some((unit) => unit.code === from));
  return [...groupBy(unknown, ({ from }) => from)].map(([from, group]) => ({
    code: "RULE.UNDECIDED" as const,
    unit: null,
    figures: group.map(({ figure }) => figure.code),
    sources: [],
    facts: { title: `第一部分的${group.length}项局部统计数`, missing: `这些数取自单位${from}，单位名录中没有这个单位` },
  }));
}

/** A submission without the optional table is no worse; it is only said. */
function notSent({ form, reported }: OverviewRequest): readonly Finding[] {
  return form.tables.flatMap((table) => {
    const asked = [...form.figures.values()].filter(
      (figure) => figure.table === table.code && figure.combine === "sum",
    );
    const silent = reported.filter(({ observations }) => !asked.some((figure) => observations.has(figure.code)));
    return asked.length === 0
      ? []
      : silent.map(
          ({ unit }): Finding => ({
            code: "FORM.TABLE_NOT_SENT",
            unit: unit.code,
            figures: [],
            sources: [],
            facts: { table: table.title },
          }),
        );
  });
}
