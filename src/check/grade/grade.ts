import type { Decimal } from "../../decimal.js";
import { figuresText } from "../../explanation.js";
import type { FigureCode, UnitCode } from "../../figure.js";
import { type Finding, findingId, type GradedFinding, ruleOf, type Severity } from "../../finding.js";
import { type Form, type Rule, ruleNamed, rulesOf, type Schemas } from "../../form/form.js";
import { groupBy } from "../../grouping.js";
import type { Explanation } from "../../intake/intake.js";
import { messageOf } from "../../messages.js";
import { settleConsequential } from "./consequential.js";
import { type Answer, type Answerable, explain } from "./explain.js";
import { onceARun } from "./former.js";

export { noFormerFigures } from "./former.js";

/** 定级依据. */
export interface GradeRequest {
  readonly findings: readonly Finding[];
  readonly explanations: readonly Explanation[];
  readonly schemas: Schemas;
  readonly forms: readonly Form[];
  /** A unit's figure as it is now, or the consolidated one. */
  readonly valueOf: (unit: UnitCode | null, figure: FigureCode) => Decimal | null;
  readonly labelOf: (figure: FigureCode) => string;
}

/** 定级: severity by the rule, as the jurisdiction re-graded it; then the explanations are matched. The order is by unit of the roster, then rule. */
export function grade(request: GradeRequest): readonly GradedFinding[] {
  const rules = new Map(rulesOf(request.forms).map((rule) => [rule.id, rule]));
  // The main form stands first, and the period is of its kind.
  const period = { kind: request.forms[0]?.periodKind ?? "year" };
  const consequential = settleConsequential({ findings: request.findings, rules, valueOf: request.valueOf, period });
  const settled = onceARun(consequential, (unit) => nameOf(unit, request.schemas) || unit);
  const first = distinctIds(settled.flatMap((finding) => graded(finding, request)));
  const matters = first.map((finding) => answerable(finding, request));
  const { answers, findings } = explain(request.explanations, matters, {
    naming: request.schemas.naming,
    reviewed: request.schemas.jurisdiction.approvals.explanations,
  });
  const notes = findings.flatMap((finding) => graded(finding, request));
  return inOrder([...first.map((finding) => answered(finding, answers)), ...notes], request.schemas);
}

function graded(finding: Finding, { schemas, forms }: GradeRequest): readonly GradedFinding[] {
  const rule = ruleNamed(forms, ruleOf(finding));
  const severity = severityOf(finding, rule);
  if (severity === "off") return [];
  const unitName = nameOf(finding.unit, schemas);
  return [
    {
      id: findingId(finding, unitName),
      rule: ruleOf(finding),
      severity,
      unit: finding.unit,
      figures: finding.figures,
      message: messageOf(finding),
      advice: adviceOf(rule, severity),
      expected: finding.expected ?? null,
      actual: finding.actual ?? null,
      ...(finding.code === "RELATION" && { sides: true }),
      difference: finding.difference ?? null,
      sources: finding.sources,
      ...(finding.concerning && { concerning: finding.concerning }),
      cause: finding.cause ?? null,
      suspects: finding.suspects ?? [],
      ...(finding.guesses && { guesses: finding.guesses }),
      ...(finding.suspected && { suspected: finding.suspected }),
      explanation: null,
    },
  ];
}

/** 编号不重: two findings of one rule, unit and figures are told apart by their place among those alike. */
function distinctIds(findings: readonly GradedFinding[]): readonly GradedFinding[] {
  const alike = groupBy(findings, ({ id }) => id);
  if (alike.size === findings.length) return findings;
  const places = new Map<GradedFinding, number>();
  for (const group of alike.values()) {
    const sorted = [...group].sort((a, b) => (a.message < b.message ? -1 : a.message > b.message ? 1 : 0));
    for (const [place, finding] of sorted.entries()) places.set(finding, place);
  }
  return findings.map((finding) => {
    const place = places.get(finding) ?? 0;
    return place === 0 ? finding : { ...finding, id: `${finding.id}-${place + 1}` };
  });
}

const namesBySchemas = new WeakMap<Schemas, ReadonlyMap<string, string>>();

/** Thousands of findings ask for the names of thousands of units. */
function nameOf(unit: UnitCode | null, schemas: Schemas): string {
  const names = namesBySchemas.get(schemas) ?? new Map(schemas.units.map(({ code, name }) => [code, name]));
  namesBySchemas.set(schemas, names);
  return unit === null ? "" : (names.get(unit) ?? "");
}

/** The severity is the jurisdiction's, else the finding's own, else the rule's. */
function severityOf(finding: Finding, rule: Rule | undefined): Severity | "off" {
  return rule?.regraded?.to ?? finding.severity ?? rule?.severity ?? "mandatory";
}

const NO_ANSWER = "不需要答复；";

/** What to do follows the finding's own severity: the rule's advice speaks of its usual one. */
function adviceOf(rule: Rule | undefined, severity: Severity): string {
  const advice = rule?.advice ?? "";
  if (severity === "notice")
    return advice.startsWith(NO_ANSWER) || rule?.severity === "notice" ? advice : "不需要答复。";
  return advice.startsWith(NO_ANSWER) ? `${advice.slice(NO_ANSWER.length)}属实的，请写明原因。` : advice;
}

function answerable(finding: GradedFinding, request: GradeRequest): Answerable {
  return {
    id: finding.id,
    rule: finding.rule,
    severity: finding.severity,
    unitCode: finding.unit,
    unitName: nameOf(finding.unit, request.schemas),
    figures: finding.figures,
    figureLabels: finding.figures.map(request.labelOf),
    values: figuresText(finding.figures.map((figure) => request.valueOf(finding.unit, figure))),
  };
}

function answered(finding: GradedFinding, answers: ReadonlyMap<string, Answer>): GradedFinding {
  const answer = answers.get(finding.id);
  return answer ? { ...finding, explanation: answer } : finding;
}

const RANK: Readonly<Record<Severity, number>> = { mandatory: 0, verification: 1, notice: 2 };

function inOrder(findings: readonly GradedFinding[], schemas: Schemas): readonly GradedFinding[] {
  const places = new Map(schemas.units.map((unit, index) => [unit.code, index]));
  const place = (finding: GradedFinding): number =>
    finding.unit === null ? -1 : (places.get(finding.unit) ?? schemas.units.length);
  return [...findings].sort(
    (a, b) =>
      place(a) - place(b) ||
      RANK[a.severity] - RANK[b.severity] ||
      (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0) ||
      (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  );
}
