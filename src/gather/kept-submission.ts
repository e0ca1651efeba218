import { format, parseDecimal } from "../decimal.js";
import type { Amount, FigureCode, Observation } from "../figure.js";
import type { Schemas } from "../form/form.js";
import type { Owner } from "../intake/intake.js";
import type { FilledForm } from "../normalize/normalize.js";
import { parsedAs } from "../shape.js";
import { areKept, type KeptAcceptance, type KeptFigure, type KeptOwner, type KeptSubmission } from "./kept-shape.js";
import type { Acceptance, FilledSubmission, ProcessedSubmission } from "./submission.js";

/** 留存: what a file gave, as text. Undefined where part of it could not be read: why may be the moment's (time, memory), and is found out anew. */
export function printSubmissions(processed: readonly ProcessedSubmission[]): string | undefined {
  const kept = processed.flatMap((one) => ("filled" in one ? [keptOf(one)] : []));
  return kept.length === processed.length && kept.length > 0 ? JSON.stringify(kept) : undefined;
}

function keptOf({ received, filled, findings, acceptance }: FilledSubmission): KeptSubmission {
  const { file, sha256, format: read, document, identity } = received;
  return {
    file,
    sha256,
    format: read,
    document,
    owner: keptOwner(identity.owner),
    otherYear: identity.otherYear,
    dated: identity.dated ?? null,
    identityFindings: identity.findings,
    findings,
    acceptance: acceptance.state === "accepted" ? { state: "accepted" } : acceptance,
    filled: { ...filled, observations: [...filled.observations].map(keptFigure) },
  };
}

function keptOwner(owner: Owner): KeptOwner {
  if (owner.kind === "unit") return { kind: owner.kind, unit: owner.unit.code };
  return owner.kind === "disputed" ? { kind: owner.kind, unit: owner.unit?.code ?? null } : owner;
}

function keptFigure([code, { amount, source }]: readonly [FigureCode, Observation]): KeptFigure {
  const { value, qualifier } = amount.kind === "reported" ? amount : { value: undefined, qualifier: undefined };
  return [
    code,
    amount.kind,
    value === undefined ? "" : format(value),
    qualifier ?? null,
    source.sheet,
    source.cell,
    source.text,
  ];
}

/** Which file the text is looked up for, and by which schemas: their units and figures are the only ones it may name. */
export interface KeptFor {
  readonly file: string;
  readonly schemas: Schemas;
}

/** 取用: the same again. Undefined for a text that is damaged, or speaks of another file, another roster or another form. */
export function parseSubmissions(json: string, wanted: KeptFor): readonly FilledSubmission[] | undefined {
  const kept = parsedAs(areKept, json);
  const submissions = kept?.flatMap((one) => submissionOf(one, wanted) ?? []);
  return submissions && submissions.length > 0 && submissions.length === kept?.length ? submissions : undefined;
}

function submissionOf(kept: KeptSubmission, { file: wanted, schemas }: KeptFor): FilledSubmission | undefined {
  const { file, sha256, format: read, document, otherYear, dated, identityFindings, findings } = kept;
  const owner = ownerOf(kept.owner, schemas);
  const acceptance = owner && acceptanceOf(kept.acceptance, owner);
  const observations = observationsOf(kept, schemas);
  const isOfFile = file === wanted || file.startsWith(`${wanted}!/`);
  if (!isOfFile || !owner || !acceptance || !observations) return undefined;
  const identity = { owner, otherYear, findings: identityFindings, dated: dated ?? undefined };
  return {
    received: { file, sha256, format: read, document, identity },
    filled: { ...kept.filled, observations },
    findings,
    acceptance,
  };
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

function observationsOf({ file, filled }: KeptSubmission, { forms }: Schemas): FilledForm["observations"] | undefined {
  const observations = new Map<FigureCode, Observation>();
  for (const [code, kind, value, qualifier, sheet, cell, typed] of filled.observations) {
    const amount = amountOf(kind, value, qualifier);
    if (!amount || !forms.some(({ figures }) => figures.has(code))) return undefined;
    observations.set(code, { figure: code, amount, source: { file, sheet, cell, text: typed } });
  }
  return observations.size === filled.observations.length ? observations : undefined;
}

function amountOf(kind: Amount["kind"], value: string, qualifier: string | null): Amount | undefined {
  if (kind !== "reported") return { kind };
  const parsed = parseDecimal(value);
  return parsed && { kind, value: parsed, ...(qualifier !== null && { qualifier }) };
}
