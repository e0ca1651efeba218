import type { Typefaces } from "../typeface.js";
import type { Paper } from "./report/report.js";

/** 排版任务: one version of the report, as plain data that can be handed to a thread. */
export type TypesettingJob =
  | { readonly version: "word"; readonly paper: Paper }
  | { readonly version: "pdf"; readonly paper: Paper; readonly fonts: Typefaces };

/** 排版: sets a version of the report. Where that is done in a thread, the other outputs are written meanwhile. */
export type Typesetter = (job: TypesettingJob) => Promise<Uint8Array>;

/** Sets it here. The libraries are large, and loaded where there is something to set. */
export const typeset: Typesetter = async (job) => {
  if (job.version === "word") {
    const { writeDocx } = await import("./word/word.js");
    return writeDocx(job.paper);
  }
  const { writePdf } = await import("./pdf/pdf.js");
  return writePdf(job.paper, job.fonts);
};

/** Loads the libraries, while there is something else to wait for. */
export async function prepareTypesetting(): Promise<void> {
  await Promise.all([import("./word/word.js"), import("./pdf/pdf.js")]);
}
