import type { ReadDocument } from "../../grid.js";
import type { ReadLimits } from "../limits.js";
import type { PdfFiles } from "./library.js";

export type { PdfFiles } from "./library.js";

/** PDF: tables are rebuilt from their ruling lines. The library is large and loaded only when a PDF comes. */
export async function readPdf(bytes: Uint8Array, limits: ReadLimits, files: PdfFiles): Promise<ReadDocument> {
  const { readPdfDocument } = await import("./document.js");
  return readPdfDocument(bytes, limits, files);
}
