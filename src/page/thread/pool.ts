import { machineFailed } from "../../error.js";
import { type JobAnswer, type ThreadJob, type ThreadReading, throughThreads } from "../../gather/gather.js";
import type { ReadFailure } from "../../grid.js";
import { tooLarge, unreadable } from "../../read/read.js";
import type { ReadingStart } from "./reading.js";

/** 读取线程池: files are read, and their figures found, in threads that are ended when one takes too long. */
export interface ReadingPool extends ThreadReading {
  readonly close: () => void;
}

interface Job {
  readonly job: ThreadJob;
  readonly answer: (answer: JobAnswer) => void;
  readonly refuse: (error: Error) => void;
}

interface Thread {
  readonly worker: Worker;
  readonly port: MessagePort;
  ready: boolean;
  current: Job | undefined;
  /** 久未读完: its file has kept it for a second. */
  standing: boolean;
  timers: readonly ReturnType<typeof setTimeout>[];
}

interface Pool {
  readonly size: number;
  readonly start: Omit<ReadingStart, "port">;
  /** The address of the threads' script. */
  readonly program: string;
  readonly waiting: Job[];
  readonly threads: Set<Thread>;
}

/**
 * 等候上限: a browser does not tell a thread's processor time, so a file may take this many times its limit by the clock before its thread is
 * ended. A busy machine must not make a file unreadable that the command reads.
 */
const PATIENCE = 20;

/**
 * Beside this thread, which sums meanwhile, one that reads is as much as two processors can use, and each takes some 150 MB. A further one is
 * started where a file keeps all that are there for so long (milliseconds).
 */
const STANDING = 1000;

export function openPool(size: number, program: string, start: Pool["start"]): ReadingPool {
  const url = URL.createObjectURL(new Blob([program], { type: "text/javascript" }));
  const pool: Pool = { size: Math.max(1, size), start, program: url, waiting: [], threads: new Set() };
  return {
    ...throughThreads((job) => asked(pool, job)),
    close: () => {
      for (const thread of pool.threads) dismiss(pool, thread);
      URL.revokeObjectURL(url);
    },
  };
}

function asked(pool: Pool, job: ThreadJob): Promise<JobAnswer> {
  return new Promise((answer, refuse) => {
    pool.waiting.push({ job, answer, refuse });
    assign(pool);
  });
}

function assign(pool: Pool): void {
  while (pool.waiting.length > 0) {
    const idle = [...pool.threads].find((thread) => thread.current === undefined);
    if (!idle && !mayGrow(pool)) return;
    begin(pool, idle ?? opened(pool), pool.waiting.shift()!);
  }
}

function mayGrow({ threads, size }: Pool): boolean {
  return threads.size < size && [...threads].every(({ standing }) => standing);
}

function begin(pool: Pool, thread: Thread, job: Job): void {
  thread.current = job;
  if (thread.ready) startClock(pool, thread);
  const bytes = new Uint8Array(job.job.file.bytes);
  thread.port.postMessage({ ...job.job, file: { ...job.job.file, bytes } }, [bytes.buffer]);
}

function opened(pool: Pool): Thread {
  const { port1: port, port2 } = new MessageChannel();
  const thread: Thread = {
    worker: new Worker(pool.program),
    port,
    ready: false,
    current: undefined,
    standing: false,
    timers: [],
  };
  pool.threads.add(thread);
  port.onmessage = ({ data }: MessageEvent<"ready" | JobAnswer>) => {
    if (data !== "ready") return settle(pool, thread, data);
    thread.ready = true;
    if (thread.current) startClock(pool, thread);
  };
  thread.worker.onerror = (event) => {
    event.preventDefault();
    if (thread.ready) return discard(pool, thread, BROKEN_OFF);
    const { current } = thread;
    dismiss(pool, thread);
    current?.refuse(machineFailed(`浏览器不能启动读取文件的线程：${event.message}`));
  };
  thread.worker.postMessage({ ...pool.start, port: port2 } satisfies ReadingStart, [port2]);
  return thread;
}

function startClock(pool: Pool, thread: Thread): void {
  const milliseconds = pool.start.reading.limits.milliseconds * PATIENCE;
  const late = tooLarge(`处理用时超过 ${Math.ceil(milliseconds / 1000)} 秒，已中止`).failure;
  const stand = (): void => {
    thread.standing = true;
    assign(pool);
  };
  thread.timers = [setTimeout(() => discard(pool, thread, late), milliseconds), setTimeout(stand, STANDING)];
}

function stopClock(thread: Thread): void {
  for (const timer of thread.timers) clearTimeout(timer);
  thread.standing = false;
}

function settle(pool: Pool, thread: Thread, answer: JobAnswer): void {
  stopClock(thread);
  const { current } = thread;
  thread.current = undefined;
  current?.answer(answer);
  assign(pool);
}

/** Ends a thread and answers its file with the reason; the next file gets a new one. */
function discard(pool: Pool, thread: Thread, failure: ReadFailure): void {
  const { current } = thread;
  dismiss(pool, thread);
  current?.answer({ failure });
  assign(pool);
}

function dismiss(pool: Pool, thread: Thread): void {
  stopClock(thread);
  thread.current = undefined;
  pool.threads.delete(thread);
  thread.port.close();
  thread.worker.terminate();
}

const BROKEN_OFF = unreadable("处理时意外中止，文件可能已损坏").failure;
