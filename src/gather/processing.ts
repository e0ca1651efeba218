import type { Effects, ProcessingJob, Unstable } from "../effects.js";
import { type UnitCode, wholeFile } from "../figure.js";
import type { Finding } from "../finding.js";
import { askedOf, formInForce, formsInForce, isMain, otherEditions, type Schemas, unitsDue } from "../form/form.js";
import type { ReadDocument, ReadFailure } from "../grid.js";
import {
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
import { type KeptFor, mayBeKept, parseSubmissions, printSubmissions } from "./kept-submission.js";
import { type FileBytes, type IntakeContext, type ReadingContext, readBytes, takeBytes } from "./reading.js";
import {
  type Acceptance,
  acceptanceOfDocument,
  acceptanceOfFailure,
  type FailedSubmission,
  type FilledSubmission,
  type ProcessedSubmission,
} from "./submission.js";

/**
 * 处理一份文件: read it, tell whose each part is, find its figures. What a file gives depends on its bytes, its path, the period and the schemas;
 * what an earlier run kept under the same ones is recalled instead.
 */
export async function processFile(
  path: string,
  context: IntakeContext,
): Promise<readonly ProcessedSubmission[] | Unstable> {
  const { period, schemas, effects } = context;
  const taken = await takeBytes(path, context);
  if ("unstable" in taken) return taken;
  const version = `sent ${schemas.version}`;
  const key = `${period.key}/${path} ${taken.hash}`;
  const wanted = { file: `${period.key}/${path}`, schemas };
  const kept = await effects.recall(version, key);
  const known = kept === undefined ? undefined : parseSubmissions(kept, wanted);
  if (known !== undefined) return known;
  const { processed, text } = await processedOf(taken, context, wanted);
  if (mayBeKept(processed)) await effects.keep(version, key, text ?? printSubmissions(processed));
  return processed;
}

interface Outcome {
  readonly processed: readonly ProcessedSubmission[];
  /** The same as text, where a thread already wrote it. */
  readonly text?: string;
}

/** In a thread where there are threads; what one of them could not finish is a failure of the file. */
async function processedOf(taken: FileBytes, context: IntakeContext, wanted: KeptFor): Promise<Outcome> {
  const { period, effects } = context;
  if (!effects.process) return { processed: await processBytes(taken, context) };
  const outcome = await effects.process({ ...taken, period, limits: context.schemas.jurisdiction.limits });
  if ("text" in outcome) {
    const processed = parseSubmissions(outcome.text, wanted);
    if (processed) return { processed, text: outcome.text };
  }
  const failure = "failure" in outcome ? outcome.failure : BROKEN_OFF;
  const read: ReadFile = { file: wanted.file, sha256: taken.hash, outcome: { failure } };
  return { processed: receive(read, context.index, period).map((part) => processPart(part, context)) };
}

const BROKEN_OFF: ReadFailure = {
  rule: "FILE.UNREADABLE",
  reason: "处理时意外中止，文件可能已损坏",
  advice: "请打开原文件检查，另存为 .xlsx 后重新报送",
};

/** 在线程里处理: what a file gives, as the text that is handed over and kept. Nothing is recalled: the run itself has looked. */
export async function processedText(
  { period, ...taken }: ProcessingJob,
  schemas: Schemas,
  read: Effects["read"],
  layouts: Layouts = openLayouts(),
): Promise<string> {
  const effects = { read, recall: () => Promise.resolve(undefined), keep: () => Promise.resolve() };
  return printSubmissions(
    await processBytes(taken, { period, schemas, index: indexFor(schemas, period), layouts, effects }),
  );
}

const indexes = new WeakMap<Schemas, Map<string, RosterIndex>>();

/** The roster of a period, indexed once: a thread is asked for it with every file. */
function indexFor(schemas: Schemas, period: Period): RosterIndex {
  const ofPeriods = indexes.get(schemas) ?? new Map<string, RosterIndex>();
  const index = ofPeriods.get(period.key) ?? indexRoster(schemas, unitsDue(schemas, period));
  indexes.set(schemas, ofPeriods.set(period.key, index));
  return index;
}

/** What a file gives, from its bytes alone: reading, whose it is, its figures. */
async function processBytes(taken: FileBytes, context: ReadingContext): Promise<readonly ProcessedSubmission[]> {
  const read = await readBytes(taken, context);
  return read.flatMap((one) => receive(one, context.index, context.period).map((part) => processPart(part, context)));
}

function processPart(received: Received, context: ReadingContext): ProcessedSubmission {
  return "failure" in received ? failed(received, context) : filledIn(received, context);
}

/** 读不出的材料: the finding about it, with every figure that was due from its unit, and whether it is refused. */
export function failed(received: ReceivedFailure, { period, schemas }: ReadingContext): FailedSubmission {
  const { failure, file, identity } = received;
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
  return { received, findings: [...known, unreadable], acceptance: acceptanceOfFailure(received) };
}

function filledIn(received: ReceivedDocument, { period, schemas, layouts }: ReadingContext): FilledSubmission {
  const { document, file, identity } = received;
  const unit = unitOf(identity)?.code ?? null;
  const reported = identity.owner.kind === "published" ? yearPeriod(identity.owner.year) : period;
  const filled = normalize({
    document,
    file,
    unit,
    period: reported,
    ...formsFor(schemas, reported),
    ...schemas.jurisdiction.policies,
    layouts,
  });
  const ofHeadings = headingYearFindings({ file, unit, period }, filled.years);
  const acceptance = acceptanceOfDocument(received, filled, { otherYear: ofHeadings.length > 0 });
  return {
    received,
    filled,
    findings: [
      ...[...identity.findings, ...ofHeadings].map((finding) => voiding(finding, acceptance, filled)),
      ...macroFindings(document, file, unit),
    ],
    acceptance,
  };
}

/** 不予采用的意见 lists the figures of the file that it keeps out of the sums. */
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

function macroFindings({ remarks }: ReadDocument, file: string, unit: UnitCode | null): readonly Finding[] {
  return remarks
    .filter(({ kind }) => kind === "macros")
    .map(() => ({
      code: "FILE.MACROS",
      unit,
      figures: [],
      sources: [wholeFile(file)],
      facts: {},
    }));
}
