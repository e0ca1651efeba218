import type { Adjustment } from "../adjustment.js";
import { adjustedShares, type ConsolidatedFigure } from "../consolidation.js";
import type { FigureCode, Observation, UnitCode } from "../figure.js";
import { type Finding, ruleOf } from "../finding.js";
import type { Form, Rule, Unit } from "../form/form.js";
import type { Period } from "../period.js";
import { checkComparison, isComparison, type Others, othersOfShares, type SharesOf } from "./comparison/comparison.js";
import { checkCrossFooting } from "./cross-footing.js";
import { statedFigures } from "./stated.js";

/** 调整后的核对: the consolidated figures, and what the check of the sums has said already. */
export interface AdjustedRequest {
  readonly figures: ReadonlyMap<FigureCode, ConsolidatedFigure>;
  readonly form: Form;
  readonly rules: readonly Rule[];
  readonly units: readonly Unit[];
  readonly said: readonly Finding[];
  readonly period: Period;
  /** 其他报表: what the office adjusted there changes a relation with them as well. */
  readonly others: Others;
}

/**
 * 调整后的单位数: what held of a unit's own figures must hold after the office adjusted them, here or in another form, even where two wrong
 * adjustments make up for each other in the sum. What the check of the sums has said is not said again, and earlier periods are not looked at.
 */
export function checkAdjustedUnits(request: AdjustedRequest): readonly Finding[] {
  const { figures, form, units, others } = request;
  const adjustments = [
    ...adjustmentsIn(figures).filter(({ figure }) => form.figures.has(figure)),
    ...(others.others ?? []).flatMap(({ totals }) => (totals ? adjustmentsIn(totals.figures) : [])),
  ];
  const known = new Set(request.said.map(matterOf));
  return units.flatMap((unit) => {
    const sources = adjustments.flatMap((one) => (one.unit === unit.code ? [one.source] : []));
    if (sources.length === 0) return [];
    const before = new Set(brokenOf(unit.code, request, ({ contributions }) => contributions).map(matterOf));
    return brokenOf(unit.code, request, adjustedShares)
      .filter((finding) => !before.has(matterOf(finding)) && !known.has(matterOf(finding)))
      .flatMap((finding) => unbalanced(finding, unit, sources, form));
  });
}

/** Those of the figures themselves, without those that a total has from its parts. */
function adjustmentsIn(figures: AdjustedRequest["figures"]): readonly Adjustment[] {
  return [...figures.values()].flatMap(({ figure, adjustments = [] }) =>
    adjustments.filter((one) => one.figure === figure),
  );
}

function matterOf(finding: Finding): string {
  return finding.code === "RELATION" ? `${ruleOf(finding)} ${finding.facts.where}` : "";
}

/** The relations that a unit's shares break. */
function brokenOf(
  unit: UnitCode,
  { figures, form, rules, period, others }: AdjustedRequest,
  sharesOf: SharesOf,
): readonly Finding[] {
  const observations = new Map<FigureCode, Observation>();
  for (const code of form.figures.keys()) {
    const figure = figures.get(code);
    const share = figure && sharesOf(figure).find((one) => one.unit === unit);
    if (share?.value)
      observations.set(code, {
        figure: code,
        amount: { kind: "reported", value: share.value },
        source: { file: "", sheet: "", cell: "", text: "" },
      });
  }
  const stated = statedFigures(form, observations, "unreadable");
  const compared = {
    form,
    unit: null,
    value: stated.value,
    sourceOf: () => undefined,
    period,
    before: undefined,
    sameLastYear: undefined,
    other: othersOfShares(unit, figures, sharesOf, others),
  };
  const findings = [
    ...checkCrossFooting(stated, rules, null),
    ...rules.flatMap((rule) => (isComparison(rule) ? checkComparison(rule, compared) : [])),
  ];
  return findings.filter(({ code }) => code === "RELATION");
}

/** As severe as the relation that no longer holds. */
function unbalanced(
  finding: Finding,
  { name }: Unit,
  sources: Finding["sources"],
  { rules }: Form,
): readonly Finding[] {
  if (finding.code !== "RELATION") return [];
  const rule = rules.get(ruleOf(finding));
  const severity = rule?.regraded?.to ?? rule?.severity;
  const { title, where, left, right } = finding.facts;
  return [
    {
      code: "ADJUSTMENT.UNBALANCED",
      unit: null,
      figures: finding.figures,
      sources,
      facts: { name, title, where, left, right },
      ...(severity !== undefined && severity !== "off" && { severity }),
    },
  ];
}
