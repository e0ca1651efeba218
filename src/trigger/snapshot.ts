import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { FileSign, Snapshot } from "./settle.js";

/**
 * Looks at every file below a folder. A file that vanishes meanwhile is not there;
 * a folder that can't be read is an error: a share that is away must not look like units that sent nothing.
 */
export async function takeSnapshot(folder: string): Promise<Snapshot> {
  const paths = await pathsBelow(folder, "");
  const signs = await Promise.all(paths.map(async (path) => [path, await signOf(join(folder, path))] as const));
  return new Map(signs.filter((entry): entry is readonly [string, FileSign] => entry[1] !== undefined));
}

async function pathsBelow(root: string, below: string): Promise<readonly string[]> {
  const paths: string[] = [];
  for (const entry of await entriesOf(join(root, below), below === "")) {
    const path = below === "" ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) paths.push(...(await pathsBelow(root, path)));
    else paths.push(path);
  }
  return paths;
}

async function entriesOf(folder: string, isRoot: boolean) {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (!isRoot && isGone(error)) return [];
    throw error;
  }
}

async function signOf(path: string): Promise<FileSign | undefined> {
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
