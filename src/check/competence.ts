import { type Decimal, format, isZero } from "../decimal.js";
import type { FigureCode, SourceCell, UnitCode } from "../figure.js";
import type { Finding } from "../finding.js";
import type { Form, Jurisdiction, Rule } from "../form/form.js";
import { figuresLookedAt } from "./relations.js";

type CompetenceRule = Extract<Rule, { kind: "competence" }>;

export interface CompetenceCase {
  readonly form: Form;
  readonly unit: UnitCode | null;
  /** The level of the jurisdiction; no organ of a county or a township can make regulations. */
  readonly level: Jurisdiction["level"];
  readonly value: (code: FigureCode) => Decimal | undefined;
  readonly sourceOf: (code: FigureCode) => SourceCell | undefined;
}

/** 规章制定权: regulations above 0 for an organ that cannot make them. */
export function checkCompetence(rule: CompetenceRule, given: CompetenceCase): readonly Finding[] {
  if (!rule.levels.includes(given.level)) return [];
  return figuresLookedAt(given.form, rule).flatMap((figure): readonly Finding[] => {
    const value = given.value(figure.code);
    if (value === undefined || isZero(value)) return [];
    const source = given.sourceOf(figure.code);
    return [
      {
        code: "SCOPE.REGULATIONS",
        rule: rule.id,
        unit: given.unit,
        figures: [figure.code],
        sources: source ? [source] : [],
        facts: { figure: figure.label, value: format(value) },
        expected: "0",
        actual: format(value),
        difference: format(value),
      },
    ];
  });
}
