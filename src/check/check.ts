import type { ConsolidatedFigure } from "../consolidation.js";
import type { Decimal } from "../decimal.js";
import { type FigureCode, type Observation, type SourceCell, wholeFile } from "../figure.js";
import type { Finding } from "../finding.js";
import type { Form, Rule, Schemas } from "../form/form.js";
import { groupBy } from "../grouping.js";
import type { Relation } from "../relation.js";
import type { UnitReport } from "../unit-report.js";
import { checkBound } from "./bound.js";
import { checkCompetence } from "./competence.js";
import { checkLastYear, checkOtherUnits, type UnitFigures } from "./copies.js";
import { isReplaced, judge, termsOf, undecidedNotice, type Verdict, violation } from "./cross-footing.js";
import { checkNarrative } from "./narrative.js";
import { relationsOf } from "./relations.js";
import { type Stated, statedFigures } from "./stated.js";
import { describeSuspects, type SuspectResult, suspect } from "./suspect/suspect.js";
import { checkYear } from "./year.js";

export { grade } from "./grade.js";
export { checkOfficeText } from "./office-text.js";
export { figuresLookedAt, relationsOf } from "./relations.js";
export { type Stated, statedFigures } from "./stated.js";

export interface CheckContext {
  readonly schemas: Schemas;
  readonly form: Form;
  readonly year: number;
}

const NO_LAST_YEAR = "没有上年的数字（缺少上年报送材料、上年汇总结果或已公布的上年报告）";

/** 基层表审核: within a submission and against its own last year. Everything wrong is returned; nothing is thrown. */
export function checkUnit(report: UnitReport, context: CheckContext): readonly Finding[] {
  const { schemas, form } = context;
  const stated = statedFigures(form, report.observations, schemas.jurisdiction.policies.blank);
  const unit = report.unit.code;
  const sourceOf = (code: FigureCode): SourceCell | undefined => report.observations.get(code)?.source;
  const rules = activeRules(schemas);
  return [
    ...crossFooting(stated, rules, unit),
    ...rules.flatMap((rule) =>
      checkYear(rule, {
        form,
        unit,
        value: stated.value,
        sourceOf,
        before: report.before,
        missingBefore: NO_LAST_YEAR,
      }),
    ),
    ...rules.flatMap((rule) =>
      rule.kind === "copy" && rule.against === "lastYear"
        ? checkLastYear(rule, figuresOf(report, stated), report.before, NO_LAST_YEAR)
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
    ...narratives(report, context, stated),
  ];
}

/** 单位间核对: between submissions. */
export function checkAcross(reports: readonly UnitReport[], { schemas, form }: CheckContext): readonly Finding[] {
  const units = reports.map((report) =>
    figuresOf(report, statedFigures(form, report.observations, schemas.jurisdiction.policies.blank)),
  );
  return activeRules(schemas).flatMap((rule) =>
    rule.kind === "copy" && rule.against === "otherUnits" ? checkOtherUnits(rule, units) : [],
  );
}

/** 综合表审核: the consolidated figures by the same rules, with the units that drive a change named. */
export function checkConsolidated(
  figures: ReadonlyMap<FigureCode, ConsolidatedFigure>,
  before: ReadonlyMap<FigureCode, Decimal> | undefined,
  context: CheckContext & { readonly driversOf: (code: FigureCode) => readonly string[] },
): readonly Finding[] {
  const { schemas, form } = context;
  const rules = activeRules(schemas);
  const value = (code: FigureCode): Decimal | undefined => wholeValue(figures.get(code));
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
  const findings = [
    ...crossFooting(stated, rules, null),
    ...rules.flatMap((rule) =>
      checkYear(rule, {
        form,
        unit: null,
        value,
        sourceOf: () => undefined,
        before,
        missingBefore: NO_LAST_YEAR,
        driversOf: context.driversOf,
      }),
    ),
  ];
  return findings.map((finding) => ({ ...finding, sources: [] }));
}

/** A sum that lacks a unit or a figure proves nothing: what holds of it is not satisfied but undecided. */
function wholeValue(figure: ConsolidatedFigure | undefined): Decimal | undefined {
  return figure?.state === "incomplete" ? undefined : (figure?.value ?? undefined);
}

function activeRules(schemas: Schemas): readonly Rule[] {
  return [...schemas.rules.values()].filter((rule) => rule.regraded?.to !== "off");
}

function figuresOf({ unit, observations }: UnitReport, stated: Stated): UnitFigures {
  const values = new Map<FigureCode, Decimal>();
  for (const [code, figure] of stated.form.figures) {
    const value = figure.parts.length === 0 && observations.has(code) ? stated.value(code) : undefined;
    if (value) values.set(code, value);
  }
  const sources = new Map([...observations].map(([code, { source }]) => [code, source]));
  return { unit: unit.code, name: unit.name, values, sources };
}

interface Judged {
  readonly relation: Relation;
  readonly verdict: Verdict;
}

/** All relations in one pass; violated ones that come from one root carry the same cause, and the probable culprit. */
function crossFooting(stated: Stated, rules: readonly Rule[], unit: string | null): readonly Finding[] {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const judged = relationsOf(stated.form, rules)
    .filter((relation) => relation.before === undefined && !isReplaced(relation, stated))
    .map((relation): Judged => {
      const terms = termsOf(relation, stated);
      return { relation: terms, verdict: judge(terms, stated) };
    });
  const violated = judged.flatMap(({ relation, verdict }) =>
    verdict.kind === "violated" ? [{ relation, verdict }] : [],
  );
  const suspects = violated.length > 0 ? culprits(judged, stated) : new Map<Relation, Suspected>();
  return [
    ...violated.map(({ relation, verdict }): Finding => {
      const found = suspects.get(relation);
      return {
        ...violation(relation, verdict, { stated, rule: byId.get(relation.rule)!, unit }),
        ...(found && { cause: `${unit ?? "汇总"}:${found.cause}`, suspects: found.words }),
      };
    }),
    ...undecided(judged, byId, unit, stated),
  ];
}

interface Suspected {
  readonly cause: string;
  readonly words: readonly string[];
}

/** 疑似错处, for each part of the form that hangs together over shared figures; within it, relations that one slip explains are one matter. */
function culprits(judged: readonly Judged[], stated: Stated): ReadonlyMap<Relation, Suspected> {
  const violated = new Set(judged.filter(({ verdict }) => verdict.kind === "violated").map(({ relation }) => relation));
  const labelOf = (code: FigureCode): string => stated.form.figures.get(code)?.label ?? code;
  const found = new Map<Relation, Suspected>();
  for (const part of connectedParts(
    judged.filter(({ verdict }) => verdict.kind !== "undecided").map(({ relation }) => relation),
  )) {
    const broken = part.filter((relation) => violated.has(relation));
    if (broken.length === 0) continue;
    const values = new Map(part.flatMap(codesOf).map((code) => [code, stated.value(code)!]));
    const result = suspect(values, part, { form: stated.form });
    const words = describeSuspects(result, labelOf);
    for (const relation of broken) found.set(relation, { cause: causeOf(relation, broken, result), words });
  }
  return found;
}

function codesOf(relation: Relation): readonly FigureCode[] {
  return [...relation.left, ...relation.right];
}

/** The cells of the likeliest slip that the relation holds; where nothing is likely, the part's first broken relation. */
function causeOf(relation: Relation, broken: readonly Relation[], result: SuspectResult): string {
  const codes = new Set(codesOf(relation));
  const slip = result.suspicions[0]?.slips.find((one) => one.changes.some((change) => codes.has(change.figure)));
  return slip ? slip.changes.map((change) => change.figure).join("＋") : (broken[0]?.right[0] ?? "");
}

/** Relations that share figures, directly or through others. */
function connectedParts(relations: readonly Relation[]): readonly (readonly Relation[])[] {
  const home = new Map<FigureCode, Relation[]>();
  const parts = new Set<Relation[]>();
  for (const relation of relations) {
    const touched = [
      ...new Set(
        codesOf(relation).flatMap((code) => {
          const part = home.get(code);
          return part ? [part] : [];
        }),
      ),
    ];
    const merged = [...touched.flat(), relation];
    for (const part of touched) parts.delete(part);
    parts.add(merged);
    for (const member of merged) for (const code of codesOf(member)) home.set(code, merged);
  }
  return [...parts];
}

function undecided(
  judged: readonly Judged[],
  rules: ReadonlyMap<string, Rule>,
  unit: string | null,
  stated: Stated,
): readonly Finding[] {
  const open = judged.flatMap(({ relation, verdict }) =>
    verdict.kind === "undecided" ? [{ relation, missing: verdict.missing }] : [],
  );
  return [...groupBy(open, ({ relation }) => relation.rule)].map(([id, group]) => {
    const figures = [...new Set(group.flatMap(({ missing }) => missing))];
    const named = figures.slice(0, 3).map((code) => stated.form.figures.get(code)?.label ?? code);
    return undecidedNotice(
      rules.get(id)!,
      unit,
      `缺少或不能读取 ${named.join("、")}${figures.length > 3 ? ` 等${figures.length}项` : ""}`,
      figures,
    );
  });
}

function narratives(report: UnitReport, { schemas, form, year }: CheckContext, stated: Stated): readonly Finding[] {
  // The names of thousands of units are gathered only where there is a text to look for them in.
  if (report.narratives.length === 0) return [];
  const otherNames = schemas.units.filter((unit) => unit.code !== report.unit.code).map((unit) => unit.name);
  return report.narratives.flatMap(({ file, lines }) =>
    activeRules(schemas).flatMap((rule) =>
      rule.kind === "narrative"
        ? checkNarrative(rule, { form, unit: report.unit.code, year, file, lines, value: stated.value, otherNames })
        : [],
    ),
  );
}
