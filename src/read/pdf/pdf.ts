import type { ReadDocument } from "../../grid.js";
import type { ReadLimits } from "../limits.js";

/** PDF: tables are rebuilt from ruling lines. The library behind it is large and is loaded only when a PDF comes. */
export async function readPdf(bytes: Uint8Array, limits: ReadLimits): Promise<ReadDocument> {
  const { readPdfDocument } = await import("./document.js");
  return readPdfDocument(bytes, limits);
}
