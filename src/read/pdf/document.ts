import type { ReadDocument } from "../../grid.js";
import type { ReadLimits } from "../limits.js";
import { documentOfPages, MOST_PAGES, PAGED_ADVICE, type PageMarks } from "../page/page.js";
import { damageIn } from "../pdf-file/pdf-file.js";
import { encrypted, ReadRefusal, tooLarge, unreadable } from "../refusal.js";
import { InvalidPDFException, type OpenedPdf, openPdf, type PdfFiles, pageSource } from "./library.js";
import { marksOf } from "./marks.js";

type Pdf = Awaited<OpenedPdf["task"]["promise"]>;

/** Reads a PDF with a text layer, page by page. */
export async function readPdfDocument(bytes: Uint8Array, limits: ReadLimits, files: PdfFiles): Promise<ReadDocument> {
  const damage = damageIn(bytes, limits);
  const { task, missing } = openPdf(bytes, files);
  try {
    const pdf = await task.promise;
    if (damage !== undefined && !(await isLocked(pdf))) throw unreadable(damage, PAGED_ADVICE);
    const document = await documentOf(pdf, limits);
    if (missing.size > 0) throw incomplete(missing);
    return document;
  } catch (problem) {
    throw missing.size > 0 ? incomplete(missing) : refusalOf(problem);
  } finally {
    await task.destroy().catch(() => undefined);
  }
}

/** 权限加密: in what anybody may open but not change, the parts are encrypted and have no checksums. Only the trailer tells, as the library reads it. */
async function isLocked(pdf: Pdf): Promise<boolean> {
  const { info } = await pdf.getMetadata();
  return "EncryptFilterName" in info && typeof info.EncryptFilterName === "string";
}

function documentOf(pdf: Pdf, { cells }: ReadLimits): Promise<ReadDocument> {
  if (pdf.numPages > Math.min(MOST_PAGES, cells)) throw tooLarge(`PDF 超过 ${MOST_PAGES} 页`);
  return documentOfPages({ format: "pdf", name: "PDF", cells }, pagesOf(pdf));
}

async function* pagesOf(pdf: Pdf): AsyncIterable<{ readonly sheet: string; readonly marks: PageMarks }> {
  for (let number = 1; number <= pdf.numPages; number += 1)
    yield { sheet: `第${number}页`, marks: marksOf(await pageSource(pdf, number)) };
}

/** The library goes on without what it did not get, and figures would be left out or misread. */
function incomplete(missing: ReadonlySet<string>): ReadRefusal {
  const names = [...missing].sort().join("、");
  return unreadable(`本程序缺少读取这份 PDF 所需的字体文件（${names}），文字不能完整读出`, PAGED_ADVICE);
}

function refusalOf(problem: unknown): ReadRefusal {
  if (problem instanceof ReadRefusal) return problem;
  if (problem instanceof Error && problem.name === "PasswordException") return encrypted("PDF 设有密码，无法打开");
  if (problem instanceof InvalidPDFException) return unreadable("PDF 文件已损坏，无法打开", PAGED_ADVICE);
  return unreadable("PDF 文件无法完整读取", PAGED_ADVICE);
}
