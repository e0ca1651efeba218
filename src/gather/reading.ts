import { sha256 } from "../bytes.js";
import type { Effects, Unstable } from "../effects.js";
import type { ReadingLimits, Schemas } from "../form/form.js";
import type { ReadResult } from "../grid.js";
import type { ReadFile, RosterIndex } from "../intake/intake.js";
import type { Layouts } from "../normalize/normalize.js";
import type { Period } from "../period.js";
import { parseReadResults } from "./kept-document.js";

/** 收件条件: for which period, by which roster and schemas, and with which effects files are taken in. */
export interface IntakeContext extends ReadingContext {
  readonly effects: Effects;
}

/** 读取条件: what reading a file's bytes needs, and finding its figures. */
export interface ReadingContext {
  readonly period: Period;
  readonly schemas: Schemas;
  readonly index: RosterIndex;
  readonly layouts: Layouts;
  readonly effects: Pick<Effects, "read" | "recall" | "keep">;
}

/** 一份文件的字节: with their hash, and the path below the period's folder. */
export interface FileBytes {
  readonly bytes: Uint8Array;
  readonly hash: string;
  readonly path: string;
}

/** Takes a file's bytes, unless it is still being written or was moved away meanwhile. */
export async function takeBytes(path: string, { period, effects }: IntakeContext): Promise<FileBytes | Unstable> {
  const bytes = await effects.bytes(period, path);
  return "unstable" in bytes ? bytes : { bytes, hash: sha256(bytes), path };
}

/** 读取一份文件, and nothing made of it: the office's own files are read so. */
export async function readFile(path: string, context: IntakeContext): Promise<readonly ReadFile[] | Unstable> {
  const taken = await takeBytes(path, context);
  return "unstable" in taken ? taken : readBytes(taken, context);
}

/** Reads bytes that were taken: one result, or of an archive one for each file in it. */
export async function readBytes(
  { bytes, hash, path }: FileBytes,
  { period, schemas, effects }: ReadingContext,
): Promise<readonly ReadFile[]> {
  const name = path.split("/").at(-1) ?? path;
  const results = await readOnce({ bytes, hash, name }, schemas.jurisdiction.limits, effects);
  return results.map(({ inner, sha256: innerHash, outcome }) => ({
    file: inner === undefined ? `${period.key}/${path}` : `${period.key}/${path}!/${inner}`,
    sha256: innerHash ?? hash,
    outcome,
  }));
}

/**
 * The same bytes under the same name need not be read again for another roster; the name counts because it decides how some formats are read.
 * A failure is not kept: it may be the moment's (time, memory).
 */
async function readOnce(
  { bytes, hash, name }: { readonly bytes: Uint8Array; readonly hash: string; readonly name: string },
  limits: ReadingLimits | undefined,
  effects: ReadingContext["effects"],
): Promise<readonly ReadResult[]> {
  const version = `read ${JSON.stringify(limits ?? {})}`;
  const key = `${hash} ${name}`;
  const kept = await effects.recall(version, key);
  const known = kept === undefined ? undefined : parseReadResults(kept);
  if (known !== undefined) return known;
  const results = await effects.read({ bytes, name, limits });
  if (results.every(({ outcome }) => "document" in outcome)) await effects.keep(version, key, JSON.stringify(results));
  return results;
}
