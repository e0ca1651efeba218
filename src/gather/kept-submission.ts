import type { AnswerCount } from "../answer.js";
import { format, parseDecimal } from "../decimal.js";
import type { Amount, FigureCode, Observation } from "../figure.js";
import { figureNamed, type Schemas } from "../form/form.js";
import type { Owner } from "../intake/intake.js";
import type { FilledForm } from "../normalize/normalize.js";
import { tooLarge } from "../read/read.js";
import { listOf, natural, parsedAs, record, text } from "../shape.js";
import { areKept, type KeptAcceptance, type KeptFigure, type KeptOwner, type KeptSubmission } from "./kept-shape.js";
import { keptScan, scanOf } from "./scans/scans.js";
import type { Acceptance, ProcessedSubmission } from "./submission.js";

/** 留存: a file's results as text. */
export function printSubmissions(processed: readonly ProcessedSubmission[]): string {
  return JSON.stringify(processed.map(keptOf));
}

/** In signs: what one file may hand over, so that the run's own memory stays bounded; an archive may hold two thousand submissions. */
const LONGEST = 24 * 1024 * 1024;

/**
 * 交出: the same, as far as a thread may hand it over.
 * @throws ReadRefusal FILE.TOO_LARGE
 */
export function printForHandover(processed: readonly ProcessedSubmission[]): string {
  let length = 0;
  const parts = processed.map((one) => {
    const text = JSON.stringify(keptOf(one));
    length += text.length;
    if (length > LONGEST) throw tooLarge("文件的内容过多");
    return text;
  });
  return `[${parts.join(",")}]`;
}

/**
 * Whether a file's results may be kept for the next run. They may not if a part could not be read, because the reason may be temporary (time,
 * memory). A scan that was recognised was read as far as it can be.
 */
export function mayBeKept(processed: readonly ProcessedSubmission[]): boolean {
  return processed.length > 0 && processed.every((one) => "filled" in one || one.scanned !== undefined);
}

function keptOf(one: ProcessedSubmission): KeptSubmission {
  const { file, sha256, format: read, identity } = one.received;
  const arrival = {
    file,
    sha256,
    format: read,
    owner: keptOwner(identity.owner),
    otherYear: identity.otherYear,
    dated: identity.dated ?? null,
    identityFindings: identity.findings,
    findings: one.findings,
    acceptance: one.acceptance.state === "accepted" ? { state: one.acceptance.state } : one.acceptance,
  };
  return "filled" in one
    ? {
        ...arrival,
        document: one.received.document,
        filled: { ...one.filled, observations: [...one.filled.observations].map(keptFigure) },
      }
    : { ...arrival, failure: one.received.failure, ...(one.scanned && { scanned: keptScan(one.scanned) }) };
}

function keptOwner(owner: Owner): KeptOwner {
  if (owner.kind === "unit") return { kind: owner.kind, unit: owner.unit.code };
  return owner.kind === "disputed" ? { kind: owner.kind, unit: owner.unit?.code ?? null } : owner;
}

/** 留存的指标. */
export function keptFigure([code, { amount, source }]: readonly [FigureCode, Observation]): KeptFigure {
  return [code, amount.kind, keptValue(amount), keptBeside(amount) ?? null, source.sheet, source.cell, source.text];
}

function keptValue(amount: Amount): string {
  if (amount.kind === "answered") return amount.answer;
  return amount.kind === "reported" ? format(amount.value) : "";
}

/** What stands beside the value: a qualifier, or how many units below gave each answer. */
function keptBeside(amount: Amount): string | undefined {
  if (amount.kind === "answered") return amount.answers && JSON.stringify(amount.answers);
  return amount.kind === "reported" ? amount.qualifier : undefined;
}

/** The file that the text must be about, and the schemas whose units and figures it may name. */
export interface KeptFor {
  readonly file: string;
  readonly schemas: Schemas;
}

/** 取用: reads kept results. Undefined if the text is damaged or is about another file, roster or form. */
export function parseSubmissions(json: string, wanted: KeptFor): readonly ProcessedSubmission[] | undefined {
  const kept = parsedAs(areKept, json);
  const submissions = kept?.flatMap((one) => submissionOf(one, wanted) ?? []);
  return submissions && submissions.length > 0 && submissions.length === kept?.length ? submissions : undefined;
}

function submissionOf(kept: KeptSubmission, { file: wanted, schemas }: KeptFor): ProcessedSubmission | undefined {
  const { file, sha256, format: read, otherYear, dated, identityFindings, findings } = kept;
  const owner = ownerOf(kept.owner, schemas);
  const acceptance = owner && acceptanceOf(kept.acceptance, owner);
  const isOfFile = file === wanted || file.startsWith(`${wanted}!/`);
  if (!isOfFile || !owner || !acceptance) return undefined;
  const identity = { owner, otherYear, findings: identityFindings, dated: dated ?? undefined };
  const arrival = { file, sha256, format: read, identity };
  if ("failure" in kept) {
    const scanned = kept.scanned && scanOf(kept.scanned);
    if (kept.scanned && !scanned) return undefined;
    return { received: { ...arrival, failure: kept.failure }, ...(scanned && { scanned }), findings, acceptance };
  }
  const observations = observationsOf(kept.file, kept.filled.observations, schemas);
  return (
    observations && {
      received: { ...arrival, document: kept.document },
      filled: { ...kept.filled, observations },
      findings,
      acceptance,
    }
  );
}

function ownerOf(kept: KeptOwner, { units }: Schemas): Owner | undefined {
  if (kept.kind !== "unit" && kept.kind !== "disputed") return kept;
  const unit = units.find(({ code }) => code === kept.unit);
  if (kept.kind === "disputed") return kept.unit === null || unit ? { kind: kept.kind, unit } : undefined;
  return unit && { kind: kept.kind, unit };
}

function acceptanceOf(kept: KeptAcceptance, owner: Owner): Acceptance | undefined {
  if (kept.state !== "accepted") return kept;
  return owner.kind === "unit" ? { state: kept.state, unit: owner.unit } : undefined;
}

/** The figures again; undefined where one is of no form. */
export function observationsOf(
  file: string,
  figures: readonly KeptFigure[],
  { forms }: Schemas,
): FilledForm["observations"] | undefined {
  const observations = new Map<FigureCode, Observation>();
  // Of thousands of units each has two hundred figures, most of them 0: the form's own codes are taken, and equal amounts are one.
  const amounts = new Map<string, Amount | undefined>();
  for (const [code, kind, value, qualifier, sheet, cell, typed] of figures) {
    const key = JSON.stringify([kind, value, qualifier]);
    if (!amounts.has(key)) amounts.set(key, amountOf(kind, value, qualifier));
    const amount = amounts.get(key);
    const own = figureNamed(forms, code);
    if (!amount || !own) return undefined;
    observations.set(own.code, { figure: own.code, amount, source: { file, sheet, cell, text: typed } });
  }
  return observations.size === figures.length ? observations : undefined;
}

function amountOf(kind: Amount["kind"], value: string, beside: string | null): Amount | undefined {
  if (kind === "answered") return answeredOf(value, beside);
  if (kind !== "reported") return { kind };
  const parsed = parseDecimal(value);
  return parsed && { kind, value: parsed, ...(beside !== null && { qualifier: beside }) };
}

function answeredOf(answer: string, counts: string | null): Amount | undefined {
  if (counts === null) return { kind: "answered", answer };
  const answers = parsedAs(areCounts, counts);
  return answers && { kind: "answered", answer, answers };
}

const areCounts = listOf(record<AnswerCount>({ answer: text, units: natural }));
