import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { machineTrouble, systemCode } from "./trouble.js";

/** Writes a new file and returns once it is on the disk. */
export async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  try {
    const file = await open(path, "wx");
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    throw machineTrouble(error, path);
  }
}

/** Replaces a file atomically: a reader sees the former file or the new one, never a part of either. */
export async function replaceDurably(path: string, bytes: Uint8Array): Promise<void> {
  const beside = `${path}.tmp`;
  await rm(beside, { force: true });
  await writeDurably(beside, bytes);
  await rename(beside, path);
  await syncFolder(dirname(path));
}

/** Windows and some network disks refuse to sync a folder. There the sync of the file itself must be enough. */
const UNSYNCABLE: ReadonlySet<string> = new Set([
  "EPERM",
  "EACCES",
  "EINVAL",
  "EISDIR",
  "ENOTSUP",
  "EOPNOTSUPP",
  "EBADF",
]);

/** Syncs a folder: only then is the name of a new file in it on the disk. */
export async function syncFolder(path: string): Promise<void> {
  try {
    const folder = await open(path, "r");
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  } catch (error) {
    if (!UNSYNCABLE.has(systemCode(error) ?? "")) throw machineTrouble(error, path);
  }
}

/** Makes a folder with all those above it. */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
  } catch (error) {
    throw machineTrouble(error, path);
  }
}
