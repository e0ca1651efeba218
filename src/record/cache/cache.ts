import { mkdirSync, utimesSync } from "node:fs";
import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { sha256 } from "../../bytes.js";
import { type EntryFile, openEntryFile } from "./entry-file.js";

/**
 * 缓存: texts by key, under the version of what made them, one file a version.
 * It only saves time: a damaged entry reads as missing, and no failure of the cache stops a run.
 */
export interface Cache {
  /** The entries of one version. Asking for them marks the version as used by this run. */
  under(version: string): Promise<Entries>;
  /** At the end of a run: closes the files, and removes the versions that were unused for longest, as far as they exceed their room. */
  prune(): Promise<void>;
}

/** 一个版本的条目. */
export interface Entries {
  get(key: string): Promise<string | undefined>;
  put(key: string, text: string): Promise<void>;
}

/** How much the versions not used by a run may take up, so that going back a version still finds its entries. */
const UNUSED_BYTES = 256 * 1024 * 1024;
const STALE_BYTES = 64 * 1024 * 1024;

export interface CacheOptions {
  /** Nothing is written, not even that an entry was used. */
  readonly readOnly?: boolean;
  readonly unusedBytes?: number;
  /** How much of a version's file may be what this run did not use. */
  readonly staleBytes?: number;
}

/** Opens the cache of an outputs folder, `.cache` in it. */
export function openCache(
  outputs: string,
  { readOnly = false, unusedBytes = UNUSED_BYTES, staleBytes = STALE_BYTES }: CacheOptions = {},
): Cache {
  const root = join(outputs, ".cache");
  const used = new Map<string, EntryFile | undefined>();
  return {
    under: async (version) => {
      const path = join(root, `${digest(version).slice(0, 16)}${ENDING}`);
      if (!used.has(path))
        used.set(
          path,
          quietly(() => opened(root, path, readOnly)),
        );
      return entriesIn(used.get(path));
    },
    prune: async () => {
      for (const file of used.values()) {
        quietly(() => file?.compact(staleBytes));
        quietly(() => file?.close());
      }
      if (!readOnly) await dropUnused(root, new Set(used.keys()), unusedBytes).catch(() => undefined);
      used.clear();
    },
  };
}

/** 让出空间: removes the whole cache. Tells whether there was one. */
export async function dropCache(outputs: string): Promise<boolean> {
  return rm(join(outputs, ".cache"), { recursive: true }).then(
    () => true,
    () => false,
  );
}

const ENDING = ".entries";

function opened(root: string, path: string, readOnly: boolean): EntryFile {
  if (!readOnly) mkdirSync(root, { recursive: true });
  const file = openEntryFile(path, readOnly);
  if (!readOnly) utimesSync(path, new Date(), new Date());
  return file;
}

function entriesIn(file: EntryFile | undefined): Entries {
  return {
    get: async (key) => quietly(() => file?.get(key)),
    put: async (key, text) => quietly(() => file?.put(key, text)),
  };
}

/** A version's file, or the folder that earlier programs kept one in. Anything else in the cache was not made by this program and stays. */
const VERSION = /^[0-9a-f]{16}(?:\.entries(?:\.tmp)?)?$/;

async function dropUnused(root: string, used: ReadonlySet<string>, mayStay: number): Promise<void> {
  const names = (await readdir(root)).filter((name) => VERSION.test(name));
  const places = names.map((name) => join(root, name)).filter((path) => !used.has(path));
  const unused = await Promise.all(
    places.map(async (path) => ({ path, last: (await stat(path)).mtimeMs, size: await sizeOf(path) })),
  );
  unused.sort((a, b) => b.last - a.last || (a.path < b.path ? -1 : 1));
  let kept = 0;
  for (const { path, size } of unused) {
    kept += size;
    if (kept > mayStay) await rm(path, { recursive: true, force: true });
  }
}

async function sizeOf(place: string): Promise<number> {
  const own = await stat(place);
  if (own.isFile()) return own.size;
  const entries = await readdir(place, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(files.map(async (file) => (await stat(join(file.parentPath, file.name))).size));
  return sizes.reduce((total, size) => total + size, 0);
}

function quietly<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}

function digest(text: string): string {
  return sha256(new TextEncoder().encode(text));
}
