import { readFileSync } from "node:fs";
import { lstat, rm, unlink } from "node:fs/promises";
import { join } from "node:path";
import { machineFailed } from "../../error.js";
import type { Period } from "../../period.js";
import { replaceDurably } from "../durable.js";
import { differences, exists, pointerOf, readManifest, runFolder } from "../history.js";
import type { RunManifest } from "../manifest.js";
import { writeFolder } from "../writing.js";

/** 结果的副本: a run's outputs once more, whole and on the disk, in a new folder. */
export async function copyRun(outputs: string, period: Period, run: string, folder: string): Promise<void> {
  const { outputs: files } = await manifestOf(outputs, run);
  const from = join(runFolder(outputs, run), period.key);
  const written = await writeFolder(
    outputs,
    folder,
    files.map(({ path }) => ({ path, bytes: new Uint8Array(), pieces: () => [readFileSync(join(from, path))] })),
  );
  const altered = written.find(({ sha256 }, at) => sha256 !== files[at]?.sha256);
  if (altered) throw machineFailed(`“${join(from, altered.path)}”在复制时与运行记录不一致。原有的输出没有改动。`);
}

async function manifestOf(outputs: string, run: string): Promise<RunManifest> {
  const manifest = await readManifest(outputs, run);
  if (!manifest) throw machineFailed(`运行记录“${run}”不能读取，没有复制它的结果。原有的输出没有改动。`);
  return manifest;
}

/** Whether outputs/<period> holds just what the run wrote: no file is lacking, changed or added. */
export async function isTrueCopy(outputs: string, period: Period, run: string): Promise<boolean> {
  const manifest = await readManifest(outputs, run);
  return manifest !== undefined && (await differences(join(outputs, period.key), manifest.outputs)).length === 0;
}

/** 指明当前运行的文件: names the run that is copied, for people and for the next start. */
export function writePointer(outputs: string, period: Period, run: string): Promise<void> {
  const text = [
    `“${period.key}”文件夹是下面这次运行的结果的副本。所在磁盘不支持链接，因此是副本。`,
    run,
    "请勿改动本文件：程序由它知道副本出自哪一次运行。",
    "",
  ].join("\r\n");
  return replaceDurably(pointerOf(outputs, period), new TextEncoder().encode(`\uFEFF${text}`));
}

/** The name under which a copy that somebody has changed is kept: nothing of it is lost. */
export async function nameForChanged(outputs: string, { key }: Period): Promise<string> {
  for (let number = 1; ; number += 1) {
    const path = join(outputs, `${key}-改动过的副本${number === 1 ? "" : number}`);
    if (!(await exists(path))) return path;
  }
}

/** Removes a link, never what it points to, or a copy with all that is in it. */
export async function discard(path: string): Promise<void> {
  const stat = await lstat(path).catch(() => undefined);
  if (stat?.isDirectory()) await rm(path, { recursive: true, maxRetries: 2 });
  else if (stat) await unlink(path);
}
