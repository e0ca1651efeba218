import { dayOfRun } from "../arrival.js";
import { sha256 } from "../bytes.js";
import type { Consolidation } from "../consolidation.js";
import type { RunEvent } from "../effects.js";
import type { Schemas } from "../form/form.js";
import { type Machine, openMachine, strangeFolders } from "../machine/machine.js";
import { type Day, type Period, yearOf } from "../period.js";
import { type RunResult, run } from "../pipeline.js";
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
import { PROGRAM_VERSION } from "../version.js";
import { checkConfiguration } from "./beforehand.js";
import { type Console, foldersOf, type Given, optionsOf, strangeText } from "./command.js";
import { countsOf, namesOf, report } from "./outcome.js";

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
  const schemas = await checkConfiguration(folders, options.period, console, cached ? "recall" : "off");
  const lock = await acquireLock(folders.outputs);
  const stages = stageClock(clock, console);
  let machine: Machine | undefined;
  try {
    // Last year's result is read through its link, which a killed run may have left missing.
    await mendOutputs(folders.outputs);
    machine = await openMachine({
      ...folders,
      cache: cached ? "keep" : "off",
      log: stages.log,
      day,
      ...(waiting ? { waiting } : { startedAt }),
    });
    await machine.compiled.keep(schemas);
    console.log({ event: "started", year: yearOf(options.period) });
    const result = await run(options, schemas, machine.effects);
    const question = await questionOf(result, options, schemas, machine);
    const place = { outputs: folders.outputs, period: options.period };
    const recorded =
      (cached ? await standingRun(place, question, lock) : undefined) ??
      (await writeOut({ ...place, schemas, result, question, startedAt, day, stages, lock }));
    console.settle();
    console.log({ event: "recorded", run: recorded.runId, unchanged: recorded.unchanged });
    const strange = strangeText(await strangeFolders(folders.inputs));
    if (strange !== "" && !given.quiet) console.tell(`  提示${strange}`);
    report(given, console, { result, recorded, outputs: folders.outputs });
    return result.consolidation.status === "final" ? 0 : 1;
  } finally {
    console.settle();
    await machine?.close();
    await lock.release();
  }
}

/** Everything that decides the outputs: where the newest run had the same, its outputs are used. */
async function questionOf(
  { consolidation }: RunResult,
  options: RunOptions,
  schemas: Schemas,
  machine: Machine,
): Promise<RunQuestion> {
  return {
    status: consolidation.status,
    arguments: { year: yearOf(options.period), today: options.today ?? null },
    versions: { crossfoot: PROGRAM_VERSION, schemas: schemas.version },
    inputs: machine.taken(),
    circumstances: sha256(new TextEncoder().encode(`${await machine.circumstances()} ${arrivalsText(consolidation)}`)),
  };
}

/** Who came when, as this run leaves it in the record: the next run finds it there. */
function arrivalsText({ arrivals: { days, untold } }: Consolidation): string {
  return JSON.stringify([untold ?? null, [...days].map(([unit, { day, by }]) => [unit, day, by])]);
}

interface WritingOut {
  readonly outputs: string;
  readonly period: Period;
  readonly schemas: Schemas;
  readonly result: RunResult;
  readonly question: RunQuestion;
  readonly startedAt: string;
  readonly day: Day;
  readonly stages: StageClock;
  readonly lock: OutputsLock;
}

async function writeOut(given: WritingOut): Promise<RecordedRun> {
  const { outputs, period, schemas, result, question, startedAt, day, stages, lock } = given;
  const { keepRuns } = schemas.jurisdiction;
  const files = await result.files();
  // The settings' labels come with the library that parses them, which an unchanged run does without.
  const { standingDecisions } = await import("./decisions.js");
  stages.log({ event: "stage", stage: "record" });
  return recordRun({
    outputs,
    period,
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
