import {
  asksForYearAgo,
  checkAcross,
  checkConsolidated,
  checkOfficeText,
  checkUnit,
  grade,
  unknownUnits,
  withFootings,
  withSolutions,
} from "./check/check.js";
import { conclude, driversOf, missingUnits, type Sums } from "./consolidate/consolidate.js";
import type { Consolidation } from "./consolidation.js";
import type { Effects } from "./effects.js";
import type { UnitCode } from "./figure.js";
import { type Finding, type GradedFinding, isOpen } from "./finding.js";
import { figureNamed, type Schemas } from "./form/form.js";
import type { Gathered } from "./gather/gather.js";
import { labelElsewhere, type OtherForm, presentValuesWith } from "./other-form.js";
import { dayAfter, liesIn } from "./period.js";
import { periodNames } from "./placeholder.js";
import { type ReceivedPeriod, type ReceivingRequest, receivedPeriod, sumsOf } from "./received-period.js";
import type { RunOptions } from "./run.js";
import { seriesOf } from "./series.js";
import type { UnitReport } from "./unit-report.js";

export { figuresBefore } from "./received-period.js";

/** 审核并汇总一期: everything but the signatures and the outputs. The forms that this one refers to are consolidated before it. */
export async function consolidatePeriod(
  options: RunOptions,
  schemas: Schemas,
  effects: Effects,
): Promise<{ consolidation: Consolidation; gathered: Gathered }> {
  const { consolidation, received } = await consolidateReceived({ options, schemas, effects, yearAgo: false });
  return { consolidation, gathered: received.gathered };
}

async function consolidateReceived(
  request: Omit<ReceivingRequest, "others">,
): Promise<{ readonly consolidation: Consolidation; readonly received: ReceivedPeriod }> {
  const stage = (name: string): void => request.effects.log({ event: "stage", stage: name });
  stage("gather");
  const received = await receivedPeriod({ ...request, others: await otherForms(request) });
  stage("check");
  const ofUnits = unitFindings(received);
  stage("consolidate");
  const sums = sumsOf(received);
  const findings = [
    ...ofUnits,
    ...missingUnits(received.due, codesOf(received.reports), ofUnits, received.forms),
    ...sumFindings(received, sums),
  ];
  return { consolidation: concluded(received, sums, graded(received, sums, findings)), received };
}

/** 引用的报表 of the same period, each consolidated from its own files; what is found in them is theirs and not this form's. */
async function otherForms({
  options,
  schemas,
  effects,
}: Omit<ReceivingRequest, "others">): Promise<readonly OtherForm[]> {
  const others: OtherForm[] = [];
  const rules = schemas.forms.flatMap((form) => [...form.rules.values()]);
  const yearAgo = rules.some(asksForYearAgo);
  for (const referenced of schemas.referenced ?? []) {
    const { id, title, schemas: own } = referenced;
    const done =
      own &&
      (await consolidateReceived({
        options: { period: options.period },
        schemas: own,
        effects: effectsFor(id, own, effects),
        yearAgo,
      }));
    others.push(done ? otherForm({ id, title }, done) : { id, title, ...NOTHING_KNOWN });
  }
  return others;
}

const NOTHING_KNOWN = { reports: [], before: undefined, sameLastYear: undefined } as const;

function otherForm(
  named: Pick<OtherForm, "id" | "title">,
  { consolidation, received }: Awaited<ReturnType<typeof consolidateReceived>>,
): OtherForm {
  const { forms, units, figures, findings, below } = consolidation;
  const { reports, prior, yearAgo } = received;
  return {
    ...named,
    totals: { forms, units, figures, below, isSent: reports.length > 0, unplaced: findings.filter(isUnplaced).length },
    reports,
    before: prior?.figures,
    sameLastYear: yearAgo?.figures,
  };
}

/** What is wrong in words alone changes no figure; numbers that belong to no row of the form may belong to any. */
function isUnplaced(finding: GradedFinding): boolean {
  return isOpen(finding) && finding.figures.length === 0 && !/^(?:TEXT|OUTLINE|EXPLANATION)\./.test(finding.rule);
}

/** 另一种报表的运行条件: its files are processed by its own schemas, and its earlier results lie in its own outputs. Its receipts and signatures change no figure. */
function effectsFor(form: string, { folders }: Schemas, given: Effects): Effects {
  const { process, receipts: _, signatures: __, ...effects } = given;
  return {
    ...effects,
    ...(process && { process: (file) => process({ ...file, form: file.form ?? form }) }),
    formerConsolidation: (period, suffix = folders?.suffix ?? "") => effects.formerConsolidation(period, suffix),
    log: (event) => {
      if (event.event === "read") effects.log(event);
    },
  };
}

/** 报送材料的审核意见: what was found on the way in, in each unit's figures, and between units. */
function unitFindings({ options, schemas, forms, gathered, reports, others }: ReceivedPeriod): readonly Finding[] {
  const context = { schemas, forms, period: options.period, others };
  return [
    ...withSolutions(gathered.findings, reports, context),
    ...gathered.officeFindings,
    ...reports.flatMap((report) => checkUnit(report, context)),
    ...checkAcross(reports, context),
  ];
}

/** 汇总数与正文的审核意见. */
function sumFindings(received: ReceivedPeriod, sums: Sums): readonly Finding[] {
  const { options, schemas, forms, due, gathered, prior, yearAgo, others } = received;
  const { period } = options;
  const { jurisdiction } = schemas;
  const former = { before: prior?.figures, sameLastYear: yearAgo?.figures };
  return [
    ...checkConsolidated(sums.figures, former, {
      schemas,
      forms,
      period,
      others,
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
        others,
      },
    }),
  ];
}

function graded(
  { schemas, forms, gathered, others }: ReceivedPeriod,
  { figures }: Sums,
  findings: readonly Finding[],
): readonly GradedFinding[] {
  return grade({
    findings,
    explanations: gathered.explanations,
    schemas,
    forms,
    valueOf: presentValuesWith(figures, others),
    labelOf: (code) => figureNamed(forms, code)?.label ?? labelElsewhere(code, others) ?? code,
  });
}

function concluded(received: ReceivedPeriod, sums: Sums, findings: readonly GradedFinding[]): Consolidation {
  const { options, schemas, forms, due, gathered, reports, prior, receipts, others } = received;
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
    ...(others.length > 0 && {
      others: others.map(({ id, title, totals }) => ({ id, title, ...(totals && { totals }) })),
    }),
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
    ...(gathered.scans.length > 0 && {
      scans: gathered.scans.map((one) => ({ ...one, scan: withFootings(one.scan, schemas.forms) })),
    }),
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
