import type { SourceDocument, SubmissionRecord } from "../../consolidation.js";
import type { GradedFinding } from "../../finding.js";
import type { Unit } from "../../form/form.js";
import type { Block } from "../../grid.js";
import { figuresDigest } from "../../marked-copy.js";
import { dayAfter } from "../../period.js";
import { failureOf } from "../../read/read.js";
import { basisOf } from "../basis.js";
import type { Publication } from "../publication.js";
import { markedCopy, OWN_WORK, openCopy } from "./copy.js";
import { gridCopy } from "./grid-copy.js";
import { markingOf, type PlaceIn } from "./marking.js";
import { type Marking, placeOf } from "./marks.js";
import { NotCopied } from "./refusal.js";

/** 要标注的一份材料. */
export interface ToBeMarked {
  readonly unit: Unit;
  readonly findings: readonly GradedFinding[];
  readonly submission: SubmissionRecord;
  /** It holds other units' figures too. */
  readonly shared: boolean;
  /** The digest of the figures that were read, if any were. */
  readonly digest: () => string | undefined;
}

/** The marked copy of a workbook, or of what was read of a file that can't be copied. It is made anew each time it is asked for. */
export function markedPieces(publication: Publication, marked: ToBeMarked): Iterable<Uint8Array> {
  try {
    return originalPieces(publication, marked);
  } catch (problem) {
    const reason = problem instanceof NotCopied ? problem.reason : failureOf(problem).reason;
    return gridPieces(publication, marked, reason);
  }
}

/**
 * What the marked copy of a workbook is made from: its bytes, by their hash, and what was found. Where it can't be copied after all, what was
 * read of it stands in its place, and follows from the same bytes. Undefined for other files: their copies are made of what was read.
 */
export function markedBasis(publication: Publication, marked: ToBeMarked): string | undefined {
  const { unit, findings, submission, shared } = marked;
  const { file, sha256: hash } = submission;
  if (shared || submission.format !== "xlsx" || !publication.originals?.(file, hash)) return undefined;
  const blocks = documentOf(publication, marked)?.blocks.length ?? null;
  const digest = marked.digest() ?? null;
  return basisOf({ unit: unit.name, file, hash, blocks, digest, findings, ...signedBy(publication) });
}

/** It is asked for when a copy is made, and when it is told what the copy is made from. */
export function digestOf({ observations }: SubmissionRecord): () => string | undefined {
  let digest: string | undefined;
  return () => (digest ??= observations && figuresDigest(observations));
}

/** Whose copy it is and of which day, where it is no copy of the original. */
function signedBy({ consolidation, schemas }: Publication): { readonly author: string; readonly date: string } {
  const { today, period, government } = consolidation;
  return { author: government, date: today ?? dayAfter(period, schemas.jurisdiction.deadlines.submission) };
}

function documentOf({ consolidation }: Publication, { unit, submission }: ToBeMarked): SourceDocument | undefined {
  return consolidation.documents.find((one) => one.unit === unit.code && one.file === submission.file);
}

function originalPieces(publication: Publication, marked: ToBeMarked): Iterable<Uint8Array> {
  const { submission, shared } = marked;
  if (shared) throw new NotCopied("原件中还有其他单位的内容");
  if (submission.format !== "xlsx") throw new NotCopied(notAWorkbook(submission.file));
  const bytes = publication.originals?.(submission.file, submission.sha256);
  if (!bytes) throw new NotCopied("原件在审核后已改动或移走");
  const copy = openCopy(bytes);
  const sheets = new Set(copy.sheets.filter(({ kind }) => kind === "worksheet").map(({ name }) => name));
  const placeIn: PlaceIn = ({ file, sheet, cell }) =>
    file === submission.file && sheets.has(sheet) && placeOf(cell) ? { sheet, cell } : undefined;
  return markedCopy(copy, marking(marked, placeIn, []));
}

function marking(
  { unit, findings, submission, digest }: ToBeMarked,
  placeIn: PlaceIn,
  notes: readonly string[],
): Marking {
  return markingOf({
    unit: unit.name,
    file: submission.file,
    findings,
    placeIn,
    notes,
    digest: digest(),
  });
}

/** A file may bear the name of a workbook and be none. */
function notAWorkbook(file: string): string {
  return /\.xlsx$/i.test(file) ? "原件虽以 .xlsx 命名，内容却不是 .xlsx 工作簿" : "原件不是 .xlsx 工作簿";
}

function gridPieces(publication: Publication, marked: ToBeMarked, reason: string): Iterable<Uint8Array> {
  const { submission } = marked;
  const { author, date } = signedBy(publication);
  const grid = gridCopy(blocksOf(documentOf(publication, marked)?.blocks, reason), author, date);
  const placeIn: PlaceIn = ({ file, sheet, cell }) =>
    file === submission.file ? grid.placeOf(sheet, cell) : undefined;
  const note = `${reason}，所以本件不是原件的抄件，而是按读到的内容另制的，没有原件的公式和格式${grid.cut ? "，且只有前面的部分" : ""}。请在原件上改正。`;
  return markedCopy(openCopy(grid.bytes, OWN_WORK), marking(marked, placeIn, [note]));
}

/** Of a file that was not taken up nothing is kept but its original. */
function blocksOf(blocks: readonly Block[] | undefined, reason: string): readonly Block[] {
  if (blocks && blocks.length > 0) return blocks;
  return [{ kind: "text", sheet: "说明", lines: [{ place: "", text: `${reason}，没有附上原件的内容。` }] }];
}
