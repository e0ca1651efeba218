import { closeSync, constants, fstatSync, openSync, readFileSync } from "node:fs";
import { type FileHandle, open, readFile, stat } from "node:fs/promises";
import type { Unstable } from "../effects.js";
import { machineFailed } from "../error.js";
import { looksUnfinished } from "./unfinished.js";

const LARGEST_FILE = 1024 * 1024 * 1024;

/** What a file was when the folder was listed. */
export interface Listed {
  readonly size: number;
  readonly mtimeMs: number;
}

/** Since when a file counts as just written, and what it was when it was listed. */
export interface Steady {
  /** Start of the run, in milliseconds; undefined where somebody else waits until files are written. */
  readonly now: number | undefined;
  readonly listed: Listed | undefined;
}

/** A copy that stalls longer is not waited for. */
const JUST_WRITTEN_MS = 5000;
/** What was a file when it was listed may be a link or a pipe now: neither is followed or waited for. Windows has neither flag. */
const READ_ONLY = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
const NO_FILE = { unstable: "文件在读取时被换成了链接或其他不是文件的东西" } as const;
const GROWING = { unstable: "文件正在写入" } as const;

/**
 * Reads a file that does not change from its listing until it was read; otherwise, and where it can't be opened, tells why.
 * One that was changed seconds ago and whose end is not there yet is still being written too.
 */
export async function stableBytes(
  path: string | Buffer,
  { now, listed }: Steady = { now: undefined, listed: undefined },
): Promise<Uint8Array | Unstable> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, READ_ONLY);
    const before = await file.stat();
    if (!before.isFile()) return NO_FILE;
    const bytes = await readUpTo(file, Math.min(before.size, LARGEST_FILE));
    const after = await stat(path);
    const same =
      before.size === after.size &&
      before.mtimeMs === after.mtimeMs &&
      bytes.length === Math.min(before.size, LARGEST_FILE);
    const asListed = listed === undefined || (listed.size === after.size && listed.mtimeMs === after.mtimeMs);
    const justWritten = now !== undefined && after.mtimeMs > now - JUST_WRITTEN_MS;
    return same && asListed && !(justWritten && looksUnfinished(bytes)) ? bytes : GROWING;
  } catch (error) {
    if (isMissing(error)) return { unstable: "文件在读取时被移走" };
    if (codeOf(error) === "ELOOP" || codeOf(error) === "ENXIO") return NO_FILE;
    if (codeOf(error) === "EBUSY") return { unstable: "文件正被其他程序占用" };
    if (codeOf(error) === "EACCES" || codeOf(error) === "EPERM") return { unstable: "没有读取该文件的权限" };
    throw trouble(error, String(path));
  } finally {
    await file?.close();
  }
}

/** A file that was read before, once more; undefined where it is gone, no longer a file, or can't be opened. */
export function bytesAgain(path: string | Buffer): Uint8Array | undefined {
  let file: number | undefined;
  try {
    file = openSync(path, READ_ONLY);
    const state = fstatSync(file);
    return state.isFile() && state.size <= LARGEST_FILE ? readFileSync(file) : undefined;
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

async function readUpTo(file: FileHandle, size: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(size);
  let filled = 0;
  while (filled < size) {
    const { bytesRead } = await file.read(bytes, filled, size - filled, filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return filled === size ? bytes : bytes.slice(0, filled);
}

/** The text of one of the program's own files; undefined where there is none. */
export async function textOf(path: string): Promise<string | undefined> {
  const bytes = await bytesOf(path);
  return bytes && new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}

/** The same of a file that may be more than a string holds. */
export async function bytesOf(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw trouble(error, path);
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

export function isMissing(error: unknown): boolean {
  return codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR";
}

export function trouble(error: unknown, path: string): Error {
  return codeOf(error) === undefined
    ? (error as Error)
    : machineFailed(`不能读取 ${path}：${(error as Error).message}`);
}
