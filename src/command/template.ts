import { join, resolve } from "node:path";
import { figuresBefore } from "../consolidated-period.js";
import { wrongUse } from "../error.js";
import { type Schemas, type Unit, unitsDue } from "../form/form.js";
import { indexRoster, nearestName, unitNamed } from "../intake/intake.js";
import { openMachine } from "../machine/machine.js";
import type { Period } from "../period.js";
import { blankForms, type OutputFile } from "../publish/publish.js";
import { acquireLock, handOut } from "../record/record.js";
import { type Series, spokenSeries } from "../series.js";
import { jsonText } from "../shown-text.js";
import { type Console, checkValues, foldersOf, type Given, seriesIn, taskOf } from "./command.js";
import { checkOverlap, checkWrittenPlace } from "./overlap.js";

export interface TemplateGiven extends Given {
  /** The folder to write into; by default one beside the period's outputs. */
  readonly out?: string;
}

/**
 * 空白表: writes the workbook that each due unit, or each of those named, fills in and sends. Last year's figures stand in it where they are known.
 * Exit 2 for a unit that is not due.
 */
export async function template(wanted: readonly string[], given: TemplateGiven, console: Console): Promise<number> {
  checkValues(given);
  const folders = foldersOf(given);
  checkOverlap(folders);
  // The forms of a year go out before its folder is there.
  const task = await taskOf(given);
  if (given.out !== undefined) checkWrittenPlace("空白表", resolve(given.out), folders);
  const { files, series } = await formsFor(wanted, task, given, console);
  const folder = given.out === undefined ? join(folders.outputs, `${series.key}-空白表`) : resolve(given.out);
  checkWrittenPlace("空白表", folder, folders);
  const lock = given.out === undefined ? await acquireLock(folders.outputs) : undefined;
  let written: number;
  try {
    written = await handOut(folder, files);
  } finally {
    await lock?.release();
  }
  const kept = files.length - written;
  if (given.json) console.say(jsonText({ exitCode: 0, folder, files: files.map(({ path }) => path), written }));
  else if (!given.quiet)
    console.say(
      `${spokenSeries(series)}空白表：${files.length}个单位，新写${written}个${kept > 0 ? `，原有${kept}个内容相同，没有改动` : ""}：${folder}`,
    );
  return 0;
}

async function formsFor(
  wanted: readonly string[],
  task: Awaited<ReturnType<typeof taskOf>>,
  given: Given,
  console: Console,
): Promise<{ readonly files: readonly OutputFile[]; readonly series: Series }> {
  const machine = await openMachine({ ...foldersOf(given), cache: "recall", task, log: console.log });
  const { period } = task;
  try {
    const schemas = await machine.schemas();
    const units = unitsWanted(wanted, schemas, period);
    const prior = await figuresBefore(period, schemas, machine.effects);
    const files = await blankForms({ schemas, period, units, before: prior?.byUnit ?? new Map() });
    return { files, series: seriesIn(schemas, period) };
  } finally {
    console.settle();
    await machine.close();
  }
}

/** The units in the order of the roster, each named by its code, name or alias; all that are due where none is named. */
function unitsWanted(wanted: readonly string[], schemas: Schemas, period: Period): readonly Unit[] {
  const due = unitsDue(schemas, period);
  if (due.length === 0) throw wrongUse(`单位名录中没有${period.label}应报的单位`);
  const index = indexRoster(schemas, due);
  const named = wanted.map((text) => {
    const unit = due.find(({ code }) => code === text) ?? unitNamed(index, text);
    if (unit) return unit;
    const nearest = nearestName(index, text);
    throw wrongUse(`${period.label}应报的单位中没有“${text}”${nearest === undefined ? "" : `；是否为“${nearest}”？`}`);
  });
  return wanted.length === 0 ? due : due.filter((unit) => named.includes(unit));
}
