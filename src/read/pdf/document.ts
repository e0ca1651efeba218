import type { ReadDocument } from "../../grid.js";
import type { ReadLimits } from "../limits.js";
import { blocksOfPages, cellsOf, layoutOf, type PageLayout } from "../page/page.js";
import { damageIn } from "../pdf-file/pdf-file.js";
import { encrypted, ReadRefusal, tooLarge, unreadable, unsupported } from "../refusal.js";
import { InvalidPDFException, type OpenedPdf, openPdf, type PdfFiles, pageSource } from "./library.js";
import { marksOf } from "./marks.js";

const ADVICE = "请报送 Excel 或 Word 电子表";
const MOST_PAGES = 1000;

type Pdf = Awaited<OpenedPdf["task"]["promise"]>;

/** Reads a PDF with a text layer, page by page. */
export async function readPdfDocument(bytes: Uint8Array, limits: ReadLimits, files: PdfFiles): Promise<ReadDocument> {
  const damage = damageIn(bytes, limits);
  const { task, missing } = openPdf(bytes, files);
  try {
    const pdf = await task.promise;
    if (damage !== undefined && !(await isLocked(pdf))) throw unreadable(damage, ADVICE);
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

async function documentOf(pdf: Pdf, limits: ReadLimits): Promise<ReadDocument> {
  if (pdf.numPages > Math.min(MOST_PAGES, limits.cells)) throw tooLarge(`PDF 超过 ${MOST_PAGES} 页`);
  const pages: PageLayout[] = [];
  let cells = 0;
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await layoutOfNumbered(pdf, number);
    cells += cellsOf(page);
    if (cells > limits.cells) throw tooLarge(`单元格和文字超过 ${limits.cells} 个`);
    pages.push(page);
  }
  const pictures = pages.filter((page) => page.words === 0).length;
  if (pictures === pages.length) throw unsupported("PDF 没有文字层，可能是扫描件", ADVICE);
  return { format: "pdf", blocks: blocksOfPages(pages), remarks: pictures > 0 ? [{ kind: "picturesOnly" }] : [] };
}

async function layoutOfNumbered(pdf: Pdf, number: number): Promise<PageLayout> {
  const page = layoutOf(marksOf(await pageSource(pdf, number)), `第${number}页`);
  if (!page) throw tooLarge(`PDF 第${number}页的线条过多，不像表格`);
  if (page.unseen !== undefined)
    throw unreadable(`PDF 第${number}页有看不见的数字（${page.unseen}，排在页面以外、被遮住或与底色相同）`, ADVICE);
  return page;
}

/** The library goes on without what it did not get, and figures would be left out or misread. */
function incomplete(missing: ReadonlySet<string>): ReadRefusal {
  const names = [...missing].sort().join("、");
  return unreadable(`本程序缺少读取这份 PDF 所需的字体文件（${names}），文字不能完整读出`, ADVICE);
}

function refusalOf(problem: unknown): ReadRefusal {
  if (problem instanceof ReadRefusal) return problem;
  if (problem instanceof Error && problem.name === "PasswordException") return encrypted("PDF 设有密码，无法打开");
  if (problem instanceof InvalidPDFException) return unreadable("PDF 文件已损坏，无法打开", ADVICE);
  return unreadable("PDF 文件无法完整读取", ADVICE);
}
