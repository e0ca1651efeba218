import { type Dirent, existsSync } from "node:fs";
import { type FileHandle, open, readdir, readFile, stat } from "node:fs/promises";
import { join, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { sha256 } from "./effects.js";
import { machineFailed, wrongUse } from "./error.js";
import type { ReadingLimits } from "./form/form.js";
import type { SchemaFile } from "./form/load.js";
import { createReaderPool, type ReaderPool } from "./read/pool.js";
import { DEFAULT_LIMITS, type ReadLimits } from "./read/read.js";
import { openReadCache, type ReadCache } from "./record/record.js";
import type { Effects, ReadingJob, RunEvent, Unstable } from "./run.js";
import type { ListedFile } from "./submission.js";

/** 工作目录: the three folders a run knows. */
export interface Folders {
  readonly inputs: string;
  readonly outputs: string;
  readonly schemas: string;
}

export interface MachineOptions extends Folders {
  readonly cache: boolean;
  /** Files below inputs that are not to be relied upon yet, and why. */
  readonly waiting?: ReadonlyMap<string, string>;
  readonly log: (event: RunEvent) => void;
}

export interface Machine {
  readonly effects: Effects;
  /** 读过的文件: every input that was taken, the office's own and last year's included, with what proves it. */
  readonly taken: () => readonly TakenFile[];
  readonly close: () => Promise<void>;
}

export interface TakenFile {
  readonly path: string;
  readonly sha256: string;
  readonly size: number;
}

/** Changes whenever a reader might read the same bytes differently. */
export const PROGRAM_VERSION = "0.1.0";
const THREADS = 2;

/** 真实的运行条件: files from disk, reading in threads that can be ended, and a cache of what was read. */
export async function openMachine(options: MachineOptions): Promise<Machine> {
  const readers = lazily((limits: ReadLimits) => openReaders(options, limits));
  const taken = new Map<string, TakenFile>();
  const places: Places = new Map();
  const effects: Effects = {
    schemas: () => schemaFiles(options.schemas),
    list: (year) => listInputs(options.inputs, year, places),
    bytes: async (year, path) => {
      const reason = options.waiting?.get(`${year}/${path}`);
      const bytes =
        reason === undefined
          ? await stableBytes(places.get(`${year}/${path}`) ?? join(options.inputs, String(year), path))
          : { unstable: reason };
      if (!("unstable" in bytes))
        taken.set(`${year}/${path}`, { path: `${year}/${path}`, sha256: sha256(bytes), size: bytes.length });
      return bytes;
    },
    read: async (job) => readCached(await readers.get(limitsOf(job.limits)), job),
    formerConsolidation: (year) => textOf(join(options.outputs, String(year), "consolidated.json")),
    pdfFont: (configured) => findFont(configured),
    reviewScript: () => textOf(fileURLToPath(new URL("./review-page/page.js", import.meta.url))),
    log: options.log,
  };
  return {
    effects,
    taken: () => [...taken.values()].sort((a, b) => (a.path < b.path ? -1 : 1)),
    close: async () => (await readers.opened())?.pool.close(),
  };
}

interface Readers {
  readonly pool: ReaderPool;
  readonly cache: ReadCache | undefined;
}

async function openReaders(options: MachineOptions, limits: ReadLimits): Promise<Readers> {
  const cache = options.cache
    ? await openReadCache(options.outputs, `${PROGRAM_VERSION} ${JSON.stringify(limits)}`)
    : undefined;
  return { pool: createReaderPool({ size: THREADS, limits }), cache };
}

/** Threads start with the first file that has to be read. */
function lazily<T, A>(
  make: (argument: A) => Promise<T>,
): { get: (argument: A) => Promise<T>; opened: () => Promise<T | undefined> } {
  let made: Promise<T> | undefined;
  return { get: (argument) => (made ??= make(argument)), opened: async () => made };
}

async function readCached(
  { pool, cache }: Readers,
  { bytes, name, sha256: hash }: ReadingJob,
): ReturnType<Effects["read"]> {
  const known = await cache?.get(hash, name);
  if (known) return known;
  const results = await pool.read(bytes, name);
  await cache?.put(hash, name, results);
  return results;
}

const MEGABYTE = 1024 * 1024;

function limitsOf(set: ReadingLimits | undefined): ReadLimits {
  return {
    fileBytes: set?.fileMegabytes ? set.fileMegabytes * MEGABYTE : DEFAULT_LIMITS.fileBytes,
    inflatedBytes: set?.inflatedMegabytes ? set.inflatedMegabytes * MEGABYTE : DEFAULT_LIMITS.inflatedBytes,
    ratio: set?.ratio ?? DEFAULT_LIMITS.ratio,
    entries: set?.entries ?? DEFAULT_LIMITS.entries,
    cells: set?.cells ?? DEFAULT_LIMITS.cells,
    milliseconds: set?.seconds ? set.seconds * 1000 : DEFAULT_LIMITS.milliseconds,
    memoryMb: set?.memoryMegabytes ?? DEFAULT_LIMITS.memoryMb,
  };
}

const LARGEST_FILE = 1024 * MEGABYTE;

/** The years that have a folder below inputs, ascending. */
export async function yearFolders(inputs: string): Promise<readonly number[]> {
  try {
    const entries = await readdir(inputs, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory() && /^20\d{2}$/.test(entry.name))
      .map((entry) => Number(entry.name))
      .sort((a, b) => a - b);
  } catch (error) {
    throw isMissing(error) ? wrongUse(`没有输入目录：${inputs}`) : trouble(error, inputs);
  }
}

async function schemaFiles(folder: string): Promise<readonly SchemaFile[]> {
  const listed = await listFolder(folder);
  if (!listed) throw wrongUse(`没有制度目录：${folder}`);
  const wanted = listed.filter(({ path }) => /\.(json|csv)$/.test(path) && !path.startsWith("json-schema/"));
  return Promise.all(wanted.map(async ({ path }) => ({ path, text: decoded(await readFile(join(folder, path))) })));
}

/** A roster saved by Excel or WPS may be in GB18030, and so may the name of a file. */
function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("gb18030").decode(bytes);
  }
}

/** Everything below a folder, links left out: a link could lead anywhere. */
async function listFolder(folder: string): Promise<readonly ListedFile[] | undefined> {
  const found = await filesIn(folder);
  return found?.map(({ path, size }) => ({ path, size }));
}

/** Where the files lie whose names are not what is shown of them. */
type Places = Map<string, Buffer>;

async function listInputs(inputs: string, year: number, places: Places): Promise<readonly ListedFile[] | undefined> {
  const found = await filesIn(join(inputs, String(year)));
  for (const { path, place } of found ?? []) places.set(`${year}/${path}`, place);
  return found?.map(({ path, size }) => ({ path, size }));
}

interface FoundFile extends ListedFile {
  readonly place: Buffer;
}

async function filesIn(folder: string): Promise<readonly FoundFile[] | undefined> {
  try {
    return [...(await filesBelow(Buffer.from(folder), ""))].sort((a, b) => (a.path < b.path ? -1 : 1));
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw trouble(error, folder);
  }
}

async function filesBelow(folder: Buffer, below: string): Promise<readonly FoundFile[]> {
  const entries = await entriesOf(folder, below);
  const shown = new Set<string>();
  const files: FoundFile[] = [];
  for (const entry of entries.sort((a, b) => Buffer.compare(a.name, b.name))) {
    const place = Buffer.concat([folder, SEPARATOR, entry.name]);
    const path = below + nameShown(entry.name, shown);
    if (entry.isDirectory()) files.push(...(await filesBelow(place, `${path}/`)));
    else if (entry.isFile()) files.push(...(await sized(place, path)));
  }
  return files;
}

/** A folder below that is moved away meanwhile is empty; the year's own folder must be there. */
async function entriesOf(folder: Buffer, below: string): Promise<Dirent<Buffer>[]> {
  try {
    return await readdir(folder, { withFileTypes: true, encoding: "buffer" });
  } catch (error) {
    if (below !== "" && isMissing(error)) return [];
    throw error;
  }
}

const SEPARATOR = Buffer.from(sep);

/** A name from an archive packed on Windows may be in GB18030; such a file must not be passed over. Two that look the same are kept apart. */
function nameShown(name: Buffer, shown: Set<string>): string {
  const text = decoded(name);
  const own = shown.has(text) ? `（另一编码）${text}` : text;
  shown.add(own);
  return own;
}

async function sized(place: Buffer, path: string): Promise<readonly FoundFile[]> {
  try {
    return [{ path, size: (await stat(place)).size, place }];
  } catch (error) {
    if (isMissing(error)) return [];
    throw trouble(error, path);
  }
}

/** Reads a file that holds still while it is read. */
async function stableBytes(path: string | Buffer): Promise<Uint8Array | Unstable> {
  let file: FileHandle | undefined;
  try {
    file = await open(path);
    const before = await file.stat();
    const bytes = await readUpTo(file, Math.min(before.size, LARGEST_FILE));
    const after = await stat(path);
    const same =
      before.size === after.size &&
      before.mtimeMs === after.mtimeMs &&
      bytes.length === Math.min(before.size, LARGEST_FILE);
    return same ? bytes : { unstable: "文件正在写入" };
  } catch (error) {
    if (isMissing(error)) return { unstable: "文件在读取时被移走" };
    if (codeOf(error) === "EBUSY") return { unstable: "文件正被其他程序占用" };
    if (codeOf(error) === "EACCES" || codeOf(error) === "EPERM") return { unstable: "没有读取该文件的权限" };
    throw trouble(error, String(path));
  } finally {
    await file?.close();
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

async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw trouble(error, path);
  }
}

/** TrueType fonts with the Chinese characters a report needs, where systems keep them. */
const FONTS = [
  "/usr/share/fonts/truetype/arphic-gbsn00lp/gbsn00lp.ttf",
  "C:\\Windows\\Fonts\\simfang.ttf",
  "C:\\Windows\\Fonts\\simhei.ttf",
] as const;

/** TrueType, OpenType and collections begin with one of these. */
const FONT_SIGNATURES: readonly string[] = ["\u0000\u0001\u0000\u0000", "true", "OTTO", "ttcf"];

async function findFont(configured: string | undefined): Promise<{ name: string; bytes: Uint8Array } | undefined> {
  if (configured !== undefined && !existsSync(resolve(configured)))
    throw wrongUse(`schemas/jurisdiction.json 中 fonts.pdf 所指的字体文件不存在：${configured}`);
  const path = configured ?? FONTS.find((one) => existsSync(one));
  if (path === undefined) return undefined;
  const bytes = new Uint8Array(await readFile(path).catch(() => new Uint8Array()));
  if (FONT_SIGNATURES.includes(String.fromCharCode(...bytes.subarray(0, 4))))
    return { name: path.split(/[\\/]/).at(-1) ?? path, bytes };
  if (configured === undefined) return undefined;
  throw wrongUse(`schemas/jurisdiction.json 中 fonts.pdf 所指的不是可用的字体文件：${configured}`);
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

function isMissing(error: unknown): boolean {
  return codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR";
}

function trouble(error: unknown, path: string): Error {
  return codeOf(error) === undefined
    ? (error as Error)
    : machineFailed(`不能读取 ${path}：${(error as Error).message}`);
}
