import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sha256 } from "../effects.js";
import type { ReadResult } from "../grid.js";

/**
 * 读取缓存: what was read from a file, by the file's hash and name and the versions of whatever reads.
 * It can only save time: anything wrong with it reads as "not there", and nothing it does ever stops a run.
 */
export interface ReadCache {
  get(sha256: string, name: string): Promise<readonly ReadResult[] | undefined>;
  put(sha256: string, name: string, results: readonly ReadResult[]): Promise<void>;
}

export interface CacheLimits {
  /** Former versions' entries beyond this are removed, oldest version first. */
  readonly formerBytes?: number;
}

const FORMER_BYTES = 256 * 1024 * 1024;

export async function openReadCache(outputs: string, versionKey: string, limits: CacheLimits = {}): Promise<ReadCache> {
  const root = join(outputs, ".cache");
  const folder = join(root, digest(versionKey).slice(0, 16));
  await quietly(() => prepare(root, folder, limits.formerBytes ?? FORMER_BYTES));
  let written = 0;
  return {
    get: (hash, name) => quietly(() => load(entryPath(folder, hash, name), hash, name)),
    put: async (hash, name, results) => {
      written += 1;
      await quietly(() => store(entryPath(folder, hash, name), `${process.pid}-${written}`, body(hash, name, results)));
    },
  };
}

/** A file's name decides how some formats are read, so it is part of the key. */
function entryPath(folder: string, hash: string, name: string): string {
  const key = digest(`${hash}\u0000${name}`);
  return join(folder, key.slice(0, 2), `${key.slice(2, 40)}.json`);
}

function body(hash: string, name: string, results: readonly ReadResult[]): string {
  return JSON.stringify({ hash, name, results });
}

/** First line: the digest of the rest. A torn or altered entry does not fit it. */
async function store(path: string, mark: string, text: string): Promise<void> {
  const beside = `${path}.${mark}.tmp`;
  await mkdir(join(path, ".."), { recursive: true });
  try {
    await writeFile(beside, `${digest(text)}\n${text}`);
    await rename(beside, path);
  } catch {
    await rm(beside, { force: true });
  }
}

async function load(path: string, hash: string, name: string): Promise<readonly ReadResult[] | undefined> {
  const text = await readFile(path, "utf8");
  const end = text.indexOf("\n");
  const rest = text.slice(end + 1);
  if (end < 0 || text.slice(0, end) !== digest(rest)) return discard(path);
  const entry: unknown = JSON.parse(rest);
  return isEntry(entry) && entry.hash === hash && entry.name === name ? entry.results : discard(path);
}

async function discard(path: string): Promise<undefined> {
  await rm(path, { force: true });
}

interface Entry {
  readonly hash: string;
  readonly name: string;
  readonly results: readonly ReadResult[];
}

function isEntry(value: unknown): value is Entry {
  return (
    typeof value === "object" &&
    value !== null &&
    "results" in value &&
    Array.isArray(value.results) &&
    "hash" in value &&
    "name" in value
  );
}

async function prepare(root: string, folder: string, formerBytes: number): Promise<void> {
  await mkdir(folder, { recursive: true });
  const now = (await touched(folder)).mtime;
  await utimes(folder, now, now);
  await clean(root, folder, formerBytes);
}

/** The disk's own present time, told by a file written just now. */
async function touched(folder: string): Promise<{ readonly mtime: Date }> {
  const probe = join(folder, `probe-${process.pid}.tmp`);
  await writeFile(probe, "");
  const { mtime } = await stat(probe);
  await rm(probe, { force: true });
  return { mtime };
}

/** Former versions stay while they are small: who goes back a version finds his entries. */
async function clean(root: string, current: string, formerBytes: number): Promise<void> {
  const folders = (await readdir(root)).map((name) => join(root, name)).filter((path) => path !== current);
  const former = await Promise.all(
    folders.map(async (path) => ({ path, used: (await stat(path)).mtimeMs, size: await sizeOf(path) })),
  );
  former.sort((a, b) => b.used - a.used || (a.path < b.path ? -1 : 1));
  let kept = 0;
  for (const { path, size } of former) {
    kept += size;
    if (kept > formerBytes) await rm(path, { recursive: true, force: true });
  }
}

async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(files.map(async (file) => (await stat(join(file.parentPath, file.name))).size));
  return sizes.reduce((total, size) => total + size, 0);
}

async function quietly<T>(action: () => Promise<T>): Promise<T | undefined> {
  try {
    return await action();
  } catch {
    return undefined;
  }
}

function digest(text: string): string {
  return sha256(new TextEncoder().encode(text));
}
