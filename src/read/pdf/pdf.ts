import type { ReadDocument } from "../../grid.js";
import type { ReadLimits } from "../limits.js";
import type { Picture } from "../raster/raster.js";
import type { PdfFiles } from "./library.js";

export type { PdfFiles } from "./library.js";

/** 扫描件的各页: see scanned.ts. */
export async function* scannedPages(
  bytes: Uint8Array,
  files: PdfFiles,
  bounds: { readonly pixels: number; readonly longest: number },
): AsyncIterable<Picture | undefined> {
  const { picturesOfPages } = await import("./scanned.js");
  yield* picturesOfPages(bytes, files, bounds);
}

/** PDF: tables are rebuilt from their ruling lines. The library is large and loaded only when a PDF comes. */
export async function readPdf(bytes: Uint8Array, limits: ReadLimits, files: PdfFiles): Promise<ReadDocument> {
  const { readPdfDocument } = await import("./document.js");
  return readPdfDocument(bytes, limits, files);
}
