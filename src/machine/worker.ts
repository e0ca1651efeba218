import { parentPort, workerData } from "node:worker_threads";
import { type JobAnswer, openThreadWork, type ThreadData, type ThreadJob } from "../gather/gather.js";
import { threadNumber } from "./cpu-time.js";
import { installedPdfFiles } from "./pdf-files.js";
import { openRecognition } from "./recognition/recognition.js";

/** What a thread says: that its readers are loaded, for only from then on a file's time counts; that its file is a scan; what a file gave. */
export type ThreadAnswer =
  | { readonly ready: true; readonly thread: number | undefined }
  | { readonly scanning: true }
  | JobAnswer;

const work = openThreadWork(workerData as ThreadData, { pdfFiles: installedPdfFiles, recogniser });

let opened: ReturnType<typeof openRecognition> | undefined;

/** 遇到扫描件: the recogniser is opened once a thread, and the pool is told that this file may cost what a scan does. */
async function recogniser(): ReturnType<typeof openRecognition> {
  opened ??= openRecognition();
  const found = await opened;
  if (found) parentPort?.postMessage({ scanning: true } satisfies ThreadAnswer);
  return found;
}

parentPort?.on("message", async (job: ThreadJob) => {
  parentPort?.postMessage((await work(job)) satisfies ThreadAnswer);
});

parentPort?.postMessage({ ready: true, thread: threadNumber() } satisfies ThreadAnswer);
