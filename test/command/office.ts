import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { loadSchemas } from "../../src/form/load.js";
import type { Grid } from "../../src/grid.js";
import { type MadeTables, madeGrids } from "../rules/made-tables.js";
import { schemaFiles } from "../rules/made-year.js";
import { type Finished, runResident } from "./resident.js";

const ROOT = join(import.meta.dirname, "../..");
export const PROGRAM = join(ROOT, "dist/cli.js");
export const YEAR = 2022;

/** 一个办公室: folders of its own, with the project's schemas and a roster of three. */
export interface Office {
  readonly home: string;
  readonly inputs: string;
  readonly outputs: string;
  readonly schemas: string;
  /** Runs the program on these folders, in a process that stays for the next run. */
  readonly crossfoot: (...args: readonly string[]) => Promise<Finished>;
  /** The same in a process of its own, which starts, ends and may not be kept by anything. */
  readonly alone: (...args: readonly string[]) => Promise<Finished>;
}

export type Files = Readonly<Record<string, string | Uint8Array>>;

const ROSTER =
  "code,name,aliases,category\nT01,象湖镇人民政府,象湖镇,乡镇\nT02,叶坪镇人民政府,叶坪镇,乡镇\nD01,瑞金市政府办公室,市政府办,部门\n";

/** An office whose year holds these files; null for no year folder at all. */
export async function openOffice(files: Files | null, owned = true): Promise<Office> {
  const home = await mkdtemp(join(tmpdir(), "office-"));
  if (owned) onTestFinished(() => closeOffice(home));
  const places = { inputs: join(home, "inputs"), outputs: join(home, "outputs"), schemas: join(home, "schemas") };
  await mkdir(places.inputs);
  await cp(join(ROOT, "schemas"), places.schemas, { recursive: true });
  await writeFile(join(places.schemas, "units.csv"), ROSTER);
  if (files) await mkdir(join(places.inputs, String(YEAR)));
  if (files) await drop(places.inputs, files);
  const given = (args: readonly string[]): readonly string[] => [
    ...args.slice(0, 1),
    ...placesOf(args, places),
    ...args.slice(1),
  ];
  return {
    home,
    ...places,
    crossfoot: (...args) => runResident(PROGRAM, given(args), home),
    alone: (...args) => program(given(args), home),
  };
}

export function closeOffice(home: string): Promise<void> {
  return rm(home, { recursive: true, force: true });
}

/** The folders, unless the command itself names others. */
function placesOf(args: readonly string[], places: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(places).flatMap(([name, folder]) => (args.includes(`--${name}`) ? [] : [`--${name}`, folder]));
}

/** Puts files into the year. They were written a minute ago: what is torn in them is not still being written. */
export async function drop(inputs: string, files: Files): Promise<void> {
  const aged = new Date(Date.now() - 60_000);
  for (const [path, content] of Object.entries(files)) {
    const place = join(inputs, String(YEAR), path);
    await mkdir(dirname(place), { recursive: true });
    await writeFile(place, content);
    await utimes(place, aged, aged);
  }
}

export function program(
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Finished> {
  const child = spawn(process.execPath, [PROGRAM, ...args], { cwd, env: { ...process.env, ...env } });
  const texts = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (chunk: string) => {
      texts[name] += chunk;
    });
  }
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (exitCode) => resolve({ exitCode, ...texts }));
  });
}

const form = loadSchemas(schemaFiles()).forms.find((one) => one.edition === "2021")!;

/** One unit's whole form as a spreadsheet saves it: zeros but for what is typed. */
export function submission(unit: string, made: MadeTables = {}, year = YEAR): string {
  const cover = [[`${unit}${year}年政府信息公开工作年度报告统计表`], [`填报单位：${unit}`]];
  const rows = [...cover, ...madeGrids(form, made).flatMap((grid) => [[], ...rowsOf(grid)])];
  return rows.map((row) => row.map(quoted).join(",")).join("\r\n");
}

function rowsOf(grid: Grid): string[][] {
  const rows = Array.from({ length: grid.rows }, () => Array.from({ length: grid.columns }, () => ""));
  for (const { row, column, text } of grid.cells) rows[row]![column] = text;
  return rows;
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** 正文 of which the first part is the office's own too. */
export function wholeText(overall: string): string {
  return [
    "# 一、总体情况",
    overall,
    "# 五、存在的主要问题及改进情况",
    "公开内容的质量还需提高，下一步加强业务培训，完善考评办法。",
    "# 六、其他需要报告的事项",
    "本年度没有收取信息处理费。",
    "",
  ].join("\n");
}

const OFFICE_TEXT =
  "五、存在的主要问题及改进情况\n公开内容的质量还需提高，下一步加大考评力度。\n六、其他需要报告的事项\n没有收取信息处理费。\n";

/** Requests that foot: received and granted alike. */
export function asked(count: number | string): MadeTables {
  const places = ["received", "granted", "outcomesTotal"].flatMap((row) =>
    ["naturalPerson", "total"].map((column) => `applications.${row}.${column}`),
  );
  return { typed: Object.fromEntries(places.map((code) => [code, String(count)])) };
}

/** Three submissions and the office's text: a year that may be published. */
export const WHOLE_YEAR: Files = {
  "乡镇/象湖镇.csv": submission("象湖镇人民政府", asked(11)),
  "乡镇/叶坪镇.csv": submission("叶坪镇人民政府", asked(2)),
  "市政府办.csv": submission("瑞金市政府办公室", asked(23)),
  "正文.md": OFFICE_TEXT,
};

/** Every file below a folder, links followed, with the digest of its bytes. */
export async function digests(folder: string): Promise<Readonly<Record<string, string>>> {
  const found: Record<string, string> = {};
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const place = join(folder, entry.name);
    if (entry.isDirectory() || (entry.isSymbolicLink() && folder.endsWith("outputs")))
      for (const [path, digest] of Object.entries(await digests(place))) found[`${entry.name}/${path}`] = digest;
    // A name that is not UTF-8 can't be opened by what is shown of it.
    else if (entry.isFile()) found[entry.name] = await readFile(place).then(digestOf, () => "a name that is not UTF-8");
    else found[entry.name] = "neither file nor folder";
  }
  return found;
}

export function digestOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** The year's outputs as whoever looks finds them. */
export function shownOutputs(office: Office): Promise<Readonly<Record<string, string>>> {
  return digests(join(office.outputs, String(YEAR)));
}

export async function consolidatedFigure(office: Office, code: string): Promise<string | null> {
  const text = await readFile(join(office.outputs, String(YEAR), "consolidated.json"), "utf8");
  const { figures } = JSON.parse(text) as { figures: Record<string, { value: string | null }> };
  return figures[code]?.value ?? null;
}
