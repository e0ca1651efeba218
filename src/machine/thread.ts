import { Worker } from "node:worker_threads";
import { machineFailed } from "../error.js";
import type { JobAnswer, ThreadData, ThreadJob } from "../gather/gather.js";
import type { ReadFailure } from "../grid.js";
import { type ReadLimits, tooLarge, unreadable } from "../read/read.js";
import { type ProcessorTime, processorTime, timeTaken } from "./cpu-time.js";
import type { ThreadAnswer } from "./worker.js";

/** 一份文件的处理: what is to be done with it, and who waits for the answer. */
export interface Job {
  readonly job: ThreadJob;
  readonly answer: (answer: JobAnswer) => void;
  readonly refuse: (error: Error) => void;
  /** It is done with no other beside it, after memory became short. */
  alone: boolean;
}

/** 线程: does one file at a time, and is ended when that file costs too much. */
export interface Thread {
  readonly worker: Worker;
  /** The engine's own threads, which clear memory for it. */
  readonly helpers: readonly number[];
  /** As the system counts threads; undefined until it is ready, or where the system does not tell. */
  number: number | undefined;
  ready: boolean;
  current: Work | undefined;
}

interface Work {
  readonly job: Job;
  /** 扫描件: it may cost more. */
  scanning: boolean;
  /** Undefined until the thread is ready: loading the program is not the file's cost. */
  spent: { readonly processor: ProcessorTime; readonly clock: number; readonly memory: number } | undefined;
}

const MEGABYTE = 1024 * 1024;

/**
 * Where one thread reaches the limit of its heap within a single operation, the engine ends the whole program. So that limit lies far off,
 * and it is the pool that ends a thread, by what the process has grown.
 */
const HEAP_BEYOND = 4;

/** A thread that is given no processor for so long will not come to an end; a busy machine is not meant by it. */
const PATIENCE = 20;

export interface ThreadEvents {
  readonly onAnswer: (thread: Thread, answer: JobAnswer) => void;
  readonly onEnd: (thread: Thread, failure: ReadFailure) => void;
  /** The thread itself could not be started: the machine's trouble, and never a finding about the file. */
  readonly onStillborn: (thread: Thread, error: Error) => void;
}

export interface ThreadStart {
  readonly program: URL;
  readonly data: ThreadData;
  readonly helpers: readonly number[];
}

export function openThread({ program, data, helpers }: ThreadStart, events: ThreadEvents): Thread {
  const { memoryMb } = data.limits;
  const worker = new Worker(program, {
    workerData: data,
    resourceLimits: { maxOldGenerationSizeMb: memoryMb * HEAP_BEYOND },
    stdout: true,
    stderr: true,
  });
  // What libraries print about a file is not for the user, and must not fill memory either.
  worker.stdout.resume();
  worker.stderr.resume();
  const thread: Thread = { worker, helpers, number: undefined, ready: false, current: undefined };
  worker.on("message", (message: ThreadAnswer) => {
    if ("ready" in message) becomeReady(thread, message.thread);
    else if ("scanning" in message) {
      if (thread.current) thread.current.scanning = true;
    } else events.onAnswer(thread, message);
  });
  worker.on("error", (problem) => {
    if (!thread.ready && !isOutOfMemory(problem)) events.onStillborn(thread, startFailure(problem));
    else events.onEnd(thread, isOutOfMemory(problem) ? outOfMemory(memoryMb) : BROKEN_OFF);
  });
  worker.on("exit", () => events.onEnd(thread, BROKEN_OFF));
  return thread;
}

/** Hands a file to a thread. The caller keeps its bytes: they may be part of a larger buffer, and are needed for their hash. */
export function begin(thread: Thread, job: Job): void {
  thread.current = { job, scanning: false, spent: undefined };
  if (thread.ready) startCounting(thread);
  thread.worker.ref();
  const bytes = new Uint8Array(job.job.file.bytes);
  thread.worker.postMessage({ ...job.job, file: { ...job.job.file, bytes } }, [bytes.buffer]);
}

/** Takes the job from a thread that has answered it; the thread no longer keeps the program running. */
export function end(thread: Thread): Job | undefined {
  const job = thread.current?.job;
  thread.current = undefined;
  thread.worker.unref();
  return job;
}

function becomeReady(thread: Thread, number: number | undefined): void {
  thread.ready = true;
  thread.number = number;
  startCounting(thread);
}

function startCounting(thread: Thread): void {
  if (!thread.current) return;
  thread.current.spent = {
    processor: processorTime(thread.number, thread.helpers),
    clock: performance.now(),
    memory: process.memoryUsage.rss(),
  };
}

/** 是否超出: why a file's thread must be ended now, as far as time is concerned; processor time, so that a busy machine changes no result. */
export function overTime(thread: Thread, limits: ReadLimits, threadsAtWork: number): ReadFailure | undefined {
  const spent = thread.current?.spent;
  if (!spent) return undefined;
  const milliseconds = thread.current?.scanning ? limits.scanMilliseconds : limits.milliseconds;
  const used = takenBy(thread, threadsAtWork);
  const waited = performance.now() - spent.clock;
  if (used < milliseconds && waited < milliseconds * PATIENCE) return undefined;
  return tooLarge(`处理用时超过 ${Math.ceil(milliseconds / 1000)} 秒，已中止`, triedAlone("用时上限")).failure;
}

/** 慢: whether the file under way keeps others waiting, by the processor time it took, or by the clock where it does not compute at all. */
export function isSlow(thread: Thread, threadsAtWork: number): boolean {
  const since = thread.current?.spent?.clock;
  return since !== undefined && (takenBy(thread, threadsAtWork) > SLOW || performance.now() - since > STANDING);
}

/** In milliseconds. */
const SLOW = 300;
const STANDING = 1000;

/** Milliseconds of processor time that the file under way has taken, what the engine cleared away for it included; 0 where there is none. */
function takenBy(thread: Thread, threadsAtWork: number): number {
  const spent = thread.current?.spent;
  if (spent === undefined) return 0;
  return timeTaken(spent.processor, processorTime(thread.number, thread.helpers), threadsAtWork);
}

/** 内存上限 of the files under way, in MB: nobody can tell which of them made the process grow, so a scan's holds for all beside it. */
export function memoryFor(threads: readonly Thread[], limits: ReadLimits): number {
  return threads.some((thread) => thread.current?.scanning) ? limits.scanMemoryMb : limits.memoryMb;
}

/** Whether the process has grown by so much since this file was begun; a heap's own limit does not see what lies outside it. */
export function hasGrown(thread: Thread, megabytes: number, memory: number): boolean {
  const before = thread.current?.spent?.memory;
  return before !== undefined && memory - before > megabytes * MEGABYTE;
}

export function outOfMemory(memoryMb: number): ReadFailure {
  return tooLarge(`处理所需内存超过 ${memoryMb} MB，已中止`, triedAlone("内存上限")).failure;
}

/** 单独重试: what costs more than the machine may spend is no fault of the file's, and nothing of it is kept: it is read anew each time. */
function triedAlone(setting: string): string {
  return `汇总单位可用 check 单独再读这一份，或在设置中调高“${setting}”后重新运行；仍不能读取的，`;
}

const BROKEN_OFF = unreadable("处理时意外中止，文件可能已损坏").failure;

function startFailure(problem: unknown): Error {
  return machineFailed(`处理文件的线程不能启动：${problem instanceof Error ? problem.message : String(problem)}`);
}

function isOutOfMemory(problem: unknown): boolean {
  return problem instanceof Error && "code" in problem && problem.code === "ERR_WORKER_OUT_OF_MEMORY";
}
