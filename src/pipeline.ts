import { checkAcross, checkConsolidated, checkOfficeText, checkUnit, grade } from "./check/check.js";
import { consolidate, withProvisional } from "./consolidate/consolidate.js";
import { coverageOf, missingUnits } from "./consolidate/coverage.js";
import { consolidateOverview } from "./consolidate/overview.js";
import { priorYear } from "./consolidate/prior.js";
import type { ConsolidatedFigure, Consolidation, PriorYear } from "./consolidation.js";
import { absolute, compare, type Decimal, format, subtract, ZERO } from "./decimal.js";
import type { Effects } from "./effects.js";
import { wrongUse } from "./error.js";
import type { FigureCode } from "./figure.js";
import { type Finding, type GradedFinding, isOpen } from "./finding.js";
import { type Form, formInForce, type Schemas, unitsDue } from "./form/form.js";
import { type Gathered, gather } from "./gather/gather.js";
import { type OutputFile, publish } from "./publish/publish.js";
import type { RunOptions } from "./run.js";
import type { UnitReport } from "./unit-report.js";

/** 运行结果: the consolidation, and its outputs once they are asked for; nothing is on disk yet. */
export interface RunResult {
  readonly consolidation: Consolidation;
  /** Without a Chinese font there is no PDF among them. */
  readonly hasPdf: boolean;
  /** Written when they are wanted: whoever finds that nothing has changed wants none. */
  readonly files: () => Promise<readonly OutputFile[]>;
}

/**
 * 一次运行:
 *
 *     inputs ── gather (intake → read → normalize) ──▶ reports ── check ──▶ findings
 *                                                          └── consolidate ──▶ Consolidation ── publish ──▶ files
 *
 * The same files, schemas and options give the same bytes. Recording them is the caller's: nothing here touches the disk but through `effects`.
 * @throws CrossfootError (exit 2) for a year in which no form was in force
 */
export async function run(options: RunOptions, schemas: Schemas, effects: Effects): Promise<RunResult> {
  const { consolidation, gathered } = await consolidateYear(options, schemas, effects);
  const pdfFont = await effects.pdfFont(schemas.jurisdiction.fonts?.pdf);
  const reviewScript = await effects.reviewScript();
  const files = async (): Promise<readonly OutputFile[]> => {
    effects.log({ event: "stage", stage: "publish" });
    return publish({
      consolidation,
      schemas,
      officeText: gathered.officeText,
      ...(pdfFont && { pdfFont }),
      ...(reviewScript !== undefined && { reviewScript }),
    });
  };
  return { consolidation, hasPdf: pdfFont !== undefined, files };
}

/** 审核并汇总一年: everything but the outputs; `trace`, `status` and `check` need no more. */
export async function consolidateYear(
  options: RunOptions,
  schemas: Schemas,
  effects: Effects,
): Promise<{ consolidation: Consolidation; gathered: Gathered }> {
  const { year } = options;
  const form = formInForce(schemas, year);
  if (!form) throw wrongUse(`没有${year}年度施行的年报表式（schemas/annual-report）`);
  effects.log({ event: "stage", stage: "gather" });
  const gathered = await gather(year, schemas, effects);
  effects.log({ event: "stage", stage: "check" });
  const prior = await lastYear(gathered, schemas, effects);
  const reports = gathered.reports.map(
    (report): UnitReport => ({ ...report, before: prior?.byUnit.get(report.unit.code) }),
  );
  const findings = [
    ...gathered.findings,
    ...gathered.officeFindings,
    ...reports.flatMap((report) => checkUnit(report, { schemas, form, year })),
    ...checkAcross(reports, { schemas, form, year }),
  ];
  effects.log({ event: "stage", stage: "consolidate" });
  return { consolidation: settle({ options, schemas, form, gathered, reports, prior, findings }), gathered };
}

async function lastYear(gathered: Gathered, schemas: Schemas, effects: Effects): Promise<PriorYear | undefined> {
  const year = gathered.year - 1;
  const listed = await effects.list(year);
  const before = listed && listed.length > 0 ? await gather(year, schemas, effects) : undefined;
  return priorYear({
    year,
    form: formInForce(schemas, year),
    blank: schemas.jurisdiction.policies.blank,
    reported: before?.reports ?? [],
    due: unitsDue(schemas, year).length,
    consolidation: await effects.formerConsolidation(year),
    published: before?.published.get(year) ?? gathered.published.get(year),
  });
}

interface Settling {
  readonly options: RunOptions;
  readonly schemas: Schemas;
  readonly form: Form;
  readonly gathered: Gathered;
  readonly reports: readonly UnitReport[];
  readonly prior: PriorYear | undefined;
  readonly findings: readonly Finding[];
}

/** 汇总、综合表审核、定级: the sums decide some findings, and the findings decide the state of the sums. */
function settle(given: Settling): Consolidation {
  const { options, schemas, form, gathered, reports, prior } = given;
  const due = unitsDue(schemas, options.year);
  const received = new Set(reports.map((report) => report.unit.code));
  const missing = missingUnits(due, received, given.findings);
  const summing = {
    form,
    reported: reports,
    missing: missing.flatMap((finding) => finding.unit ?? []),
    blank: schemas.jurisdiction.policies.blank,
  };
  const first = consolidate(summing);
  const overview =
    schemas.overview &&
    consolidateOverview({
      form: schemas.overview,
      reported: reports,
      roster: due,
      missing: summing.missing,
      office: { unit: schemas.jurisdiction.oversightOffice ?? "", observations: gathered.officeFigures },
    });
  const sums = new Map([...first, ...(overview?.figures ?? [])]);
  const across = checkConsolidated((code) => wholeSum(first.get(code)), prior?.figures, {
    schemas,
    form,
    year: options.year,
    driversOf: (code) => driversOf(code, first, prior, schemas),
  });
  const draft = blankConsolidation(given, sums);
  const office = checkOfficeText({
    sections: gathered.officeText,
    outline: schemas.outline,
    rules: [...schemas.rules.values()],
    year: options.year,
    fillings: {
      names: { year: String(options.year), government: draft.government, name: draft.jurisdiction },
      figures: sums,
      forms: [form, ...(schemas.overview ? [schemas.overview] : [])],
      units: due,
    },
  });
  const findings = grade({
    findings: [...given.findings, ...missing, ...across, ...(overview?.findings ?? []), ...office],
    explanations: gathered.explanations,
    schemas,
    valueOf: presentValues(sums),
    labelOf: (code) => form.figures.get(code)?.label ?? schemas.overview?.figures.get(code)?.label ?? code,
  });
  const touched = new Set(findings.filter(isOpen).flatMap((finding) => finding.figures));
  const figures = new Map([
    ...withProvisional(first, touched, form),
    ...(schemas.overview && overview ? withProvisional(overview.figures, touched, schemas.overview) : []),
  ]);
  const coverage = coverageOf({
    due,
    received,
    dated: gathered.dated,
    deadline: `${options.year + 1}-${schemas.jurisdiction.deadlines.submission}`,
    findings,
  });
  const reasons = reasonsOf(findings, coverage.missing.length, coverage.returned.length);
  return { ...draft, figures, findings, coverage, status: reasons.length === 0 ? "final" : "draft", reasons };
}

/** A sum that lacks a unit or a figure proves nothing: what holds of it is not satisfied but undecided. */
function wholeSum(figure: ConsolidatedFigure | undefined): Decimal | undefined {
  return figure?.state === "incomplete" ? undefined : (figure?.value ?? undefined);
}

function blankConsolidation(
  { options, schemas, form, gathered, prior }: Settling,
  figures: ReadonlyMap<FigureCode, ConsolidatedFigure>,
): Consolidation {
  const { jurisdiction } = schemas;
  return {
    year: options.year,
    jurisdiction: jurisdiction.name,
    government: jurisdiction.government ?? `${jurisdiction.name}人民政府`,
    date: options.today ?? `${options.year + 1}-${jurisdiction.deadlines.publication}`,
    form,
    overview: schemas.overview,
    units: unitsDue(schemas, options.year),
    status: "draft",
    reasons: [],
    coverage: { due: [], received: [], missing: [], returned: [], late: [] },
    figures,
    findings: [],
    submissions: gathered.submissions,
    prior,
    documents: gathered.documents,
  };
}

/** A unit's figure as it is now, or the consolidated one; a figure that is asked for is indexed once, for thousands of findings ask. */
function presentValues(
  figures: ReadonlyMap<FigureCode, ConsolidatedFigure>,
): (unit: string | null, code: FigureCode) => Decimal | null {
  const asked = new Map<FigureCode, ReadonlyMap<string, Decimal | null>>();
  return (unit, code) => {
    const figure = figures.get(code);
    if (!figure || unit === null) return figure?.value ?? null;
    const byUnit = asked.get(code) ?? new Map(figure.contributions.map((one) => [one.unit, one.value]));
    asked.set(code, byUnit);
    return byUnit.get(unit) ?? null;
  };
}

const DRIVERS = 3;

/** The units whose change is greatest, with what they reported last year and this. */
function driversOf(
  code: FigureCode,
  figures: ReadonlyMap<FigureCode, ConsolidatedFigure>,
  prior: PriorYear | undefined,
  schemas: Schemas,
): readonly string[] {
  const changes = (figures.get(code)?.contributions ?? []).flatMap(({ unit, value }) => {
    const before = prior?.byUnit.get(unit)?.get(code);
    return before && value ? [{ unit, before, now: value, size: absolute(subtract(value, before)) }] : [];
  });
  const name = (unit: string): string => schemas.units.find((one) => one.code === unit)?.name ?? unit;
  return changes
    .filter(({ size }) => compare(size, ZERO) > 0)
    .sort((a, b) => compare(b.size, a.size))
    .slice(0, DRIVERS)
    .map(({ unit, before, now }) => `${name(unit)}（${format(before)}→${format(now)}）`);
}

/** 为什么还是草稿: nothing is publishable while a unit is missing, a mandatory finding stands or a verification is unexplained. */
function reasonsOf(findings: readonly GradedFinding[], missing: number, returned: number): readonly string[] {
  const mandatory = findings.filter(
    (finding) => finding.severity === "mandatory" && finding.rule !== "UNIT.MISSING",
  ).length;
  const unexplained = findings.filter(
    (finding) => finding.severity === "verification" && finding.explanation === null,
  ).length;
  return [
    ...(missing > 0 ? [`有${missing}个应报单位未报`] : []),
    ...(mandatory > 0
      ? [`有${mandatory}条强制性审核意见未改正${returned > 0 ? `（退回${returned}个单位）` : ""}`]
      : []),
    ...(unexplained > 0 ? [`有${unexplained}条核实性审核意见未说明`] : []),
  ];
}
