import { parentPort, workerData } from "node:worker_threads";
import { type JobAnswer, openThreadWork, type ThreadData, type ThreadJob } from "../gather/gather.js";
import { threadNumber } from "./cpu-time.js";
import { installedPdfFiles } from "./pdf-files.js";

/** What a thread says: that its readers are loaded, for only from then on a file's time counts; then what a file gave. */
export type ThreadAnswer = { readonly ready: true; readonly thread: number | undefined } | JobAnswer;

const work = openThreadWork(workerData as ThreadData, installedPdfFiles);

parentPort?.on("message", async (job: ThreadJob) => {
  parentPort?.postMessage((await work(job)) satisfies ThreadAnswer);
});

parentPort?.postMessage({ ready: true, thread: threadNumber() } satisfies ThreadAnswer);
