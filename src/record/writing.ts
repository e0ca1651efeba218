import { createHash } from "node:crypto";
import { readFile, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { dropCache } from "./cache/cache.js";
import { makeFolder, syncFolder, writeSynced } from "./durable.js";
import type { FileRecord } from "./manifest.js";
import { machineTrouble, systemCode } from "./trouble.js";

/** 待写的文件: its content whole, or in pieces that are made while they are written. */
export interface WrittenFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly pieces?: () => Iterable<Uint8Array>;
  /** The whole content of a file that is still being made. */
  readonly later?: Promise<Uint8Array>;
  /** 制作依据: a digest of all that it is made from, beside its makers. */
  readonly basis?: () => string | undefined;
}

/** 可沿用的文件: what a former run's folder holds, by its basis. */
export interface Former {
  readonly folder: string;
  /** The program and the schemas: what others made may be another file of the same basis. */
  readonly makers: string;
  readonly byBasis: ReadonlyMap<string, FileRecord>;
}

/** Files under way at once: each waits for the disk most of its time. */
const AT_ONCE = 8;

/** Writes all files, then syncs all folders to the disk, the deepest first. Tells what was written, in the order of the files. */
export async function writeFolder(
  outputs: string,
  folder: string,
  files: readonly WrittenFile[],
  former?: Former,
): Promise<readonly FileRecord[]> {
  const ordered = foldersOf(folder, files);
  for (const path of ordered) await makeFolder(path);
  const written: FileRecord[] = [];
  for (let at = 0; at < files.length; at += AT_ONCE) {
    const together = files.slice(at, at + AT_ONCE);
    written.push(
      ...(await allOrNone(together.map((file) => writeFile(outputs, join(folder, file.path), file, former)))),
    );
  }
  for (const path of ordered.toReversed()) await syncFolder(path);
  return written;
}

/** The folder itself and those of its files, each after the one it lies in. */
function foldersOf(folder: string, files: readonly WrittenFile[]): readonly string[] {
  const folders = new Set([folder]);
  for (const { path } of files) {
    for (let parent = dirname(join(folder, path)); parent.length > folder.length; parent = dirname(parent))
      folders.add(parent);
  }
  return [...folders].sort((a, b) => a.length - b.length);
}

/** Where one fails the others are waited for: nothing may still be writing while the folder is removed. */
async function allOrNone<T>(promises: readonly Promise<T>[]): Promise<readonly T[]> {
  const settled = await Promise.allSettled(promises);
  return settled.map((one) => {
    if (one.status === "rejected") throw one.reason;
    return one.value;
  });
}

/** On a full disk the cache makes room for what counts. */
async function writeFile(
  outputs: string,
  path: string,
  file: WrittenFile,
  former: Former | undefined,
): Promise<FileRecord> {
  try {
    return await writePieces(path, file, former).catch(async (error) => {
      if (!FULL.has(systemCode(error) ?? "") || !(await dropCache(outputs))) throw error;
      await rm(path, { force: true });
      return writePieces(path, file, former);
    });
  } catch (error) {
    throw machineTrouble(error, path);
  }
}

const FULL: ReadonlySet<string> = new Set(["ENOSPC", "EDQUOT"]);

async function writePieces(path: string, file: WrittenFile, former: Former | undefined): Promise<FileRecord> {
  const hash = createHash("sha256");
  const basis = former && basisBy(former, file);
  const whole = (await file.later) ?? (basis === undefined ? undefined : await formerBytes(former, basis));
  let size = 0;
  function* counted(): Iterable<Uint8Array> {
    for (const piece of whole ? [whole] : (file.pieces?.() ?? [file.bytes])) {
      hash.update(piece);
      size += piece.length;
      yield piece;
    }
  }
  await writeSynced(path, counted());
  return { path: file.path, sha256: hash.digest("hex"), size, ...(basis !== undefined && { basis }) };
}

function basisBy({ makers }: Former, file: WrittenFile): string | undefined {
  const own = file.basis?.();
  return own === undefined ? undefined : createHash("sha256").update(`${makers}\n${own}`).digest("hex");
}

/** The same file of the former run, if it is still the one that was written then. It is copied: two names of one file would change together. */
async function formerBytes(former: Former | undefined, basis: string): Promise<Uint8Array | undefined> {
  const known = former?.byBasis.get(basis);
  if (!former || !known) return undefined;
  const bytes = await readFile(join(former.folder, known.path)).catch(() => undefined);
  return bytes && createHash("sha256").update(bytes).digest("hex") === known.sha256 ? bytes : undefined;
}
