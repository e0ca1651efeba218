import { sha256 } from "../bytes.js";
import { type Period, periodOfKey } from "../period.js";
import {
  either,
  finite,
  flag,
  listOf,
  mapOf,
  natural,
  nothing,
  oneOf,
  optional,
  parsedAs,
  record,
  text,
} from "../shape.js";
import { jsonText } from "../shown-text.js";

/** 文件清单中的一项: a file with its hash and size, by which a change is noticed. */
export interface FileRecord {
  readonly path: string;
  readonly sha256: string;
  readonly size: number;
  /** 制作依据 of an output: what is made from the same has the same bytes. */
  readonly basis?: string;
}

/** 运行情况, as the caller knows it. Arguments that don't change the outputs (quiet, json, no-cache) are to be left out. */
export interface RunFacts {
  readonly status: "final" | "draft";
  /** When the run began, `2026-01-05T06:00:00Z`. Shown, never compared. */
  readonly startedAt?: string;
  readonly arguments: Readonly<Record<string, string | number | boolean | null>>;
  /** The versions of all that decides the outputs: program, schemas. */
  readonly versions: Readonly<Record<string, string>>;
  readonly inputs: readonly FileRecord[];
  /** One hash over everything else that decides the outputs, where the caller knows it. */
  readonly circumstances?: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly stages: readonly StageTime[];
  readonly peakMemoryBytes?: number;
}

/** 运行条件: all that decides the outputs. Two runs with the same question give the same bytes. */
export type RunQuestion = Pick<RunFacts, "status" | "arguments" | "versions" | "inputs" | "circumstances">;

export interface StageTime {
  readonly stage: string;
  readonly milliseconds: number;
}

/** 运行记录: manifest.json, written last into the run's folder. A folder without it is no whole run. */
export interface RunManifest extends RunFacts {
  readonly id: string;
  readonly sequence: number;
  readonly year: number;
  /** The id of the previous whole run of this year. */
  readonly previous: string | null;
  /** The outputs, with paths below the period's folder. */
  readonly outputs: readonly FileRecord[];
}

/** 运行编号: sequence, period and the outputs' hash: `000012-2022-3fa9c1d2`. */
export interface RunId {
  readonly id: string;
  readonly sequence: number;
  readonly period: Period;
}

const RUN_ID = /^(\d{6,9})-(\d{4}(?:-\w+)?)-[0-9a-f]{8}$/;

export function parseRunId(name: string): RunId | undefined {
  const match = RUN_ID.exec(name);
  const period = periodOfKey(match?.[2] ?? "");
  return match && period ? { id: name, sequence: Number(match[1]), period } : undefined;
}

export function runIdOf(sequence: number, period: Period, outputs: readonly FileRecord[] | undefined): string {
  return `${String(sequence).padStart(6, "0")}-${period.key}-${outputs ? contentHash(outputs) : "00000000"}`;
}

/** Eight hexadecimal digits over the list of outputs: if the list in a manifest is altered, it no longer matches the run's id. */
export function contentHash(outputs: readonly FileRecord[]): string {
  const lines = byPath(outputs).map((file) => `${file.path}\u0000${file.sha256}\n`);
  return sha256(new TextEncoder().encode(lines.join(""))).slice(0, 8);
}

/** 写入中的运行: its folder's name while nobody knows yet what its outputs will be. Without a manifest it is cleared like any unfinished run. */
export function unfinishedIdOf(sequence: number, period: Period): string {
  return runIdOf(sequence, period, undefined);
}

export function fileRecord(path: string, bytes: Uint8Array): FileRecord {
  return { path, sha256: sha256(bytes), size: bytes.byteLength };
}

export function byPath<T extends { readonly path: string }>(files: readonly T[]): readonly T[] {
  return [...files].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

/** Whether a run has the same question and the same outputs as a former one, so that it needs no entry of its own. */
export function isSameRun(former: RunManifest, facts: RunFacts, outputs: readonly FileRecord[]): boolean {
  return identity(former, former.outputs) === identity(facts, outputs);
}

/** Whether a former run had the same question under the same circumstances, so that its outputs are the answer. */
export function isSameQuestion(former: RunManifest, question: RunQuestion): boolean {
  return (
    former.circumstances !== undefined &&
    former.circumstances === question.circumstances &&
    identity(former, []) === identity(question, [])
  );
}

function identity(facts: RunQuestion, outputs: readonly FileRecord[]): string {
  return JSON.stringify([
    facts.status,
    sortedEntries(facts.arguments),
    sortedEntries(facts.versions),
    byPath(facts.inputs).map(fileKey),
    byPath(outputs).map(fileKey),
  ]);
}

function fileKey(file: FileRecord): readonly unknown[] {
  return [file.path, file.sha256, file.size];
}

function sortedEntries(record: Readonly<Record<string, unknown>>): readonly unknown[] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

/** The facts as they are written: in a fixed order of keys, without other fields of the caller's object. */
export function keptFacts(facts: RunFacts): RunFacts {
  const {
    status,
    startedAt,
    arguments: given,
    versions,
    inputs,
    circumstances,
    counts,
    stages,
    peakMemoryBytes,
  } = facts;
  return {
    status,
    ...(startedAt !== undefined && { startedAt }),
    arguments: given,
    versions,
    inputs: byPath(inputs),
    ...(circumstances !== undefined && { circumstances }),
    counts,
    stages,
    ...(peakMemoryBytes !== undefined && { peakMemoryBytes }),
  };
}

export function printManifest(manifest: RunManifest): Uint8Array {
  return new TextEncoder().encode(`${jsonText(manifest, 1)}\n`);
}

/** Undefined for a text that is no whole manifest: the run is then shown as damaged, never deleted. */
export function parseManifest(json: string): RunManifest | undefined {
  return parsedAs(isManifest, json);
}

const isFileRecord = record<FileRecord>({ path: text, sha256: text, size: natural, basis: optional(text) });

const isManifest = record<RunManifest>({
  id: text,
  sequence: natural,
  year: natural,
  previous: either(text, nothing),
  outputs: listOf(isFileRecord),
  status: oneOf<RunFacts["status"]>({ final: true, draft: true }),
  startedAt: optional(text),
  arguments: mapOf(either(either(text, finite), either(flag, nothing))),
  versions: mapOf(text),
  inputs: listOf(isFileRecord),
  circumstances: optional(text),
  counts: mapOf(finite),
  stages: listOf(record<StageTime>({ stage: text, milliseconds: finite })),
  peakMemoryBytes: optional(finite),
});
