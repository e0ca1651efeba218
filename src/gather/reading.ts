import { sha256 } from "../bytes.js";
import type { Effects, Unstable } from "../effects.js";
import type { ReadingLimits, Schemas } from "../form/form.js";
import type { ReadFailure, ReadResult } from "../grid.js";
import type { ReadFile, RosterIndex } from "../intake/intake.js";
import type { Layouts } from "../normalize/normalize.js";
import type { Period } from "../period.js";
import { DEFAULT_LIMITS, tooLarge } from "../read/read.js";
import { parseReadResults } from "./kept-document.js";
import type { Shared } from "./packed/packed.js";

/** 收件条件: the period, roster, schemas and effects with which files are taken in. */
export interface IntakeContext extends ReadingContext {
  readonly effects: Effects;
  /** 共用的内容 of the period's files. */
  readonly shared: Shared;
  /** Scans are to be recognised. */
  readonly recognise?: true;
}

/** 读取条件: what is needed to read a file's bytes and to find its figures. */
export interface ReadingContext {
  readonly period: Period;
  readonly schemas: Schemas;
  readonly index: RosterIndex;
  readonly layouts: Layouts;
  /** In a thread nothing is recalled or kept: the run does that. */
  readonly effects: Pick<Effects, "read"> & Partial<Pick<Effects, "recall" | "keep">>;
}

/** 一份文件的字节, with their hash and the path below the period's folder. */
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

/** A thread gave no answer, or one that makes no sense. */
export const BROKEN_OFF: ReadFailure = {
  rule: "FILE.UNREADABLE",
  reason: "处理时意外中止，文件可能已损坏",
  advice: "请打开原文件检查，另存为 .xlsx 后重新报送",
};

/** A file larger than the limit is not even taken into memory. */
export function refusedBySize(size: number, { jurisdiction }: Schemas): ReadFailure | undefined {
  const most = jurisdiction.limits?.fileMegabytes ?? DEFAULT_LIMITS.fileBytes / MEGABYTE;
  return size > most * MEGABYTE ? tooLarge(`文件超过 ${most} MB`).failure : undefined;
}

const MEGABYTE = 1024 * 1024;

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
 * Results are kept by bytes and name, so that another roster does not make a file be read again. The name decides how some formats are read.
 * A failure is not kept, because its reason may be temporary (time, memory).
 */
async function readOnce(
  { bytes, hash, name }: { readonly bytes: Uint8Array; readonly hash: string; readonly name: string },
  limits: ReadingLimits | undefined,
  effects: ReadingContext["effects"],
): Promise<readonly ReadResult[]> {
  const { recall, keep } = effects;
  if (!recall || !keep) return effects.read({ bytes, name, limits });
  const version = `read ${JSON.stringify(limits ?? {})}`;
  const key = `${hash} ${name}`;
  const kept = await recall(version, key);
  const known = kept === undefined ? undefined : parseReadResults(kept);
  if (known !== undefined) return known;
  const results = await effects.read({ bytes, name, limits });
  if (results.every(({ outcome }) => "document" in outcome)) await keep(version, key, JSON.stringify(results));
  return results;
}
