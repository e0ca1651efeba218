import type { Effects, ListedFile, ProcessingJob, Unstable } from "../effects.js";
import { type FigureCode, tableOf, type UnitCode, wholeFile } from "../figure.js";
import type { Finding } from "../finding.js";
import {
  askedOf,
  formInForce,
  formsInForce,
  isMain,
  otherEditions,
  type Schemas,
  type Unit,
  unitsDue,
} from "../form/form.js";
import type { ReadFailure, RecognisedScan } from "../grid.js";
import {
  bundled,
  headingYearFindings,
  indexRoster,
  type ReadFile,
  type Received,
  type ReceivedDocument,
  type ReceivedFailure,
  type RosterIndex,
  receive,
  unitOf,
} from "../intake/intake.js";
import {
  type FilledForm,
  type Layouts,
  type NormalizeRequest,
  normalize,
  openLayouts,
} from "../normalize/normalize.js";
import { type Period, yearPeriod } from "../period.js";
import { rosterNames } from "../roster-names.js";
import type { ScannedForm } from "../scanned-form.js";
import { excessOf, handedOver } from "./handed-over.js";
import { type KeptFor, mayBeKept, parseSubmissions, printForHandover, printSubmissions } from "./kept-submission.js";
import { officeText } from "./office-contents.js";
import { packedSubmission } from "./packed/packed.js";
import {
  BROKEN_OFF,
  type FileBytes,
  type IntakeContext,
  type ReadingContext,
  readBytes,
  refusedBySize,
  takeBytes,
} from "./reading.js";
import { entryFindings, placeScan, refusedAsEntry } from "./scans/scans.js";
import {
  type Acceptance,
  acceptanceOfDocument,
  acceptanceOfFailure,
  bundleFindings,
  type FailedSubmission,
  type FilledSubmission,
  type ProcessedSubmission,
} from "./submission.js";

/**
 * 处理一份文件: reads it, identifies the unit of each part and finds the figures. The result depends on the bytes, the path, the period and
 * the schemas; if an earlier run kept a result for the same ones, that is used.
 */
export async function processFile(
  { path, size }: ListedFile,
  context: IntakeContext,
): Promise<readonly ProcessedSubmission[] | Unstable> {
  const { period, schemas, effects, shared } = context;
  const oversized = refusedBySize(size, schemas);
  if (oversized) return failedWhole({ path, hash: "" }, oversized, context);
  const taken = await takeBytes(path, context);
  if ("unstable" in taken) return taken;
  const version = `sent ${context.recognise ? "scans " : ""}${schemas.version}`;
  const key = `${period.key}/${path} ${taken.hash}`;
  const wanted = { file: `${period.key}/${path}`, schemas };
  const kept = await effects.recall(version, key);
  const known = kept === undefined ? undefined : parseSubmissions(kept, wanted);
  if (known !== undefined) return known.map((one) => packedSubmission(one, shared));
  const { processed, text } = await processedOf(taken, context, wanted);
  if (mayBeKept(processed)) await effects.keep(version, key, text ?? printSubmissions(processed));
  return processed.map((one) => packedSubmission(one, shared));
}

interface Outcome {
  readonly processed: readonly ProcessedSubmission[];
  /** The same as text, where a thread already wrote it. */
  readonly text?: string;
}

/** Processes a file in a thread if there are threads. If the thread does not finish, the file counts as unreadable. */
async function processedOf(taken: FileBytes, context: IntakeContext, wanted: KeptFor): Promise<Outcome> {
  const { period, effects } = context;
  if (!effects.process) return { processed: await processBytes(taken, context) };
  const { limits } = context.schemas.jurisdiction;
  const recognise = context.recognise && { recognise: context.recognise };
  const outcome = await effects.process({ ...taken, period, limits, ...recognise });
  if ("text" in outcome) {
    const processed = parseSubmissions(outcome.text, wanted);
    if (processed) return { processed, text: outcome.text };
  }
  return { processed: failedWhole(taken, "failure" in outcome ? outcome.failure : BROKEN_OFF, context) };
}

/** A file of which nothing was read. */
function failedWhole(
  { path, hash }: Pick<FileBytes, "path" | "hash">,
  failure: ReadFailure,
  context: ReadingContext,
): readonly ProcessedSubmission[] {
  const read: ReadFile = { file: `${context.period.key}/${path}`, sha256: hash, outcome: { failure } };
  return receive(read, context.index, context.period).map((part) => processPart(part, context));
}

/** 在线程里处理: returns a file's results as the text that is handed over and kept. The run itself has already looked for kept results. */
export async function processedText(
  { period, office, ...taken }: ProcessingJob,
  schemas: Schemas,
  read: Effects["read"],
  layouts: Layouts = openLayouts(),
): Promise<string> {
  const context = { period, schemas, index: indexFor(schemas, period), layouts, effects: { read } };
  return office ? officeText(taken, office, context) : printForHandover(await processBytes(taken, context));
}

const indexes = new WeakMap<Schemas, Map<string, RosterIndex>>();

/** The roster of a period, indexed once: a thread is asked for it with every file. */
function indexFor(schemas: Schemas, period: Period): RosterIndex {
  const ofPeriods = indexes.get(schemas) ?? new Map<string, RosterIndex>();
  const index = ofPeriods.get(period.key) ?? indexRoster(schemas, unitsDue(schemas, period));
  indexes.set(schemas, ofPeriods.set(period.key, index));
  return index;
}

/** Reads a file's bytes, identifies its unit and finds its figures, without looking for kept results. */
async function processBytes(taken: FileBytes, context: ReadingContext): Promise<readonly ProcessedSubmission[]> {
  const { own, others } = withoutBundled(await readBytes(taken, context));
  const processed = own.flatMap((one) =>
    receive(one, context.index, context.period).map((part) => processPart(part, context)),
  );
  const [first, ...rest] = processed;
  return first && others.length > 0
    ? [{ ...first, findings: [...first.findings, ...bundleFindings(others)] }, ...rest]
    : processed;
}

/** An archive of what a run below left is that run's 上报 alone. */
function withoutBundled(read: readonly ReadFile[]): {
  readonly own: readonly ReadFile[];
  readonly others: readonly string[];
} {
  const inner = ({ file }: ReadFile): string => file.slice(file.indexOf("!/") + 2);
  const others = read.length > 1 ? bundled(read.map(inner), "archive") : new Set<string>();
  return {
    own: read.filter((one) => !others.has(inner(one))),
    others: read.filter((one) => others.has(inner(one))).map(({ file }) => file),
  };
}

function processPart(received: Received, context: ReadingContext): ProcessedSubmission {
  if ("failure" in received) return failed(received, context);
  const filled = filledIn(received, context);
  const failure = excessOf(filled);
  if (failure === undefined) return handedOver(filled);
  const { file, sha256, format, identity } = received;
  return failed({ file, sha256, format, identity, failure }, context);
}

/** 读不出的材料: the finding about it, with every figure that was due from its unit, and whether it is refused. */
export function failed(given: ReceivedFailure, context: ReadingContext): FailedSubmission {
  const { period, schemas } = context;
  const { scan, ...failure } = given.failure;
  const received = { ...given, failure };
  const { file, identity } = received;
  const { rule, reason, advice } = failure;
  const unit = unitOf(identity);
  const unreadable: Finding = {
    code: rule,
    unit: unit?.code ?? null,
    figures: unit ? askedOf(unit, formInForce(schemas, period)) : [],
    sources: [wholeFile(file)],
    facts: { reason, advice },
  };
  // Nobody can tell whose it is without reading it: that it can't be read says enough.
  const known = identity.findings.filter((finding) => finding.code !== "UNIT.UNKNOWN");
  const acceptance = acceptanceOfFailure(received);
  const scanned = scan && placedScan(received, scan, context);
  return { received, ...(scanned && { scanned }), findings: [...known, unreadable], acceptance };
}

/** 识别结果归位: by the form in force alone; what was recognised is typed into that one. */
function placedScan(
  { file, sha256, identity }: ReceivedFailure,
  scan: RecognisedScan,
  { period, schemas }: ReadingContext,
): ScannedForm {
  const { editions, accompanying } = formsFor(schemas, period);
  const unit = unitOf(identity)?.code ?? null;
  return placeScan({ scan, file, sha256, unit }, { period, editions, accompanying, ...schemas.jurisdiction.policies });
}

function filledIn(received: ReceivedDocument, { period, schemas, layouts }: ReadingContext): FilledSubmission {
  const { document, file, identity } = received;
  const unit = unitOf(identity)?.code ?? null;
  const reported = identity.owner.kind === "published" ? yearPeriod(identity.owner.year) : period;
  const forms = formsFor(schemas, reported);
  const filled = normalize({
    document,
    file,
    unit,
    period: reported,
    ...forms,
    ...schemas.jurisdiction.policies,
    layouts,
    roster: rosterNames(schemas, reported),
  });
  const ofHeadings = headingYearFindings({ file, unit, period }, filled.years);
  const ofEntry = entryFindings(received, reported, schemas);
  const accepted = acceptanceOfDocument(received, filled, { otherYear: ofHeadings.length > 0 });
  const acceptance = ofEntry.length > 0 ? refusedAsEntry(accepted) : accepted;
  return {
    received,
    filled,
    findings: [
      ...ofEntry,
      ...[...identity.findings, ...ofHeadings].map((finding) => voiding(finding, acceptance, filled)),
      ...remarkFindings(received, unit, () => lacking(filled, forms, unitOf(identity))),
    ],
    acceptance,
  };
}

/** 不予采用: adds the figures of the file to the finding that keeps them out of the sums. */
function voiding(finding: Finding, acceptance: Acceptance, { observations }: FilledForm): Finding {
  const keepsOut = acceptance.state === "refused" && acceptance.reasons.some((reason) => reason === finding.code);
  return keepsOut ? { ...finding, figures: [...observations.keys()] } : finding;
}

/** The edition in force first, then the others that a unit may have used, and the forms that come with it. */
function formsFor(schemas: Schemas, period: Period): Pick<NormalizeRequest, "editions" | "accompanying"> {
  const [main, ...accompanying] = formsInForce(schemas, period) ?? [];
  return main
    ? { editions: [main, ...otherEditions(schemas, main)], accompanying }
    : { editions: schemas.forms.filter(isMain), accompanying };
}

function remarkFindings(
  { document, file }: ReceivedDocument,
  unit: UnitCode | null,
  lacked: () => Lacking,
): readonly Finding[] {
  const common = { unit, figures: [], sources: [wholeFile(file)] };
  return document.remarks.flatMap((remark): readonly Finding[] => {
    if (remark.kind === "macros") return [{ ...common, code: "FILE.MACROS", facts: {} }];
    if (remark.kind === "signed") return [{ ...common, code: "FILE.SIGNED", facts: {} }];
    if (remark.kind === "attached") return [{ ...common, code: "FILE.ATTACHMENTS", facts: { names: remark.names } }];
    const { besides, all } = lacked();
    if (remark.kind === "pictures")
      return all.length > 0 ? [{ ...common, code: "FILE.PICTURES", figures: all, facts: { pages: remark.pages } }] : [];
    const facts = { what: remark.part, notZero: false };
    return [{ ...common, code: "FILE.HIDDEN_CONTENT", figures: besides, facts, severity: "verification" }];
  });
}

/** 缺数: what a file lacks of the tables of which it has a part, which may stand where the file is damaged; and whatever it lacks of what is asked of its unit. */
interface Lacking {
  readonly besides: readonly FigureCode[];
  readonly all: readonly FigureCode[];
}

function lacking(
  { observations, edition }: FilledForm,
  { editions, accompanying }: Pick<NormalizeRequest, "editions" | "accompanying">,
  unit: Unit | undefined,
): Lacking {
  const tables = new Set([...observations.keys()].map(tableOf));
  const besides = [...editions.slice(0, 1), ...accompanying].flatMap(({ figures }) =>
    [...figures.values()]
      .filter(({ code, table, optional }) => tables.has(table) && !optional && !observations.has(code))
      .map(({ code }) => code),
  );
  const used = editions.find((form) => form.edition === edition) ?? editions[0];
  return { besides, all: unit ? askedOf(unit, used).filter((code) => !observations.has(code)) : [] };
}
