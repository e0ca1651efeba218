import { resolve } from "node:path";
import type { RunEvent } from "../effects.js";
import { wrongUse } from "../error.js";
import type { Schemas } from "../form/form.js";
import { schemasOf } from "../form/one-form.js";
import { type Folders, periodFolders, strangeFolders } from "../machine/machine.js";
import { latestOf, type Period, periodNamed, yearPeriod } from "../period.js";
import type { RunOptions, Task } from "../run.js";
import { type Series, seriesOf } from "../series.js";

/** 输出: where results, remarks and log events go. */
export interface Console {
  /** The result: one line on standard output. */
  readonly say: (text: string) => void;
  /** A remark beside the results, from a command that keeps running. With --json it goes to standard error. */
  readonly tell: (text: string) => void;
  /** One event for the log. */
  readonly log: (event: RunEvent | LoggedEvent) => void;
  /** Ends the progress line, if there is one. */
  readonly settle: () => void;
}

export interface LoggedEvent {
  readonly event: "started" | "recorded" | "finished" | "failed" | "waiting";
  readonly [detail: string]: unknown;
}

/** 公用选项 of the commands, as typed. */
export interface Given {
  readonly inputs?: string;
  readonly outputs?: string;
  readonly schemas?: string;
  readonly year?: string;
  readonly period?: string;
  readonly form?: string;
  readonly today?: string;
  readonly cache?: boolean;
  readonly quiet?: boolean;
  readonly json?: boolean;
  readonly log?: string;
}

/** The three folders, with their defaults. */
export function foldersOf(given: Given): Folders {
  return {
    inputs: resolve(given.inputs ?? "inputs"),
    outputs: resolve(given.outputs ?? "outputs"),
    schemas: resolve(given.schemas ?? "schemas"),
  };
}

/** @throws CrossfootError (exit 2) for option values that are wrong whatever the folders contain */
export function checkValues(given: Given): void {
  if (given.year !== undefined && !/^20\d{2}$/.test(given.year))
    throw wrongUse(`--year 应为四位年度，例如 2022，实为“${given.year}”`);
  if (given.period !== undefined && !periodNamed(given.period))
    throw wrongUse(
      `--period 应写作 2022、2022-H1（上半年）、2022-Q1（第一季度）或 2022-03（3月），实为“${given.period}”`,
    );
  if (given.period !== undefined && given.year !== undefined && periodGiven(given)?.key !== given.year)
    throw wrongUse(`--year ${given.year} 与 --period ${given.period} 不一致，写一个即可`);
  if (given.today !== undefined && !isDate(given.today))
    throw wrongUse(`--today 应写作 年-月-日，例如 2023-03-31，实为“${given.today}”`);
}

/** 指定的报告期: the one that was given, if any. */
export function periodGiven({ year, period }: Given): Period | undefined {
  if (period !== undefined) return periodNamed(period);
  return year === undefined ? undefined : yearPeriod(Number(year));
}

/** The options of a run: the period that was given, else the latest year that has a folder, else the latest period. */
export async function optionsOf(given: Given): Promise<RunOptions> {
  const { inputs } = foldersOf(given);
  checkValues(given);
  const folders = await periodFolders(inputs);
  const period = periodGiven(given) ?? latestOf(folders);
  if (!period)
    throw wrongUse(
      `${inputs} 中没有年度目录；请建立例如 inputs/2022 的目录，放入各单位报送的文件${strangeText(await strangeFolders(inputs, []))}`,
    );
  if (!folders.some(({ key }) => key === period.key))
    throw wrongUse(`${inputs} 中没有 ${period.key} ${period.kind === "year" ? "年度" : ""}的目录`);
  return {
    period,
    ...(given.form !== undefined && { form: given.form }),
    ...(given.today !== undefined && { today: given.today }),
  };
}

/** 指定的汇总系列: of the period that was given, if any; the form alone names none. */
export function seriesGiven(given: Given, schemas: Schemas): Series | undefined {
  const period = periodGiven(given);
  if (!period && given.form !== undefined) throw wrongUse("--form 须与 --period（或 --year）一起写");
  return period && seriesIn(schemasOf(schemas, period, given.form), period);
}

/** 汇总系列 by the schemas of one form. */
export function seriesIn({ folders }: Schemas, period: Period): Series {
  return seriesOf(period, folders?.suffix);
}

/** 要办的报表和报告期: for commands that do not need the period's folder. */
export async function taskOf(given: Given): Promise<Task> {
  const period = periodGiven(given) ?? (await optionsOf(given)).period;
  return { period, ...(given.form !== undefined && { form: given.form }) };
}

/** 认不出的目录, said beside what is wrong or what was done. */
export function strangeText(names: readonly string[]): string {
  return names.length === 0
    ? ""
    : `（目录“${names.join("”“")}”像报告期，但不是报告期的写法，或者没有这种报告期的报表，没有读取；年度应写作 2023 或 2023年，月份应写作 2023-03 或 2023年3月）`;
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** 整数选项: reads a whole number from 1 on. */
export function countGiven(option: string, text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw wrongUse(`${option} 应为大于0的整数，实为“${text}”`);
  return Number(text);
}
