import { Worker } from "node:worker_threads";
import type { Typesetter, TypesettingJob } from "../../publish/typesetting.js";
import type { SetAnswer } from "./typesetter.js";

/** 排版线程: the report's Word and PDF are made in a thread of its own, which is started for the first of them, or beforehand. */
export interface TypesettingThread {
  readonly set: Typesetter;
  readonly prepare: () => Promise<void>;
  readonly close: () => Promise<void>;
}

interface Waiting {
  readonly made: (bytes: Uint8Array) => void;
  readonly failed: (problem: unknown) => void;
}

export function openTypesetting(program = new URL("./typesetter.js", import.meta.url)): TypesettingThread {
  let worker: Worker | undefined;
  const waiting: Waiting[] = [];
  const started = (): Worker => {
    worker ??= startedThread(program, waiting, () => {
      worker = undefined;
    });
    return worker;
  };
  return {
    set: (job: TypesettingJob) =>
      new Promise((made, failed) => {
        waiting.push({ made, failed });
        started().postMessage(job);
      }),
    prepare: async () => {
      started();
    },
    close: async () => {
      await worker?.terminate();
    },
  };
}

/** Answers come in the order of the jobs. What is thrown there is thrown here. A thread that ends before its first job is started again for it. */
function startedThread(program: URL, waiting: Waiting[], ended: () => void): Worker {
  const worker = new Worker(program);
  const allFailed = (problem: unknown): void => {
    for (const one of waiting.splice(0)) one.failed(problem);
  };
  worker.on("message", (answer: SetAnswer) => {
    const next = waiting.shift();
    if ("bytes" in answer) next?.made(answer.bytes);
    else next?.failed(answer.problem);
  });
  worker.on("error", allFailed);
  worker.on("exit", () => {
    ended();
    allFailed(new Error("the typesetting thread ended"));
  });
  return worker;
}
