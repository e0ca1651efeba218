import { mkdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Jurisdiction } from "../../form/form.js";
import { parseSettings } from "../../form/office/office.js";
import { provideForms } from "../../machine/machine.js";
import { setupWorkbooks } from "../../publish/publish.js";
import { replaceDurably } from "../../record/record.js";
import { jsonText } from "../../shown-text.js";
import { type Console, checkValues, foldersOf, type Given } from "../command.js";
import { checkFolder, checkOverlap } from "../overlap.js";
import { type Place, type PlaceGiven, placeFrom, type Terminal } from "./questions.js";

/** The day of the setup, which tells what year's reports are collected, and who can be asked. */
export interface SetupMoment {
  /** YYYY-MM-DD. */
  readonly today: string;
  readonly terminal: Terminal;
}

/** What was written, and what lay there already and was left alone. */
interface Done {
  readonly written: string[];
  readonly kept: string[];
}

/**
 * 首次设置: asks for the place's name and level, and writes 设置.xlsx, a roster to be filled in and the folder for the first year. Nothing that lies
 * there already is changed. Exit 2 where nobody can be asked.
 */
export async function setup(
  given: Given & PlaceGiven,
  console: Console,
  { today, terminal }: SetupMoment,
): Promise<number> {
  checkValues(given);
  const { inputs, outputs, schemas } = foldersOf(given);
  checkOverlap({ inputs, outputs, schemas });
  for (const folder of [schemas, inputs]) checkFolder(folder);
  const place = await placeFrom(given, terminal);
  const done: Done = { written: [], kept: [] };
  await mkdir(schemas, { recursive: true });
  if (await provideForms(schemas)) done.written.push(join(schemas, "（随程序提供的报表制度）"));
  const books = await setupWorkbooks({ settings: await settingsFor(place, schemas), date: today });
  await writeNew(join(schemas, "设置.xlsx"), books.settings, done);
  const csv = join(schemas, "units.csv");
  if (await isThere(csv)) done.kept.push(csv);
  else await writeNew(join(schemas, "units.xlsx"), books.roster, done);
  // The reports of a year are collected in the next one.
  const folder = join(inputs, given.year ?? String(Number(today.slice(0, 4)) - 1));
  done[(await isThere(folder)) ? "kept" : "written"].push(folder);
  await mkdir(folder, { recursive: true });
  if (given.json) console.say(jsonText({ exitCode: 0, ...done }));
  else console.say(outcomeText(done, { place, csv, folder }));
  return 0;
}

/** Usual deadlines of the regulations; a blank counts as 0, and every one is said. What the place had set in jurisdiction.json is kept. */
async function settingsFor({ name, level }: Place, schemas: string): Promise<Partial<Jurisdiction>> {
  const before = await formerSettings(schemas);
  const usual = { deadlines: { submission: "01-31", publication: "03-31" }, policies: BLANK_IS_ZERO };
  return before?.name === name ? { ...before, level } : { ...usual, name, level };
}

const BLANK_IS_ZERO = { blank: "zero", ceilings: { count: "1000000000", amount: "100000000" } } as const;

async function formerSettings(schemas: string): Promise<Jurisdiction | undefined> {
  const path = "jurisdiction.json";
  if (!(await isThere(join(schemas, path)))) return undefined;
  return parseSettings({ path, text: await readFile(join(schemas, path), "utf8") }).value;
}

async function writeNew(path: string, bytes: Uint8Array, done: Done): Promise<void> {
  if (await isThere(path)) {
    done.kept.push(path);
    return;
  }
  await replaceDurably(path, bytes);
  done.written.push(path);
}

async function isThere(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return false;
    throw error;
  }
}

function outcomeText(
  { written, kept }: Done,
  { place, csv, folder }: { readonly place: Place; readonly csv: string; readonly folder: string },
): string {
  const roster = kept.includes(csv)
    ? `单位名录沿用 ${csv}；其中如果不是${place.name}的单位，请移走这个文件后重新运行 setup`
    : "请打开 units.xlsx 填写单位名录";
  return [
    ...written.map((path) => `已写入：${path}`),
    ...kept.map((path) => `原有，没有改动：${path}`),
    `接下来：一、打开 设置.xlsx 核对各项设置；二、${roster}；三、生成发给各单位填报的空白表（npm start -- template，或双击“生成空白表”）；四、把各单位报送的文件放入 ${folder}，再汇总（npm start，或双击“双击运行”）。`,
  ].join("\n");
}
