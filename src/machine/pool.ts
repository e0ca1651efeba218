import { Worker } from "node:worker_threads";
import { machineFailed } from "../error.js";
import type { ReadFailure, ReadResult } from "../grid.js";
import { type ReadLimits, tooLarge, unreadable } from "../read/read.js";
import type { ReadAnswer, ReadJob } from "./worker.js";

/** 读取线程池: files are read in threads that are ended when one takes too long or too much memory. */
export interface ReaderPool {
  read(bytes: Uint8Array, name: string): Promise<readonly ReadResult[]>;
  /** Ends all threads; whatever is still being read is answered as unreadable. */
  close(): Promise<void>;
}

interface WaitingJob {
  readonly bytes: Uint8Array;
  readonly name: string;
  readonly answer: (results: readonly ReadResult[]) => void;
  readonly refuse: (error: Error) => void;
}

interface Thread {
  readonly worker: Worker;
  /** Starts the clock for the job under way. */
  time: (() => void) | undefined;
  /** Ends the job under way with its results; undefined while idle. */
  ready: boolean;
  finish: ((results: readonly ReadResult[]) => void) | undefined;
  /** Ends the job under way because the thread itself never came to life: nothing is wrong with the file. */
  refuse: ((error: Error) => void) | undefined;
}

interface Pool {
  readonly size: number;
  readonly limits: ReadLimits;
  readonly program: URL;
  readonly waiting: WaitingJob[];
  readonly threads: Set<Thread>;
  closed: boolean;
}

export function createReaderPool(options: {
  readonly size: number;
  readonly limits: ReadLimits;
  readonly program?: URL;
}): ReaderPool {
  const { limits, program = new URL("./worker.js", import.meta.url) } = options;
  const size = Math.max(1, Math.floor(options.size));
  const pool: Pool = { size, limits, program, waiting: [], threads: new Set(), closed: false };
  return {
    read: (bytes, name) => {
      if (pool.closed) throw new Error("the reader pool is closed");
      return new Promise((answer, refuse) => {
        pool.waiting.push({ bytes, name, answer, refuse });
        assign(pool);
      });
    },
    close: () => closePool(pool),
  };
}

/** Gives waiting files to idle threads, and starts threads while there are fewer than allowed. */
function assign(pool: Pool): void {
  while (pool.waiting.length > 0) {
    const idle = [...pool.threads].find((thread) => thread.finish === undefined);
    if (!idle && pool.threads.size >= pool.size) return;
    start(pool, idle ?? openThread(pool), pool.waiting.shift() as WaitingJob);
  }
}

function start(pool: Pool, thread: Thread, job: WaitingJob): void {
  const { milliseconds } = pool.limits;
  const { failure } = tooLarge(`读取超过 ${Math.ceil(milliseconds / 1000)} 秒，已中止`);
  let timer: NodeJS.Timeout | undefined;
  thread.time = () => {
    timer = setTimeout(() => discard(pool, thread, failure), milliseconds);
  };
  if (thread.ready) thread.time();
  thread.finish = (results) => {
    clearTimeout(timer);
    thread.finish = undefined;
    thread.time = undefined;
    thread.worker.unref();
    job.answer(results);
  };
  thread.refuse = (error) => {
    clearTimeout(timer);
    job.refuse(error);
  };
  thread.worker.ref();
  // A copy is handed over: the caller's bytes may be part of a larger buffer, and are still needed for their hash.
  const bytes = new Uint8Array(job.bytes);
  thread.worker.postMessage({ bytes, name: job.name } satisfies ReadJob, [bytes.buffer]);
}

function openThread(pool: Pool): Thread {
  const worker = new Worker(pool.program, {
    workerData: pool.limits,
    resourceLimits: { maxOldGenerationSizeMb: pool.limits.memoryMb },
    stdout: true,
    stderr: true,
  });
  // What libraries print about a file is not for the user, and must not fill memory either.
  worker.stdout.resume();
  worker.stderr.resume();
  const thread: Thread = { worker, ready: false, time: undefined, finish: undefined, refuse: undefined };
  pool.threads.add(thread);
  worker.on("message", (message: ReadAnswer) => receive(pool, thread, message));
  worker.on("error", (problem) => {
    if (!thread.ready && !isOutOfMemory(problem)) stillborn(pool, thread, problem);
    else discard(pool, thread, failureOfThread(problem, pool.limits));
  });
  worker.on("exit", () => discard(pool, thread, failureOfThread(undefined, pool.limits)));
  return thread;
}

function receive(pool: Pool, thread: Thread, message: ReadAnswer): void {
  if (message === "ready") {
    thread.ready = true;
    thread.time?.();
    return;
  }
  thread.finish?.(message);
  assign(pool);
}

/** Ends a thread and answers its file with the reason; the next file gets a new one. */
function discard(pool: Pool, thread: Thread, failure: ReadFailure): void {
  if (!pool.threads.delete(thread)) return;
  void thread.worker.terminate();
  thread.finish?.([{ outcome: { failure } }]);
  if (!pool.closed) assign(pool);
}

/** A thread that can't be started is the machine's trouble, told as such and never as a finding about the file it was to read. */
function stillborn(pool: Pool, thread: Thread, problem: unknown): void {
  if (!pool.threads.delete(thread)) return;
  thread.refuse?.(
    machineFailed(`读取文件的线程不能启动：${problem instanceof Error ? problem.message : String(problem)}`),
  );
  if (!pool.closed) assign(pool);
}

function isOutOfMemory(problem: unknown): boolean {
  return problem instanceof Error && "code" in problem && problem.code === "ERR_WORKER_OUT_OF_MEMORY";
}

function failureOfThread(problem: unknown, limits: ReadLimits): ReadFailure {
  if (isOutOfMemory(problem)) return tooLarge(`读取所需内存超过 ${limits.memoryMb} MB，已中止`).failure;
  return unreadable("读取时意外中止，文件可能已损坏").failure;
}

async function closePool(pool: Pool): Promise<void> {
  pool.closed = true;
  const { failure } = unreadable("读取已取消");
  for (const job of pool.waiting.splice(0)) job.answer([{ outcome: { failure } }]);
  const threads = [...pool.threads];
  pool.threads.clear();
  for (const thread of threads) thread.finish?.([{ outcome: { failure } }]);
  await Promise.all(threads.map((thread) => thread.worker.terminate()));
}
