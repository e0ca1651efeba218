import type { Decimal } from "../decimal.js";
import { writeData, writeOpenData } from "./data/data.js";
import type { BlankDesign, FormBookRequest } from "./form-book/form-book.js";
import { writeMarked } from "./marked/marked.js";
import { fileLater, type OutputFile, type Publication } from "./publication.js";
import { paperOf, reportFileName } from "./report/report.js";
import { writeEnclosed, writeExplanationForm, writeReminders, writeSlips } from "./returns/returns.js";
import { writeReview } from "./review/review.js";
import { writeScanEntries } from "./scans/scans.js";
import type { SetupRequest, SetupWords, SetupWorkbooks, TypedSetup } from "./setup/setup.js";
import { writeStatutoryWorkbook } from "./statutory/statutory.js";
import type { TemplateRequest } from "./template/template.js";
import { type Typesetter, type TypesettingJob, typeset } from "./typesetting.js";
import { writeHtml } from "./web/web.js";
import { writeWorkpaper } from "./workpaper/workpaper.js";

export type { BlankDesign, FormBookRequest } from "./form-book/form-book.js";
export { adjustmentsFile, explanationsFile } from "./office-files/office-files.js";
export type { OutputFile, Publication } from "./publication.js";
export { type OpenQuestion, openQuestions } from "./returns/returns.js";
export type { FieldWords, SettingsTexts, SetupWords, TypedSetup } from "./setup/setup.js";
export { hashOfFiles, signedContent, signedFiles } from "./signed-content.js";
export type { TemplateRequest } from "./template/template.js";
export { prepareTypesetting, type Typesetter } from "./typesetting.js";

/** Writers are loaded when they write, because their libraries are large and commands that only show figures need none of them. */
type Writer = (publication: Publication, set: Typesetter) => readonly OutputFile[] | Promise<readonly OutputFile[]>;

/** 公开的输出: without file names, typed texts and units' shares, except where a sentence of the outline gives one. */
const PUBLIC_WRITERS = {
  document: writeDocument,
  page: writePage,
  print: writePrint,
  workbook: writeStatutoryWorkbook,
  openData: writeOpenData,
} as const satisfies Readonly<Record<string, Writer>>;

/** 内部的输出: the office's own papers, the review page among them. */
const INTERNAL_WRITERS = {
  data: writeData,
  workpaper: writeWorkpaper,
  slips: writeSlips,
  marked: writeMarked,
  enclosed: writeEnclosed,
  reminders: writeReminders,
  explanationForm: writeExplanationForm,
  scans: writeScanEntries,
  review: writeReview,
} as const satisfies Readonly<Record<string, Writer>>;

/** 所签的输出: the report and the figures. The office's other papers are made from these. */
const VOUCHED: ReadonlySet<Writer> = new Set([...Object.values(PUBLIC_WRITERS), writeData]);

/**
 * 出表: writes every output, one after another, so that the memory needed is that of the largest alone.
 * @param set where Word and PDF are made: here, or in a thread
 */
export async function publish(publication: Publication, set: Typesetter = typeset): Promise<readonly OutputFile[]> {
  const files: OutputFile[] = [];
  let vouched: readonly OutputFile[] = [];
  for (const write of [...Object.values(PUBLIC_WRITERS), ...Object.values(INTERNAL_WRITERS)]) {
    const written = await write({ ...publication, vouched }, set);
    files.push(...written);
    if (VOUCHED.has(write)) vouched = [...vouched, ...written];
  }
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** 导出单位数 as Parquet; no output of a run. */
export async function exportParquet(consolidation: Publication["consolidation"]): Promise<Uint8Array> {
  const { writeParquet } = await import("./parquet/parquet.js");
  return writeParquet(consolidation);
}

/** 空白表 for units to fill in; no output of a run. */
export async function blankForms(request: TemplateRequest): Promise<readonly OutputFile[]> {
  const { writeTemplates } = await import("./template/template.js");
  return writeTemplates(request);
}

/** 设置.xlsx 和 units.xlsx to be filled in; no output of a run. */
export async function setupWorkbooks(request: SetupRequest): Promise<SetupWorkbooks> {
  const { writeSetup } = await import("./setup/setup.js");
  return writeSetup(request);
}

/** 名录和设置的现状, to be filled in beside. */
export async function setupNow(schemas: Publication["schemas"]): Promise<SetupWords> {
  const { setupWords } = await import("./setup/setup.js");
  return setupWords(schemas);
}

/** The same two workbooks of what was typed, and the row in which the first entry of every sheet stands. */
export async function typedSetupWorkbooks(typed: TypedSetup): Promise<SetupWorkbooks & { readonly firstRow: number }> {
  const { writeTypedSetup, FIRST_FILLED_ROW } = await import("./setup/setup.js");
  return { ...writeTypedSetup(typed), firstRow: FIRST_FILLED_ROW };
}

async function writeDocument(publication: Publication, set: Typesetter): Promise<readonly OutputFile[]> {
  const job = { version: "word", paper: paperOf(publication) } as const;
  return [await typesetFile(`${reportFileName(publication)}.docx`, job, settingFor(publication, set))];
}

function writePage(publication: Publication): readonly OutputFile[] {
  return [{ path: `${reportFileName(publication)}.html`, bytes: new TextEncoder().encode(writeHtml(publication)) }];
}

/** 报告 PDF 版; none without a font. */
async function writePrint(publication: Publication, set: Typesetter): Promise<readonly OutputFile[]> {
  const { pdfFonts: fonts } = publication;
  if (!fonts) return [];
  const job = { version: "pdf", paper: paperOf(publication), fonts } as const;
  return [await typesetFile(`${reportFileName(publication)}.pdf`, job, settingFor(publication, set))];
}

/** 何处排版: what somebody has signed is named on the review page by its hash, so that it is set here and at once. */
function settingFor({ consolidation }: Publication, set: Typesetter): Typesetter {
  return (consolidation.signOff?.signed.length ?? 0) > 0 ? typeset : set;
}

/** What another thread sets is waited for when it is written, and not before. */
async function typesetFile(path: string, job: TypesettingJob, set: Typesetter): Promise<OutputFile> {
  return set === typeset ? { path, bytes: await typeset(job) } : fileLater(path, set(job));
}

/** 表式.xlsx: a form as its owner edits it, made from its blank. */
export async function formBook(request: FormBookRequest): Promise<Uint8Array> {
  const { writeFormBook } = await import("./form-book/form-book.js");
  return writeFormBook(request);
}

/** 填好的空白表: the blank with numbers in it, to be read back. */
export async function blankFilledWith(
  design: BlankDesign,
  values: ReadonlyMap<string, Decimal | string>,
  date: string,
): Promise<Uint8Array> {
  const { filledBlank } = await import("./form-book/form-book.js");
  return filledBlank(design, values, date);
}
