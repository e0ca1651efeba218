import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative } from "node:path";
import { vi } from "vitest";
import type { Period, PeriodKind } from "../../src/period.js";

/** The page's files are compiled for browsers, whose names the other tests do not have. */
interface Threads {
  readonly runPeriod: (request: object, carried: object, log: () => void) => Promise<Outcome>;
  readonly startReading: (start: object) => void;
  readonly placed: (files: readonly GivenFile[], placing: object) => object;
  readonly overlaid: (placed: object, made: object) => object;
  readonly signedRecord: (request: object) => Promise<readonly MadeFile[]>;
}

export interface MadeFile {
  readonly path: string;
  readonly content: Blob;
}

export interface Outcome {
  readonly series: { readonly key: string };
  readonly final: boolean;
  readonly coverage: { readonly late: number };
  readonly signing: {
    readonly signed: readonly string[];
    readonly lapsed: readonly string[];
    readonly damaged?: string;
  };
  readonly records: readonly MadeFile[];
  readonly files: readonly MadeFile[];
}

interface GivenFile {
  readonly path: string;
  readonly file: File;
}

const ROOT = join(import.meta.dirname, "../..");
/** A font for the PDF, for the command and the page alike. */
export const FONT = createRequire(import.meta.url).resolve("pdfmake/fonts/Roboto/Roboto-Regular.ttf");

async function threads(): Promise<Threads> {
  const load = async (path: string) =>
    (await import(new URL(`../../src/page/${path}`, import.meta.url).href)) as object;
  const parts = ["thread/run.ts", "thread/reading.ts", "thread/signing.ts", "placing.ts"].map(load);
  return Object.assign({}, ...(await Promise.all(parts))) as Threads;
}

/** A file whose bytes can be read without waiting, as a page's threads do. */
class HeldFile extends File {
  constructor(
    readonly held: Uint8Array,
    name: string,
  ) {
    super([new Uint8Array(held)], name);
  }
}

/** What a browser's thread has, in this process: threads of its own that read, and files that are read at once. */
function asInBrowser(startReading: Threads["startReading"]): void {
  vi.stubGlobal(
    "Worker",
    class {
      readonly postMessage = startReading;
      terminate(): void {}
    },
  );
  vi.stubGlobal(
    "FileReaderSync",
    class {
      readAsArrayBuffer(file: HeldFile): ArrayBuffer {
        return new Uint8Array(file.held).buffer;
      }
    },
  );
  vi.stubGlobal("navigator", { hardwareConcurrency: 2 });
}

/** All files below a folder, as they come from one that is dropped. */
export function droppedFrom(folder: string, names: readonly string[]): readonly GivenFile[] {
  return names.flatMap((name) =>
    readdirSync(join(folder, name), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => ({
        path: relative(folder, path).replaceAll("\\", "/"),
        file: new HeldFile(readFileSync(path), path.split("/").at(-1) ?? path),
      })),
  );
}

/** What was put into the page and made in it, and what is asked of it. */
export interface InPage {
  readonly files: readonly GivenFile[];
  readonly made?: readonly MadeFile[];
  readonly period: Period;
  readonly form?: string;
  readonly kinds?: readonly PeriodKind[];
  readonly startedAt?: string;
}

async function placedIn({ files, made = [], period, kinds = ["year"] }: InPage): Promise<object> {
  const { placed, overlaid } = await threads();
  const own = made.map(({ path, content }) => ({ path, file: new File([content], path) }));
  const placing = { chosen: period, kinds };
  return overlaid(placed(files, placing), placed(own, placing));
}

/** 在网页中汇总: the page's own code for what is dropped and for its threads, in this process. To be followed by `vi.unstubAllGlobals`. */
export async function runInPage(given: InPage): Promise<Outcome> {
  const { period, form, startedAt = new Date().toISOString() } = given;
  const { runPeriod, startReading } = await threads();
  asInBrowser(startReading);
  const carried = {
    program: "",
    schemas: "[]",
    pdfFiles: "{}",
    reviewScript: readFileSync(join(ROOT, "dist/review-page/page.js"), "utf8"),
  };
  const request = {
    task: { period, ...(form !== undefined && { form }) },
    startedAt,
    placed: await placedIn(given),
    font: { name: "Roboto-Regular.ttf", file: new HeldFile(readFileSync(FONT), "Roboto-Regular.ttf") },
  };
  return runPeriod(request, carried, () => undefined);
}

/** 在网页中签署 an outcome: the record with one entry more. */
export async function signInPage(
  given: InPage,
  { series, signing }: Outcome,
  signature: { readonly by: string; readonly role: string },
): Promise<readonly MadeFile[]> {
  const { signedRecord } = await threads();
  return signedRecord({ placed: await placedIn(given), series, signing, ...signature, at: "2023-03-30T01:00:00Z" });
}

export async function hashesOf({ files }: Outcome): Promise<Readonly<Record<string, string>>> {
  const hashed = files.map(async ({ path, content }) => {
    const bytes = new Uint8Array(await content.arrayBuffer());
    return [path, createHash("sha256").update(bytes).digest("hex")] as const;
  });
  return Object.fromEntries(await Promise.all(hashed));
}
