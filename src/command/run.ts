import { join } from "node:path";
import { dayOfRun } from "../arrival.js";
import type { RunEvent } from "../effects.js";
import { periodKinds, type Schemas } from "../form/form.js";
import { schemasOf } from "../form/one-form.js";
import { type Machine, openMachine, programFingerprint, strangeFolders } from "../machine/machine.js";
import { type Day, yearOf } from "../period.js";
import type { RunResult } from "../pipeline.js";
import {
  acquireLock,
  mendOutputs,
  type OutputsLock,
  type RecordedRun,
  type RunQuestion,
  recordRun,
  type StageTime,
  standingRun,
} from "../record/record.js";
import type { RunOptions } from "../run.js";
import { checkConfiguration } from "./beforehand.js";
import { type Console, foldersOf, type Given, optionsOf, seriesIn, strangeText } from "./command.js";
import { countsOf, namesOf, report, type Summary, summaryOf } from "./outcome.js";
import { arrivalsText, keepOutcome, questionOf, standingOutcome } from "./standing.js";

/** 运行时刻: the clock, which is shown and never decides anything, and the files that are left for the next run, each with its reason. */
export interface RunMoment {
  readonly startedAt: string;
  readonly clock: () => number;
  readonly waiting?: ReadonlyMap<string, string>;
}

/** 运行: one pass, inputs to outputs. Exit 0 for a report that may be published, 1 for a draft. */
export async function runOnce(
  given: Given,
  console: Console,
  { startedAt, clock, waiting }: RunMoment,
): Promise<number> {
  const folders = foldersOf(given);
  const options = await optionsOf(given);
  const day = dayOfRun(startedAt, options.today);
  const cached = given.cache !== false;
  const all = await checkConfiguration(folders, options, console, cached ? "recall" : "off");
  const schemas = schemasOf(all, options.period, options.form);
  const lock = await acquireLock(folders.outputs);
  const stages = stageClock(clock, console);
  let machine: Machine | undefined;
  try {
    // Last year's result is read through its link, which a killed run may have left missing.
    await mendOutputs(folders.outputs);
    machine = await openMachine({
      ...folders,
      cache: cached ? "keep" : "off",
      task: options,
      log: stages.log,
      day,
      ...(waiting ? { waiting } : { startedAt }),
    });
    await machine.compiled.keep(all);
    console.log({ event: "started", year: yearOf(options.period) });
    const run = { outputs: folders.outputs, options, schemas, machine, cached, startedAt, day, stages, lock };
    const { summary, recorded } = (cached ? await unchanged(run) : undefined) ?? (await anew(run));
    console.settle();
    console.log({ event: "recorded", run: recorded.runId, unchanged: recorded.unchanged, as: recorded.shown.as });
    const strange = strangeText(await strangeFolders(folders.inputs, periodKinds(all)));
    if (strange !== "" && !given.quiet) console.tell(`  提示${strange}`);
    report(given, console, { summary, recorded, folder: join(folders.outputs, seriesIn(schemas, options.period).key) });
    return summary.status === "final" ? 0 : 1;
  } finally {
    console.settle();
    try {
      await machine?.close();
    } finally {
      await lock.release();
    }
  }
}

/** A run under way. */
interface RunUnderWay {
  readonly outputs: string;
  readonly options: RunOptions;
  readonly schemas: Schemas;
  readonly machine: Machine;
  readonly cached: boolean;
  readonly startedAt: string;
  readonly day: Day;
  readonly stages: StageClock;
  readonly lock: OutputsLock;
}

interface RunDone {
  readonly summary: Summary;
  readonly recorded: RecordedRun;
}

/** 内容未变: nothing is read or summed where all that decides the outputs is as it was and they still stand there whole. */
async function unchanged({ outputs, options, schemas, machine, lock }: RunUnderWay): Promise<RunDone | undefined> {
  const standing = await standingOutcome({ machine, options, schemas: schemas.version });
  const recorded =
    standing && (await standingRun({ outputs, series: seriesIn(schemas, options.period) }, standing.question, lock));
  return recorded && { summary: standing.summary, recorded };
}

/** The program behind it is loaded only where there is something to do. */
async function anew(given: RunUnderWay): Promise<RunDone> {
  const { outputs, options, schemas, machine, cached, lock } = given;
  // What can't be started will not be when it is needed either, and fails there.
  machine.reading.prepare().catch(() => undefined);
  const { run } = await import("../pipeline.js");
  const result = await run(options, schemas, endingThreads(machine), machine.typesetting);
  const summary = summaryOf(result);
  const kept = { machine, options, schemas: schemas.version };
  const arrivals = arrivalsText(result.consolidation.arrivals);
  const question = await questionOf(summary.status, kept, arrivals);
  const recorded =
    (cached ? await standingRun({ outputs, series: seriesIn(schemas, options.period) }, question, lock) : undefined) ??
    (await writeOut(given, result, question));
  if (mayBeKept(result)) await keepOutcome(kept, { summary, arrivals });
  return { summary, recorded };
}

/** 读毕: before the check every file of every form and period was read, and the threads take no memory beside the sums. */
function endingThreads({ effects, reading }: Machine): Machine["effects"] {
  return {
    ...effects,
    log: (event) => {
      effects.log(event);
      if (event.event === "stage" && event.stage === "check") reading.close().catch(() => undefined);
    },
  };
}

/** A file that could not be read is read again: the reason may have been a passing one. */
function mayBeKept({ consolidation }: RunResult): boolean {
  return !consolidation.findings.some(({ rule }) => UNREAD.has(rule));
}

const UNREAD: ReadonlySet<string> = new Set(["FILE.UNREADABLE", "FILE.TOO_LARGE", "FILE.UNSTABLE"]);

async function writeOut(
  { outputs, options, schemas, cached, startedAt, day, stages, lock }: RunUnderWay,
  result: RunResult,
  question: RunQuestion,
): Promise<RecordedRun> {
  const { keepRuns } = schemas.jurisdiction;
  const files = await result.files();
  // The settings' labels come with the library that parses them, which an unchanged run does without.
  const { standingDecisions } = await import("../standing-decisions.js");
  stages.log({ event: "stage", stage: "record" });
  return recordRun({
    outputs,
    series: seriesIn(schemas, options.period),
    files,
    lock,
    names: namesOf(result.consolidation),
    office: {
      at: `${startedAt.slice(0, 19)}Z`,
      day,
      received: result.consolidation.coverage.received,
      standing: standingDecisions(result.office, schemas),
    },
    ...(keepRuns !== undefined && { keepRuns }),
    ...(cached && { makers: `${await programFingerprint()} ${schemas.version}` }),
    manifest: {
      ...question,
      startedAt,
      counts: countsOf(result.consolidation),
      // Asked for when the manifest is written, after all else: the outputs are made while they are recorded.
      get stages() {
        return stages.times();
      },
      get peakMemoryBytes() {
        return process.resourceUsage().maxRSS * 1024;
      },
    },
  });
}

interface StageClock {
  readonly log: (event: RunEvent) => void;
  readonly times: () => readonly StageTime[];
}

function stageClock(clock: () => number, console: Console): StageClock {
  let times: readonly StageTime[] = [];
  let current: { stage: string; since: number } | undefined;
  const upToNow = (): readonly StageTime[] =>
    current ? [...times, { stage: current.stage, milliseconds: Math.round(clock() - current.since) }] : times;
  return {
    log: (event) => {
      if (event.event === "stage") {
        times = upToNow();
        current = { stage: event.stage, since: clock() };
      }
      console.log(event);
    },
    times: upToNow,
  };
}
