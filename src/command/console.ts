import pino, { type DestinationStream } from "pino";
import type { RunEvent } from "../effects.js";
import { machineFailed } from "../error.js";
import { shownName, shownText } from "../shown-text.js";
import { systemReason } from "../system-error.js";
import type { Console, Given, LoggedEvent } from "./command.js";
import { checkLogPlace } from "./overlap.js";

/** 输出: results on standard output, one JSON line an event in the log, a progress line on a terminal. */
export function openConsole(given: Given): Console {
  const terminal = process.stderr.isTTY === true && !given.quiet && !given.json;
  const log = logTo(given);
  let shown = false;
  const clear = (): void => {
    if (shown) process.stderr.write("\r\u001b[2K");
    shown = false;
  };
  return {
    say: (text) => {
      clear();
      process.stdout.write(`${shownText(text)}\n`);
    },
    tell: (text) => {
      clear();
      (given.json ? process.stderr : process.stdout).write(`${shownText(text)}\n`);
    },
    log: (event) => {
      log(event);
      const line = terminal ? progressOf(event) : undefined;
      if (line === undefined) return;
      process.stderr.write(`\r\u001b[2K${shownName(line)}`);
      shown = true;
    },
    settle: clear,
  };
}

function logTo(given: Given): (event: RunEvent | LoggedEvent) => void {
  // The screen is for people: they see the progress, not the log.
  const forPeople = given.log === undefined && (process.stderr.isTTY === true || given.quiet === true);
  if (forPeople) return () => undefined;
  const destination = given.log === undefined ? pino.destination({ dest: 2, sync: true }) : logFile(given.log, given);
  const logger = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination);
  return (given) => {
    const event = "file" in given ? { ...given, file: shownName(String(given.file)) } : given;
    if (event.event === "failed") logger.error(event);
    else if (event.event === "read") logger.debug(event);
    else logger.info(event);
  };
}

function logFile(path: string, given: Given): DestinationStream {
  checkLogPlace(path, given);
  try {
    return pino.destination({ dest: path, mkdir: true, append: true, sync: true });
  } catch (error) {
    throw machineFailed(`不能写运行日志 ${path}：${systemReason(error)}`);
  }
}

const STAGES: Readonly<Record<string, string>> = {
  gather: "读取",
  check: "审核",
  consolidate: "汇总",
  publish: "出表",
  record: "留存",
};

function progressOf(event: RunEvent | LoggedEvent): string | undefined {
  if (event.event === "read") return `读取 ${event.done}/${event.of}：${event.file}`;
  return event.event === "stage" ? `${STAGES[String(event.stage)] ?? event.stage}……` : undefined;
}
