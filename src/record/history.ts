import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { lstat, readdir, readFile, readlink } from "node:fs/promises";
import { join } from "node:path";
import { wrongUse } from "../error.js";
import type { Series } from "../series.js";
import { type ConsolidatedContent, type FindingContent, parseConsolidated, parseFindings } from "./content.js";
import { contentHash, type FileRecord, parseManifest, parseRunId, type RunId, type RunManifest } from "./manifest.js";
import { systemCode } from "./trouble.js";

/** 运行状态. incomplete: killed before its manifest was written; damaged: its manifest can't be read. */
export type RunState = "whole" | "incomplete" | "damaged";

/** 运行历史中的一项. */
export interface RunEntry extends RunId {
  readonly state: RunState;
  /** The series's link points here, or its copy is of this run. */
  readonly linked: boolean;
  readonly manifest?: RunManifest;
}

/** 一次运行 with all that `diff` compares. */
export interface RunRecord {
  readonly id: string;
  readonly manifest: RunManifest;
  readonly consolidated: ConsolidatedContent | undefined;
  readonly findings: readonly FindingContent[];
}

export interface RunFolder extends RunId {
  /** The manifest is there. It is written last, so the run is complete. */
  readonly marked: boolean;
}

export function runFolder(outputs: string, id: string): string {
  return join(outputs, "runs", id);
}

export function markerOf(outputs: string, id: string): string {
  return join(runFolder(outputs, id), "manifest.json");
}

/** The folders of all runs, by number. Folders with other names are ignored. */
export async function listFolders(outputs: string): Promise<readonly RunFolder[]> {
  const names = await namesIn(join(outputs, "runs"));
  const ids = names.map(parseRunId).filter((id): id is RunId => id !== undefined);
  const found = await Promise.all(ids.map(async (id) => ({ ...id, marked: await exists(markerOf(outputs, id.id)) })));
  return found.sort((a, b) => a.sequence - b.sequence || (a.id < b.id ? -1 : 1));
}

/** 运行历史, oldest first. */
export async function listRuns(outputs: string): Promise<readonly RunEntry[]> {
  const entries: RunEntry[] = [];
  for (const folder of await listFolders(outputs)) entries.push(await entryOf(outputs, folder));
  return entries;
}

async function entryOf(outputs: string, { id, sequence, series, marked }: RunFolder): Promise<RunEntry> {
  const manifest = marked ? await readManifest(outputs, id) : undefined;
  const state: RunState = manifest ? "whole" : marked ? "damaged" : "incomplete";
  const linked = (await linkedRun(outputs, series)) === id;
  return { id, sequence, series, state, linked, ...(manifest && { manifest }) };
}

export async function readManifest(outputs: string, id: string): Promise<RunManifest | undefined> {
  const text = await textOf(markerOf(outputs, id));
  const manifest = text === undefined ? undefined : parseManifest(text);
  return manifest?.id === id ? manifest : undefined;
}

/** The newest whole run of a series; damaged ones are skipped. */
export async function newestRun(outputs: string, series: Series): Promise<RunManifest | undefined> {
  const folders = (await listFolders(outputs)).filter((folder) => folder.series.key === series.key && folder.marked);
  for (const folder of folders.toReversed()) {
    const manifest = await readManifest(outputs, folder.id);
    if (manifest) return manifest;
  }
  return undefined;
}

/**
 * Finds a run by its 编号 (000012-2022-3fa9c1d2), its number alone (12) or the beginning of its 编号; `latest` is the newest whole run.
 * @throws CrossfootError (exit 2) where none or several fit
 */
export async function findRun(outputs: string, wanted: string): Promise<RunEntry> {
  const whole = (await listRuns(outputs)).filter((entry) => entry.state === "whole");
  const matching = whole.filter((entry) => isMeant(entry, wanted));
  const chosen = wanted === "latest" ? whole.at(-1) : matching.length === 1 ? matching[0] : undefined;
  if (chosen) return chosen;
  const known = whole.slice(-5).map((entry) => entry.id);
  throw wrongUse(
    `没有找到运行记录“${wanted}”。${known.length > 0 ? `最近的运行有：${known.join("、")}。` : "还没有任何运行记录。"}`,
  );
}

function isMeant(entry: RunEntry, wanted: string): boolean {
  return (
    entry.id === wanted || (/^\d+$/.test(wanted) ? entry.sequence === Number(wanted) : entry.id.startsWith(wanted))
  );
}

export async function readRun(outputs: string, wanted: string): Promise<RunRecord> {
  const { id, series } = await findRun(outputs, wanted);
  const manifest = await readManifest(outputs, id);
  if (!manifest) throw wrongUse(`运行记录“${id}”已损坏，不能读取。`);
  const { consolidated, findings } = await keptContent(outputs, id, series);
  return { id, manifest, consolidated: parseConsolidated(consolidated), findings: parseFindings(findings) };
}

/** The files by which two runs are compared; undefined for one that is missing. */
export async function keptContent(
  outputs: string,
  id: string,
  series: Series,
): Promise<Readonly<Record<"consolidated" | "findings", Uint8Array | undefined>>> {
  const folder = join(runFolder(outputs, id), series.key);
  return {
    consolidated: await bytesOf(join(folder, "consolidated.json")),
    findings: await bytesOf(join(folder, "findings.json")),
  };
}

export interface Verification {
  readonly ok: boolean;
  readonly problems: readonly { readonly path: string; readonly problem: "missing" | "changed" | "extra" }[];
}

/** 核对: whether the files of a run are still those of its manifest, with no other beside them. */
export async function verifyRun(outputs: string, id: string): Promise<Verification> {
  const manifest = await readManifest(outputs, id);
  const series = parseRunId(id)?.series;
  if (!manifest || !series)
    return {
      ok: false,
      problems: [{ path: "manifest.json", problem: (await exists(markerOf(outputs, id))) ? "changed" : "missing" }],
    };
  const altered: Verification["problems"] = id.endsWith(contentHash(manifest.outputs))
    ? []
    : [{ path: "manifest.json", problem: "changed" }];
  const problems = [...altered, ...(await differences(join(runFolder(outputs, id), series.key), manifest.outputs))];
  return { ok: problems.length === 0, problems };
}

/** What is missing, changed or added in a folder that is to hold just these files. */
export async function differences(folder: string, files: readonly FileRecord[]): Promise<Verification["problems"]> {
  const problems: Verification["problems"][number][] = [];
  for (const file of files) {
    const found = await digestOf(join(folder, file.path));
    if (found === undefined) problems.push({ path: file.path, problem: "missing" });
    else if (found !== file.sha256) problems.push({ path: file.path, problem: "changed" });
  }
  const listed = new Set(files.map((file) => file.path));
  for (const path of await filesBelow(folder))
    if (!listed.has(path) && !isOfficeLitter(path)) problems.push({ path, problem: "extra" });
  return problems;
}

/** Files that Excel, WPS or a file manager leaves beside an output that was looked at. */
function isOfficeLitter(path: string): boolean {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return /^(~\$|\.~|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/i.test(name);
}

async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => !entry.isDirectory());
  return files
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll("\\", "/"),
    )
    .sort();
}

/** The run that a series's link points to, or that its copy is of; undefined for anything else in its place. */
export async function linkedRun(outputs: string, series: Series): Promise<string | undefined> {
  const path = join(outputs, series.key);
  const stat = await lstat(path).catch(() => undefined);
  if (stat?.isDirectory()) return copiedRun(outputs, series);
  return runOfTarget(await readlink(path).catch(() => undefined), series);
}

/** 指明当前运行的文件: stands beside a series's folder where the disk knows no links. */
export function pointerOf(outputs: string, { key }: Series): string {
  return join(outputs, `${key}-当前运行.txt`);
}

/** The run that the pointer beside a series's folder names. */
export async function copiedRun(outputs: string, series: Series): Promise<string | undefined> {
  const text = await textOf(pointerOf(outputs, series));
  const named = text?.split(/[\r\n]+/).map((line) => parseRunId(line.trim()));
  return named?.find((run) => run?.series.key === series.key)?.id;
}

/** The run in a link's target: runs/<run id>/<year>, after a whole path in a junction, alone in a symlink. */
export function runOfTarget(target: string | undefined, series: Series): string | undefined {
  const parts = (target ?? "").split(/[\\/]+/).filter((part) => part !== "");
  const [runs, id, last] = parts.slice(-3);
  if (runs !== "runs" || last !== series.key || id === undefined) return undefined;
  return parseRunId(id)?.series.key === series.key ? id : undefined;
}

/** Whether a path exists. Any error other than "no such file" is thrown: what can't be examined must not be cleaned away as absent. */
export async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes(systemCode(error) ?? "")) return false;
    throw error;
  }
}

/** The names in a folder; none where it does not exist yet. A folder that can't be read is an error. */
export async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (systemCode(error) === "ENOENT") return [];
    throw error;
  }
}

async function textOf(path: string): Promise<string | undefined> {
  return readFile(path, "utf8").catch(() => undefined);
}

/** SHA-256 of a file, read piece by piece; undefined for one that can't be read. */
async function digestOf(path: string): Promise<string | undefined> {
  const hash = createHash("sha256");
  try {
    for await (const piece of createReadStream(path, { highWaterMark: PIECE })) hash.update(piece);
  } catch {
    return undefined;
  }
  return hash.digest("hex");
}

const PIECE = 1024 * 1024;

async function bytesOf(path: string): Promise<Uint8Array | undefined> {
  return readFile(path).catch(() => undefined);
}
