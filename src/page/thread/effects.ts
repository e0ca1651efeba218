import type { Effects, RunEvent } from "../../effects.js";
import type { Schemas } from "../../form/form.js";
import type { SchemaFile } from "../../form/load.js";
import type { Period } from "../../period.js";
import { readLimits } from "../../read/read.js";
import { seriesOf } from "../../series.js";
import { oneTypeface, type Typefaces } from "../../typeface.js";
import type { Placed } from "../placing.js";
import type { Carried, GivenFont } from "../talk.js";
import { bytesAgain, bytesOf, neededBytes } from "./files.js";
import { openPool } from "./pool.js";

/** Everything that a run takes from the page. */
export interface World {
  readonly placed: Placed;
  readonly font: GivenFont | undefined;
  readonly carried: Carried;
  /** As they are for the form at hand. */
  readonly schemas: Schemas;
  /** What the schemas were loaded from. */
  readonly files: readonly SchemaFile[];
  readonly log: (event: RunEvent) => void;
}

/** Each thread holds the whole program and its own garbage, some 120 MB, and a clerk's machine has little memory: 300 units stay below 1 GB. */
const USUAL_THREADS = 2;
const MOST_THREADS = 4;

/** 页面的运行条件: files that were put in, and threads of the browser. Nothing is kept from one run to the next. */
export function pageEffects(world: World): { readonly effects: Effects; readonly close: () => void } {
  const { placed, font, carried, schemas, files, log } = world;
  const { threads } = schemas.jurisdiction;
  const processors = Math.min(threads ?? Math.min(navigator.hardwareConcurrency, USUAL_THREADS), MOST_THREADS);
  const reading = { limits: readLimits(schemas.jurisdiction.limits), schemas };
  const pool = openPool(processors, carried.program, { reading, pdfFiles: carried.pdfFiles });
  const fileAt = (period: Period, path: string): File | undefined => placed.inputs.get(period.key)?.get(path);
  const effects: Effects = {
    schemas: async () => files,
    list: async ({ key }) => {
      const own = placed.inputs.get(key);
      return own && [...own].map(([path, { size }]) => ({ path, size })).sort((a, b) => (a.path < b.path ? -1 : 1));
    },
    bytes: async (period, path) => {
      const file = fileAt(period, path);
      return file ? bytesOf(file) : { unstable: "文件在读取时被移走" };
    },
    original: (period, path) => {
      const file = fileAt(period, path);
      return file && bytesAgain(file);
    },
    read: ({ bytes, name }) => pool.read(bytes, name),
    process: pool.process,
    processors,
    recall: async () => undefined,
    keep: async () => undefined,
    formerConsolidation: async (period, suffix = schemas.folders?.suffix) => {
      const { key } = seriesOf(period, suffix);
      const file = placed.former.get(key);
      return file && neededBytes(file, `${key}/consolidated.json`);
    },
    pdfFonts: () => typefaces(font),
    reviewScript: async () => carried.reviewScript,
    log,
  };
  return { effects, close: pool.close };
}

/** The font that the clerk has picked; a page cannot look for one, whatever the settings name. */
async function typefaces(font: GivenFont | undefined): Promise<Typefaces | undefined> {
  return font && oneTypeface({ name: font.name, bytes: await neededBytes(font.file, font.name) });
}
