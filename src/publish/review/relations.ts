import { figuresLookedAt, relationsOf } from "../../check/check.js";
import { type FigureCode, NO_FIGURE } from "../../figure.js";
import type { Form, Rule } from "../../form/form.js";
import type { Relation } from "../../relation.js";

/** 指标参加的规则: one relation of a rule, its sides written as terms, or the figures that a rule looks at one by one. */
export interface RuleRelation {
  readonly rule: string;
  readonly where: string;
  readonly left: readonly RelationTerm[];
  readonly right: readonly RelationTerm[];
  readonly figures: readonly FigureCode[];
}

export interface RelationTerm {
  readonly figure: FigureCode;
  readonly minus?: boolean;
  readonly before?: boolean;
}

/** 指标参加的规则: what each rule that is not switched off says about the figures of a form, to be shown beside them. */
export function ruleRelations(form: Form): readonly RuleRelation[] {
  return [...form.rules.values()]
    .filter((rule) => rule.regraded?.to !== "off")
    .flatMap((rule) => relationsOfRule(form, rule));
}

function relationsOfRule(form: Form, rule: Rule): readonly RuleRelation[] {
  switch (rule.kind) {
    case "cross-footing":
    case "total":
    case "roll-forward":
    case "carry-over":
      return relationsOf(form, [rule]).map((relation) => inTerms(relation, rule, form));
    case "observation":
      return [];
    default:
      return [lookedAt(form, rule)];
  }
}

function inTerms({ rule: id, before, left, minus, right, where }: Relation, rule: Rule, form: Form): RuleRelation {
  const columnTotal = rule.kind === "total" && rule.along === "rows";
  return {
    rule: id,
    // The page shows no table beside a total's column, so that its name needs the heading above it.
    where: columnTotal ? `“${form.figures.get(right[0] ?? NO_FIGURE)?.columnLabel}”列` : where,
    figures: [],
    left: [
      ...(before === undefined ? [] : [{ figure: before, before: true }]),
      ...left.map((figure) => ({ figure })),
      ...(minus ?? []).map((figure) => ({ figure, minus: true })),
    ],
    right: right.map((figure) => ({ figure })),
  };
}

/** The undivided row of a group takes part only in what concerns every figure. */
function lookedAt(form: Form, rule: Rule): RuleRelation {
  const figures = figuresLookedAt(form, rule).filter((figure) => rule.kind === "copy" || !figure.optional);
  return { rule: rule.id, where: "", left: [], right: [], figures: figures.map((figure) => figure.code) };
}
