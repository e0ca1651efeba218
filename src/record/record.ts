import { readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { wrongUse } from "../error.js";
import { type Period, yearOf } from "../period.js";
import { jsonText, shownText } from "../shown-text.js";
import { makeRoom } from "./cache.js";
import { describeChanges, describeFirstRun, NO_NAMES, type RunNames } from "./changes-text.js";
import { compareRuns, type RunChanges } from "./compare.js";
import { parseBoth, parseFindings } from "./content.js";
import { makeFolder, replaceDurably, syncFolder, writeDurably } from "./durable.js";
import { keptContent, listFolders, markerOf, newestRun, runFolder, verifyRun } from "./history.js";
import { clearIncomplete, dropRun, retire } from "./leftovers.js";
import { acquireLock, type OutputsLock } from "./lock.js";
import {
  byPath,
  type FileRecord,
  fileRecord,
  isSameQuestion,
  isSameRun,
  keptFacts,
  printManifest,
  type RunFacts,
  type RunManifest,
  type RunQuestion,
  runIdOf,
} from "./manifest.js";
import { checkPlacement } from "./placement.js";
import { type Linking, linkingOf, mendLinks, pointPeriod, refuseForeign } from "./swap.js";
import { machineTrouble, systemCode } from "./trouble.js";

export { type Cache, type Entries, openCache } from "./cache.js";
export { describeChanges, type RunNames } from "./changes-text.js";
export { compareRuns, type RunChanges } from "./compare.js";
export { replaceDurably } from "./durable.js";
export { findRun, listRuns, type RunEntry, type RunRecord, readRun, type Verification, verifyRun } from "./history.js";
export { acquireLock, type OutputsLock } from "./lock.js";
export {
  type FileRecord,
  fileRecord,
  type RunFacts,
  type RunManifest,
  type RunQuestion,
  type StageTime,
} from "./manifest.js";
export { readNames } from "./names.js";

/** 留痕的内容: a run that is to be recorded. */
export interface RecordRequest {
  readonly outputs: string;
  readonly period: Period;
  /** The outputs, with paths below the period's folder. */
  readonly files: readonly { readonly path: string; readonly bytes: Uint8Array }[];
  readonly manifest: RunFacts;
  /** The lock that the caller holds for the whole run; without one it is taken for the recording. */
  readonly lock?: OutputsLock;
  /** 保留次数 a year; without it all runs are kept. */
  readonly keepRuns?: number;
  /** The names of figures and units, for the description of changes. */
  readonly names?: RunNames;
  readonly linking?: Linking;
}

export interface RecordedRun {
  readonly runId: string;
  /** The period's outputs within the run's folder. */
  readonly folder: string;
  readonly unchanged: boolean;
}

/**
 * 留痕: refuse what is not ours → repair what a killed run left → write the run → write its manifest → swap the period's link.
 * At every moment outputs/<period> shows one whole run.
 * @throws CrossfootError (exit 2) for paths that can't be used, (exit 3) where the disk or the lock fails
 */
export async function recordRun(request: RecordRequest): Promise<RecordedRun> {
  const outputs = resolve(request.outputs);
  checkPlacement(request.files.map((file) => file.path));
  if (request.keepRuns !== undefined && !(request.keepRuns >= 1)) throw wrongUse("保留的运行次数至少为1。");
  const lock = request.lock ?? (await acquireLock(outputs));
  try {
    return await recordUnderLock({ ...request, outputs }, lock);
  } catch (error) {
    throw machineTrouble(error, outputs);
  } finally {
    if (!request.lock) await lock.release();
  }
}

/** 修复: completes or removes what a killed run left. To be called under the lock, before any former result is read. */
export async function mendOutputs(outputs: string, linking: Linking = linkingOf(process.platform)): Promise<void> {
  try {
    await clearIncomplete(resolve(outputs));
    await mendLinks(resolve(outputs), linking);
  } catch (error) {
    throw machineTrouble(error, outputs);
  }
}

/**
 * 沿用: the newest whole run of the year, if it had the same question and its files are unchanged; the period's link is pointed to it again.
 * It saves writing the same outputs anew. Undefined where there is none.
 */
export async function standingRun(
  {
    outputs: given,
    period,
    linking = linkingOf(process.platform),
  }: Pick<RecordRequest, "outputs" | "period" | "linking">,
  question: RunQuestion,
  lock: OutputsLock,
): Promise<RecordedRun | undefined> {
  const outputs = resolve(given);
  try {
    await refuseForeign(outputs, period);
    await mendOutputs(outputs, linking);
    const former = await newestRun(outputs, period);
    if (!former || !isSameQuestion(former, question) || !(await verifyRun(outputs, former.id)).ok) return undefined;
    await lock.stillHeld();
    await pointPeriod(outputs, period, former.id, linking);
    await showChanges(outputs, period, former.id);
    return { runId: former.id, folder: join(runFolder(outputs, former.id), period.key), unchanged: true };
  } catch (error) {
    throw machineTrouble(error, outputs);
  }
}

async function recordUnderLock(request: RecordRequest, lock: OutputsLock): Promise<RecordedRun> {
  const { outputs, period, manifest } = request;
  const linking = request.linking ?? linkingOf(process.platform);
  await refuseForeign(outputs, period);
  await mendOutputs(outputs, linking);
  const inventory = byPath(request.files.map((file) => fileRecord(file.path, file.bytes)));
  const former = await newestRun(outputs, period);
  const unchanged =
    former !== undefined && isSameRun(former, manifest, inventory) && (await verifyRun(outputs, former.id)).ok;
  const runId = unchanged ? former.id : await writeRun(request, inventory, former, lock);
  await lock.stillHeld();
  await pointPeriod(outputs, period, runId, linking);
  await showChanges(outputs, period, runId);
  if (request.keepRuns !== undefined) await retire(outputs, period, request.keepRuns);
  return { runId, folder: join(runFolder(outputs, runId), period.key), unchanged };
}

async function writeRun(
  request: RecordRequest,
  inventory: readonly FileRecord[],
  former: RunManifest | undefined,
  lock: OutputsLock,
): Promise<string> {
  const { outputs, period } = request;
  const sequence = ((await listFolders(outputs)).at(-1)?.sequence ?? 0) + 1;
  const id = runIdOf(sequence, period, inventory);
  const folder = runFolder(outputs, id);
  const files = [...periodFiles(request), ...(await changeFiles(request, id, former))];
  try {
    await makeRoom(outputs, roomFor(files));
    await writeFolder(folder, files);
    await syncFolder(dirname(folder));
    await syncFolder(outputs);
    await lock.stillHeld();
    const manifest: RunManifest = {
      id,
      sequence,
      year: yearOf(period),
      previous: former?.id ?? null,
      ...keptFacts(request.manifest),
      outputs: inventory,
    };
    await replaceDurably(markerOf(outputs, id), printManifest(manifest));
    return id;
  } catch (error) {
    await giveBack(outputs, id, lock);
    throw error;
  }
}

/** Removes a run that failed. Without the lock it is left: the folder may belong to another run by now. */
async function giveBack(outputs: string, id: string, lock: OutputsLock): Promise<void> {
  await lock
    .stillHeld()
    .then(() => dropRun(outputs, id))
    .catch(() => undefined);
}

interface PlacedFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** What a file takes up on the disk beyond its bytes (its name, the rest of its last block), and a run beyond its files. */
const FILE_BYTES = 8 * 1024;
const RUN_BYTES = 1024 * 1024;

function roomFor(files: readonly PlacedFile[]): number {
  return files.reduce((room, { bytes }) => room + bytes.byteLength + FILE_BYTES, RUN_BYTES);
}

function periodFiles({ period, files }: RecordRequest): readonly PlacedFile[] {
  return files.map((file) => ({ path: `${period.key}/${file.path}`, bytes: file.bytes }));
}

/** 变化: written beside the period's outputs and not among them, because outputs must not depend on earlier runs. */
async function changeFiles(
  request: RecordRequest,
  id: string,
  former: RunManifest | undefined,
): Promise<readonly PlacedFile[]> {
  const changes = former && (await changesSince(request, id, former));
  const text = changes ? describeChanges(changes, request.names ?? NO_NAMES) : describeFirstRun(id);
  const encoder = new TextEncoder();
  return [
    {
      path: "变化.json",
      bytes: encoder.encode(`${jsonText(changes ?? { before: null, after: id }, 1)}\n`),
    },
    { path: CHANGES, bytes: encoder.encode(`\uFEFF${shownText(text).replaceAll("\n", "\r\n")}`) },
  ];
}

/**
 * The newest run's changes once more beside the period's link: a page that was opened through the link finds what lies beside the link,
 * and not what lies beside the folder that it leads to.
 */
async function showChanges(outputs: string, { key }: Period, runId: string): Promise<void> {
  const shown = join(outputs, `${key}-${CHANGES}`);
  const [now, before] = [await readIfThere(join(runFolder(outputs, runId), CHANGES)), await readIfThere(shown)];
  if (now !== undefined && (before === undefined || !now.equals(before))) await replaceDurably(shown, now);
}

function readIfThere(path: string): Promise<Buffer | undefined> {
  return readFile(path).catch((error: unknown) => {
    if (systemCode(error) === "ENOENT") return undefined;
    throw error;
  });
}

const CHANGES = "变化.txt";

async function changesSince(
  { outputs, period, files }: RecordRequest,
  id: string,
  former: RunManifest,
): Promise<RunChanges> {
  const bytesOf = (path: string) => files.find((candidate) => candidate.path === path)?.bytes;
  const kept = await keptContent(outputs, former.id, period);
  const { before, after } = parseBoth(kept.consolidated, bytesOf("consolidated.json"));
  return compareRuns(
    { id: former.id, consolidated: before, findings: parseFindings(kept.findings) },
    { id, consolidated: after, findings: parseFindings(bytesOf("findings.json")) },
  );
}

/** Writes all files, then syncs all folders to the disk, the deepest first. */
async function writeFolder(folder: string, files: readonly PlacedFile[]): Promise<void> {
  const folders = new Set([folder]);
  for (const { path } of files) {
    for (let parent = dirname(join(folder, path)); parent.length > folder.length; parent = dirname(parent))
      folders.add(parent);
  }
  const ordered = [...folders].sort((a, b) => a.length - b.length);
  for (const path of ordered) await makeFolder(path);
  for (const { path, bytes } of files) await writeDurably(join(folder, path), bytes);
  for (const path of ordered.toReversed()) await syncFolder(path);
}
