import { NO_RECEIPTS, type ReceiptRecord } from "./arrival.js";
import { asksForYearAgo } from "./check/check.js";
import { adjustSums, priorYear, type Sums, sumForms } from "./consolidate/consolidate.js";
import type { PriorYear } from "./consolidation.js";
import type { Effects } from "./effects.js";
import { unitCode } from "./figure.js";
import { type Forms, formsInForce, formsOf, type Schemas, type Unit, unitsDue } from "./form/form.js";
import { type Gathered, gather } from "./gather/gather.js";
import type { OtherForm } from "./other-form.js";
import { type Period, previousPeriod, sameLastYear, yearOf } from "./period.js";
import type { RunOptions } from "./run.js";
import type { UnitReport } from "./unit-report.js";

/** 一期的材料: everything that the sums and the findings are made from. */
export interface ReceivedPeriod {
  readonly options: RunOptions;
  readonly schemas: Schemas;
  readonly forms: Forms;
  readonly due: readonly Unit[];
  readonly gathered: Gathered;
  readonly reports: readonly UnitReport[];
  readonly prior: PriorYear | undefined;
  readonly yearAgo: PriorYear | undefined;
  readonly receipts: ReceiptRecord;
  /** 引用的报表, consolidated before this one. */
  readonly others: readonly OtherForm[];
}

/** What is received. `yearAgo`: another form's rules ask for the figures of the same period last year. */
export interface ReceivingRequest extends Pick<ReceivedPeriod, "options" | "schemas" | "others"> {
  readonly effects: Effects;
  readonly yearAgo: boolean;
}

/** 收齐一期的材料, and what is known of earlier periods. */
export async function receivedPeriod(request: ReceivingRequest): Promise<ReceivedPeriod> {
  const { options, schemas, effects, others } = request;
  const { period } = options;
  const forms = formsOf(schemas, period);
  const gathered = await gather(period, schemas, effects);
  const prior = await formerFigures(previousPeriod(period), gathered.published, schemas, effects);
  const isAsked = request.yearAgo || forms.some(({ rules }) => [...rules.values()].some(asksForYearAgo));
  const yearAgo = isAsked ? await figuresOfYearAgo({ period, prior }, schemas, effects) : undefined;
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
    others,
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

/** 上年同期的数; of years they are those of the year before. */
async function figuresOfYearAgo(
  { period, prior }: Pick<ReceivedPeriod, "prior"> & { readonly period: Period },
  schemas: Schemas,
  effects: Effects,
): Promise<PriorYear | undefined> {
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
    ids: new Set(schemas.forms.map(({ id, accompanies }) => accompanies ?? id)),
    published: publishedOf(period, before?.published) ?? publishedOf(period, published),
  });
}

/** 本级已公布的数 are known by their year alone: of a part of a year it is not known whether they are its own. */
function publishedOf(period: Period, published: Gathered["published"] | undefined): PriorYear["figures"] | undefined {
  return period.kind === "year" ? published?.get(yearOf(period)) : undefined;
}

/** 汇总数, with what the office adjusted in them. */
export function sumsOf({
  schemas,
  forms,
  due,
  gathered,
  reports,
}: Pick<ReceivedPeriod, "schemas" | "forms" | "due" | "gathered" | "reports">): Sums {
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
