import { readdirSync, readFileSync, readlinkSync } from "node:fs";

/** 线程号 of the calling thread as the system counts it; undefined where the system does not tell (Windows, macOS). */
export function threadNumber(): number | undefined {
  try {
    const number = Number(readlinkSync("/proc/thread-self").split("/").at(-1));
    return Number.isSafeInteger(number) ? number : undefined;
  } catch {
    return undefined;
  }
}

/**
 * 引擎的辅助线程: the threads of the process beside the main one, in which the engine clears memory and compiles. To be asked for before
 * there are others; none where the system does not tell.
 */
export function helperThreads(): readonly number[] {
  try {
    return readdirSync("/proc/self/task")
      .map(Number)
      .filter((number) => number !== process.pid);
  } catch {
    return [];
  }
}

/** 处理器时间, in milliseconds: what one thread computed, and what was computed for all threads together. */
export interface ProcessorTime {
  readonly own: number;
  readonly shared: number;
}

/**
 * 处理器时间 of a thread of this process and of the engine's helpers: however busy the machine is. Where the system does not count it by
 * thread, all of the process's time is shared.
 */
export function processorTime(thread: number | undefined, helpers: readonly number[]): ProcessorTime {
  const own = thread === undefined ? undefined : timeOf(thread);
  if (own !== undefined) return { own, shared: helpers.reduce((total, one) => total + (timeOf(one) ?? 0), 0) };
  const { user, system } = process.cpuUsage();
  return { own: 0, shared: (user + system) / 1000 };
}

/** The time between two moments that a file has to answer for: its thread's, and its share of what was done for all. */
export function timeTaken(from: ProcessorTime, to: ProcessorTime, threadsAtWork: number): number {
  return to.own - from.own + Math.max(0, to.shared - from.shared) / Math.max(1, threadsAtWork);
}

/** The kernel counts processor time in hundredths of a second, on every machine that Linux runs on today. */
const MILLISECONDS_A_TICK = 10;

function timeOf(thread: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/self/task/${thread}/stat`, "latin1");
    // The program's name stands in brackets and may hold anything; utime and stime are the 14th and 15th field.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const ticks = Number(fields[11]) + Number(fields[12]);
    return Number.isFinite(ticks) ? ticks * MILLISECONDS_A_TICK : undefined;
  } catch {
    return undefined;
  }
}
