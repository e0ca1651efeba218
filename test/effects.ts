import type { Effects } from "../src/effects.js";
import { installedPdfFiles } from "../src/machine/pdf-files.js";
import { DEFAULT_LIMITS, readSubmission } from "../src/read/read.js";

/** 运行条件 of a run without a past, which keeps nothing: its schemas and files, read by the program's own readers unless told otherwise. */
export function effectsWith(given: Pick<Effects, "schemas" | "list" | "bytes"> & Partial<Effects>): Effects {
  return {
    read: ({ bytes, name }) => readSubmission(bytes, name, DEFAULT_LIMITS, installedPdfFiles),
    recall: async () => undefined,
    keep: async () => undefined,
    formerConsolidation: async () => undefined,
    pdfFonts: async () => undefined,
    reviewScript: async () => undefined,
    log: () => undefined,
    ...given,
  };
}
