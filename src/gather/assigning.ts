import type { SourceDocument, SubmissionRecord } from "../consolidation.js";
import { type FigureCode, type Observation, tableOf, type UnitCode } from "../figure.js";
import type { Finding } from "../finding.js";
import { figureNamed, formInForce, formsInForce, type Schemas, unitsDue } from "../form/form.js";
import type { ReadFailure } from "../grid.js";
import { groupBy } from "../grouping.js";
import { type Choice, choose, isLaterByName, tablesOf } from "../intake/intake.js";
import type { ListEntry } from "../list-entry.js";
import { figuresDigest } from "../marked-copy.js";
import type { Period } from "../period.js";
import type { UnitReport } from "../unit-report.js";
import { isEntry } from "./scans/scans.js";
import {
  type AcceptedSubmission,
  type FailedSubmission,
  type ProcessedSubmission,
  recordOf,
  sourceDocument,
  strayFinding,
} from "./submission.js";

/** 分户结果: a period's submissions by unit. */
export interface Assigned {
  /** In roster order; only units of which something can be summed. */
  readonly reports: readonly UnitReport[];
  readonly findings: readonly Finding[];
  readonly submissions: readonly SubmissionRecord[];
  readonly documents: readonly SourceDocument[];
  /** 填报日期: the earliest that a unit's submissions state, for a correction makes nobody late. */
  readonly dated: ReadonlyMap<UnitCode, string>;
}

/** 分户: assigns each accepted submission to its unit and records why the others were not accepted. */
export function assignToUnits(processed: readonly ProcessedSubmission[], period: Period, schemas: Schemas): Assigned {
  const accepted = groupBy(processed.filter(isAccepted), ({ acceptance }) => acceptance.unit.code);
  const units = unitsDue(schemas, period).flatMap((unit) => {
    const own = accepted.get(unit.code);
    return own ? [assignUnit(unit, own, period, schemas)] : [];
  });
  const typed = new Set(processed.flatMap((one) => (isEntry(one) ? [one.received.file] : [])));
  const notAccepted = [...strays(processed), ...refusals(processed, summedFiles(units, typed), schemas)];
  return {
    reports: units.flatMap((one) => one.reports),
    findings: [...notAccepted, ...units].flatMap((one) => one.findings),
    submissions: [...notAccepted, ...units].flatMap((one) => one.submissions),
    documents: units.flatMap((one) => one.documents),
    dated: new Map(units.flatMap((one) => [...one.dated])),
  };
}

function isAccepted(one: ProcessedSubmission): one is AcceptedSubmission {
  return one.acceptance.state === "accepted";
}

type NotAssigned = Pick<Assigned, "findings" | "submissions">;

function strays(processed: readonly ProcessedSubmission[]): readonly NotAssigned[] {
  return processed.flatMap(({ received, acceptance }) =>
    acceptance.state === "stray"
      ? [
          {
            findings: [strayFinding(received, acceptance.kind)],
            submissions: [recordOf({ received }, { status: "stray", reasons: ["FILE.NOT_A_SUBMISSION"] })],
          },
        ]
      : [],
  );
}

function refusals(
  processed: readonly ProcessedSubmission[],
  summed: ReadonlyMap<SubmissionRecord["unit"], readonly string[]>,
  { naming }: Schemas,
): readonly NotAssigned[] {
  return processed.flatMap((one) => {
    const { acceptance, findings } = one;
    if (acceptance.state !== "refused") return [];
    const record = recordOf(one, { status: "refused", reasons: acceptance.reasons });
    const others = record.unit === null ? [] : (summed.get(record.unit) ?? []);
    const failed = "filled" in one || others.length === 0 ? undefined : one;
    return [{ findings: failed ? besideReadable(failed, others, naming) : findings, submissions: [record] }];
  });
}

/** The files whose figures are summed, by unit. What was typed from one scan settles nothing about another. */
function summedFiles(
  units: readonly Assigned[],
  typed: ReadonlySet<string>,
): ReadonlyMap<SubmissionRecord["unit"], readonly string[]> {
  const summed = units.flatMap(({ submissions }) =>
    submissions.filter(({ file, status }) => (status === "counted" || status === "complement") && !typed.has(file)),
  );
  return new Map([...groupBy(summed, ({ unit }) => unit)].map(([unit, own]) => [unit, own.map(({ file }) => file)]));
}

/**
 * Makes the finding about an unreadable file a notice if the same unit also sent a readable one. If the unreadable file's name says that
 * it is a correction, the finding is a verification.
 */
function besideReadable(
  { received, findings }: FailedSubmission,
  readable: readonly string[],
  naming: Schemas["naming"],
): readonly Finding[] {
  const later = isLaterByName(received.file, readable, naming);
  return findings.map((finding): Finding => {
    if (!isFailure(finding, received.failure)) return finding;
    if (!later) return { ...finding, figures: [], severity: "notice" };
    const facts = {
      ...finding.facts,
      reason: `${finding.facts.reason}，而文件名注明是后报的材料，现在采用的是《${readable.join("》《")}》`,
    };
    return { ...finding, facts, figures: [], severity: "verification" };
  });
}

function isFailure(finding: Finding, { rule }: ReadFailure): finding is Finding<ReadFailure["rule"]> {
  return finding.code === rule;
}

interface Candidate extends AcceptedSubmission {
  readonly file: string;
  readonly observations: ReadonlyMap<FigureCode, Observation>;
  readonly entries: readonly ListEntry[];
  readonly dated: string | undefined;
  readonly remarks: number;
  readonly sentUp: boolean;
  readonly unchanged: boolean;
}

/** Decides which of a unit's submissions count and joins their figures. Of a submission without tables beside others only the text is checked. */
function assignUnit(
  unit: UnitReport["unit"],
  own: readonly AcceptedSubmission[],
  period: Period,
  schemas: Schemas,
): Assigned {
  const withTables = own.filter(({ filled }) => filled.observations.size > 0);
  const letters = withTables.length > 0 ? own.filter((one) => !withTables.includes(one)) : [];
  const candidates = (withTables.length > 0 ? withTables : own).map(candidateOf);
  const forms = formsInForce(schemas, period) ?? [];
  const choice = choose({
    unit: unit.code,
    candidates,
    naming: schemas.naming,
    labelOf: (code) => figureNamed(forms, code)?.label ?? code,
  });
  const observations = figuresIn(choice.used);
  const report: UnitReport = {
    unit,
    observations,
    before: undefined,
    ...entriesIn(choice.used),
    ...rolledUpIn(choice.used),
    narratives: [...choice.used, ...spokenBy(choice), ...letters].map((one) => ({
      file: one.received.file,
      lines: one.filled.narrative,
    })),
  };
  const dated = candidates.flatMap((one) => one.dated ?? []).sort()[0];
  return {
    reports: choice.used.length > 0 ? [report] : [],
    findings: [
      ...choice.findings,
      ...[...choice.used, ...letters].flatMap((one) => [...one.findings]),
      ...choice.used.flatMap((one) => ownFindings(one, { used: choice.used, observations, schemas, period })),
      ...letters.map((one) => strayFinding(one.received, "letter")),
    ],
    submissions: recordsOf(choice, letters),
    documents: choice.used.map(({ received }) => sourceDocument(unit.code, received)),
    dated: new Map(dated === undefined ? [] : [[unit.code, dated]]),
  };
}

/** Of a figure that several files give, the first one's. */
function figuresIn(used: readonly Candidate[]): UnitReport["observations"] {
  const [only, ...others] = used;
  if (only && others.length === 0) return only.observations;
  return new Map(used.flatMap((one) => [...one.observations].reverse()).reverse());
}

/** Of a file of which only some tables count, the entries of those; of several that give the same list, those of the first. */
function entriesIn(used: readonly Candidate[]): Pick<UnitReport, "entries"> {
  const taken = new Map(used.flatMap((one) => [...tablesOf(one)].map((table) => [table, one] as const)).reverse());
  const entries = used.flatMap((one) => one.entries.filter(({ table }) => taken.get(table) === one));
  return entries.length > 0 ? { entries } : {};
}

function rolledUpIn(used: readonly Candidate[]): Pick<UnitReport, "rolledUp"> {
  const sent = used.find(({ received }) => received.document.rollUp);
  const rollUp = sent?.received.document.rollUp;
  return sent && rollUp ? { rolledUp: { file: sent.file, rollUp } } : {};
}

function recordsOf(choice: Choice<Candidate>, letters: readonly AcceptedSubmission[]): readonly SubmissionRecord[] {
  const replaced =
    choice.used.length === 0
      ? ({ status: "refused", reasons: ["UNIT.AMBIGUOUS"] } as const)
      : ({ status: "superseded", reasons: ["UNIT.TWICE"] } as const);
  return [
    ...choice.used.map((one, at) => recordOf(one, { status: at === 0 ? "counted" : "complement" })),
    ...choice.duplicates.map((one) => recordOf(one, { status: "duplicate", reasons: ["UNIT.TWICE"] })),
    ...choice.superseded.map((one) => recordOf(one, replaced)),
    ...letters.map((one) => recordOf(one, { status: "stray", reasons: ["FILE.NOT_A_SUBMISSION"] })),
  ];
}

function candidateOf(one: AcceptedSubmission): Candidate {
  const { marked } = one.received.document;
  return {
    ...one,
    file: one.received.file,
    observations: one.filled.observations,
    dated: one.received.identity.dated,
    entries: one.filled.entries,
    remarks: one.filled.findings.length,
    sentUp: one.received.document.rollUp !== undefined,
    unchanged: marked !== undefined && marked === figuresDigest(one.filled.observations),
  };
}

/** If only a duplicate has text (the Word file beside the workbook), that text is checked. */
function spokenBy({ used, duplicates }: Choice<Candidate>): readonly Candidate[] {
  const tells = (one: Candidate): boolean => one.filled.narrative.some(({ text }) => text.trim() !== "");
  return used.some(tells) ? [] : duplicates.filter(tells).slice(0, 1);
}

interface Together {
  readonly used: readonly Candidate[];
  readonly observations: ReadonlyMap<FigureCode, Observation>;
  readonly schemas: Schemas;
  readonly period: Period;
}

/** The findings of one file that still apply. Another file of the unit may supply what this one lacks, and perhaps only some of its tables count. */
function ownFindings(one: Candidate, together: Together): readonly Finding[] {
  const { used, observations } = together;
  if (used.length === 1) return one.filled.findings;
  return one.filled.findings.filter((finding) =>
    /^FORM\.(TABLE|ROW|COLUMN)_MISSING$/.test(finding.code)
      ? finding.figures.some((code) => !observations.has(code))
      : concernsUsed(finding, one, together),
  );
}

function concernsUsed(finding: Finding, one: Candidate, { schemas, period }: Together): boolean {
  const used = tablesOf(one);
  if (finding.figures.length > 0) return finding.figures.some((code) => used.has(tableOf(code)));
  const named = "table" in finding.facts ? finding.facts.table : undefined;
  const table = formInForce(schemas, period)?.tables.find(({ title }) => title === named);
  return table === undefined || used.has(table.code);
}
