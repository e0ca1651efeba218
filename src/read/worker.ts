import { parentPort, workerData } from "node:worker_threads";
import { type ReadLimits, readSubmission } from "./read.js";

/** What the pool asks of a worker: one file at a time. */
export interface ReadJob {
  readonly bytes: Uint8Array;
  readonly name: string;
}

const limits = workerData as ReadLimits;

parentPort?.on("message", async (job: ReadJob) => {
  parentPort?.postMessage(await readSubmission(job.bytes, job.name, limits));
});
