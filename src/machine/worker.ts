import { parentPort, workerData } from "node:worker_threads";
import type { ReadResult } from "../grid.js";
import { type ReadLimits, readSubmission } from "../read/read.js";
import { installedPdfFiles } from "./pdf-files.js";

/** What the pool asks of a worker: one file at a time. */
export interface ReadJob {
  readonly bytes: Uint8Array;
  readonly name: string;
}

/** What a worker says: once that its readers are loaded, for only from then on a file's time counts; then results. */
export type ReadAnswer = "ready" | readonly ReadResult[];

const limits = workerData as ReadLimits;

parentPort?.on("message", async (job: ReadJob) => {
  parentPort?.postMessage(await readSubmission(job.bytes, job.name, limits, installedPdfFiles));
});

parentPort?.postMessage("ready" satisfies ReadAnswer);
