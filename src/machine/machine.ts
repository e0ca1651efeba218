import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { sha256 } from "../bytes.js";
import type { Effects, RunEvent } from "../effects.js";
import { type Cache, type Entries, openCache } from "../record/record.js";
import { stableBytes, textOf } from "./disk.js";
import { findFont } from "./font.js";
import { listInputs, type Places, schemaFiles } from "./listing.js";
import { programFingerprint } from "./program.js";
import { openReading } from "./reading.js";

export { yearFolders } from "./listing.js";
export { PROGRAM_VERSION, programFingerprint } from "./program.js";

/** 工作目录: the three folders a run knows. */
export interface Folders {
  readonly inputs: string;
  readonly outputs: string;
  readonly schemas: string;
}

export interface MachineOptions extends Folders {
  /** What earlier runs kept is not looked at, only looked at, or added to as well. */
  readonly cache: "off" | "recall" | "keep";
  /** Files below inputs that are not to be relied upon yet, and why. */
  readonly waiting?: ReadonlyMap<string, string>;
  readonly log: (event: RunEvent) => void;
}

export interface Machine {
  readonly effects: Effects;
  /** 读过的文件: every input that was taken, the office's own and last year's included, with what proves it. */
  readonly taken: () => readonly TakenFile[];
  /** 运行环境: one hash of all else that decides the outputs: the program, the font, last year's result, what was to be taken and could not be. */
  readonly circumstances: () => Promise<string>;
  readonly close: () => Promise<void>;
}

export interface TakenFile {
  readonly path: string;
  readonly sha256: string;
  readonly size: number;
}

/** 真实的运行条件: files from disk, reading in threads that can be ended, and a cache of what was made of them. */
export async function openMachine(options: MachineOptions): Promise<Machine> {
  const reading = openReading();
  const cache =
    options.cache === "off" ? undefined : openCache(options.outputs, { readOnly: options.cache === "recall" });
  const entriesUnder = remembering((version) => programEntries(cache, version));
  const taken = new Map<string, TakenFile>();
  const seen = new Map<string, string>();
  return {
    effects: {
      ...inputsOf(options, taken, seen),
      read: reading.read,
      recall: async (version, key) => (await entriesUnder(version))?.get(key),
      keep: async (version, key, text) => (await entriesUnder(version))?.put(key, text),
      ...surroundingsOf(options, seen),
      log: options.log,
    },
    taken: () => [...taken.values()].sort((a, b) => (a.path < b.path ? -1 : 1)),
    circumstances: async () => digest([await programFingerprint(), ...[...seen].map((one) => one.join(" ")).sort()]),
    close: async () => {
      await reading.close();
      await cache?.prune();
    },
  };
}

/** What the inputs folder gives, and a note of what was taken from it and what could not be. */
function inputsOf(
  options: MachineOptions,
  taken: Map<string, TakenFile>,
  seen: Map<string, string>,
): Pick<Effects, "list" | "bytes"> {
  const places: Places = new Map();
  return {
    // What is listed decides nothing until it is taken, or could not be: Excel's own ~$ beside an open file makes no other question.
    list: (year) => listInputs(options.inputs, year, places),
    bytes: async (year, path) => {
      const file = `${year}/${path}`;
      const reason = options.waiting?.get(file);
      const bytes =
        reason === undefined
          ? await stableBytes(places.get(file) ?? join(options.inputs, String(year), path))
          : { unstable: reason };
      if ("unstable" in bytes) seen.set(`unstable ${file}`, bytes.unstable);
      else taken.set(file, { path: file, sha256: sha256(bytes), size: bytes.length });
      return bytes;
    },
  };
}

/** What a run takes from elsewhere than the inputs. */
function surroundingsOf(
  options: MachineOptions,
  seen: Map<string, string>,
): Pick<Effects, "schemas" | "formerConsolidation" | "pdfFont" | "reviewScript"> {
  return {
    schemas: () => schemaFiles(options.schemas),
    formerConsolidation: async (year) => {
      const text = await textOf(join(options.outputs, String(year), "consolidated.json"));
      seen.set(`consolidation ${year}`, text === undefined ? "none" : digest([text]));
      return text;
    },
    pdfFont: async (configured) => {
      const font = await findFont(configured);
      seen.set("font", font ? `${font.name} ${sha256(font.bytes)}` : "none");
      return font;
    },
    reviewScript: () => textOf(fileURLToPath(new URL("../review-page/page.js", import.meta.url))),
  };
}

/** Entries are the program's own: another version of it never takes them for its own. */
async function programEntries(cache: Cache | undefined, version: string): Promise<Entries | undefined> {
  return cache?.under(`${await programFingerprint()} ${version}`);
}

function remembering<T>(make: (argument: string) => Promise<T>): (argument: string) => Promise<T> {
  const made = new Map<string, Promise<T>>();
  return (argument) => {
    const known = made.get(argument) ?? make(argument);
    made.set(argument, known);
    return known;
  };
}

function digest(parts: readonly string[]): string {
  return sha256(new TextEncoder().encode(parts.join("\u0000")));
}
