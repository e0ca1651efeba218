import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { sha256 } from "../../bytes.js";
import type { Below } from "../../consolidation.js";
import type { Effects } from "../../effects.js";
import { wrongUse } from "../../error.js";
import type { Period } from "../../period.js";
import { archivedFilesNamed } from "../../read/read.js";
import { either, listOf, mapOf, nothing, optional, parsedAs, record, text } from "../../shape.js";

/** 下级的单位数: a contribution as a consolidated.json below has it. */
export interface LowerShare {
  readonly unit: string;
  readonly value: string | null;
  readonly file: string | null;
  readonly sheet: string | null;
  readonly cell: string | null;
  readonly text: string | null;
}

/** 下级的下级: what was sent up to the jurisdiction below. */
export type LowerBelow = Pick<Below["rollUp"], "consolidated"> & { readonly name: string };

/** 下级的汇总: as much of its consolidated.json as leads on. */
export interface LowerConsolidation {
  readonly shares: (code: string) => readonly LowerShare[];
  readonly below: (unit: string) => LowerBelow | undefined;
}

const NAME = "consolidated.json";

interface Places {
  readonly effects: Pick<Effects, "list" | "bytes">;
  readonly period: Period;
  /** Folders outside the inputs in which runs of the levels below lie. */
  readonly folders: readonly string[];
}

/**
 * 手头的下级汇总: finds the consolidated.json of a hash among the inputs, in the archives there and in the folders given. Each is
 * read when one is first looked for.
 */
export function lowerAtHand(places: Places): (hash: string) => Promise<LowerConsolidation | undefined> {
  let known: Promise<ReadonlyMap<string, Uint8Array>> | undefined;
  const parsed = new Map<string, LowerConsolidation | undefined>();
  return async (hash) => {
    known ??= byHash(places);
    if (!parsed.has(hash)) parsed.set(hash, parse((await known).get(hash)));
    return parsed.get(hash);
  };
}

async function byHash(places: Places): Promise<ReadonlyMap<string, Uint8Array>> {
  const found = [...(await amongInputs(places)), ...(await inFolders(places.folders))];
  return new Map(found.map((bytes) => [sha256(bytes), bytes]));
}

async function amongInputs({ effects, period }: Places): Promise<readonly Uint8Array[]> {
  const wanted = ((await effects.list(period)) ?? []).filter(({ path, special }) => !special && isWanted(path));
  const found: Uint8Array[] = [];
  for (const { path } of wanted) {
    const bytes = await effects.bytes(period, path);
    if (!("unstable" in bytes)) found.push(...(await consolidatedIn(path, bytes)));
  }
  return found;
}

async function inFolders(folders: readonly string[]): Promise<readonly Uint8Array[]> {
  const found: Uint8Array[] = [];
  for (const folder of folders) {
    const paths = await readdir(folder, { recursive: true }).catch(() => {
      throw wrongUse(`--below 所指的目录“${folder}”不能读取`);
    });
    for (const path of paths.filter(isWanted))
      found.push(...(await consolidatedIn(path, await readFile(join(folder, path)))));
  }
  return found;
}

function isWanted(path: string): boolean {
  return path.endsWith(NAME) || /\.zip$/i.test(path);
}

/** The file itself, or those of its name in an archive. One that can't be opened gives none. */
async function consolidatedIn(path: string, bytes: Uint8Array): Promise<readonly Uint8Array[]> {
  return path.endsWith(NAME) ? [bytes] : archivedFilesNamed(bytes, NAME);
}

const typed = either(text, nothing);

const isContent = record<{
  readonly figures: Readonly<Record<string, { readonly contributions: readonly LowerShare[] }>>;
  readonly below?: Readonly<Record<string, LowerBelow>>;
}>({
  figures: mapOf(
    record<{ readonly contributions: readonly LowerShare[] }>({
      contributions: listOf(
        record<LowerShare>({ unit: text, value: typed, file: typed, sheet: typed, cell: typed, text: typed }),
      ),
    }),
  ),
  below: optional(mapOf(record<LowerBelow>({ name: text, consolidated: text }))),
});

function parse(bytes: Uint8Array | undefined): LowerConsolidation | undefined {
  const content = bytes && parsedAs(isContent, new TextDecoder().decode(bytes));
  return (
    content && {
      shares: (code) => content.figures[code]?.contributions ?? [],
      below: (unit) => content.below?.[unit],
    }
  );
}
