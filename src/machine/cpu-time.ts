import { readFileSync, readlinkSync } from "node:fs";

/** 线程号 of the calling thread as the system counts it; undefined where the system does not tell (Windows, macOS). */
export function threadNumber(): number | undefined {
  try {
    const number = Number(readlinkSync("/proc/thread-self").split("/").at(-1));
    return Number.isSafeInteger(number) ? number : undefined;
  } catch {
    return undefined;
  }
}

/** The kernel counts processor time in hundredths of a second, on every machine that Linux runs on today. */
const MILLISECONDS_A_TICK = 10;

/**
 * 处理器时间 of a thread of this process, in milliseconds: what it computed, however busy the machine is. Where the system does not count it by
 * thread, the whole process's share of each thread at work is taken.
 */
export function threadTime(thread: number | undefined, threadsAtWork: number): number {
  const own = thread === undefined ? undefined : timeOf(thread);
  if (own !== undefined) return own;
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000 / Math.max(1, threadsAtWork);
}

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
