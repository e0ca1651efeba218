import { parentPort, workerData } from "node:worker_threads";
import type { ProcessedText, ProcessingJob, ReadingJob } from "../effects.js";
import type { Schemas } from "../form/form.js";
import { openLayouts, processedText } from "../gather/gather.js";
import type { ReadResult } from "../grid.js";
import { failureOf, type ReadLimits, readSubmission, unreadable } from "../read/read.js";
import { threadNumber } from "./cpu-time.js";
import { installedPdfFiles } from "./pdf-files.js";

/** What a thread is started with. */
export interface ThreadData {
  readonly limits: ReadLimits;
  /** As the run itself loaded them; without them a thread only reads. */
  readonly schemas: Schemas | undefined;
}

/** What the pool asks of a thread, one file at a time: to read it, or to find its figures as well. */
export type ThreadJob =
  | { readonly task: "read"; readonly file: Pick<ReadingJob, "bytes" | "name"> }
  | { readonly task: "process"; readonly file: ProcessingJob };

/** What a thread says: that its readers are loaded, for only from then on a file's time counts; then what a file gave. */
export type ThreadAnswer =
  | { readonly ready: true; readonly thread: number | undefined }
  | { readonly results: readonly ReadResult[] }
  | ProcessedText;

const { limits, schemas } = workerData as ThreadData;

/** The layouts that this thread has met. */
const layouts = openLayouts();

function read(bytes: Uint8Array, name: string): Promise<readonly ReadResult[]> {
  return readSubmission(bytes, name, limits, installedPdfFiles);
}

/** Whatever goes wrong with a file's bytes on the way to its figures is a failure of the file, and none of the program's. */
async function processed(job: ProcessingJob): Promise<ProcessedText> {
  if (!schemas) return { failure: unreadable("没有报表制度，不能处理").failure };
  try {
    return { text: await processedText(job, schemas, ({ bytes, name }) => read(bytes, name), layouts) };
  } catch (problem) {
    return { failure: failureOf(problem) };
  }
}

parentPort?.on("message", async ({ task, file }: ThreadJob) => {
  const answer = task === "read" ? { results: await read(file.bytes, file.name) } : await processed(file);
  parentPort?.postMessage(answer satisfies ThreadAnswer);
});

parentPort?.postMessage({ ready: true, thread: threadNumber() } satisfies ThreadAnswer);
