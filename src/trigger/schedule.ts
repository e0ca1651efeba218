import { Cron } from "croner";
import { wrongUse } from "../error.js";

export interface ScheduleRequest {
  /** Minute, hour, day, month, weekday: `0 6 * 1-3 *` is six in the morning from January to March. */
  readonly pattern: string;
  /** `Asia/Shanghai`. */
  readonly timezone: string;
  readonly onDue: () => Promise<void>;
  /** The time came while the previous run was still under way: this run is skipped. */
  readonly onSkipped?: () => void;
  readonly onTrouble?: (error: unknown) => void;
  readonly signal: AbortSignal;
}

/** 定时: runs at the set times until the signal aborts; returns when a run under way has ended. */
export async function scheduleRuns(request: ScheduleRequest): Promise<void> {
  let running: Promise<void> = Promise.resolve();
  const job = timetable(request.pattern, request.timezone, {
    protect: () => request.onSkipped?.(),
    run: () => {
      running = dueRun(request);
      return running;
    },
  });
  if (!job.nextRun()) {
    job.stop();
    throw neverDue(request.pattern);
  }
  await ended(request.signal);
  job.stop();
  await running;
}

async function dueRun({ onDue, onTrouble }: ScheduleRequest): Promise<void> {
  try {
    await onDue();
  } catch (error) {
    onTrouble?.(error);
  }
}

/** 今后几次运行的时间, in local time of the zone: `2026-01-05 06:00:00`. */
export function nextTimes(pattern: string, timezone: string, count: number, after?: Date): readonly string[] {
  const job = timetable(pattern, timezone);
  const times = after === undefined ? job.nextRuns(count) : job.nextRuns(count, after);
  job.stop();
  return times.map((time) => wallTime(time, timezone));
}

/** The error for a valid pattern that never comes due, such as the 31st of February. */
export function neverDue(pattern: string): Error {
  return wrongUse(`时间表“${pattern}”没有任何将来的运行时间。`);
}

interface Work {
  readonly protect: () => void;
  readonly run: () => Promise<void>;
}

function timetable(pattern: string, timezone: string, work?: Work): Cron {
  checkTimezone(timezone);
  try {
    return work
      ? new Cron(pattern, { timezone, protect: work.protect }, work.run)
      : new Cron(pattern, { timezone, paused: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw wrongUse(
      `时间表“${pattern}”写法不对。写法为“分 时 日 月 星期”，例如“0 6 * 1-3 *”表示一月至三月每天早上六点。（${reason}）`,
    );
  }
}

function checkTimezone(timezone: string): void {
  try {
    new Intl.DateTimeFormat("en", { timeZone: timezone });
  } catch {
    throw wrongUse(`没有“${timezone}”这个时区，中国的时区写作 Asia/Shanghai。`);
  }
}

function wallTime(time: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  }).formatToParts(time);
  const part = (type: string) => parts.find((entry) => entry.type === type)?.value ?? "";
  return `${part("year")}-${part("month")}-${part("day")} ${part("hour")}:${part("minute")}:${part("second")}`;
}

async function ended(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
