import { writeData, writeOpenData } from "./data/data.js";
import type { OutputFile, Publication } from "./publication.js";
import { reportFileName } from "./report/report.js";
import { writeExplanationForm, writeSlips } from "./returns/returns.js";
import { writeReview } from "./review/review.js";
import { writeStatutoryWorkbook } from "./statutory/statutory.js";
import { writeHtml } from "./web/web.js";
import { writeWorkpaper } from "./workpaper/workpaper.js";

export type { OutputFile, Publication } from "./publication.js";

/** The libraries behind a writer are large, and are loaded when it writes: who only looks at the figures waits for none of them. */
type Writer = (publication: Publication) => readonly OutputFile[] | Promise<readonly OutputFile[]>;

/** What is ready to publish: no file name, no typed text, no unit's share but where the outline's own sentence gives it. */
const PUBLIC_WRITERS = {
  document: writeDocument,
  page: writePage,
  print: writePrint,
  workbook: writeStatutoryWorkbook,
  openData: writeOpenData,
} as const satisfies Readonly<Record<string, Writer>>;

/** The office's own papers; the review page is one of them. */
const INTERNAL_WRITERS = {
  data: writeData,
  workpaper: writeWorkpaper,
  slips: writeSlips,
  explanationForm: writeExplanationForm,
  review: writeReview,
} as const satisfies Readonly<Record<string, Writer>>;

/** 出表: writes every output, one writer after another, so that the largest alone decides how much memory is needed. */
export async function publish(publication: Publication): Promise<readonly OutputFile[]> {
  const files: OutputFile[] = [];
  for (const write of [...Object.values(PUBLIC_WRITERS), ...Object.values(INTERNAL_WRITERS)])
    files.push(...(await write(publication)));
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function writeDocument(publication: Publication): Promise<readonly OutputFile[]> {
  const { writeDocx } = await import("./word/word.js");
  return [{ path: `${reportFileName(publication)}.docx`, bytes: await writeDocx(publication) }];
}

function writePage(publication: Publication): readonly OutputFile[] {
  return [{ path: `${reportFileName(publication)}.html`, bytes: new TextEncoder().encode(writeHtml(publication)) }];
}

/** Without a font there is no PDF, and no need of the library that writes it. */
async function writePrint(publication: Publication): Promise<readonly OutputFile[]> {
  if (!publication.pdfFont) return [];
  const { writePdf } = await import("./pdf/pdf.js");
  const bytes = await writePdf(publication);
  return bytes ? [{ path: `${reportFileName(publication)}.pdf`, bytes }] : [];
}
