import { adjustedShares, type ConsolidatedFigure, type Contribution } from "../consolidation.js";
import type { FigureCode, Observation, UnitCode } from "../figure.js";
import { type Finding, ruleOf } from "../finding.js";
import type { Form, Rule, Unit } from "../form/form.js";
import { checkCrossFooting } from "./cross-footing.js";
import { statedFigures } from "./stated.js";

/** 调整后的核对: the consolidated figures, and what the check of the sums has said already. */
export interface AdjustedRequest {
  readonly figures: ReadonlyMap<FigureCode, ConsolidatedFigure>;
  readonly form: Form;
  readonly rules: readonly Rule[];
  readonly units: readonly Unit[];
  readonly said: readonly Finding[];
}

/**
 * 调整后的单位数: what held of a unit's own figures must hold after the office adjusted them, even where two wrong adjustments make up
 * for each other in the sum. What the check of the sums has said is not said again.
 */
export function checkAdjustedUnits(request: AdjustedRequest): readonly Finding[] {
  const { figures, form, units } = request;
  const adjustments = [...figures.values()].flatMap(({ figure, adjustments: own = [] }) =>
    own.filter((one) => one.figure === figure && form.figures.has(figure)),
  );
  const known = new Set(request.said.map(matterOf));
  return units.flatMap((unit) => {
    const sources = adjustments.flatMap((one) => (one.unit === unit.code ? [one.source] : []));
    if (sources.length === 0) return [];
    const before = new Set(brokenOf(unit.code, request, ({ contributions }) => contributions).map(matterOf));
    return brokenOf(unit.code, request, adjustedShares)
      .filter((finding) => !before.has(matterOf(finding)) && !known.has(matterOf(finding)))
      .flatMap((finding) => unbalanced(finding, unit, sources));
  });
}

function matterOf(finding: Finding): string {
  return finding.code === "RELATION" ? `${ruleOf(finding)} ${finding.facts.where}` : "";
}

/** The relations that a unit's shares break. */
function brokenOf(
  unit: UnitCode,
  { figures, form, rules }: AdjustedRequest,
  sharesOf: (figure: ConsolidatedFigure) => readonly Contribution[],
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
  return checkCrossFooting(stated, rules, null).filter(({ code }) => code === "RELATION");
}

function unbalanced(finding: Finding, { name }: Unit, sources: Finding["sources"]): readonly Finding[] {
  if (finding.code !== "RELATION") return [];
  const { title, where, left, right } = finding.facts;
  return [
    {
      code: "ADJUSTMENT.UNBALANCED",
      unit: null,
      figures: finding.figures,
      sources,
      facts: { name, title, where, left, right },
    },
  ];
}
