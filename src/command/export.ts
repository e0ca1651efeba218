import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { wrongUse } from "../error.js";
import { exportParquet } from "../publish/publish.js";
import { acquireLock, replaceDurably } from "../record/record.js";
import { jsonText } from "../shown-text.js";
import { type Console, foldersOf, type Given } from "./command.js";
import { checkOverlap, checkWrittenPlace } from "./overlap.js";
import { consolidated } from "./trace/trace.js";

export interface ExportGiven extends Given {
  readonly parquet?: boolean;
  /** The folder to write into; by default one beside the period's outputs. */
  readonly out?: string;
}

/**
 * 导出单位数 for an analytical engine: what a run would sum now, one row a figure and unit. The same inputs give the same bytes, and the
 * file is there whole or not at all, so that an export may be run again at any time.
 */
export async function exportContributions(given: ExportGiven, console: Console): Promise<number> {
  if (!given.parquet) throw wrongUse("请写明导出的格式：export --parquet");
  const folders = foldersOf(given);
  const { outputs } = folders;
  checkOverlap(folders);
  if (given.out !== undefined) checkWrittenPlace("导出的数据", resolve(given.out), folders);
  const consolidation = await consolidated(given, console);
  const folder = given.out === undefined ? join(outputs, `${consolidation.series.key}-数据`) : resolve(given.out);
  checkWrittenPlace("导出的数据", folder, folders);
  const lock = given.out === undefined ? await acquireLock(outputs) : undefined;
  const path = join(folder, "contributions.parquet");
  try {
    await mkdir(folder, { recursive: true });
    await replaceDurably(path, await exportParquet(consolidation));
  } finally {
    await lock?.release();
  }
  const rows = [...consolidation.figures.values()].reduce((sum, { contributions }) => sum + contributions.length, 0);
  const { status } = consolidation;
  if (given.json) console.say(jsonText({ status, exitCode: 0, file: path, rows }));
  else if (!given.quiet) console.say(`已导出${rows}行单位数（${status === "final" ? "正式数据" : "草稿"}）：${path}`);
  return 0;
}
