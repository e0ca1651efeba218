import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { sha256 } from "../bytes.js";
import type { Effects, RunEvent } from "../effects.js";
import type { Schemas } from "../form/form.js";
import { schemasOf } from "../form/one-form.js";
import type { Day, Period } from "../period.js";
import { type Cache, type Entries, openCache, receiptsOf, signaturesOf } from "../record/record.js";
import type { Task } from "../run.js";
import { type Series, seriesOf } from "../series.js";
import { FACES, type Typefaces } from "../typeface.js";
import { type Asked, askedAgain, noting, type TakenFile } from "./asked.js";
import { type CompiledSchemas, openCompiled } from "./compiled.js";
import { bytesAgain, bytesOf, stableBytes, textOf } from "./disk.js";
import { findFonts } from "./font.js";
import { openHeap } from "./heap.js";
import { listInputs, type Places, schemaFiles } from "./listing.js";
import { programFingerprint } from "./program.js";
import { openReading, PROCESSORS, type Reading } from "./reading.js";
import { installedRecognition } from "./recognition/recognition.js";
import { openTypesetting, type TypesettingThread } from "./typesetting/typesetting.js";

export { type Asked, isAsked } from "./asked.js";
export { periodFolders, strangeFolders } from "./listing.js";
export { installedPdfFiles } from "./pdf-files.js";
export { programFingerprint } from "./program.js";
export { provideForms } from "./shipped.js";

/** 工作目录: the three folders of a run. */
export interface Folders {
  readonly inputs: string;
  readonly outputs: string;
  readonly schemas: string;
}

export interface MachineOptions extends Folders {
  /** What earlier runs kept is not used, only read, or read and added to. */
  readonly cache: "off" | "recall" | "keep";
  /** 汇总哪一种报表; without it the schemas are those of all forms. */
  readonly task?: Task;
  /** Files below inputs that are left for the next run, and why. */
  readonly waiting?: ReadonlyMap<string, string>;
  /** 运行开始的时刻, by which a file counts as just written. Left out where files are waited for until they are written. */
  readonly startedAt?: string;
  /** 运行日, of a run that will be recorded. */
  readonly day?: Day;
  readonly log: (event: RunEvent) => void;
}

export interface Machine {
  readonly effects: Effects;
  /** 制度, as they are for the form that is asked for. */
  readonly schemas: () => Promise<Schemas>;
  /** The schemas of all forms, and how they are kept. */
  readonly compiled: CompiledSchemas;
  /** 读过的文件: every input that was read, the office's own and last year's included, with hash and size. */
  readonly taken: () => readonly TakenFile[];
  /** 查问记录 so far; undefined where the run met something passing: a file still being written, a thread that was ended. */
  readonly asked: () => Asked | undefined;
  /** Whether what an earlier run asked has the same answers; `taken` and `circumstances` are then those of such a run, else nothing was asked yet. */
  readonly askAgain: (asked: Asked) => Promise<boolean>;
  /** 运行环境: one hash over everything else that decides the outputs: the program, the font, last year's result, the files that could not be read. */
  readonly circumstances: () => Promise<string>;
  readonly typesetting: Pick<TypesettingThread, "set" | "prepare">;
  /** 读表线程: whoever knows that files will be read has a thread started before they are found; closed, they take no memory beside the outputs. */
  readonly reading: Pick<Reading, "prepare" | "close">;
  readonly close: () => Promise<void>;
}

/** 真实的运行条件: files from the disk, readers in threads that can be stopped, and a cache of results. */
export async function openMachine(options: MachineOptions): Promise<Machine> {
  const schemas = once(() => schemaFiles(options.schemas));
  const cache =
    options.cache === "off" ? undefined : openCache(options.outputs, { readOnly: options.cache === "recall" });
  const entriesUnder = remembering((version) => programEntries(cache, version));
  const compiled = openCompiled(schemas, () => entriesUnder("schemas"));
  const { task } = options;
  const forTask = async (): Promise<Schemas> => {
    const all = await compiled.load();
    return task ? schemasOf(all, task.period, task.form) : all;
  };
  const reading = openReading(forTask);
  const heap = openHeap();
  const taken = new Map<string, TakenFile>();
  const seen = new Map<string, string>();
  const effects: Effects & { readonly process: Reading["process"] } = {
    ...inputsOf(options, taken, seen),
    schemas,
    read: reading.read,
    process: reading.process,
    processors: PROCESSORS,
    recall: async (version, key) => (await entriesUnder(version))?.get(key),
    keep: async (version, key, text) => (await entriesUnder(version))?.put(key, text),
    ...surroundingsOf(options, seen, async () => (await forTask()).folders?.suffix),
    log: (event) => {
      heap.look();
      options.log(event);
    },
  };
  const noted = noting(effects);
  const typesetting = openTypesetting();
  const takenFiles = (): readonly TakenFile[] => [...taken.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  return {
    effects: noted.effects,
    schemas: forTask,
    compiled,
    typesetting,
    reading,
    taken: takenFiles,
    asked: () => {
      const asked = noted.asked();
      return asked && { ...asked, files: takenFiles() };
    },
    askAgain: async (asked) => {
      if (await askedAgain(asked, effects)) return true;
      taken.clear();
      seen.clear();
      return false;
    },
    circumstances: async () => digest([await programAndParts(), ...[...seen].map((one) => one.join(" ")).sort()]),
    close: async () => {
      await Promise.all([reading.close(), typesetting.close()]);
      heap.leave();
      await cache?.prune();
    },
  };
}

const LARGE = 8 * 1024 * 1024;

/** The effects on the inputs folder. They note what was read and what could not be. */
function inputsOf(
  options: MachineOptions,
  taken: Map<string, TakenFile>,
  seen: Map<string, string>,
): Pick<Effects, "list" | "bytes" | "original"> {
  const places: Places = new Map();
  return {
    // Only files that are read, or can't be, decide the outputs: Excel's ~$ beside an open file is listed and makes no difference.
    list: async (period) => {
      const files = await listInputs(options.inputs, period, places);
      for (const { path, size, special } of files ?? []) {
        if (special) seen.set(`special ${period.key}/${path}`, special);
        // It may be refused by its size, and is then never read.
        if (size > LARGE) seen.set(`size ${period.key}/${path}`, String(size));
      }
      return files;
    },
    bytes: async (period, path) => {
      const file = `${period.key}/${path}`;
      const reason = options.waiting?.get(file);
      const listed = places.get(file);
      const now = options.startedAt === undefined ? undefined : Date.parse(options.startedAt);
      const bytes =
        reason === undefined
          ? await stableBytes(listed?.place ?? join(options.inputs, period.key, path), { now, listed })
          : { unstable: reason };
      if ("unstable" in bytes) seen.set(`unstable ${file}`, bytes.unstable);
      else taken.set(file, { path: file, sha256: sha256(bytes), size: bytes.length });
      return bytes;
    },
    original: (period, path) =>
      bytesAgain(places.get(`${period.key}/${path}`)?.place ?? join(options.inputs, period.key, path)),
  };
}

/** The effects on everything but the inputs. They note what decides the outputs. */
function surroundingsOf(
  options: MachineOptions,
  seen: Map<string, string>,
  suffix: () => Promise<string | undefined>,
): Pick<Effects, "formerConsolidation" | "signatures" | "receipts" | "pdfFonts" | "reviewScript"> {
  const seriesAt = async (period: Period): Promise<Series> => seriesOf(period, await suffix());
  return {
    formerConsolidation: async (period, other) => {
      const { key } = other === undefined ? await seriesAt(period) : seriesOf(period, other);
      const bytes = await bytesOf(join(options.outputs, key, "consolidated.json"));
      seen.set(
        `consolidation ${other === undefined ? period.key : `${key} of another form`}`,
        bytes ? sha256(bytes) : "none",
      );
      return bytes;
    },
    signatures: async (period) => {
      const signatures = await signaturesOf(options.outputs, await seriesAt(period));
      seen.set(`signatures ${period.key}`, digest([JSON.stringify(signatures)]));
      return signatures;
    },
    // What it says of this very run is known afterwards: the caller puts it to the circumstances.
    receipts: async (period) => ({
      ...(await receiptsOf(options.outputs, await seriesAt(period))),
      ...(options.day !== undefined && { now: options.day }),
    }),
    pdfFonts: async (configured) => {
      const fonts = await findFonts(configured);
      seen.set("font", fonts ? hashesOf(fonts) : "none");
      return fonts;
    },
    reviewScript: () => textOf(fileURLToPath(new URL("../review-page/page.js", import.meta.url))),
  };
}

/** One font often serves several faces, and is large. */
function hashesOf(fonts: Typefaces): string {
  const hashes = new Map(FACES.map((face) => [fonts[face].bytes, ""]));
  for (const bytes of hashes.keys()) hashes.set(bytes, sha256(bytes));
  return FACES.map((face) => `${face} ${fonts[face].name} ${hashes.get(fonts[face].bytes)}`).join(" ");
}

/** The cache entries of this very program: another version of it has its own. */
async function programEntries(cache: Cache | undefined, version: string): Promise<Entries | undefined> {
  return cache?.under(`${await programAndParts()} ${version}`);
}

/** The program, and the optional part that recognises scans, where it is installed. */
async function programAndParts(): Promise<string> {
  return `${await programFingerprint()} ${(await installedRecognition()) ?? "none"}`;
}

function remembering<T>(make: (argument: string) => Promise<T>): (argument: string) => Promise<T> {
  const made = new Map<string, Promise<T>>();
  return (argument) => {
    const known = made.get(argument) ?? make(argument);
    made.set(argument, known);
    return known;
  };
}

/** What a run and its threads are loaded from is read once. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

function digest(parts: readonly string[]): string {
  return sha256(new TextEncoder().encode(parts.join("\u0000")));
}
