import type { ConsolidatedFigure } from "../consolidation.js";
import { type Decimal, equals, isZero } from "../decimal.js";
import { type FigureCode, NO_FIGURE, type Observation, type SourceCell, wholeFile } from "../figure.js";
import type { Finding } from "../finding.js";
import { type Form, type Forms, type Rule, type Schemas, type Unit, unitsDue } from "../form/form.js";
import type { OtherForm } from "../other-form.js";
import { liesIn, type Period, yearOf } from "../period.js";
import type { UnitReport } from "../unit-report.js";
import { checkAdjustedUnits } from "./adjusted.js";
import { checkBound } from "./bound.js";
import {
  type Compared,
  checkComparison,
  isComparison,
  type Others,
  othersOfUnit,
  othersOfWhole,
  wholeValues,
} from "./comparison/comparison.js";
import { checkCompetence } from "./competence.js";
import { type ComparedUnit, checkLastYear, checkOtherUnits } from "./copies.js";
import { checkCrossFooting } from "./cross-footing.js";
import { repeatedEntries, unitsWithoutRow } from "./entries.js";
import { checkPublished } from "./published.js";
import { withSolution } from "./solved.js";
import { type Stated, statedFigures } from "./stated.js";
import { checkNarrative, confirmedFigures, phrasesOf } from "./text/text.js";
import { checkYear } from "./year.js";

export { asksForYearAgo } from "./comparison/comparison.js";
export { grade } from "./grade/grade.js";
export { unknownUnits } from "./named-units.js";
export { figuresLookedAt, relationsOf } from "./relations.js";
export { withFootings } from "./scans/scans.js";
export { type Stated, statedFigures } from "./stated.js";
export { checkOfficeText } from "./text/text.js";

/** 审核依据: the forms in force with their rules, and the period. */
export interface CheckContext {
  readonly schemas: Schemas;
  readonly forms: Forms;
  readonly period: Period;
  /** 其他报表: what the forms that are referred to came to; undefined where one submission is checked alone. */
  readonly others?: readonly OtherForm[];
}

function othersIn({ forms, schemas, others }: CheckContext): Others {
  return { forms, referenced: schemas.referenced ?? [], others };
}

/** 基层表审核: within a submission and against its own last year, form by form. Everything wrong is returned; nothing is thrown. */
export function checkUnit(report: UnitReport, context: CheckContext): readonly Finding[] {
  const other = othersOfUnit(report, othersIn(context), context.schemas.jurisdiction.policies.blank);
  return context.forms.flatMap((form) => checkForm(report, { form, other }, context));
}

function checkForm(
  report: UnitReport,
  { form, other }: Pick<Compared, "form" | "other">,
  context: CheckContext,
): readonly Finding[] {
  const { schemas, period } = context;
  const stated = statedFigures(form, report.observations, schemas.jurisdiction.policies.blank);
  const unit = report.unit.code;
  const sourceOf = (code: FigureCode): SourceCell | undefined => report.observations.get(code)?.source;
  const rules = activeRules(form);
  const compared = {
    form,
    unit,
    value: stated.value,
    sourceOf,
    period,
    before: report.before,
    cellBefore: (code: FigureCode): SourceCell | undefined => report.cellsBefore?.get(code),
    sameLastYear: report.sameLastYear,
    other,
  };
  return [
    ...checkCrossFooting(stated, rules, unit, vouchedFor(report, stated, context)),
    ...rules.flatMap((rule) => checkYear(rule, compared)),
    ...rules.flatMap((rule) =>
      rule.kind === "copy" && rule.against === "lastYear"
        ? checkLastYear(rule, comparedUnit(report, stated), report.before, period)
        : [],
    ),
    ...rules.flatMap((rule) =>
      rule.kind === "competence"
        ? checkCompetence(rule, { form, unit, level: schemas.jurisdiction.level, value: stated.value, sourceOf })
        : [],
    ),
    ...rules.flatMap((rule) =>
      rule.kind === "at-most" ? checkBound(rule, { form, unit, value: stated.value, sourceOf }) : [],
    ),
    ...rules.flatMap((rule) => (isComparison(rule) ? checkComparison(rule, compared) : [])),
    ...checkPublished(report, stated, schemas.jurisdiction.policies.blank),
    ...narratives(report, stated, context),
  ];
}

/** 旁证: a figure that stands as last year, or that the unit's own text states as well. */
function vouchedFor(report: UnitReport, stated: Stated, { period }: CheckContext): (code: FigureCode) => boolean {
  const known = { year: yearOf(period), value: stated.value, measured: true };
  const lines = report.narratives.flatMap((narrative) => narrative.lines);
  const given = (lines.length === 0 ? [] : activeRules(stated.form)).flatMap((rule) =>
    rule.kind === "narrative" && rule.phrases
      ? [
          {
            ...known,
            phrases: phrasesOf(rule.phrases, stated.form),
            ...(rule.partWords && { partWords: rule.partWords }),
          },
        ]
      : [],
  );
  const told = new Set(lines.flatMap(({ text }) => given.flatMap((one) => confirmedFigures(text, one))));
  return (code) => {
    const [now, before] = [stated.value(code), report.before?.get(code)];
    return told.has(code) || (now !== undefined && before !== undefined && equals(now, before));
  };
}

/** 由合计反推: what the unit's own totals say of the cells that give no valid figure. */
export function withSolutions(
  findings: readonly Finding[],
  reports: readonly UnitReport[],
  { schemas, forms }: CheckContext,
): readonly Finding[] {
  const byUnit = new Map(reports.map((report) => [report.unit.code, report]));
  return findings.map((finding) => {
    const report = finding.unit === null ? undefined : byUnit.get(finding.unit);
    const [code = NO_FIGURE] = finding.figures;
    const form = forms.find((one) => one.figures.has(code));
    if (!report || !form || !finding.code.startsWith("VALUE.")) return finding;
    const stated = statedFigures(form, report.observations, schemas.jurisdiction.policies.blank);
    return withSolution(finding, stated, activeRules(form));
  });
}

/** 单位间核对: between submissions. */
export function checkAcross(
  reports: readonly UnitReport[],
  { schemas, forms, period }: CheckContext,
): readonly Finding[] {
  const repeated = repeatedEntries(reports, forms);
  const sent = new Set(reports.map(({ unit }) => unit.code));
  const unsent = unitsDue(schemas, period).flatMap(({ code }) => (sent.has(code) ? [] : [code]));
  const roster = schemas.units.filter((unit) => liesIn(period, unit));
  const copied = forms.flatMap((form) => {
    const rules = activeRules(form).filter((rule) => rule.kind === "copy" && rule.against === "otherUnits");
    if (rules.length === 0) return [];
    const units = reports.map((report) =>
      comparedUnit(report, statedFigures(form, report.observations, schemas.jurisdiction.policies.blank)),
    );
    return rules.flatMap((rule) => (rule.kind === "copy" ? checkOtherUnits(rule, units) : []));
  });
  return [...copied, ...repeated, ...unitsWithoutRow(reports, { forms, roster, unsent: new Set(unsent) })];
}

interface SumContext extends CheckContext {
  readonly units: readonly Unit[];
  readonly driversOf: (code: FigureCode) => readonly string[];
}

/** 以前的数: of the period before, and of the same period last year where a rule asks for it. */
interface Former {
  readonly before: ReadonlyMap<FigureCode, Decimal> | undefined;
  readonly sameLastYear: ReadonlyMap<FigureCode, Decimal> | undefined;
}

/** 综合表审核: the consolidated figures by the same rules, with the units that drive a change named. */
export function checkConsolidated(
  figures: ReadonlyMap<FigureCode, ConsolidatedFigure>,
  former: Former,
  context: SumContext,
): readonly Finding[] {
  const { units, period } = context;
  const others = othersIn(context);
  return context.forms.flatMap((form) => {
    const said = checkSums(figures, former, form, context);
    return [...said, ...checkAdjustedUnits({ figures, form, rules: activeRules(form), units, said, period, others })];
  });
}

function checkSums(
  figures: ReadonlyMap<FigureCode, ConsolidatedFigure>,
  { before, sameLastYear }: Former,
  form: Form,
  context: SumContext,
): readonly Finding[] {
  const { period, driversOf } = context;
  const rules = activeRules(form);
  const value = wholeValues(figures);
  const other = othersOfWhole(figures, { before, sameLastYear }, othersIn(context));
  const observations = new Map<FigureCode, Observation>();
  for (const code of form.figures.keys()) {
    const known = value(code);
    if (known)
      observations.set(code, {
        figure: code,
        amount: { kind: "reported", value: known },
        source: wholeFile(""),
      });
  }
  const stated = statedFigures(form, observations, "unreadable");
  const compared = { form, unit: null, value, sourceOf: () => undefined, period, before, sameLastYear, other };
  const findings = [
    ...checkCrossFooting(stated, rules, null),
    ...rules.flatMap((rule) => checkYear(rule, { ...compared, driversOf })),
    ...rules.flatMap((rule) => (isComparison(rule) ? checkComparison(rule, compared) : [])),
  ];
  return findings.map((finding) => ({ ...finding, sources: [] }));
}

const activeOfForms = new WeakMap<Form, readonly Rule[]>();

function activeRules(form: Form): readonly Rule[] {
  const active = activeOfForms.get(form) ?? [...form.rules.values()].filter((rule) => rule.regraded?.to !== "off");
  activeOfForms.set(form, active);
  return active;
}

function comparedUnit({ unit, observations }: UnitReport, stated: Stated): ComparedUnit {
  return {
    unit: unit.code,
    name: unit.name,
    notZero: () => inputsNotZero(stated),
    sourceOf: (code) => observations.get(code)?.source,
  };
}

/** Totals are left out, because they repeat what their parts say. */
function inputsNotZero({ form, value }: Stated): ReadonlyMap<FigureCode, Decimal> {
  const values = new Map<FigureCode, Decimal>();
  for (const [code, figure] of form.figures) {
    const known = figure.parts.length === 0 ? value(code) : undefined;
    if (known && !isZero(known)) values.set(code, known);
  }
  return values;
}

function narratives(report: UnitReport, stated: Stated, { schemas, period }: CheckContext): readonly Finding[] {
  const { form } = stated;
  // The names of thousands of units are gathered only where there is a text to look for them in.
  if (report.narratives.every(({ lines }) => lines.length === 0)) return [];
  const own = new Set([report.unit.name, ...report.unit.aliases]);
  const otherNames = schemas.units
    .filter((unit) => unit.code !== report.unit.code)
    .flatMap((unit) => [unit.name, ...unit.aliases])
    .filter((name) => !own.has(name));
  return report.narratives.flatMap(({ file, lines }) =>
    activeRules(form).flatMap((rule) =>
      rule.kind === "narrative"
        ? checkNarrative(rule, { form, unit: report.unit.code, period, file, lines, value: stated.value, otherNames })
        : [],
    ),
  );
}
