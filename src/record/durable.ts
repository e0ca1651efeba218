import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { machineTrouble, systemCode } from "./trouble.js";

/** Writes a new file and returns once it is on the disk. */
export async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeSynced(path, [bytes]);
  } catch (error) {
    throw machineTrouble(error, path);
  }
}

/** The same for a content in pieces; the system's own error is thrown as it is. */
export async function writeSynced(path: string, pieces: Iterable<Uint8Array>): Promise<void> {
  const file = await open(path, "wx");
  try {
    for (const together of gathered(pieces)) await file.writeFile(together);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** What is written at once: a file of thousands of small pieces would be as many calls of the system. */
const BLOCK = 1024 * 1024;

function* gathered(pieces: Iterable<Uint8Array>): Iterable<Uint8Array> {
  let waiting: Uint8Array[] = [];
  let size = 0;
  for (const piece of pieces) {
    waiting.push(piece);
    size += piece.length;
    if (size < BLOCK) continue;
    yield Buffer.concat(waiting);
    waiting = [];
    size = 0;
  }
  yield Buffer.concat(waiting);
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

/** Gives a folder its final name. */
export async function renameFolder(from: string, to: string): Promise<void> {
  try {
    await renameHeld(from, to);
    await syncFolder(dirname(to));
  } catch (error) {
    throw machineTrouble(error, from);
  }
}

/** Renames a folder. Where a scanner still holds one of its files, Windows refuses that for a moment. The system's own error is thrown as it is. */
export async function renameHeld(from: string, to: string): Promise<void> {
  for (let left = RENAMES; ; left -= 1) {
    try {
      await rename(from, to);
      return;
    } catch (error) {
      if (left === 0 || process.platform !== "win32" || !HELD.has(systemCode(error) ?? "")) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

const RENAMES = 20;
const HELD: ReadonlySet<string> = new Set(["EPERM", "EACCES", "EBUSY"]);

/** Makes a folder with all those above it. */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
  } catch (error) {
    throw machineTrouble(error, path);
  }
}
