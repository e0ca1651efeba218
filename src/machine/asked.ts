import { sha256 } from "../bytes.js";
import type { Effects, ListedFile } from "../effects.js";
import { type Period, periodOfKey } from "../period.js";
import { either, listOf, mapOf, natural, nothing, record, type Shape, text } from "../shape.js";

/** 读过的文件: an input that was read, with hash and size. */
export interface TakenFile {
  readonly path: string;
  readonly sha256: string;
  readonly size: number;
}

/**
 * 查问记录: everything that a run asked of its surroundings. Whoever asks the same again and is told the same knows what the run came to,
 * without reading or summing anything.
 */
export interface Asked {
  /** By period, a digest of what its folder held. */
  readonly listed: Readonly<Record<string, string>>;
  readonly files: readonly TakenFile[];
  /** The periods whose consolidation, of another form too, and whose signatures were asked for. */
  readonly consolidations: readonly string[];
  readonly signatures: readonly string[];
  /** The fonts that were asked for by the jurisdiction's settings; null is the installed ones. */
  readonly fonts: readonly (string | null)[];
}

export const isAsked: Shape<Asked> = record<Asked>({
  listed: mapOf(text),
  files: listOf(record<TakenFile>({ path: text, sha256: text, size: natural })),
  consolidations: listOf(text),
  signatures: listOf(text),
  fonts: listOf(either(text, nothing)),
});

type Questions = Pick<Effects, "list" | "bytes" | "process" | "formerConsolidation" | "signatures" | "pdfFonts">;

/** The same effects, and what was asked of them; undefined where an answer may be another one next time. */
export function noting<E extends Questions>(
  effects: E,
): { readonly effects: E; readonly asked: () => Omit<Asked, "files"> | undefined } {
  const listed = new Map<string, string>();
  const [consolidations, signatures] = [new Set<string>(), new Set<string>()];
  const fonts = new Set<string | null>();
  let passing = false;
  const noted: Questions = {
    list: async (period) => {
      const files = await effects.list(period);
      listed.set(period.key, digestOf(files));
      return files;
    },
    bytes: async (period, path) => {
      const bytes = await effects.bytes(period, path);
      if ("unstable" in bytes) passing = true;
      return bytes;
    },
    process: async (file) => {
      const outcome = (await effects.process?.(file)) ?? UNANSWERED;
      // A thread was ended for its time or memory.
      if ("failure" in outcome) passing = true;
      return outcome;
    },
    formerConsolidation: (period, suffix) => {
      consolidations.add(suffix === undefined ? period.key : `${period.key}${OF_ANOTHER}${suffix}`);
      return effects.formerConsolidation(period, suffix);
    },
    signatures: async (period) => {
      signatures.add(period.key);
      return (await effects.signatures?.(period)) ?? { signatures: [] };
    },
    pdfFonts: (configured) => {
      fonts.add(configured ?? null);
      return effects.pdfFonts(configured);
    },
  };
  return {
    effects: { ...effects, ...noted },
    asked: () =>
      passing
        ? undefined
        : {
            listed: Object.fromEntries(listed),
            consolidations: [...consolidations],
            signatures: [...signatures],
            fonts: [...fonts],
          },
  };
}

/** Between the period and what stands after it in the name of another form's outputs. */
const OF_ANOTHER = " / ";

const UNANSWERED = {
  failure: { rule: "FILE.UNREADABLE", reason: "没有处理文件的线程", advice: "请重新运行" },
} as const;

/**
 * Asks everything again. False where a folder or a file is another one now; the rest (last year's result, signatures, fonts) the effects note
 * themselves, as they did for the run.
 */
export async function askedAgain(asked: Asked, effects: Questions): Promise<boolean> {
  for (const [key, digest] of Object.entries(asked.listed))
    if (digestOf(await effects.list(periodNamed(key))) !== digest) return false;
  for (let at = 0; at < asked.files.length; at += AT_ONCE) {
    const same = await Promise.all(asked.files.slice(at, at + AT_ONCE).map((file) => isSame(file, effects)));
    if (same.includes(false)) return false;
  }
  for (const asking of asked.consolidations) {
    const [key = "", suffix] = asking.split(OF_ANOTHER);
    await effects.formerConsolidation(periodNamed(key), suffix);
  }
  for (const key of asked.signatures) await effects.signatures?.(periodNamed(key));
  for (const configured of asked.fonts) await effects.pdfFonts(configured ?? undefined);
  return true;
}

/** Files read at once: enough that none waits for the disk alone. */
const AT_ONCE = 16;

async function isSame({ path, sha256: hash, size }: TakenFile, effects: Questions): Promise<boolean> {
  const at = path.indexOf("/");
  const bytes = await effects.bytes(periodNamed(path.slice(0, at)), path.slice(at + 1));
  return !("unstable" in bytes) && bytes.length === size && sha256(bytes) === hash;
}

function periodNamed(key: string): Period {
  const period = periodOfKey(key);
  if (!period) throw new RangeError(`not a period: ${key}`);
  return period;
}

/** What of a folder's list a run can see. */
function digestOf(files: readonly ListedFile[] | undefined): string {
  const lines = files?.map(({ path, size, special }) => JSON.stringify([path, size, special ?? null]));
  return sha256(new TextEncoder().encode(lines?.join("\n") ?? "none"));
}
