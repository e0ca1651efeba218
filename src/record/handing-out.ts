import { readFile, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { wrongUse } from "../error.js";
import { makeFolder, renameFolder, syncFolder, writeDurably } from "./durable.js";
import { checkPlacement } from "./placement.js";
import { machineTrouble, systemCode } from "./trouble.js";

/** 要分发的文件, directly in the folder. */
export interface HandedOut {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/**
 * 写分发文件: all of them into the folder, or none. A file that lies there already and is the same stays; one that differs may have been filled in
 * by somebody, so it is never written over. Returns how many were written.
 * @throws CrossfootError (exit 2) where a file of the same name and another content lies there
 */
export async function handOut(folder: string, files: readonly HandedOut[]): Promise<number> {
  checkPlacement(files.map(({ path }) => path));
  try {
    const isThere = await isFolder(folder);
    const lacking = isThere ? await withoutThose(folder, files) : files;
    if (!isThere) await makeFolder(dirname(folder));
    if (lacking.length > 0) await (isThere ? addTo(folder, lacking) : makeWith(folder, lacking));
    return lacking.length;
  } catch (error) {
    throw machineTrouble(error, folder);
  }
}

async function isFolder(folder: string): Promise<boolean> {
  try {
    if ((await stat(folder)).isDirectory()) return true;
  } catch (error) {
    if (systemCode(error) === "ENOENT") return false;
    throw error;
  }
  throw wrongUse(`${folder} 不是文件夹`);
}

/** The files that are not there yet. */
async function withoutThose(folder: string, files: readonly HandedOut[]): Promise<readonly HandedOut[]> {
  const lacking: HandedOut[] = [];
  const other: string[] = [];
  for (const file of files) {
    const there = await readFile(join(folder, file.path)).catch((error: unknown) => {
      if (systemCode(error) === "ENOENT") return undefined;
      throw error;
    });
    if (there === undefined) lacking.push(file);
    else if (!there.equals(file.bytes)) other.push(file.path);
  }
  if (other.length === 0) return lacking;
  const named = other.slice(0, 3).map((path) => `《${path}》`);
  const more = other.length > 3 ? `等${other.length}个文件` : "";
  throw wrongUse(
    `${folder} 中已有${named.join("、")}${more}，内容与现在要生成的不同，可能已经填写过，没有覆盖，也没有写入其他文件；请移走原有的文件，或用 --out 另选文件夹`,
  );
}

/** A folder that is not there yet gets its name once everything in it is on the disk. */
async function makeWith(folder: string, files: readonly HandedOut[]): Promise<void> {
  const unfinished = `${folder}.tmp`;
  await rm(unfinished, { recursive: true, force: true });
  try {
    await makeFolder(unfinished);
    for (const { path, bytes } of files) await writeDurably(join(unfinished, path), bytes);
    await syncFolder(unfinished);
    await renameFolder(unfinished, folder);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw error;
  }
}

/** Into a folder that is in use, each file gets its name once all are on the disk. */
async function addTo(folder: string, files: readonly HandedOut[]): Promise<void> {
  const staged = files.map((file) => ({
    ...file,
    at: join(folder, file.path),
    unfinished: join(folder, `.${basename(file.path)}.tmp`),
  }));
  const named: string[] = [];
  try {
    for (const { unfinished, bytes } of staged) {
      await rm(unfinished, { force: true });
      await writeDurably(unfinished, bytes);
    }
    for (const { unfinished, at } of staged) {
      await rename(unfinished, at);
      named.push(at);
    }
    await syncFolder(folder);
  } catch (error) {
    for (const path of [...staged.map(({ unfinished }) => unfinished), ...named]) await rm(path, { force: true });
    throw error;
  }
}
