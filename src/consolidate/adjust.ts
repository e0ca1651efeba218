import type { Adjustment } from "../adjustment.js";
import type { ConsolidatedFigure } from "../consolidation.js";
import { type Decimal, format, sum } from "../decimal.js";
import type { FigureCode } from "../figure.js";
import type { Finding } from "../finding.js";
import type { Figure } from "../form/form.js";
import { groupBy } from "../grouping.js";
import { type AdjustmentRequest, judgeAdjustments } from "./adjustments.js";
import { partsFirst, type Sums } from "./sums.js";

/**
 * 调整: the sums with the office's adjustments beside them. What the units reported stays as it is; the value of a figure becomes what they
 * reported and what was adjusted, and every total is added up anew.
 */
export function adjustSums(sums: Sums, request: AdjustmentRequest): Sums {
  const elsewhere = request.forms.flatMap((form) => [...form.figures.values()].filter(isFromElsewhere));
  if (request.rows.length === 0 && elsewhere.length === 0) return sums;
  const { adjustments, findings } = judgeAdjustments(request, sums.figures);
  const byFigure = groupBy(adjustments, ({ figure }) => figure);
  const figures = new Map(sums.figures);
  for (const form of request.forms)
    for (const definition of partsFirst([...form.figures.values()], form)) {
      const plain = figures.get(definition.code);
      if (!plain) continue;
      const own = byFigure.get(definition.code) ?? [];
      figures.set(
        definition.code,
        definition.parts.length > 0 ? total(plain, definition, figures) : adjusted(plain, own, definition),
      );
    }
  return {
    figures,
    findings: [...sums.findings, ...findings, ...elsewhere.flatMap((figure) => notGiven(figure, byFigure, sums))],
  };
}

function isFromElsewhere({ otherSource }: Figure): boolean {
  return otherSource !== undefined;
}

function adjusted(
  plain: ConsolidatedFigure,
  adjustments: readonly Adjustment[],
  definition: Figure,
): ConsolidatedFigure {
  // What the units reported for a figure of another source is shown beside it, and is not its value.
  if (adjustments.length === 0)
    return isFromElsewhere(definition) ? { ...plain, value: null, plain: plain.value, state: "incomplete" } : plain;
  const { qualifier, ...own } = plain;
  const isWhole = adjustments.some(({ unit }) => unit === null);
  return {
    ...own,
    ...(qualifier !== undefined && !isWhole && { qualifier }),
    value: added([plain.value, ...adjustments.map(({ change }) => change)]),
    plain: plain.value,
    adjustments,
    // Given as a whole from another source, it lacks no unit.
    state: adjustments.some(({ unit, type }) => unit === null && type === "其他来源") ? "final" : plain.state,
  };
}

function added(values: readonly (Decimal | null)[]): Decimal | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : sum(known);
}

function total(
  plain: ConsolidatedFigure,
  { parts }: Figure,
  figures: ReadonlyMap<FigureCode, ConsolidatedFigure>,
): ConsolidatedFigure {
  const own = parts.flatMap((code) => figures.get(code) ?? []);
  if (own.every((part) => part.plain === undefined)) return plain;
  const adjustments = own.flatMap((part) => part.adjustments ?? []);
  const value = added(own.map((part) => part.value));
  const isWhole = own.every(({ state }) => state === "final");
  const lacks = value === null || own.some((part) => part.plain !== undefined && part.value === null);
  return {
    ...plain,
    value,
    plain: plain.value,
    adjustments,
    state: isWhole ? "final" : lacks || plain.state === "notReported" ? "incomplete" : plain.state,
  };
}

/** A figure that the form takes from another source, and that the office has not given. */
function notGiven(
  { code, label, otherSource = "" }: Figure,
  given: ReadonlyMap<FigureCode, readonly Adjustment[]>,
  { figures }: Sums,
): readonly Finding[] {
  if (given.has(code)) return [];
  const plain = figures.get(code)?.value;
  return [
    {
      code: "ADJUSTMENT.MISSING",
      unit: null,
      figures: [code],
      sources: [],
      facts: { figure: label, source: otherSource, ...(plain && { sum: format(plain) }) },
    },
  ];
}
