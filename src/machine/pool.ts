import {
  type JobAnswer,
  type ThreadData,
  type ThreadJob,
  type ThreadReading,
  throughThreads,
} from "../gather/gather.js";
import type { ReadFailure } from "../grid.js";
import { unreadable } from "../read/read.js";
import { helperThreads } from "./cpu-time.js";
import {
  begin,
  end,
  hasGrown,
  isSlow,
  type Job,
  memoryFor,
  openThread,
  outOfMemory,
  overTime,
  type Thread,
} from "./thread.js";

/** 线程池: files are read, and their figures found, in threads that are ended when one takes too long or too much memory. */
export interface ThreadPool extends ThreadReading {
  /** Starts the first thread before there is a file for it. */
  prepare(): void;
  /** Ends all threads; whatever is still under way is answered as unreadable. */
  close(): Promise<void>;
}

interface Pool {
  readonly size: number;
  readonly data: ThreadData;
  readonly program: URL;
  readonly helpers: readonly number[];
  readonly waiting: Job[];
  readonly threads: Set<Thread>;
  /** Threads that are being ended: what they still hold must not be counted against the next file. */
  ending: number;
  watch: NodeJS.Timeout | undefined;
  /** How many files were answered. */
  done: number;
  closed: boolean;
}

export function createThreadPool(options: {
  readonly size: number;
  readonly data: ThreadData;
  readonly program?: URL;
}): ThreadPool {
  const { data, program = new URL("./worker.js", import.meta.url) } = options;
  const size = Math.max(1, Math.floor(options.size));
  const pool: Pool = {
    size,
    data,
    program,
    helpers: helperThreads(),
    waiting: [],
    threads: new Set(),
    ending: 0,
    watch: undefined,
    done: 0,
    closed: false,
  };
  return {
    ...throughThreads((job) => asked(pool, job)),
    prepare: () => {
      if (!pool.closed && pool.threads.size === 0) opened(pool).worker.unref();
    },
    close: () => closePool(pool),
  };
}

function asked(pool: Pool, job: ThreadJob): Promise<JobAnswer> {
  if (pool.closed) throw new Error("the thread pool is closed");
  return new Promise((answer, refuse) => {
    pool.waiting.push({ job, answer, refuse, alone: false });
    assign(pool);
  });
}

/**
 * Gives waiting files to idle threads, and starts threads while there are fewer than allowed. A file that must be alone waits until no other
 * is under way, and every file until the threads that were ended are gone.
 */
function assign(pool: Pool): void {
  while (pool.waiting.length > 0 && pool.ending === 0) {
    const busy = atWork(pool);
    const next = pool.waiting[0];
    if (busy.some((thread) => thread.current?.job.alone) || (next?.alone && busy.length > 0)) return;
    const idle = [...pool.threads].find((thread) => thread.current === undefined);
    if (!idle && !mayGrow(pool)) return;
    begin(idle ?? opened(pool), pool.waiting.shift()!);
    pool.watch ??= setInterval(() => look(pool), LOOK_EVERY).unref();
  }
}

/**
 * A thread loads the program and becomes fast only with its first dozens of files: a further one is worth it where there are many files, or
 * where one keeps the others waiting. That so many were read says that there may be as many more.
 */
function mayGrow({ threads, size, done }: Pool): boolean {
  if (threads.size >= size) return false;
  return done >= WORTH * threads.size || [...threads].some((thread) => isSlow(thread, threads.size));
}

/** Files for each thread before there is another. */
const WORTH = 100;

function opened(pool: Pool): Thread {
  const thread = openThread(pool, {
    onAnswer: (one, answer) => {
      const heavy = hasGrown(one, HEAVY * pool.data.limits.memoryMb, process.memoryUsage.rss());
      end(one)?.answer(answer);
      pool.done += 1;
      // What a large file took is given back with its thread: the next one finds as much as the first.
      if (heavy && pool.threads.delete(one)) finish(pool, one);
      rest(pool);
      assign(pool);
    },
    onEnd: (one, failure) => discard(pool, one, failure),
    onStillborn: (one, error) => {
      if (!pool.threads.delete(one)) return;
      end(one)?.refuse(error);
      if (!pool.closed) assign(pool);
    },
  });
  pool.threads.add(thread);
  return thread;
}

/** The share of a file's memory from which its thread is not used again. */
const HEAVY = 0.3;

/** In milliseconds: memory outside the heap can grow by a gigabyte in a second. */
const LOOK_EVERY = 20;

/** Ends what costs too much. Of several files under way nobody can tell which made the process grow: each is done again alone. */
function look(pool: Pool): void {
  const busy = atWork(pool);
  const memory = process.memoryUsage.rss();
  const { limits } = pool.data;
  for (const thread of busy) {
    const late = overTime(thread, limits, busy.length);
    if (late) discard(pool, thread, late);
  }
  assign(pool);
  const together = atWork(pool);
  const most = memoryFor(together, limits);
  if (!together.some((thread) => hasGrown(thread, most, memory))) return;
  if (together.length === 1 && pool.ending === 0) discard(pool, together[0]!, outOfMemory(most));
  else for (const thread of together) startOver(pool, thread);
}

function startOver(pool: Pool, thread: Thread): void {
  pool.threads.delete(thread);
  const job = end(thread);
  if (job) pool.waiting.push({ ...job, alone: true });
  finish(pool, thread);
}

/** Ends a thread. In the middle of one long operation it goes on for a while, and takes more memory. */
function finish(pool: Pool, { worker }: Thread): void {
  pool.ending += 1;
  void worker.terminate().finally(() => {
    pool.ending -= 1;
    if (!pool.closed) assign(pool);
  });
}

/** Ends a thread and answers its file with the reason; the next file gets a new one. */
function discard(pool: Pool, thread: Thread, failure: ReadFailure): void {
  if (!pool.threads.delete(thread)) return;
  end(thread)?.answer({ failure });
  finish(pool, thread);
  rest(pool);
}

function atWork(pool: Pool): readonly Thread[] {
  return [...pool.threads].filter((thread) => thread.current !== undefined);
}

/** With nothing under way there is nothing to look after. */
function rest(pool: Pool): void {
  if (atWork(pool).length > 0) return;
  clearInterval(pool.watch);
  pool.watch = undefined;
}

const CANCELLED = unreadable("处理已取消").failure;

async function closePool(pool: Pool): Promise<void> {
  pool.closed = true;
  clearInterval(pool.watch);
  for (const job of pool.waiting.splice(0)) job.answer({ failure: CANCELLED });
  const threads = [...pool.threads];
  pool.threads.clear();
  for (const thread of threads) end(thread)?.answer({ failure: CANCELLED });
  await Promise.all(threads.map((thread) => thread.worker.terminate()));
}
