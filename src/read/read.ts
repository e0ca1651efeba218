import { sha256 } from "../bytes.js";
import type { ReadDocument, ReadResult } from "../grid.js";
import { type ArchivedFile, openArchive, openAtOnce } from "./archive/archive.js";
import { bounded, refuseLongText } from "./bounds.js";
import { readDoc } from "./doc/doc.js";
import { readConsolidated, readRollUp } from "./json/json.js";
import { type Budget, DEFAULT_LIMITS, openBudget, type ReadLimits } from "./limits.js";
import { filesOfLetter } from "./mail/mail.js";
import { readFlatOdt, readOdt } from "./odt/odt.js";
import { readOfd } from "./ofd/ofd.js";
import { openZip, partsOf, type Zip } from "./package/package.js";
import { type PdfFiles, readPdf } from "./pdf/pdf.js";
import { photoKind } from "./photo/photo.js";
import { readDelimited, readText, withDrawnTables } from "./plain/plain.js";
import { type Recognized, recognize } from "./recognize.js";
import { failureOf, tooLarge, unreadable, unsupported } from "./refusal.js";
import { readRtf } from "./rtf/rtf.js";
import { isScanRefusal, type ReadingHost, scanOfPdf, scanOfPhoto } from "./scanned.js";
import { readDocx } from "./word/word.js";
import {
  readDesigns,
  readFlatOds,
  readOds,
  readSpreadsheetMl,
  readXls,
  readXlsx,
  type SheetDesign,
} from "./workbook/workbook.js";
import { readXlsb } from "./xlsb/xlsb.js";

export { readBook, withContents } from "./book.js";
export { DEFAULT_LIMITS, type ReadLimits, readLimits } from "./limits.js";
export { type OriginalParts, openOriginal, originalWithin, relationsPart } from "./original.js";
export type { PdfFiles } from "./pdf/pdf.js";
export { failureOf, tooLarge, unreadable } from "./refusal.js";
export { type Grey, type Picture, type RecognisedLine, type Recogniser, SAME_LOOK } from "./scan/scan.js";
export type { ReadingHost } from "./scanned.js";
export type { SheetDesign } from "./workbook/workbook.js";

/** 读取中的报送件: what one submission may still use, and what the readers take from outside. */
interface Reading {
  readonly budget: Budget;
  readonly host: ReadingHost;
}

/** One file to be read, with what was opened or decoded to recognise it. */
interface Submitted extends Reading {
  readonly bytes: Uint8Array;
  readonly name: string;
  readonly zip: Zip | undefined;
  readonly text: string;
}

type Reader = (file: Submitted) => ReadDocument | Promise<ReadDocument>;

/** 读表: one reader for each kind of file. A new format is one file and one line here. Large libraries are loaded with the first file that needs them. */
const READERS = {
  xlsx: (file) => readXlsx(partsOf(file.zip!, file.budget)),
  xlsb: (file) => readXlsb(partsOf(file.zip!, file.budget)),
  docx: (file) => readDocx(partsOf(file.zip!, file.budget)),
  doc: (file) => readDoc(file.bytes, file.budget),
  ods: (file) => readOds(partsOf(file.zip!, file.budget)),
  odt: (file) => readOdt(partsOf(file.zip!, file.budget)),
  flatOds: (file) => readFlatOds(file.text, file.budget),
  flatOdt: (file) => readFlatOdt(file.text, file.budget),
  ofd: (file) => readOfd(partsOf(file.zip!, file.budget), file.budget),
  xls: (file) => readXls(file.bytes, file.budget),
  spreadsheetml: (file) => readSpreadsheetMl(file.text, file.budget),
  csv: (file) => readDelimited(file.text, file.name, file.budget),
  html: async (file) => (await import("./web/web.js")).readHtml(file.text, file.budget.limits),
  mhtml: async (file) => (await import("./web/web.js")).readMhtml(file.text, file.budget.limits),
  text: (file) => readText(file.text),
  rollUp: (file) => readRollUp(file.text, file.budget),
  consolidated: readConsolidated,
  rtf: (file) => readRtf(file.bytes, file.budget),
  pdf: readPdfOrScan,
} as const satisfies Record<Exclude<Recognized["kind"], "archive" | "letter">, Reader>;

/**
 * Reads one submitted file, or every file of an archive or attachment of a letter. Whatever is wrong with the bytes is a result and never thrown:
 * a damaged file is the unit's matter, not the program's. `host` gives what the PDF library asks for by name: from its package on a
 * machine, from what a page carries in a browser; and, where it has one, the recogniser of scans.
 */
export async function readSubmission(
  bytes: Uint8Array,
  name: string,
  limits: ReadLimits,
  host: PdfFiles | ReadingHost,
): Promise<readonly ReadResult[]> {
  const given: ReadingHost = typeof host === "function" ? { pdfFiles: host } : host;
  try {
    return await readFile(bytes, name, { budget: openBudget(limits), host: given }, 0);
  } catch (problem) {
    return [{ outcome: { failure: failureOf(problem) } }];
  }
}

async function readFile(
  given: Uint8Array,
  name: string,
  reading: Reading,
  depth: number,
): Promise<readonly ReadResult[]> {
  const { budget } = reading;
  // The readers need the methods of a plain Uint8Array, whatever kind of view was given.
  const bytes = new Uint8Array(given.buffer, given.byteOffset, given.byteLength);
  if (bytes.length === 0) throw unreadable("文件是空的（0 字节）", "请重新报送完整的文件");
  if (bytes.length > budget.limits.fileBytes)
    throw tooLarge(`文件超过 ${Math.floor(budget.limits.fileBytes / 1048576)} MB`);
  const photo = photoKind(bytes);
  if (photo && reading.host.recogniser) throw await scanOfPhoto(bytes, photo, reading.host);
  const found = recognize(bytes, name, budget);
  if (found.kind === "archive")
    return readAllOf(() => openArchive(found.archive, budget, reading.host.pdfFiles), reading, depth);
  if (found.kind === "letter") return readAllOf(() => filesOfLetter(bytes, budget), reading, depth);
  budget.cells = 0;
  const zip = "zip" in found ? found.zip : undefined;
  const text = "text" in found ? found.text : "";
  refuseLongText(text);
  const document = await READERS[found.kind]({ ...reading, bytes, name, zip, text });
  return [{ outcome: { document: bounded(withDrawnTables(document)) } }];
}

/** A PDF by its text; where it has none, by what is recognised on its pages. */
async function readPdfOrScan({ bytes, budget, host }: Submitted): Promise<ReadDocument> {
  try {
    return await readPdf(bytes, budget.limits, host.pdfFiles);
  } catch (problem) {
    throw isScanRefusal(problem) ? await scanOfPdf(problem, bytes, host) : problem;
  }
}

/** 读空白表的样子 of an .xlsx that readSubmission has read: widths and formulas, from which a form is proposed. */
export function readBlankDesigns(bytes: Uint8Array): readonly SheetDesign[] {
  const budget = openBudget(DEFAULT_LIMITS);
  return readDesigns(partsOf(openZip(bytes, budget), budget));
}

/** 压缩包里某一名称的文件, in whatever folder; none where the archive can't be opened or exceeds what one file may cost. */
export function archivedFilesNamed(bytes: Uint8Array, name: string, limits = DEFAULT_LIMITS): readonly Uint8Array[] {
  try {
    const budget = openBudget(limits);
    const files = openAtOnce({ packing: "zip", zip: openZip(bytes, budget) }, budget) ?? [];
    return files.filter(({ path }) => path.split("/").at(-1) === name).map(({ content }) => content());
  } catch {
    return [];
  }
}

/** Each file of an archive or a letter is a result of its own; one that can't be read does not affect the others. */
async function readAllOf(
  open: () => readonly ArchivedFile[] | Promise<readonly ArchivedFile[]>,
  reading: Reading,
  depth: number,
): Promise<readonly ReadResult[]> {
  if (depth > 1) throw unsupported("压缩包层数过多", "请将文件直接报送，或只压缩一层");
  const files = await open();
  if (files.length === 0) throw unreadable("压缩包内没有文件", "请将年报文件放入压缩包后重新报送");
  const results: ReadResult[] = [];
  for (const { path, content } of files) {
    try {
      const bytes = content();
      const hash = sha256(bytes);
      for (const result of await readWithin(bytes, path, reading, depth + 1)) results.push(within(path, hash, result));
    } catch (problem) {
      results.push({ inner: path, outcome: { failure: failureOf(problem) } });
    }
  }
  return results;
}

async function readWithin(
  bytes: Uint8Array,
  path: string,
  reading: Reading,
  depth: number,
): Promise<readonly ReadResult[]> {
  try {
    return await readFile(bytes, path, reading, depth);
  } catch (problem) {
    return [{ outcome: { failure: failureOf(problem) } }];
  }
}

/** Puts the archived path before a result: b.zip!/c.xlsx. The hash stays that of the innermost file. */
function within(path: string, hash: string, result: ReadResult): ReadResult {
  return {
    inner: result.inner === undefined ? path : `${path}!/${result.inner}`,
    sha256: result.sha256 ?? hash,
    outcome: result.outcome,
  };
}
