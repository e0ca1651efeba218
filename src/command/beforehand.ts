import { wrongUse } from "../error.js";
import { formInForce, type Schemas } from "../form/form.js";
import { loadSchemas } from "../form/load.js";
import { type Folders, openMachine, yearFolders } from "../machine/machine.js";
import { type Console, checkValues, foldersOf, type Given } from "./command.js";
import { checkOverlap } from "./overlap.js";

/** 运行前检查: whatever is wrong with the use or the schemas is said before anything is written, be it only the lock. Gives the schemas it loaded. */
export async function checkConfiguration(
  folders: Folders,
  { year }: { readonly year: number | undefined },
  console: Console,
): Promise<Schemas> {
  checkOverlap(folders);
  const { effects, close } = await openMachine({ ...folders, cache: "off", log: console.log });
  try {
    const schemas = loadSchemas(await effects.schemas());
    if (year !== undefined && !formInForce(schemas, year))
      throw wrongUse(`没有${year}年度施行的年报表式（schemas/annual-report）`);
    await effects.pdfFont(schemas.jurisdiction.fonts?.pdf);
    return schemas;
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
