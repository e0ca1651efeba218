import { CrossfootError } from "../error.js";
import { jsonText } from "../shown-text.js";
import { neverDue, nextTimes, scheduleRuns } from "../trigger/schedule.js";
import { waitingMessage } from "../trigger/settle.js";
import { watchInputs } from "../trigger/watch.js";
import { checkBeforehand } from "./beforehand.js";
import { type Console, countGiven, foldersOf, type Given } from "./command.js";

/** What a command that keeps running is given. */
export interface KeepRunning {
  readonly given: Given;
  readonly console: Console;
  readonly once: (waiting?: ReadonlyMap<string, string>) => Promise<number>;
  readonly signal: AbortSignal;
}

export interface WatchOptions {
  readonly polling?: boolean;
  readonly quiet?: string;
}

/** 守候: runs when the inputs have not changed for a while. Files still being written are left for later and named. */
export async function watch({ given, console, once, signal }: KeepRunning, options: WatchOptions): Promise<number> {
  const { inputs } = foldersOf(given);
  const quietSeconds = countGiven("--settle", options.quiet ?? "5");
  await checkBeforehand(given, console);
  console.tell(`正在守候 ${inputs}，文件不再变化后自动运行；按 Ctrl+C 结束`);
  await watchInputs({
    inputs,
    ...(options.polling && { polling: true }),
    quietMs: quietSeconds * 1000,
    onSettled: async ({ waiting }) => {
      // A file that is only open elsewhere is read as last saved: after Excel crashed, its lock file would stand for ever.
      const unready = waiting.filter((one) => one.reason !== "locked");
      await attempted(() => once(new Map(unready.map((one) => [one.path, waitingMessage(one)]))), console);
    },
    onWaiting: (waiting) => {
      console.log({ event: "waiting", files: waiting });
      for (const one of waiting) console.tell(`  等待：${waitingMessage(one)}`);
    },
    onTrouble: (error) => console.tell(`  守候中遇到问题：${messageOf(error)}`),
    signal,
  });
  return 0;
}

export interface ScheduleOptions {
  readonly tz?: string;
  readonly next?: string;
}

/** 定时: runs at set times; `--next N` only lists them. */
export async function schedule(
  pattern: string,
  { given, console, once, signal }: KeepRunning,
  options: ScheduleOptions,
): Promise<number> {
  const timezone = options.tz ?? "Asia/Shanghai";
  const times = nextTimes(pattern, timezone, options.next === undefined ? 1 : countGiven("--next", options.next));
  if (times.length === 0) throw neverDue(pattern);
  if (options.next !== undefined) {
    if (given.json) console.say(jsonText({ timezone, times }));
    else for (const time of times) console.say(`  将于 ${time}（${timezone}）运行`);
    return 0;
  }
  await checkBeforehand(given, console);
  for (const time of times) console.tell(`  将于 ${time}（${timezone}）运行`);
  await scheduleRuns({
    pattern,
    timezone,
    signal,
    onDue: async () => {
      await attempted(once, console);
    },
    onSkipped: () => console.tell("  上一次运行还没有结束，这一次略过"),
    onTrouble: (error) => console.tell(`  运行失败：${messageOf(error)}`),
  });
  return 0;
}

/** Runs once and reports an error, so that the next run is still made. */
async function attempted(once: () => Promise<number>, console: Console): Promise<void> {
  try {
    await once();
  } catch (error) {
    // A failure of the machine is tried again by the watch, and a bug must not be hidden.
    if (!(error instanceof CrossfootError) || error.exitCode === 3) throw error;
    console.log({ event: "failed", message: error.message });
    console.tell(`  本次没有运行成功：${error.message}`);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
