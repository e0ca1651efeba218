import type { Schemas } from "../form/form.js";
import { schemasOf } from "../form/one-form.js";
import { type Folders, openMachine, periodFolders } from "../machine/machine.js";
import type { Task } from "../run.js";
import { type Console, checkValues, foldersOf, type Given, periodGiven } from "./command.js";
import { checkOverlap } from "./overlap.js";

/**
 * 运行前检查: finds what is wrong with the options or the schemas before anything is written, the lock included. Returns the schemas of all forms.
 * @throws CrossfootError (exit 2)
 */
export async function checkConfiguration(
  folders: Folders,
  task: Task | undefined,
  console: Console,
  cache: "off" | "recall" = "recall",
): Promise<Schemas> {
  checkOverlap(folders);
  const { effects, compiled, close } = await openMachine({ ...folders, cache, log: console.log });
  try {
    const schemas = await compiled.load();
    if (task) schemasOf(schemas, task.period, task.form);
    // Only a font that somebody names can be wrong; the installed ones are looked for when they are needed.
    const font = schemas.jurisdiction.fonts?.pdf;
    if (font !== undefined) await effects.pdfFonts(font);
    return schemas;
  } finally {
    await close();
  }
}

/** The same for a command that keeps running, at its start. That there is no period's folder yet is no error. */
export async function checkBeforehand(given: Given, console: Console): Promise<void> {
  const folders = foldersOf(given);
  checkValues(given);
  await periodFolders(folders.inputs);
  const period = periodGiven(given);
  const task = period && { period, ...(given.form !== undefined && { form: given.form }) };
  await checkConfiguration(folders, task, console);
}
