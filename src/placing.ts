import type { UnitReport } from "./check/check.js";
import type { SourceDocument, SubmissionRecord } from "./consolidation.js";
import type { FigureCode, Observation } from "./figure.js";
import type { Finding } from "./finding.js";
import { formInForce, type Schemas, unitsDue } from "./form/form.js";
import { groupBy } from "./grouping.js";
import { choose, type Received } from "./intake/intake.js";
import type { FilledForm } from "./normalize/normalize.js";

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

/** Neither a table of the form nor a unit of the roster: a stray file. */
function isStray({ received, filled }: Sent): boolean {
  return received.identity.nameless && filled !== undefined && filled.observations.size === 0;
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
  const stray = sent.filter(isStray);
  const refused = sent.filter((one) => !stray.includes(one) && isRefused(one));
  const usable = groupBy(
    sent.filter((one) => !stray.includes(one) && !refused.includes(one)),
    ({ received }) => received.identity.unit!.code,
  );
  const units = unitsDue(schemas, year).flatMap((unit) => {
    const own = usable.get(unit.code);
    return own ? [placeUnit(unit, own, year, schemas)] : [];
  });
  const counted = new Set(units.flatMap((one) => one.reports.map((report) => report.unit.code)));
  return {
    reports: units.flatMap((one) => one.reports),
    findings: [
      ...stray.map((one) => strayFinding(one)),
      ...refused.flatMap((one) => refusedFindings(one, counted)),
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

function strayFinding({ received }: Sent, letterOf?: UnitReport["unit"]): Finding {
  return {
    code: "FILE.NOT_A_SUBMISSION",
    unit: letterOf?.code ?? null,
    figures: [],
    sources: [{ file: received.file, sheet: "", cell: "", text: "" }],
    facts: letterOf ? { letterOf: letterOf.name } : {},
  };
}

/** A sealed scan beside a readable submission of the same unit needs no answer. */
function refusedFindings({ received, findings }: Sent, counted: ReadonlySet<string>): readonly Finding[] {
  const beside = received.failure !== undefined && counted.has(received.identity.unit?.code ?? "");
  return findings.map((finding) =>
    beside && finding.code.startsWith("FILE.") ? { ...finding, severity: "notice" } : finding,
  );
}

interface Candidate extends Sent {
  readonly file: string;
  readonly observations: ReadonlyMap<FigureCode, Observation>;
  readonly dated: string | undefined;
}

function placeUnit(unit: UnitReport["unit"], sent: readonly Sent[], year: number, schemas: Schemas): Placed {
  const withTables = sent.filter(({ filled }) => filled!.observations.size > 0);
  const letters = withTables.length > 0 ? sent.filter((one) => !withTables.includes(one)) : [];
  const candidates = (withTables.length > 0 ? withTables : sent).map(
    (one): Candidate => ({
      ...one,
      file: one.received.file,
      observations: one.filled!.observations,
      dated: one.received.identity.dated,
    }),
  );
  const form = formInForce(schemas, year);
  const choice = choose(
    unit.code,
    candidates,
    schemas.naming,
    (code) => form?.figures.get(code)?.label ?? schemas.overview?.figures.get(code)?.label ?? code,
  );
  const observations = new Map(choice.used.flatMap((one) => [...one.observations].reverse()).reverse());
  const report: UnitReport = {
    unit,
    observations,
    before: undefined,
    narratives: [...choice.used, ...letters].map((one) => ({ file: one.received.file, lines: one.filled!.narrative })),
  };
  const dated = choice.used.flatMap((one) => (one.dated ? [[unit.code, one.dated] as const] : []));
  return {
    reports: choice.used.length > 0 ? [report] : [],
    findings: [
      ...choice.findings,
      ...[...choice.used, ...letters].flatMap((one) => [...one.findings]),
      ...choice.used.flatMap((one) => ownFindings(one, choice.used, observations)),
      ...letters.map((one) => strayFinding(one, unit)),
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

/** What one file lacks, another of the same unit may hold. */
function ownFindings(
  one: Candidate,
  used: readonly Candidate[],
  observations: ReadonlyMap<FigureCode, Observation>,
): readonly Finding[] {
  if (used.length === 1) return one.filled!.findings;
  return one.filled!.findings.filter(
    (finding) =>
      !/^FORM\.(TABLE|ROW|COLUMN)_MISSING$/.test(finding.code) ||
      finding.figures.some((code) => !observations.has(code)),
  );
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
