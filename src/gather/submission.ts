import type { SourceDocument, SubmissionFate, SubmissionRecord } from "../consolidation.js";
import { type UnitCode, wholeFile } from "../figure.js";
import type { Finding } from "../finding.js";
import type { FindingFacts } from "../finding-facts.js";
import type { Unit } from "../form/form.js";
import type { ReadFailure } from "../grid.js";
import { groupBy } from "../grouping.js";
import { type Received, type ReceivedDocument, type ReceivedFailure, unitOf } from "../intake/intake.js";
import type { FilledForm } from "../normalize/normalize.js";
import { entryIn } from "../scan-entry.js";
import type { ScannedForm } from "../scanned-form.js";

/** 处理过的一份材料: what was received, what was read of it, and whether it is accepted. */
export type ProcessedSubmission = FilledSubmission | FailedSubmission;

/** 已归位的材料: a document, with the figures that were found in it. */
export interface FilledSubmission {
  readonly received: ReceivedDocument;
  readonly filled: FilledForm;
  /** About the file as a whole: its unit, its year, its macros. What its figures gave stands in `filled`. */
  readonly findings: readonly Finding[];
  readonly acceptance: Acceptance;
}

/** 读不出的材料. */
export interface FailedSubmission {
  readonly received: ReceivedFailure;
  /** 识别结果 of a scan: proposals, none of which is a figure. */
  readonly scanned?: ScannedForm;
  readonly findings: readonly Finding[];
  readonly acceptance: Acceptance;
}

/** A submission whose figures may be summed under a unit. */
export type AcceptedSubmission = FilledSubmission & { readonly acceptance: Extract<Acceptance, { state: "accepted" }> };

/** 采用与否: whether a submission is looked at as a unit's report, and if not, why. Which of several of one unit counts is decided later. */
export type Acceptance =
  | { readonly state: "accepted"; readonly unit: Unit }
  | { readonly state: "published"; readonly year: number }
  | { readonly state: "stray"; readonly kind: StrayKind }
  | { readonly state: "refused"; readonly reasons: readonly Refusal[] };

/** 不予采用的原因: the findings that keep a file out of every sum. */
export type Refusal =
  | ReadFailure["rule"]
  | "UNIT.UNKNOWN"
  | "UNIT.CONFLICT"
  | "YEAR.MISMATCH"
  | "SCAN.REFUSED"
  | "SCAN.CONFIRMED";

/** 无关文件: a picture, a list of units, a blank form or a text without figures. */
export type StrayKind = FindingFacts["FILE.NOT_A_SUBMISSION"]["kind"];

/** Decides about a file that could not be read. A picture that names no unit may be a logo and is a stray file; everything else is refused. */
export function acceptanceOfFailure({ failure, identity }: ReceivedFailure): Acceptance {
  const { owner, otherYear } = identity;
  if (owner.kind === "published") return { state: "published", year: owner.year };
  if (owner.kind === "unnamed" && failure.picture) return { state: "stray", kind: "picture" };
  const reasons: readonly Refusal[] = [
    ...(owner.kind === "disputed" ? (["UNIT.CONFLICT"] as const) : []),
    ...(otherYear ? (["YEAR.MISMATCH"] as const) : []),
    failure.rule,
  ];
  return { state: "refused", reasons };
}

/** Decides about a document that was read. `otherYear`: a table heading gives another year than the one asked for. */
export function acceptanceOfDocument(
  { identity, document }: ReceivedDocument,
  filled: FilledForm,
  { otherYear }: { readonly otherYear: boolean },
): Acceptance {
  const { owner } = identity;
  if (document.format === "json" && !document.rollUp) return { state: "stray", kind: "below" };
  if (owner.kind === "published") return { state: "published", year: owner.year };
  const kind = owner.kind === "unnamed" ? strayKind(owner.lists, filled) : undefined;
  if (kind !== undefined) return { state: "stray", kind };
  const ofYear: readonly Refusal[] = identity.otherYear || otherYear ? ["YEAR.MISMATCH"] : [];
  if (owner.kind === "unnamed") return { state: "refused", reasons: ["UNIT.UNKNOWN", ...ofYear] };
  if (owner.kind === "disputed") return { state: "refused", reasons: ["UNIT.CONFLICT", ...ofYear] };
  return ofYear.length > 0 ? { state: "refused", reasons: ofYear } : { state: "accepted", unit: owner.unit };
}

/** No unit of the roster is named, and nothing in the document could be a unit's figures. */
function strayKind(lists: boolean, { observations }: FilledForm): StrayKind | undefined {
  if (lists) return "list";
  if (observations.size === 0) return "nothing";
  return [...observations.values()].every(({ amount }) => amount.kind === "blank") ? "blank" : undefined;
}

/** 原件 as it was read; its blocks may be made anew each time they are asked for. */
export function sourceDocument(unit: UnitCode, { file, document }: ReceivedDocument): SourceDocument {
  return {
    unit,
    file,
    get blocks() {
      return document.blocks;
    },
  };
}

/** 报送材料记录 of one submission. */
export function recordOf(
  { received, ...read }: { readonly received: Received } | Pick<FilledSubmission, "received" | "filled">,
  fate: SubmissionFate,
): SubmissionRecord {
  const { file, sha256, format, identity } = received;
  const observations = "filled" in read ? { observations: read.filled.observations } : {};
  const entry = "document" in received ? entryIn(received.document) : undefined;
  const confirmed = entry && "mark" in entry && { scan: entry.mark.file, by: entry.by };
  return {
    unit: unitOf(identity)?.code ?? null,
    ...fate,
    file,
    sha256,
    format,
    ...(confirmed && { confirmed }),
    ...observations,
  };
}

/** 下级输出中的其他文件: one notice a folder or archive. */
export function bundleFindings(files: readonly string[]): readonly Finding[] {
  const folders = groupBy(files, (file) => file.slice(0, Math.max(file.lastIndexOf("/"), file.lastIndexOf("!")) + 1));
  return [...folders.values()].map((own) => ({
    code: "FILE.NOT_A_SUBMISSION",
    unit: null,
    figures: [],
    sources: own.map(wholeFile),
    facts: { kind: "bundle" },
  }));
}

/** 无关文件: a notice, because somebody may have meant the file as a submission. */
export function strayFinding({ file, identity }: Received, kind: StrayKind): Finding {
  return {
    code: "FILE.NOT_A_SUBMISSION",
    unit: unitOf(identity)?.code ?? null,
    figures: [],
    sources: [wholeFile(file)],
    facts: { kind },
  };
}
