import type { SourceDocument, SubmissionRecord } from "../consolidation.js";
import { type FigureCode, type Observation, wholeFile } from "../figure.js";
import type { Finding, FindingFacts } from "../finding.js";
import { formInForce, type Schemas, unitsDue } from "../form/form.js";
import type { ReadFailure } from "../grid.js";
import { groupBy } from "../grouping.js";
import { type Choice, choose, isLaterByName, type Received, tableOf, tablesOf } from "../intake/intake.js";
import type { FilledForm } from "../normalize/normalize.js";
import type { UnitReport } from "../unit-report.js";

/** 报来的一份: what was received, read and noticed of it. */
export interface Sent {
  readonly received: Received;
  readonly filled: FilledForm | undefined;
  readonly findings: readonly Finding[];
}

const NOT_SUMMED = new Set([
  "FILE.UNREADABLE",
  "FILE.ENCRYPTED",
  "FILE.TOO_LARGE",
  "FILE.UNSUPPORTED",
  "UNIT.UNKNOWN",
  "UNIT.CONFLICT",
  "YEAR.MISMATCH",
]);

function isRefused({ findings }: Sent): boolean {
  return findings.some((finding) => NOT_SUMMED.has(finding.code));
}

type StrayKind = FindingFacts["FILE.NOT_A_SUBMISSION"]["kind"];

/** 无关文件: no unit of the roster is named, and nothing in it could be a unit's figures. */
function strayKind({ received, filled }: Sent): StrayKind | undefined {
  if (!received.identity.nameless) return undefined;
  if (received.failure) return received.failure.picture ? "picture" : undefined;
  const amounts = [...(filled?.observations.values() ?? [])].map(({ amount }) => amount.kind);
  if (received.identity.lists) return "list";
  if (amounts.length === 0) return "nothing";
  return amounts.every((kind) => kind === "blank") ? "blank" : undefined;
}

/** 分户结果: a year's submissions put together, unit by unit. */
export interface Placed {
  /** In roster order; only units of which something can be summed. */
  readonly reports: readonly UnitReport[];
  readonly findings: readonly Finding[];
  readonly submissions: readonly SubmissionRecord[];
  readonly documents: readonly SourceDocument[];
  /** The date each unit's submission states, where it does. */
  readonly dated: ReadonlyMap<string, string>;
}

/** Puts the submissions of each unit together, in roster order. */
export function placeByUnit(sent: readonly Sent[], year: number, schemas: Schemas): Placed {
  const stray = sent.filter((one) => strayKind(one) !== undefined);
  const refused = sent.filter((one) => !stray.includes(one) && isRefused(one));
  const usable = groupBy(
    sent.filter((one) => !stray.includes(one) && !refused.includes(one)),
    ({ received }) => received.identity.unit!.code,
  );
  const units = unitsDue(schemas, year).flatMap((unit) => {
    const own = usable.get(unit.code);
    return own ? [placeUnit(unit, own, year, schemas)] : [];
  });
  const counted = groupBy(
    units.flatMap((one) => one.submissions.filter(({ status }) => COUNTED.has(status))),
    ({ unit }) => unit,
  );
  return {
    reports: units.flatMap((one) => one.reports),
    findings: [
      ...stray.map((one) => strayFinding(one, strayKind(one)!)),
      ...refused.flatMap((one) => refusedFindings(one, filesOf(counted, one), schemas)),
      ...units.flatMap((one) => one.findings),
    ],
    submissions: [
      ...stray.map((one) => recordOf(one, "stray")),
      ...refused.map((one) => recordOf(one, "refused")),
      ...units.flatMap((one) => one.submissions),
    ],
    documents: units.flatMap((one) => one.documents),
    dated: new Map(units.flatMap((one) => [...one.dated])),
  };
}

const COUNTED: ReadonlySet<SubmissionRecord["status"]> = new Set(["counted", "complement"]);

function filesOf(
  counted: ReadonlyMap<string | null, readonly SubmissionRecord[]>,
  { received }: Sent,
): readonly string[] {
  const unit = received.identity.unit?.code;
  return unit === undefined ? [] : (counted.get(unit) ?? []).map(({ file }) => file);
}

function strayFinding({ received }: Sent, kind: StrayKind): Finding {
  return {
    code: "FILE.NOT_A_SUBMISSION",
    unit: received.identity.unit?.code ?? null,
    figures: [],
    sources: [wholeFile(received.file)],
    facts: { kind },
  };
}

/** 本级报告: said, for a unit may have sent its form under the jurisdiction's name. */
export function publishedFinding(one: Sent): Finding {
  return strayFinding(one, "published");
}

/** A sealed scan beside a readable submission of the same unit needs no answer; a correction that can't be read does. */
function refusedFindings(
  { received, findings }: Sent,
  counted: readonly string[],
  { naming }: Schemas,
): readonly Finding[] {
  if (received.failure === undefined || counted.length === 0) return findings;
  const later = isLaterByName(received.file, counted, naming);
  return findings.map((finding): Finding => {
    if (!isFileFinding(finding)) return finding;
    if (!later) return { ...finding, severity: "notice" };
    const facts = {
      ...finding.facts,
      reason: `${finding.facts.reason}，而文件名注明是后报的材料，现在采用的是《${counted.join("》《")}》`,
    };
    return { ...finding, facts, severity: "verification" };
  });
}

function isFileFinding(finding: Finding): finding is Finding<ReadFailure["rule"]> {
  return /^FILE\.(?:UNREADABLE|ENCRYPTED|TOO_LARGE|UNSUPPORTED)$/.test(finding.code);
}

interface Candidate extends Sent {
  readonly file: string;
  readonly observations: ReadonlyMap<FigureCode, Observation>;
  readonly dated: string | undefined;
  readonly remarks: number;
}

function placeUnit(unit: UnitReport["unit"], sent: readonly Sent[], year: number, schemas: Schemas): Placed {
  const withTables = sent.filter(({ filled }) => filled!.observations.size > 0);
  const letters = withTables.length > 0 ? sent.filter((one) => !withTables.includes(one)) : [];
  const form = formInForce(schemas, year);
  const choice = choose({
    unit: unit.code,
    candidates: (withTables.length > 0 ? withTables : sent).map(candidateOf),
    naming: schemas.naming,
    labelOf: (code) => form?.figures.get(code)?.label ?? schemas.overview?.figures.get(code)?.label ?? code,
  });
  const observations = new Map(choice.used.flatMap((one) => [...one.observations].reverse()).reverse());
  const report: UnitReport = {
    unit,
    observations,
    before: undefined,
    narratives: [...choice.used, ...spokenBy(choice), ...letters].map((one) => ({
      file: one.received.file,
      lines: one.filled!.narrative,
    })),
  };
  const dated = choice.used.flatMap((one) => (one.dated ? [[unit.code, one.dated] as const] : []));
  return {
    reports: choice.used.length > 0 ? [report] : [],
    findings: [
      ...choice.findings,
      ...[...choice.used, ...letters].flatMap((one) => [...one.findings]),
      ...choice.used.flatMap((one) => ownFindings(one, { used: choice.used, observations, schemas, year })),
      ...letters.map((one) => strayFinding(one, "letter")),
    ],
    submissions: [
      ...choice.used.map((one, at) => recordOf(one, at === 0 ? "counted" : "complement")),
      ...choice.duplicates.map((one) => recordOf(one, "duplicate")),
      ...choice.superseded.map((one) => recordOf(one, choice.used.length === 0 ? "refused" : "superseded")),
      ...letters.map((one) => recordOf(one, "stray")),
    ],
    documents: choice.used.map((one) => ({
      unit: unit.code,
      file: one.received.file,
      blocks: one.received.document!.blocks,
    })),
    dated: new Map(dated),
  };
}

function candidateOf(one: Sent): Candidate {
  return {
    ...one,
    file: one.received.file,
    observations: one.filled!.observations,
    dated: one.received.identity.dated,
    remarks: one.filled!.findings.length,
  };
}

/** Of equal copies the workbook may count and the document tell: its text is checked all the same. */
function spokenBy({ used, duplicates }: Choice<Candidate>): readonly Candidate[] {
  const tells = (one: Candidate): boolean => one.filled!.narrative.some(({ text }) => text.trim() !== "");
  return used.some(tells) ? [] : duplicates.filter(tells).slice(0, 1);
}

interface Together {
  readonly used: readonly Candidate[];
  readonly observations: ReadonlyMap<FigureCode, Observation>;
  readonly schemas: Schemas;
  readonly year: number;
}

/** What one file lacks, another of the same unit may hold; of a file of which only some tables count, only those are spoken of. */
function ownFindings(one: Candidate, together: Together): readonly Finding[] {
  const { used, observations } = together;
  if (used.length === 1) return one.filled!.findings;
  return one.filled!.findings.filter((finding) =>
    /^FORM\.(TABLE|ROW|COLUMN)_MISSING$/.test(finding.code)
      ? finding.figures.some((code) => !observations.has(code))
      : concernsUsed(finding, one, together),
  );
}

function concernsUsed(finding: Finding, one: Candidate, { schemas, year }: Together): boolean {
  const used = tablesOf(one);
  if (finding.figures.length > 0) return finding.figures.some((code) => used.has(tableOf(code)));
  const named = "table" in finding.facts ? finding.facts.table : undefined;
  const table = formInForce(schemas, year)?.tables.find(({ title }) => title === named);
  return table === undefined || used.has(table.code);
}

export function recordOf({ received }: Sent, status: SubmissionRecord["status"]): SubmissionRecord {
  return {
    unit: received.identity.unit?.code ?? null,
    status,
    file: received.file,
    sha256: received.sha256,
    format: received.format,
  };
}
