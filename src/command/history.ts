import { wrongUse } from "../error.js";
import { yearOf } from "../period.js";
import type { RunEntry, Verification } from "../record/record.js";
import { compareRuns, describeChanges, findRun, listRuns, readNames, readRun, verifyRun } from "../record/record.js";
import { spokenSeries } from "../series.js";
import { jsonText } from "../shown-text.js";
import { type Console, foldersOf, type Given } from "./command.js";

/** 运行记录: every run that was recorded, newest last. */
export async function runs(given: Given & { readonly verify?: boolean }, console: Console): Promise<number> {
  const { outputs } = foldersOf(given);
  const entries = await listRuns(outputs);
  const listed: Listed[] = [];
  for (const entry of entries)
    listed.push(given.verify ? { ...entry, verified: await verifyRun(outputs, entry.id) } : entry);
  if (given.json) console.say(jsonText({ runs: listed.map(published) }));
  else if (listed.length === 0) console.say(`${outputs} 中没有运行记录`);
  else
    for (const one of listed)
      console.say(`${one.id}  ${spokenSeries(one.series)}  ${STATES[one.state]}${verifiedText(one)}`);
  return listed.some(({ verified }) => verified?.ok === false) ? 1 : 0;
}

/** As `runs --json` shows it: the period is told by its year. */
function published({ id, sequence, series, ...rest }: Listed): object {
  return { id, sequence, year: yearOf(series.period), series: series.key, ...rest };
}

type Listed = RunEntry & { readonly verified?: Verification };

function verifiedText({ verified }: Listed): string {
  if (verified === undefined) return "";
  if (verified.ok) return "  校验一致";
  return `  校验不一致：${verified.problems.map(({ path, problem }) => `${path}（${PROBLEMS[problem]}）`).join("、")}`;
}

const PROBLEMS = { missing: "缺少", changed: "已改动", extra: "多出" } as const;

const STATES = { whole: "完整", incomplete: "未完成", damaged: "已损坏" } as const;

/** 比较两次运行: figures, findings and units that changed, in words a clerk reads. */
export async function diff(before: string, after: string, given: Given, console: Console): Promise<number> {
  const folders = foldersOf(given);
  const [a, b] = [await findRun(folders.outputs, before), await findRun(folders.outputs, after)];
  if (a.series.key !== b.series.key) throw wrongUse(`运行 ${a.id} 与 ${b.id} 不是同一年度或同一种报表，不能比较`);
  const changes = compareRuns(await readRun(folders.outputs, a.id), await readRun(folders.outputs, b.id));
  console.say(
    given.json ? jsonText(changes) : describeChanges(changes, await readNames(folders.outputs, [a.id, b.id])).trimEnd(),
  );
  return 0;
}
