import {
  type Amount,
  type Confirmation,
  type FigureCode,
  isFigureCode,
  isUnitCode,
  type SourceCell,
  type UnitCode,
} from "../figure.js";
import type { Finding, Severity } from "../finding.js";
import type { ReadDocument, ReadFailure } from "../grid.js";
import type { Owner } from "../intake/intake.js";
import type { ListEntry } from "../list-entry.js";
import type { FilledForm } from "../normalize/normalize.js";
import {
  anything,
  either,
  type Fields,
  flag,
  listOf,
  mapOf,
  natural,
  nothing,
  oneOf,
  optional,
  record,
  type Shape,
  text,
} from "../shape.js";
import { isReadDocument } from "./kept-document.js";
import { areFactsOf, isFindingCode, isStrayKind } from "./kept-facts.js";
import { isKeptScan, type KeptScan } from "./scans/scans.js";
import type { Acceptance, Refusal } from "./submission.js";

/** 留存的指标: code, kind, value or answer, qualifier, sheet, cell, text. The file is the submission's own. */
export type KeptFigure = readonly [FigureCode, Amount["kind"], string, string | null, string, string, string];

export interface KeptForm extends Omit<FilledForm, "observations"> {
  readonly observations: readonly KeptFigure[];
}

/** A unit is kept by its code only; its other data comes from the roster. */
export type KeptOwner =
  | { readonly kind: "unit"; readonly unit: UnitCode }
  | { readonly kind: "disputed"; readonly unit: UnitCode | null }
  | Exclude<Owner, { unit: unknown }>;

/** An accepted submission does not repeat its unit: it is the owner's. */
export type KeptAcceptance = { readonly state: "accepted" } | Exclude<Acceptance, { state: "accepted" }>;

/** 留存的材料: the result of one submission, in the shape in which a thread hands it over and a run keeps it for the next. */
export type KeptSubmission = KeptDocument | KeptFailure;

/** What is known of every submission, whether it could be read or not. */
interface KeptArrival {
  readonly file: string;
  readonly sha256: string;
  readonly format: string;
  readonly owner: KeptOwner;
  readonly otherYear: boolean;
  readonly dated: string | null;
  readonly identityFindings: readonly Finding[];
  readonly findings: readonly Finding[];
  readonly acceptance: KeptAcceptance;
}

export interface KeptDocument extends KeptArrival {
  readonly document: ReadDocument;
  readonly filled: KeptForm;
}

/** A file that could not be read. A thread hands this over, but no run keeps it: the reason may be temporary (time, memory). */
export interface KeptFailure extends KeptArrival {
  readonly failure: Omit<ReadFailure, "scan">;
  readonly scanned?: KeptScan;
}

const isAmountKind = oneOf<Amount["kind"]>({ reported: true, answered: true, blank: true, unreadable: true });

export function isKeptFigure(value: unknown): value is KeptFigure {
  if (!Array.isArray(value) || value.length !== 7) return false;
  const [code, kind, amount, qualifier, ...source]: readonly unknown[] = value;
  return (
    isFigureCode(code) &&
    isAmountKind(kind) &&
    text(amount) &&
    (qualifier === null || text(qualifier)) &&
    source.every(text)
  );
}

const isRefusal = oneOf<Refusal>({
  "FILE.UNREADABLE": true,
  "FILE.ENCRYPTED": true,
  "FILE.TOO_LARGE": true,
  "FILE.UNSUPPORTED": true,
  "UNIT.UNKNOWN": true,
  "UNIT.CONFLICT": true,
  "YEAR.MISMATCH": true,
  "SCAN.REFUSED": true,
  "SCAN.CONFIRMED": true,
});

const isSource = record<SourceCell>({
  file: text,
  sheet: text,
  cell: text,
  text,
  confirmed: optional(record<Confirmation>({ by: text, file: text, sheet: text, cell: text })),
});

const isAbout = record<Omit<Finding, "facts"> & { readonly facts: unknown }>({
  code: isFindingCode,
  rule: optional(text),
  unit: either(isUnitCode, nothing),
  figures: listOf(isFigureCode),
  sources: listOf(isSource),
  facts: anything,
  severity: optional(oneOf<Severity>({ mandatory: true, verification: true, notice: true })),
  expected: optional(text),
  actual: optional(text),
  difference: optional(text),
  concerning: optional(listOf(isUnitCode)),
  cause: optional(text),
  suspects: optional(listOf(text)),
  guesses: optional(listOf(text)),
  suspected: optional(listOf(isSource)),
});

function isFinding(value: unknown): value is Finding {
  return isAbout(value) && areFactsOf(value.code, value.facts);
}

export const areFindings = listOf(isFinding);

const isOwner: Shape<KeptOwner> = either(
  record<Extract<KeptOwner, { kind: "unit" }>>({ kind: oneOf<"unit">({ unit: true }), unit: isUnitCode }),
  record<Extract<KeptOwner, { kind: "disputed" }>>({
    kind: oneOf<"disputed">({ disputed: true }),
    unit: either(isUnitCode, nothing),
  }),
  record<Extract<KeptOwner, { kind: "unnamed" }>>({ kind: oneOf<"unnamed">({ unnamed: true }), lists: flag }),
  record<Extract<KeptOwner, { kind: "published" }>>({ kind: oneOf<"published">({ published: true }), year: natural }),
);

const isAcceptance: Shape<KeptAcceptance> = either(
  record<Extract<KeptAcceptance, { state: "accepted" }>>({ state: oneOf<"accepted">({ accepted: true }) }),
  record<Extract<KeptAcceptance, { state: "published" }>>({
    state: oneOf<"published">({ published: true }),
    year: natural,
  }),
  record<Extract<KeptAcceptance, { state: "stray" }>>({ state: oneOf<"stray">({ stray: true }), kind: isStrayKind }),
  record<Extract<KeptAcceptance, { state: "refused" }>>({
    state: oneOf<"refused">({ refused: true }),
    reasons: listOf(isRefusal),
  }),
);

const isForm = record<KeptForm>({
  edition: text,
  observations: listOf(isKeptFigure),
  findings: areFindings,
  entries: listOf(
    record<ListEntry>({
      table: text,
      section: text,
      row: text,
      key: text,
      name: text,
      counted: flag,
      values: mapOf(text),
      source: isSource,
    }),
  ),
  tables: listOf(text),
  years: listOf(
    record<FilledForm["years"][number]>({ year: natural, source: record({ sheet: text, cell: text, text }) }),
  ),
  narrative: listOf(
    record<FilledForm["narrative"][number]>({ text, place: text, unsure: optional(flag), sheet: text }),
  ),
});

const arrival: Fields<KeptArrival> = {
  file: text,
  sha256: text,
  format: text,
  owner: isOwner,
  otherYear: flag,
  dated: either(text, nothing),
  identityFindings: areFindings,
  findings: areFindings,
  acceptance: isAcceptance,
};

const isFailure = record<Omit<ReadFailure, "scan">>({
  rule: oneOf<ReadFailure["rule"]>({
    "FILE.UNREADABLE": true,
    "FILE.ENCRYPTED": true,
    "FILE.TOO_LARGE": true,
    "FILE.UNSUPPORTED": true,
  }),
  reason: text,
  advice: text,
  picture: optional(isTrue),
  scanned: optional(isTrue),
});

export function isTrue(value: unknown): value is true {
  return value === true;
}

/** The shape of a file's results: a list, because a workbook may hold several units and an archive several files. */
export const areKept: Shape<readonly KeptSubmission[]> = listOf(
  either(
    record<KeptDocument>({ ...arrival, document: isReadDocument, filled: isForm }),
    record<KeptFailure>({ ...arrival, failure: isFailure, scanned: optional(isKeptScan) }),
  ),
);
