import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { OfficeState } from "../act-book.js";
import { wrongUse } from "../error.js";
import { yearOf } from "../period.js";
import type { Series } from "../series.js";
import { jsonText, shownText } from "../shown-text.js";
import { actsFile, recordActs } from "./acts/acts.js";
import { describeChanges, describeFirstRun, NO_NAMES, type RunNames } from "./changes-text.js";
import { compareRuns, type RunChanges } from "./compare.js";
import { parseBoth, parseFindings } from "./content.js";
import { renameFolder, replaceDurably, syncFolder } from "./durable.js";
import { keptContent, listFolders, markerOf, newestRun, runFolder, verifyRun } from "./history.js";
import { clearIncomplete, dropRun, retire } from "./leftovers.js";
import { acquireLock, type OutputsLock } from "./lock.js";
import {
  byPath,
  isSameQuestion,
  isSameRun,
  keptFacts,
  printManifest,
  type RunFacts,
  type RunManifest,
  type RunQuestion,
  runIdOf,
  unfinishedIdOf,
} from "./manifest.js";
import { checkPlacement } from "./placement.js";
import { type Linking, linkingOf, mendLinks, pointPeriod, refuseForeign, type Shown } from "./swap/swap.js";
import { machineTrouble, systemCode } from "./trouble.js";
import { type Former, type WrittenFile, writeFolder } from "./writing.js";

export { readActs, receiptsOf } from "./acts/acts.js";
export { type Cache, type Entries, openCache } from "./cache/cache.js";
export { describeChanges, type RunNames } from "./changes-text.js";
export { compareRuns, type RunChanges, type UnitChanges } from "./compare.js";
export { replaceDurably } from "./durable.js";
export { type HandedOut, handOut } from "./handing-out.js";
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
export { addSignature, readSignatures, signaturesOf } from "./signatures/signatures.js";

/** 留痕的内容: a run that is to be recorded. */
export interface RecordRequest {
  readonly outputs: string;
  readonly series: Series;
  /** The outputs, with paths below the series's folder. */
  readonly files: readonly WrittenFile[];
  readonly manifest: RunFacts;
  /** The lock that the caller holds for the whole run; without one it is taken for the recording. */
  readonly lock?: OutputsLock;
  /** 保留次数 a year; without it all runs are kept. */
  readonly keepRuns?: number;
  /** The names of figures and units, for the description of changes. */
  readonly names?: RunNames;
  /** What the office decided and received, for the record of acts; without it nothing is added there. */
  readonly office?: OfficeState;
  readonly linking?: Linking;
  /** The program and the schemas by their versions: outputs that the same ones made from the same are taken over. Without it all are made anew. */
  readonly makers?: string;
}

export interface RecordedRun {
  readonly runId: string;
  /** The series's outputs within the run's folder. */
  readonly folder: string;
  readonly unchanged: boolean;
  /** What outputs/<period> is: a link to the run, or a copy where the disk refuses links. */
  readonly shown: Shown;
}

/**
 * 留痕: refuse what is not ours → repair what a killed run left → write the run → write its manifest → note what the office decided → swap the series's
 * link, or its copy where the disk refuses links. At every moment outputs/<period> shows one whole run; between two renames of a copy or a junction it shows none.
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
    await recordActs(resolve(outputs));
  } catch (error) {
    throw machineTrouble(error, outputs);
  }
}

/**
 * 沿用: the newest whole run of the year, if it had the same question and its files are unchanged; the series's link is pointed to it again.
 * It saves writing the same outputs anew. Undefined where there is none.
 */
export async function standingRun(
  {
    outputs: given,
    series,
    linking = linkingOf(process.platform),
  }: Pick<RecordRequest, "outputs" | "series" | "linking">,
  question: RunQuestion,
  lock: OutputsLock,
): Promise<RecordedRun | undefined> {
  const outputs = resolve(given);
  try {
    await mendOutputs(outputs, linking);
    await refuseForeign(outputs, series);
    const former = await newestRun(outputs, series);
    if (!former || !isSameQuestion(former, question) || !(await verifyRun(outputs, former.id)).ok) return undefined;
    await lock.stillHeld();
    const shown = await pointPeriod(outputs, series, former.id, linking);
    await showChanges(outputs, series, former.id);
    return { runId: former.id, folder: join(runFolder(outputs, former.id), series.key), unchanged: true, shown };
  } catch (error) {
    throw machineTrouble(error, outputs);
  }
}

async function recordUnderLock(request: RecordRequest, lock: OutputsLock): Promise<RecordedRun> {
  const { outputs, series } = request;
  const linking = request.linking ?? linkingOf(process.platform);
  // First: a copy that a killed run has just put in its place is known only by the swap's traces.
  await mendOutputs(outputs, linking);
  await refuseForeign(outputs, series);
  const sequence = ((await listFolders(outputs)).at(-1)?.sequence ?? 0) + 1;
  const { runId, unchanged } = await orGivenBack(outputs, unfinishedIdOf(sequence, series), lock, () =>
    writeRun(request, sequence, lock),
  );
  await lock.stillHeld();
  await recordActs(outputs);
  const shown = await pointPeriod(outputs, series, runId, linking);
  await showChanges(outputs, series, runId);
  if (request.keepRuns !== undefined) await retire(outputs, series, request.keepRuns);
  return { runId, folder: join(runFolder(outputs, runId), series.key), unchanged, shown };
}

/** The outputs are written before their hashes are known, by which the run gets its name; the same as the newest run's make no run of their own. */
async function writeRun(
  request: RecordRequest,
  sequence: number,
  lock: OutputsLock,
): Promise<Pick<RecordedRun, "runId" | "unchanged">> {
  const { outputs, series, manifest, files } = request;
  const unfinished = unfinishedIdOf(sequence, series);
  const former = await newestRun(outputs, series);
  const folder = join(runFolder(outputs, unfinished), series.key);
  const inventory = byPath(await writeFolder(outputs, folder, files, takenOver(request, former)));
  if (former && isSameRun(former, manifest, inventory) && (await verifyRun(outputs, former.id)).ok) {
    await dropRun(outputs, unfinished);
    return { runId: former.id, unchanged: true };
  }
  const runId = runIdOf(sequence, series, inventory);
  const changes = await changeFiles(request, { unfinished, runId, former });
  await writeFolder(outputs, runFolder(outputs, unfinished), changes);
  await renameFolder(runFolder(outputs, unfinished), runFolder(outputs, runId));
  await orGivenBack(outputs, runId, lock, async () => {
    await syncFolder(outputs);
    await lock.stillHeld();
    const record: RunManifest = {
      id: runId,
      sequence,
      year: yearOf(series.period),
      previous: former?.id ?? null,
      ...keptFacts(manifest),
      outputs: inventory,
    };
    await replaceDurably(markerOf(outputs, runId), printManifest(record));
  });
  return { runId, unchanged: false };
}

/** What may be taken over of the run before. */
function takenOver({ outputs, series, makers }: RecordRequest, former: RunManifest | undefined): Former | undefined {
  if (makers === undefined) return undefined;
  const known = former?.outputs.flatMap((file) => (file.basis === undefined ? [] : [[file.basis, file] as const]));
  const folder = join(runFolder(outputs, former?.id ?? ""), series.key);
  return { folder, makers, byBasis: new Map(known) };
}

/** Where the work fails, the run's folder is removed. Without the lock it is left: it may belong to another run by now. */
async function orGivenBack<T>(outputs: string, id: string, lock: OutputsLock, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await lock
      .stillHeld()
      .then(() => dropRun(outputs, id))
      .catch(() => undefined);
    throw error;
  }
}
/** 变化: written beside the series's outputs and not among them, because outputs must not depend on earlier runs. */
async function changeFiles(request: RecordRequest, made: MadeRun): Promise<readonly WrittenFile[]> {
  const { runId: id, former } = made;
  const changes = former && (await changesSince(request, made, former));
  const text = changes ? describeChanges(changes, request.names ?? NO_NAMES) : describeFirstRun(id);
  const encoder = new TextEncoder();
  return [
    {
      path: "变化.json",
      bytes: encoder.encode(`${jsonText(changes ?? { before: null, after: id }, 1)}\n`),
    },
    { path: CHANGES, bytes: encoder.encode(`\uFEFF${shownText(text).replaceAll("\n", "\r\n")}`) },
    ...(request.office
      ? [await actsFile(request.outputs, { series: request.series, id, former }, request.office)]
      : []),
  ];
}

/**
 * The newest run's changes once more beside the series's link: a page that was opened through the link finds what lies beside the link,
 * and not what lies beside the folder that it leads to.
 */
async function showChanges(outputs: string, { key }: Series, runId: string): Promise<void> {
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

interface MadeRun {
  /** Where its outputs stand now. */
  readonly unfinished: string;
  readonly runId: string;
  readonly former: RunManifest | undefined;
}

async function changesSince(
  { outputs, series }: RecordRequest,
  { unfinished, runId }: MadeRun,
  former: RunManifest,
): Promise<RunChanges> {
  const [was, is] = [await keptContent(outputs, former.id, series), await keptContent(outputs, unfinished, series)];
  const { before, after } = parseBoth(was.consolidated, is.consolidated);
  return compareRuns(
    { id: former.id, consolidated: before, findings: parseFindings(was.findings) },
    { id: runId, consolidated: after, findings: parseFindings(is.findings) },
  );
}
