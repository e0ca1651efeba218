import { lstat, readFile, rename, rm, symlink } from "node:fs/promises";
import { join, resolve } from "node:path";
import { machineFailed } from "../../error.js";
import { groupBy } from "../../grouping.js";
import { type Series, seriesOfKey } from "../../series.js";
import { parsedAs, record, text } from "../../shape.js";
import { renameHeld, replaceDurably, syncFolder } from "../durable.js";
import { exists, listFolders, namesIn, pointerOf, type RunFolder, runFolder, verifyRun } from "../history.js";
import { parseRunId } from "../manifest.js";
import { systemCode } from "../trouble.js";
import { copyRun, discard, isTrueCopy, nameForChanged, writePointer } from "./copy.js";
import { ownPlaceOf, placeOf } from "./place.js";

/**
 * 换链接的方式. rename: one atomic step, wherever a link can be renamed over another.
 * journal: Windows can't do that with junctions, so the intention is written down first and the next start completes it.
 * copy: no links at all; a whole copy gets the series's name. The other two become this where the disk refuses links.
 */
export type Linking = "rename" | "journal" | "copy";

/** 所示的结果: the series's outputs as they stand in outputs/<period> now. */
export interface Shown {
  readonly as: "link" | "copy";
  /** A copy that somebody had changed, kept under this name. */
  readonly setAside?: string;
  /** The disk has refused a link for the first time. */
  readonly refused?: true;
}

export function linkingOf(platform: string): Linking {
  return platform === "win32" ? "journal" : "rename";
}

export async function refuseForeign(outputs: string, series: Series): Promise<void> {
  await ownPlaceOf(outputs, series);
}

/** Points outputs/<period> to a whole run, all of which is on the disk already. */
export async function pointPeriod(outputs: string, series: Series, run: string, linking: Linking): Promise<Shown> {
  const place = await ownPlaceOf(outputs, series);
  const before = place.kind === "ours" ? place : undefined;
  if (before?.run === run && (before.as === "link" || (await isTrueCopy(outputs, series, run))))
    return { as: before.as };
  const swap: Swap = { outputs, series, run, names: namesOf(outputs, series.key), before };
  try {
    await discard(swap.names.fresh);
    return (await isLinkMade(swap, linking)) ? await swapLink(swap, linking) : await swapCopy(swap);
  } catch (error) {
    throw swapTrouble(error, swap);
  }
}

interface Swap {
  readonly outputs: string;
  readonly series: Series;
  readonly run: string;
  readonly names: SwapNames;
  /** What stands there before. */
  readonly before: { readonly run: string; readonly as: "link" | "copy" } | undefined;
}

interface SwapNames {
  readonly shown: string;
  readonly fresh: string;
  readonly old: string;
  readonly journal: string;
}

function namesOf(outputs: string, key: string): SwapNames {
  const beside = (end: string) => join(outputs, `.${key}.${end}`);
  return { shown: join(outputs, key), fresh: beside("new"), old: beside("old"), journal: beside("journal") };
}

function swapTrouble(error: unknown, { outputs, series, run, names }: Swap): unknown {
  const code = systemCode(error);
  if (code === undefined) return error;
  const whole = join(runFolder(outputs, run), series.key);
  return machineFailed(
    `不能将“${names.shown}”换成新的结果（${code}）：其中的文件可能正被其他程序打开，请关闭后重新运行。本次结果完整保存在“${whole}”，原有的输出没有改动。`,
  );
}

/** How disks and policies that know no links answer: FAT, exFAT, network shares; EISDIR is Node's word for a junction on FAT. */
const NO_LINKS: ReadonlySet<string> = new Set(
  "EPERM EACCES ENOSYS ENOTSUP EOPNOTSUPP EINVAL EISDIR UNKNOWN".split(" "),
);

/** Makes the new link beside the former one; false where links are refused. */
async function isLinkMade({ outputs, series, run, names }: Swap, linking: Linking): Promise<boolean> {
  if (linking === "copy") return false;
  try {
    if (linking === "rename") await symlink(`runs/${run}/${series.key}`, names.fresh);
    else await symlink(resolve(runFolder(outputs, run), series.key), names.fresh, "junction");
    return true;
  } catch (error) {
    if (!NO_LINKS.has(systemCode(error) ?? "")) throw error;
    await discard(names.fresh);
    return false;
  }
}

async function swapLink(swap: Swap, linking: Linking): Promise<Shown> {
  const { outputs, series, names, before } = swap;
  if (linking === "journal" || before?.as === "copy") {
    const setAside = await exchange(swap);
    await rm(pointerOf(outputs, series), { force: true });
    await finish(names);
    return { as: "link", ...setAside };
  }
  await rename(names.fresh, names.shown);
  await syncFolder(outputs);
  return { as: "link" };
}

async function swapCopy(swap: Swap): Promise<Shown> {
  const { outputs, series, run, names, before } = swap;
  await copyRun(outputs, series, run, names.fresh);
  await syncFolder(outputs);
  const setAside = await exchange(swap);
  await writePointer(outputs, series, run);
  await finish(names);
  return { as: "copy", ...setAside, ...(before?.as !== "copy" && { refused: true }) };
}

/** 换链接的打算: what the two renames will have come to. */
interface Journal {
  readonly series: string;
  readonly run: string;
}

const isJournal = record<Journal>({ series: text, run: text });

/** Two renames that the journal joins: a start that finds the journal and no new folder any more knows that both were done. */
async function exchange(swap: Swap): Promise<Pick<Shown, "setAside">> {
  const { outputs, series, run, names, before } = swap;
  const changed = before?.as === "copy" && !(await isTrueCopy(outputs, series, before.run));
  const aside = changed ? await nameForChanged(outputs, series) : names.old;
  await discard(names.old);
  const journal: Journal = { series: series.key, run };
  await replaceDurably(names.journal, new TextEncoder().encode(`${JSON.stringify(journal)}\n`));
  if (before) await renameHeld(names.shown, aside);
  try {
    await renameHeld(names.fresh, names.shown);
  } catch (error) {
    if (before) await rename(aside, names.shown);
    throw error;
  }
  await syncFolder(outputs);
  return changed ? { setAside: aside } : {};
}

/** The journal goes last: while it is there, the next start knows what the rest is. */
async function finish({ old, journal }: SwapNames): Promise<void> {
  await discard(old);
  await discard(journal);
}

/**
 * 修复链接: completes the swap that a killed run had begun. A run with a manifest is whole, so each series's link must point to the newest of them.
 * A link that already points there or to a newer run stays, and so does what this program did not make.
 */
export async function mendLinks(outputs: string, linking: Linking): Promise<void> {
  await settleTraces(outputs);
  const folders = (await listFolders(outputs)).filter((folder) => folder.marked);
  for (const runs of groupBy(folders, ({ series }) => series.key).values()) await mendPeriod(outputs, runs, linking);
}

/** Links only a run whose files still match its manifest: somebody may have deleted some by hand. */
async function mendPeriod(outputs: string, runs: readonly RunFolder[], linking: Linking): Promise<void> {
  const series = runs[0]?.series;
  if (!series) return;
  const place = await placeOf(outputs, series);
  if (place.kind === "foreign") return;
  const linked = place.kind === "ours" ? runs.findIndex((run) => run.id === place.run) : -1;
  for (const run of runs.slice(linked + 1).toReversed()) {
    if (!(await verifyRun(outputs, run.id)).ok) continue;
    await pointPeriod(outputs, series, run.id, linking);
    return;
  }
}

const TRACE = /^\.(\d{4}.*?)\.(?:new|old|journal|journal\.tmp)$/;

/** 清理换链接的痕迹: what an interrupted swap had done is noted, and what it had not done is undone. */
async function settleTraces(outputs: string): Promise<void> {
  const keys = new Set((await namesIn(outputs)).flatMap((name) => TRACE.exec(name)?.[1] ?? []));
  for (const key of keys) await settle(outputs, key);
}

/** A former link or copy (.old) is put back where the year has none. */
async function settle(outputs: string, key: string): Promise<void> {
  const { shown, fresh, old, journal } = namesOf(outputs, key);
  await noteDone(outputs, key);
  if ((await exists(old)) && !(await exists(shown))) await rename(old, shown);
  await discard(old);
  await discard(journal);
  await discard(`${journal}.tmp`);
  await discard(fresh);
}

/** A swap whose renames were done: a copy gets its pointer, a link has none. Before them all is as it was. */
async function noteDone(outputs: string, key: string): Promise<void> {
  const { shown, fresh, journal } = namesOf(outputs, key);
  const series = seriesOfKey(key);
  const written = await readFile(journal, "utf8").catch(() => "");
  const run = parseRunId(parsedAs(isJournal, written)?.run ?? "");
  const stat = await lstat(shown).catch(() => undefined);
  if (!series || run?.series.key !== key || !stat || (await exists(fresh))) return;
  if (stat.isDirectory()) await writePointer(outputs, series, run.id);
  if (stat.isSymbolicLink()) await rm(pointerOf(outputs, series), { force: true });
}
