import { parentPort } from "node:worker_threads";
import { prepareTypesetting, type TypesettingJob, typeset } from "../../publish/typesetting.js";

/** What the thread says of a job: the file, or what was thrown. */
export type SetAnswer = { readonly bytes: Uint8Array } | { readonly problem: unknown };

async function answerOf(job: TypesettingJob): Promise<SetAnswer> {
  try {
    return { bytes: await typeset(job) };
  } catch (problem) {
    return { problem };
  }
}

/** One after another: the PDF library keeps its fonts and settings for the whole thread. */
let last: Promise<void> = prepareTypesetting();

parentPort?.on("message", (job: TypesettingJob) => {
  last = last.then(async () => parentPort?.postMessage((await answerOf(job)) satisfies SetAnswer));
});
