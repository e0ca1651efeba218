import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { type Series, seriesOfKey } from "../series.js";
import { syncFolder } from "./durable.js";
import { linkedRun, listFolders, markerOf, runFolder } from "./history.js";
import { readSignatures } from "./signatures/signatures.js";

/**
 * 清理未完成的运行: removes the folders of runs that have no manifest. Only to be called under the lock: then nobody is still writing one.
 * The run that a series's link points to stays even without a manifest. What can't be removed now (open elsewhere) is tried again next time.
 */
export async function clearIncomplete(outputs: string): Promise<readonly string[]> {
  const cleared: string[] = [];
  for (const { id, series, marked } of await listFolders(outputs)) {
    if (marked || (await linkedRun(outputs, series)) === id) continue;
    if (await removeFolder(runFolder(outputs, id))) cleared.push(id);
  }
  await clearHalfWritten(outputs);
  return cleared;
}

const HALF_WRITTEN = /^(.+)-(?:变化|当前运行)\.txt\.tmp$/;

/** 2022-变化.txt.tmp, 2022-12-救助月报-当前运行.txt.tmp beside a series's link: what a run was writing when it was killed. */
async function clearHalfWritten(outputs: string): Promise<void> {
  const names = await readdir(outputs).catch(() => []);
  for (const name of names.filter((one) => seriesOfKey(HALF_WRITTEN.exec(one)?.[1] ?? "")))
    await rm(join(outputs, name), { force: true });
}

/** 保留次数: removes all but the newest `keep` whole runs of a year; the linked one always stays, and so do those that somebody has signed. */
export async function retire(outputs: string, series: Series, keep: number): Promise<readonly string[]> {
  const { entries, problems } = await readSignatures(outputs);
  // Of a damaged record nobody can tell what was signed.
  if (problems.length > 0) return [];
  const staying = new Set([await linkedRun(outputs, series), ...entries.map(({ run }) => run)]);
  const runs = (await listFolders(outputs)).filter((folder) => folder.series.key === series.key && folder.marked);
  const retired = runs.slice(0, Math.max(0, runs.length - Math.max(1, keep))).filter(({ id }) => !staying.has(id));
  const dropped: string[] = [];
  for (const { id } of retired) {
    // The new run is already in place; what can't be removed now is left for the next time.
    await dropRun(outputs, id).then(
      () => dropped.push(id),
      () => undefined,
    );
  }
  return dropped;
}

/** Removes a run, the manifest first: if the process is killed in between, an incomplete run is left, which the next start clears. */
export async function dropRun(outputs: string, id: string): Promise<void> {
  await rm(markerOf(outputs, id), { force: true });
  await syncFolder(runFolder(outputs, id));
  await removeFolder(runFolder(outputs, id));
}

async function removeFolder(path: string): Promise<boolean> {
  return rm(path, { recursive: true, force: true, maxRetries: 2 }).then(
    () => true,
    () => false,
  );
}
