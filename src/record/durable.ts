import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { machineTrouble, systemCode } from "./trouble.js";

/** Writes a new file and does not come back before it is on the disk. */
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

/** Whole or not at all: a reader sees the former file or the new one, never a part. */
export async function replaceDurably(path: string, bytes: Uint8Array): Promise<void> {
  const beside = `${path}.tmp`;
  await rm(beside, { force: true });
  await writeDurably(beside, bytes);
  await rename(beside, path);
  await syncFolder(dirname(path));
}

/** Windows and some network disks refuse to sync a folder; there the file's own sync has to do. */
const UNSYNCABLE: ReadonlySet<string> = new Set([
  "EPERM",
  "EACCES",
  "EINVAL",
  "EISDIR",
  "ENOTSUP",
  "EOPNOTSUPP",
  "EBADF",
]);

/** A name in a folder is on the disk only after the folder itself is. */
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

export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
  } catch (error) {
    throw machineTrouble(error, path);
  }
}
