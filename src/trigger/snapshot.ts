import type { Dirent } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { sep } from "node:path";
import { nameShown } from "../bytes-text.js";
import type { FileSign, Snapshot } from "./settle.js";

/**
 * Takes a snapshot of all files below a folder. A file that disappears meanwhile is left out. A folder that can't be read is an error:
 * a share that is not connected must not look like units that sent nothing.
 */
export async function takeSnapshot(folder: string): Promise<Snapshot> {
  const found = await filesBelow(Buffer.from(folder), "");
  const signs = await Promise.all(found.map(async ({ path, place }) => [path, await signOf(place)] as const));
  return new Map(signs.filter((entry): entry is readonly [string, FileSign] => entry[1] !== undefined));
}

/** A file with the path that is shown, and its real one in bytes, which need not be UTF-8. */
interface FoundFile {
  readonly path: string;
  readonly place: Buffer;
}

async function filesBelow(folder: Buffer, below: string): Promise<readonly FoundFile[]> {
  const files: FoundFile[] = [];
  const shown = new Set<string>();
  for (const entry of await entriesOf(folder, below === "")) {
    const place = Buffer.concat([folder, SEPARATOR, entry.name]);
    const path = below + nameShown(entry.name, shown);
    if (entry.isDirectory()) files.push(...(await filesBelow(place, `${path}/`)));
    else files.push({ path, place });
  }
  return files;
}

const SEPARATOR = Buffer.from(sep);

async function entriesOf(folder: Buffer, isRoot: boolean): Promise<readonly Dirent<Buffer>[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true, encoding: "buffer" });
    return entries.sort((a, b) => Buffer.compare(a.name, b.name));
  } catch (error) {
    if (!isRoot && isGone(error)) return [];
    throw error;
  }
}

async function signOf(path: Buffer): Promise<FileSign | undefined> {
  try {
    const status = await stat(path);
    if (!status.isFile()) return undefined;
    return { size: status.size, mtimeMs: status.mtimeMs, ctimeMs: status.ctimeMs };
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

function isGone(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
}
