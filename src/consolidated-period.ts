import { NO_RECEIPTS, type ReceiptRecord } from "./arrival.js";
import {
  asksForYearAgo,
  checkAcross,
  checkConsolidated,
  checkOfficeText,
  checkUnit,
  grade,
  unknownUnits,
  withSolutions,
} from "./check/check.js";
import {
  adjustSums,
  conclude,
  driversOf,
  missingUnits,
  priorYear,
  type Sums,
  sumForms,
} from "./consolidate/consolidate.js";
import { type Consolidation, type PriorYear, presentValues } from "./consolidation.js";
import type { Effects } from "./effects.js";
import { type UnitCode, unitCode } from "./figure.js";
import type { Finding, GradedFinding } from "./finding.js";
import { type Forms, figureNamed, formsInForce, formsOf, type Schemas, type Unit, unitsDue } from "./form/form.js";
import { type Gathered, gather } from "./gather/gather.js";
import { dayAfter, liesIn, type Period, previousPeriod, sameLastYear, yearOf } from "./period.js";
import { periodNames } from "./placeholder.js";
import type { RunOptions } from "./run.js";
import { seriesOf } from "./series.js";
import type { UnitReport } from "./unit-report.js";

/** 审核并汇总一期: everything but the signatures and the outputs. */
export async function consolidatePeriod(
  options: RunOptions,
  schemas: Schemas,
  effects: Effects,
): Promise<{ consolidation: Consolidation; gathered: Gathered }> {
  const stage = (name: string): void => effects.log({ event: "stage", stage: name });
  stage("gather");
  const received = await receivedPeriod(options, schemas, effects);
  stage("check");
  const ofUnits = unitFindings(received);
  stage("consolidate");
  const sums = sumsOf(received);
  const findings = [
    ...ofUnits,
    ...missingUnits(received.due, codesOf(received.reports), ofUnits, received.forms),
    ...sumFindings(received, sums),
  ];
  return { consolidation: concluded(received, sums, graded(received, sums, findings)), gathered: received.gathered };
}

/** 一期的材料: everything that the sums and the findings are made from. */
interface ReceivedPeriod {
  readonly options: RunOptions;
  readonly schemas: Schemas;
  readonly forms: Forms;
  readonly due: readonly Unit[];
  readonly gathered: Gathered;
  readonly reports: readonly UnitReport[];
  readonly prior: PriorYear | undefined;
  readonly yearAgo: PriorYear | undefined;
  readonly receipts: ReceiptRecord;
}

async function receivedPeriod(options: RunOptions, schemas: Schemas, effects: Effects): Promise<ReceivedPeriod> {
  const { period } = options;
  const forms = formsOf(schemas, period);
  const gathered = await gather(period, schemas, effects);
  const prior = await formerFigures(previousPeriod(period), gathered.published, schemas, effects);
  const yearAgo = await figuresOfYearAgo({ period, forms, prior }, schemas, effects);
  return {
    options,
    schemas,
    forms,
    due: unitsDue(schemas, period),
    gathered,
    reports: gathered.reports.map((report) => beside(report, prior, yearAgo)),
    prior,
    yearAgo,
    receipts: (await effects.receipts?.(period)) ?? NO_RECEIPTS,
  };
}

/** A unit's report beside its own earlier ones. */
function beside(report: UnitReport, prior: PriorYear | undefined, yearAgo: PriorYear | undefined): UnitReport {
  const { code } = report.unit;
  const cellsBefore = prior?.cells?.get(code);
  const sameLastYear = yearAgo?.byUnit.get(code);
  return {
    ...report,
    before: prior?.byUnit.get(code),
    ...(cellsBefore && { cellsBefore }),
    ...(sameLastYear && { sameLastYear }),
  };
}

/** 上期的数 as far as they are known, of a period from which nothing has come in yet. */
export function figuresBefore(period: Period, schemas: Schemas, effects: Effects): Promise<PriorYear | undefined> {
  return formerFigures(previousPeriod(period), new Map(), schemas, effects);
}

/** 上年同期的数, where a relation asks for them; of years they are those of the year before. */
async function figuresOfYearAgo(
  { period, forms, prior }: Pick<ReceivedPeriod, "forms" | "prior"> & { readonly period: Period },
  schemas: Schemas,
  effects: Effects,
): Promise<PriorYear | undefined> {
  const isAsked = forms.some(({ rules }) => [...rules.values()].some(asksForYearAgo));
  if (!isAsked) return undefined;
  return period.kind === "year" ? prior : formerFigures(sameLastYear(period), new Map(), schemas, effects);
}

/** The figures of an earlier period, as far as they are known; `published` are those that were found beside a later one. */
async function formerFigures(
  period: Period,
  published: Gathered["published"],
  schemas: Schemas,
  effects: Effects,
): Promise<PriorYear | undefined> {
  const listed = await effects.list(period);
  const before = listed && listed.length > 0 ? await gather(period, schemas, effects) : undefined;
  const forms = formsInForce(schemas, period);
  const due = unitsDue(schemas, period);
  const isAdjusted = before !== undefined && before.adjustments.length > 0;
  const adjusted =
    forms && isAdjusted && sumsOf({ schemas, forms, due, gathered: before, reports: before.reports }).figures;
  return priorYear({
    period,
    form: forms?.[0],
    blank: schemas.jurisdiction.policies.blank,
    reported: before?.reports ?? [],
    ...(adjusted && { adjusted }),
    due: due.length,
    consolidation: await effects.formerConsolidation(period),
    published: publishedOf(period, before?.published) ?? publishedOf(period, published),
  });
}

/** 本级已公布的数 are known by their year alone: of a part of a year it is not known whether they are its own. */
function publishedOf(period: Period, published: Gathered["published"] | undefined): PriorYear["figures"] | undefined {
  return period.kind === "year" ? published?.get(yearOf(period)) : undefined;
}

/** 报送材料的审核意见: what was found on the way in, in each unit's figures, and between units. */
function unitFindings({ options, schemas, forms, gathered, reports }: ReceivedPeriod): readonly Finding[] {
  const context = { schemas, forms, period: options.period };
  return [
    ...withSolutions(gathered.findings, reports, context),
    ...gathered.officeFindings,
    ...reports.flatMap((report) => checkUnit(report, context)),
    ...checkAcross(reports, context),
  ];
}

function sumsOf({
  schemas,
  forms,
  due,
  gathered,
  reports,
}: Omit<ReceivedPeriod, "options" | "prior" | "yearAgo" | "receipts">): Sums {
  const { oversightOffice, policies } = schemas.jurisdiction;
  const plain = sumForms({
    forms,
    due,
    reported: reports,
    office: { unit: oversightOffice ?? unitCode(""), observations: gathered.officeFigures },
    blank: policies.blank,
  });
  return adjustSums(plain, { rows: gathered.adjustments, forms, due });
}

/** 汇总数与正文的审核意见. */
function sumFindings(received: ReceivedPeriod, sums: Sums): readonly Finding[] {
  const { options, schemas, forms, due, gathered, prior, yearAgo } = received;
  const { period } = options;
  const { jurisdiction } = schemas;
  const former = { before: prior?.figures, sameLastYear: yearAgo?.figures };
  return [
    ...checkConsolidated(sums.figures, former, {
      schemas,
      forms,
      period,
      units: due,
      driversOf: (code) => driversOf(sums.figures.get(code), code, prior, schemas.units),
    }),
    ...sums.findings,
    ...unknownUnits({
      forms,
      jurisdiction,
      roster: schemas.units.filter((unit) => liesIn(period, unit)),
      due,
    }),
    ...checkOfficeText({
      sections: gathered.officeText,
      period,
      jurisdiction,
      roster: schemas.units,
      fillings: {
        names: { ...periodNames(period), government: governmentOf(schemas), name: jurisdiction.name },
        ...(jurisdiction.oversightOffice !== undefined && { oversightOffice: jurisdiction.oversightOffice }),
        figures: sums.figures,
        forms,
        units: due,
      },
    }),
  ];
}

function graded(
  { schemas, forms, gathered }: ReceivedPeriod,
  { figures }: Sums,
  findings: readonly Finding[],
): readonly GradedFinding[] {
  return grade({
    findings,
    explanations: gathered.explanations,
    schemas,
    forms,
    valueOf: presentValues(figures),
    labelOf: (code) => figureNamed(forms, code)?.label ?? code,
  });
}

function concluded(received: ReceivedPeriod, sums: Sums, findings: readonly GradedFinding[]): Consolidation {
  const { options, schemas, forms, due, gathered, reports, prior, receipts } = received;
  const { period } = options;
  const { jurisdiction } = schemas;
  return {
    period,
    jurisdiction: jurisdiction.name,
    government: governmentOf(schemas),
    ...(options.today !== undefined && { today: options.today }),
    ...(jurisdiction.oversightOffice !== undefined && { oversightOffice: jurisdiction.oversightOffice }),
    series: seriesOf(period, schemas.folders?.suffix),
    date: options.today ?? dayAfter(period, jurisdiction.deadlines.publication),
    forms,
    units: due,
    ...conclude({
      forms,
      sums,
      findings,
      due,
      received: codesOf(reports),
      submissions: gathered.submissions,
      dated: gathered.dated,
      receipts,
      deadline: dayAfter(period, jurisdiction.deadlines.submission),
    }),
    submissions: gathered.submissions,
    prior,
    documents: gathered.documents,
    entries: reports.flatMap(({ unit, entries = [] }) => entries.map((entry) => ({ unit: unit.code, entry }))),
    below: reports.flatMap(({ unit, rolledUp }) => (rolledUp ? [{ unit: unit.code, ...rolledUp }] : [])),
  };
}

/** 报告主体: as the jurisdiction sets it, or its name with 人民政府. */
function governmentOf({ jurisdiction }: Schemas): string {
  return jurisdiction.government ?? `${jurisdiction.name}人民政府`;
}

function codesOf(reports: readonly UnitReport[]): ReadonlySet<UnitCode> {
  return new Set(reports.map((report) => report.unit.code));
}
