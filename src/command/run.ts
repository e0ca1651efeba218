import { join } from "node:path";
import type { Consolidation } from "../consolidation.js";
import { wrongUse } from "../error.js";
import { formInForce, type Severity } from "../form/form.js";
import { loadSchemas } from "../form/load.js";
import { type Folders, type Machine, openMachine, PROGRAM_VERSION, yearFolders } from "../machine/machine.js";
import { type RunResult, run } from "../pipeline.js";
import {
  acquireLock,
  type OutputsLock,
  type RecordedRun,
  type RunNames,
  type RunQuestion,
  recordRun,
  type StageTime,
  standingRun,
} from "../record/record.js";
import type { RunEvent } from "../run.js";
import { type Console, checkValues, foldersOf, type Given, optionsOf } from "./command.js";
import { checkOverlap } from "./overlap.js";

/** What the moment of a run gives: the clock is shown and never decides anything; files that are not to be relied upon yet wait. */
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
  await checkConfiguration(folders, options, console);
  const lock = await acquireLock(folders.outputs);
  const stages = stageClock(clock, console);
  let machine: Machine | undefined;
  try {
    machine = await openMachine({
      ...folders,
      cache: given.cache === false ? "off" : "keep",
      log: stages.log,
      ...(waiting && { waiting }),
    });
    console.log({ event: "started", year: options.year });
    const result = await run(options, machine.effects);
    const question: RunQuestion = {
      status: result.consolidation.status,
      arguments: { year: options.year, today: options.today ?? null },
      versions: { crossfoot: PROGRAM_VERSION, schemas: result.schemas.version },
      inputs: machine.taken(),
      circumstances: await machine.circumstances(),
    };
    const place = { outputs: folders.outputs, year: options.year };
    const recorded =
      (given.cache === false ? undefined : await standingRun(place, question, lock)) ??
      (await writeOut({ ...place, result, question, startedAt, stages, lock }));
    console.settle();
    console.log({ event: "recorded", run: recorded.runId, unchanged: recorded.unchanged });
    report(given, console, { result, recorded, year: options.year, outputs: folders.outputs });
    return result.consolidation.status === "final" ? 0 : 1;
  } finally {
    console.settle();
    await machine?.close();
    await lock.release();
  }
}

interface WritingOut {
  readonly outputs: string;
  readonly year: number;
  readonly result: RunResult;
  readonly question: RunQuestion;
  readonly startedAt: string;
  readonly stages: StageClock;
  readonly lock: OutputsLock;
}

async function writeOut(given: WritingOut): Promise<RecordedRun> {
  const { outputs, year, result, question, startedAt, stages, lock } = given;
  const { keepRuns } = result.schemas.jurisdiction;
  const files = await result.files();
  stages.log({ event: "stage", stage: "record" });
  return recordRun({
    outputs,
    year,
    files,
    lock,
    names: namesOf(result.consolidation),
    ...(keepRuns !== undefined && { keepRuns }),
    manifest: {
      ...question,
      startedAt,
      counts: countsOf(result.consolidation),
      stages: stages.times(),
      peakMemoryBytes: process.resourceUsage().maxRSS * 1024,
    },
  });
}

/** Whatever is wrong with the use or the schemas is said before anything is written, be it only the lock. */
async function checkConfiguration(
  folders: Folders,
  { year }: { readonly year: number | undefined },
  console: Console,
): Promise<void> {
  checkOverlap(folders);
  const { effects, close } = await openMachine({ ...folders, cache: "off", log: console.log });
  try {
    const schemas = loadSchemas(await effects.schemas());
    if (year !== undefined && !formInForce(schemas, year))
      throw wrongUse(`没有${year}年度施行的年报表式（schemas/annual-report）`);
    await effects.pdfFont(schemas.jurisdiction.fonts?.pdf);
  } finally {
    await close();
  }
}

/** A command that keeps running says at its start what no run could do with; a year's folder may still come. */
export async function checkBeforehand(given: Given, console: Console): Promise<void> {
  const folders = foldersOf(given);
  checkValues(given);
  await yearFolders(folders.inputs);
  await checkConfiguration(folders, { year: given.year === undefined ? undefined : Number(given.year) }, console);
}

interface StageClock {
  readonly log: (event: RunEvent) => void;
  readonly times: () => readonly StageTime[];
}

function stageClock(clock: () => number, console: Console): StageClock {
  const times: StageTime[] = [];
  let current: { stage: string; since: number } | undefined;
  const finish = (): void => {
    if (current) times.push({ stage: current.stage, milliseconds: Math.round(clock() - current.since) });
  };
  return {
    log: (event) => {
      if (event.event === "stage") {
        finish();
        current = { stage: event.stage, since: clock() };
      }
      console.log(event);
    },
    times: () => [...times],
  };
}

export function countBy({ findings }: Pick<Consolidation, "findings">): Readonly<Record<Severity, number>> {
  const count = (severity: Severity): number => findings.filter((finding) => finding.severity === severity).length;
  return { mandatory: count("mandatory"), verification: count("verification"), notice: count("notice") };
}

function countsOf(consolidation: Consolidation): Readonly<Record<string, number>> {
  const { coverage, submissions } = consolidation;
  return {
    ...countBy(consolidation),
    files: submissions.length,
    due: coverage.due.length,
    received: coverage.received.length,
    missing: coverage.missing.length,
    returned: coverage.returned.length,
  };
}

export function namesOf({ form, overview, units }: Consolidation): RunNames {
  return {
    figures: Object.fromEntries(
      [...form.figures.values(), ...(overview?.figures.values() ?? [])].map((figure) => [figure.code, figure.label]),
    ),
    units: Object.fromEntries(units.map((unit) => [unit.code, unit.name])),
  };
}

interface Finished {
  readonly result: RunResult;
  readonly recorded: RecordedRun;
  readonly year: number;
  readonly outputs: string;
}

const SHOWN = 12;

/** 单位：意见; a sentence that begins with the unit's name needs it no second time. */
function said(unitName: string, message: string): string {
  return message.startsWith(unitName) ? message : `${unitName}：${message}`;
}

function report(given: Given, console: Console, { result, recorded, year, outputs }: Finished): void {
  const { consolidation } = result;
  const { status, coverage, reasons, findings } = consolidation;
  const counts = countBy(consolidation);
  const folder = join(outputs, String(year));
  if (given.json) {
    console.say(JSON.stringify({ status, exitCode: status === "final" ? 0 : 1, outputs: folder, counts, coverage }));
    return;
  }
  if (given.quiet) return;
  console.say(
    `${consolidation.government}${year}年政府信息公开工作年度报告：${status === "final" ? "可以发布" : "草稿"}`,
  );
  console.say(
    `  应报${coverage.due.length}个单位，已报${coverage.received.length}个，未报${coverage.missing.length}个，退回${coverage.returned.length}个，迟报${coverage.late.length}个`,
  );
  console.say(`  审核意见：强制性${counts.mandatory}条，核实性${counts.verification}条，提示性${counts.notice}条`);
  for (const reason of reasons) console.say(`  草稿原因：${reason}`);
  const open = findings.filter((finding) => finding.severity !== "notice" && finding.explanation === null);
  const unitName = (code: string | null): string =>
    consolidation.units.find((unit) => unit.code === code)?.name ?? "（未识别或汇总）";
  for (const finding of open.slice(0, SHOWN))
    console.say(
      `  [${finding.severity === "mandatory" ? "强制性" : "核实性"} ${finding.rule}] ${said(unitName(finding.unit), finding.message)}`,
    );
  if (open.length > SHOWN) console.say(`  …… 共${open.length}条，全部见 汇总底稿.xlsx 的“审核情况”和 review.html`);
  if (!result.hasPdf)
    console.say("  没有找到可用的中文字体，未生成 PDF（可在 schemas/jurisdiction.json 的 fonts.pdf 写明字体文件）");
  console.say(
    `  输出：${folder}${recorded.unchanged ? "（与上次运行相同，没有新增运行记录）" : `（运行编号 ${recorded.runId}）`}`,
  );
}
