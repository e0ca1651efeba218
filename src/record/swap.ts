import { lstat, readlink, rename, symlink, unlink } from "node:fs/promises";
import { join, resolve } from "node:path";
import { machineFailed } from "../error.js";
import { groupBy } from "../grouping.js";
import type { Period } from "../period.js";
import { replaceDurably, syncFolder } from "./durable.js";
import { exists, listFolders, namesIn, type RunFolder, runFolder, runOfTarget, verifyRun } from "./history.js";
import { foreignPlace } from "./placement.js";
import { machineTrouble, systemCode } from "./trouble.js";

/**
 * 换链接的方式. rename: one atomic step, wherever a link can be renamed over another.
 * journal: Windows can't do that with junctions, so the intention is written down first and the next start completes it.
 */
export type Linking = "rename" | "journal";

export function linkingOf(platform: string): Linking {
  return platform === "win32" ? "journal" : "rename";
}

export type PeriodPlace =
  | { readonly kind: "absent" }
  | { readonly kind: "ours"; readonly run: string }
  | { readonly kind: "foreign"; readonly what: "folder" | "file" | "link" };

/** Examines outputs/<period>: nothing, our link with the run it points to, or something else. */
export async function placeOf(outputs: string, period: Period): Promise<PeriodPlace> {
  const path = join(outputs, period.key);
  try {
    const stat = await lstat(path);
    if (!stat.isSymbolicLink()) return { kind: "foreign", what: stat.isDirectory() ? "folder" : "file" };
  } catch (error) {
    if (systemCode(error) === "ENOENT") return { kind: "absent" };
    throw machineTrouble(error, path);
  }
  const run = runOfTarget(await readlink(path), period);
  return run === undefined ? { kind: "foreign", what: "link" } : { kind: "ours", run };
}

export async function refuseForeign(outputs: string, period: Period): Promise<void> {
  const place = await placeOf(outputs, period);
  if (place.kind === "foreign") throw foreignPlace(join(outputs, period.key), place.what);
}

/** Points outputs/<period> to a whole run, all of which is on the disk already. */
export async function pointPeriod(outputs: string, period: Period, run: string, linking: Linking): Promise<void> {
  const place = await placeOf(outputs, period);
  if (place.kind === "foreign") throw foreignPlace(join(outputs, period.key), place.what);
  if (place.kind === "ours" && place.run === run) return;
  try {
    await (linking === "rename" ? swapByRename(outputs, period, run) : swapByJournal(outputs, period, run));
  } catch (error) {
    throw swapTrouble(error, outputs, period, run);
  }
}

function swapTrouble(error: unknown, outputs: string, period: Period, run: string): unknown {
  const code = systemCode(error);
  if (code === undefined) return error;
  const whole = join(runFolder(outputs, run), period.key);
  return machineFailed(
    `不能将“${join(outputs, period.key)}”指向新的结果（${code}）：该位置可能正被其他程序占用，或所在磁盘不支持链接。本次结果完整保存在“${whole}”，原有的输出没有改动；排除后重新运行即可。`,
  );
}

async function swapByRename(outputs: string, period: Period, run: string): Promise<void> {
  const fresh = join(outputs, `.${period.key}.new`);
  await removeLink(fresh);
  await symlink(`runs/${run}/${period.key}`, fresh);
  await rename(fresh, join(outputs, period.key));
  await syncFolder(outputs);
}

async function swapByJournal(outputs: string, period: Period, run: string): Promise<void> {
  const link = join(outputs, period.key);
  const beside = (end: string) => join(outputs, `.${period.key}.${end}`);
  await replaceDurably(beside("journal"), new TextEncoder().encode(`${JSON.stringify({ period: period.key, run })}\n`));
  await removeLink(beside("new"));
  await symlink(resolve(runFolder(outputs, run), period.key), beside("new"), "junction");
  if (await exists(link)) {
    await removeLink(beside("old"));
    await rename(link, beside("old"));
  }
  await rename(beside("new"), link);
  await syncFolder(outputs);
  await removeLink(beside("old"));
  await removeLink(beside("journal"));
}

/** Removes a link, never what it points to. A real folder in its place stays, and the next step fails on it. */
async function removeLink(path: string): Promise<void> {
  const stat = await lstat(path).catch(() => undefined);
  if (stat?.isSymbolicLink() || stat?.isFile()) await unlink(path);
}

/**
 * 修复链接: completes the swap that a killed run had begun. A run with a manifest is whole, so each period's link must point to the newest of them.
 * A link that already points there or to a newer run stays, and so does what this program did not make.
 */
export async function mendLinks(outputs: string, linking: Linking): Promise<void> {
  const folders = (await listFolders(outputs)).filter((folder) => folder.marked);
  for (const runs of groupBy(folders, ({ period }) => period.key).values()) await mendPeriod(outputs, runs, linking);
  await sweepTraces(outputs);
}

/** Links only a run whose files still match its manifest: somebody may have deleted some by hand. */
async function mendPeriod(outputs: string, runs: readonly RunFolder[], linking: Linking): Promise<void> {
  const period = runs[0]?.period;
  if (!period) return;
  const place = await placeOf(outputs, period);
  if (place.kind === "foreign") return;
  const linked = place.kind === "ours" ? runs.findIndex((run) => run.id === place.run) : -1;
  for (const run of runs.slice(linked + 1).toReversed()) {
    if ((await verifyRun(outputs, run.id)).ok) return pointPeriod(outputs, period, run.id, linking);
  }
}

const TRACE = /^\.(\d{4}[^.]*)\.(new|old|journal|journal\.tmp)$/;

/** Removes the traces of an interrupted swap. A former link (.old) is put back where the year has none. */
async function sweepTraces(outputs: string): Promise<void> {
  for (const name of (await namesIn(outputs)).filter((entry) => TRACE.test(entry))) {
    const key = TRACE.exec(name)?.[1] ?? "";
    const alone = name.endsWith(".old") && !(await exists(join(outputs, key)));
    if (alone) await rename(join(outputs, name), join(outputs, key));
    else await removeLink(join(outputs, name));
  }
}
