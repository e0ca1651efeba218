import type { Dirent } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { join, sep } from "node:path";
import { nameShown } from "../bytes-text.js";
import type { ListedFile, SpecialKind } from "../effects.js";
import { wrongUse } from "../error.js";
import { isSchemaFile, oversizedFile, schemaFileOf, schemaKind } from "../form/folder.js";
import type { SchemaFile } from "../form/load.js";
import { inOrder, looksLikePeriod, type Period, type PeriodKind, periodNamed } from "../period.js";
import { isMissing, type Listed, trouble } from "./disk.js";

/** 报告期目录: the periods that have a folder below inputs, by their ends, a year before its parts. */
export async function periodFolders(inputs: string): Promise<readonly Period[]> {
  const names = await foldersIn(inputs);
  const periods = names.flatMap((name) => periodNamed(name) ?? []).filter(({ key }) => key >= "2000");
  const twice = periods.find(({ key }, at) => periods.findIndex((other) => other.key === key) < at);
  if (twice) {
    const same = names.filter((name) => periodNamed(name)?.key === twice.key);
    throw wrongUse(`${inputs} 中有几个目录是同一报告期：${same.join("、")}；请并成一个`);
  }
  return inOrder(periods);
}

/** 疑似报告期的目录: folders whose names look like a period and are none, or that are of a kind that no form has; nothing in them is read. */
export async function strangeFolders(inputs: string, kinds: readonly PeriodKind[]): Promise<readonly string[]> {
  const isOther = (period: Period | undefined): boolean => period !== undefined && !kinds.includes(period.kind);
  return [...(await foldersIn(inputs))]
    .sort()
    .filter((name) => !/^[~._]/.test(name) && (looksLikePeriod(name) || isOther(periodNamed(name))));
}

async function foldersIn(inputs: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(inputs, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  } catch (error) {
    throw isMissing(error) ? wrongUse(`没有输入目录：${inputs}`) : trouble(error, inputs);
  }
}

/** The folder of a period as it is named: 2023年 for 2023. */
async function folderOf(inputs: string, { key }: Period): Promise<string> {
  const names = await foldersIn(inputs).catch(() => []);
  return names.find((name) => name === key) ?? names.find((name) => periodNamed(name)?.key === key) ?? key;
}

/** 制度文件: the files below schemas/ that are read, or of which it must be said that nothing reads them. */
export async function schemaFiles(folder: string): Promise<readonly SchemaFile[]> {
  const all = await listFolder(folder);
  if (!all) throw wrongUse(`没有制度目录：${folder}`);
  const wanted = all.filter(({ path, special }) => special === undefined && isSchemaFile(path));
  return Promise.all(wanted.map((file) => schemaFile(folder, file)));
}

/** What is not of a kind that is ever read is only named, so that it can be said that nothing reads it. */
async function schemaFile(folder: string, { path, size }: ListedFile): Promise<SchemaFile> {
  const oversized = oversizedFile(path, size);
  if (oversized) return oversized;
  return schemaFileOf(path, schemaKind(path) === "unread" ? new Uint8Array() : await readFile(join(folder, path)));
}

async function listFolder(folder: string): Promise<readonly ListedFile[] | undefined> {
  return (await filesIn(folder))?.map(listed);
}

function listed({ path, size, special }: FoundFile): ListedFile {
  return { path, size, ...(special && { special }) };
}

/** The real paths of the inputs in bytes, by the path that is shown (names need not be UTF-8), and what each file was. */
export type Places = Map<string, Listed & { readonly place: Buffer }>;

/** The files of a period's folder; undefined where there is no such folder. */
export async function listInputs(
  inputs: string,
  period: Period,
  places: Places,
): Promise<readonly ListedFile[] | undefined> {
  const found = await filesIn(join(inputs, await folderOf(inputs, period)));
  for (const { path, place, size, mtimeMs, special } of found ?? [])
    if (special === undefined) places.set(`${period.key}/${path}`, { place, size, mtimeMs });
  return found?.map(listed);
}

interface FoundFile extends ListedFile {
  readonly place: Buffer;
  readonly mtimeMs: number;
}

async function filesIn(folder: string): Promise<readonly FoundFile[] | undefined> {
  try {
    return [...(await filesBelow(Buffer.from(folder), ""))].sort((a, b) => (a.path < b.path ? -1 : 1));
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw trouble(error, folder);
  }
}

async function filesBelow(folder: Buffer, below: string): Promise<readonly FoundFile[]> {
  const entries = await entriesOf(folder, below);
  const shown = new Set<string>();
  const files: FoundFile[] = [];
  for (const entry of entries.sort((a, b) => Buffer.compare(a.name, b.name))) {
    const place = Buffer.concat([folder, SEPARATOR, entry.name]);
    const path = below + nameShown(entry.name, shown);
    if (entry.isDirectory()) files.push(...(await filesBelow(place, `${path}/`)));
    else if (entry.isFile()) files.push(...(await sized(place, path)));
    else files.push({ path, size: 0, mtimeMs: 0, place, special: specialKind(entry) });
  }
  return files;
}

/** Told by the folder's own entry: nothing is followed or opened. */
function specialKind(entry: Dirent<Buffer>): SpecialKind {
  if (entry.isSymbolicLink()) return "link";
  if (entry.isFIFO()) return "pipe";
  return entry.isSocket() ? "socket" : "device";
}

/** A folder that is moved away meanwhile counts as empty, except the year's own, which must exist. */
async function entriesOf(folder: Buffer, below: string): Promise<Dirent<Buffer>[]> {
  try {
    return await readdir(folder, { withFileTypes: true, encoding: "buffer" });
  } catch (error) {
    if (below !== "" && isMissing(error)) return [];
    throw error;
  }
}

const SEPARATOR = Buffer.from(sep);

async function sized(place: Buffer, path: string): Promise<readonly FoundFile[]> {
  try {
    const { size, mtimeMs } = await stat(place);
    return [{ path, size, mtimeMs, place }];
  } catch (error) {
    if (isMissing(error)) return [];
    throw trouble(error, path);
  }
}
