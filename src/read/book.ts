import type { SchemaFile } from "../form/load.js";
import type { ReadDocument, ReadFailure } from "../grid.js";
import { bounded } from "./bounds.js";
import { type Budget, DEFAULT_LIMITS, openBudget, type ReadLimits } from "./limits.js";
import { partsOf } from "./package/package.js";
import { recognize } from "./recognize.js";
import { failureOf, tooLarge, unreadable, unsupported } from "./refusal.js";
import { readDocx } from "./word/word.js";
import { readXlsx } from "./workbook/workbook.js";

const MB = 1024 * 1024;

/**
 * 制度工作簿的限度: a roster of thirty thousand units takes most of it. They are read where nothing can end them, unlike what the units send, and
 * so may cost much less.
 */
const BOOK_LIMITS: ReadLimits = {
  ...DEFAULT_LIMITS,
  fileBytes: 10 * MB,
  inflatedBytes: 40 * MB,
  cells: 400_000,
};

type Content = NonNullable<SchemaFile["content"]>;

/** 读制度目录中的工作簿和 Word 提纲, by the readers that read what the units send. */
export function withContents(files: readonly SchemaFile[]): readonly SchemaFile[] {
  return files.map((file) => (file.bytes ? { ...file, content: readBook(file.bytes, file.path) } : file));
}

/** 读一个工作簿: .xlsx, or where it is named so a .docx with the format of its lines. Other content under that name is none. */
export function readBook(bytes: Uint8Array, path: string): Content {
  const kind = path.endsWith(".docx") ? "docx" : "xlsx";
  try {
    return bounded(contentOf(bytes, path, kind));
  } catch (problem) {
    return { failure: withAdvice(failureOf(problem), kind) };
  }
}

function contentOf(bytes: Uint8Array, path: string, kind: "docx" | "xlsx"): ReadDocument {
  const budget: Budget = openBudget(BOOK_LIMITS);
  if (bytes.length === 0) throw unreadable("文件是空的（0 字节）");
  if (bytes.length > BOOK_LIMITS.fileBytes) throw tooLarge(`文件超过 ${BOOK_LIMITS.fileBytes / MB} MB`);
  const found = recognize(bytes, path, budget);
  if (found.kind !== kind || !("zip" in found)) throw unsupported(`内容不是 .${kind} 文件`);
  const parts = partsOf(found.zip, budget);
  return kind === "docx" ? readDocx(parts, true) : readXlsx(parts);
}

/** The office keeps these files itself: nobody sends them in again. */
function withAdvice(failure: ReadFailure, kind: "docx" | "xlsx"): ReadFailure {
  const program = kind === "docx" ? "Word 或 WPS" : "Excel 或 WPS";
  const advice: Partial<Record<ReadFailure["rule"], string>> = {
    "FILE.ENCRYPTED": "请取消密码后保存",
    "FILE.TOO_LARGE": `请只保留要用的内容，另存为 .${kind} 后放回`,
  };
  return { ...failure, advice: advice[failure.rule] ?? `请用 ${program} 打开核对，另存为 .${kind} 后放回` };
}
