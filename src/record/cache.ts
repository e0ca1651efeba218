import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sha256 } from "../bytes.js";

/**
 * 缓存: texts by key, under the version of what made them.
 * It only saves time: a damaged entry reads as missing, and no failure of the cache stops a run.
 */
export interface Cache {
  /** The entries of one version. Asking for them marks the version as used by this run. */
  under(version: string): Promise<Entries>;
  /** At the end of a run: removes the versions that were unused for longest, as far as the others exceed their room. */
  prune(): Promise<void>;
}

/** 一个版本的条目. */
export interface Entries {
  get(key: string): Promise<string | undefined>;
  put(key: string, text: string): Promise<void>;
}

/** How much the versions not used by a run may take up, so that going back a version still finds its entries. */
const UNUSED_BYTES = 256 * 1024 * 1024;

export interface CacheOptions {
  /** Nothing is written, not even that an entry was used. */
  readonly readOnly?: boolean;
  readonly unusedBytes?: number;
}

/** Opens the cache of an outputs folder, `.cache` in it. */
export function openCache(outputs: string, options: CacheOptions = {}): Cache {
  const root = join(outputs, ".cache");
  if (options.readOnly)
    return { under: async (version) => readOnly(folderOf(root, version)), prune: async () => undefined };
  const used = new Set<string>();
  return {
    under: async (version) => {
      const folder = folderOf(root, version);
      used.add(folder);
      await quietly(() => markUsed(folder));
      return entriesIn(folder);
    },
    prune: async () => {
      await quietly(() => dropUnused(root, used, options.unusedBytes ?? UNUSED_BYTES));
    },
  };
}

/** 让出空间: removes the whole cache. Tells whether there was one. */
export async function dropCache(outputs: string): Promise<boolean> {
  const dropped = await quietly(async () => {
    await rm(join(outputs, ".cache"), { recursive: true });
    return true;
  });
  return dropped ?? false;
}

function folderOf(root: string, version: string): string {
  return join(root, digest(version).slice(0, 16));
}

function readOnly(folder: string): Entries {
  return { get: entriesIn(folder).get, put: async () => undefined };
}

function entriesIn(folder: string): Entries {
  let written = 0;
  return {
    get: (key) => quietly(() => load(entryPath(folder, key), key)),
    put: async (key, text) => {
      written += 1;
      await quietly(() => store(entryPath(folder, key), `${process.pid}-${written}`, headed(key, text)));
    },
  };
}

function entryPath(folder: string, key: string): string {
  const name = digest(key);
  return join(folder, name.slice(0, 2), `${name.slice(2, 40)}.txt`);
}

/** An entry begins with its key, so that a file copied to another entry's place is not taken for it. */
function headed(key: string, text: string): string {
  return `${JSON.stringify(key)}\n${text}`;
}

/** The first line is the digest of the rest: a truncated or altered entry does not match it. */
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

async function load(path: string, key: string): Promise<string | undefined> {
  const bytes = await readFile(path);
  const end = bytes.indexOf("\n");
  const rest = bytes.subarray(end + 1);
  const head = headed(key, "");
  const text = rest.toString("utf8");
  const whole = end >= 0 && bytes.toString("latin1", 0, end) === sha256(rest) && text.startsWith(head);
  return whole ? text.slice(head.length) : undefined;
}

/** Creates and removes a file in the folder: that sets the folder's time by the disk's own clock. */
async function markUsed(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const probe = join(folder, `probe-${process.pid}.tmp`);
  await writeFile(probe, "");
  await rm(probe, { force: true });
}

/** The name of a version's folder. Anything else in the cache was not made by this program and stays. */
const VERSION = /^[0-9a-f]{16}$/;

async function dropUnused(root: string, used: ReadonlySet<string>, mayStay: number): Promise<void> {
  const names = (await readdir(root)).filter((name) => VERSION.test(name));
  const folders = names.map((name) => join(root, name)).filter((path) => !used.has(path));
  const unused = await Promise.all(
    folders.map(async (path) => ({ path, last: (await stat(path)).mtimeMs, size: await sizeOf(path) })),
  );
  unused.sort((a, b) => b.last - a.last || (a.path < b.path ? -1 : 1));
  let kept = 0;
  for (const { path, size } of unused) {
    kept += size;
    if (kept > mayStay) await rm(path, { recursive: true, force: true });
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
