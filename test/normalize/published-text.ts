import { expect } from "vitest";
import { readText } from "../../src/read/plain/text.js";
import { judge, type Verdict } from "./judging.js";
import { COLUMNS, RESULTS, type Truth, tableThree, tableTwo, textOf, truthOf } from "./paper.js";

/** 已公布的年报以文本留存时的样子: how published reports stand once a page, a PDF or a scan became text. */
export const TRUTH: Truth = truthOf(4);
export const NOBODY: Truth = Object.fromEntries(Object.keys(TRUTH).map((code) => [code, "0"]));
const TITLE = "瑞金市水利局2023年政府信息公开工作年度报告";

/** The figures of one table alone. */
export const of = (truth: Truth, table: string): Truth =>
  Object.fromEntries(Object.entries(truth).filter(([code]) => code.startsWith(`${table}.`)));
export const published = (lines: readonly string[], truth: Truth, year = 2023): Promise<Verdict> =>
  judge({ "水利局.txt": readText([TITLE.replace("2023", String(year)), ...lines].join("\n")) }, truth, { year });
export const values = (row: string, truth: Truth): string[] =>
  COLUMNS.map(([column]) => truth[`applications.${row}.${column}`] ?? "");
export const court = (name: string, truth: Truth): string[] =>
  RESULTS.map(([result]) => truth[`disputes.${name}.${result}`] ?? "");
export const results = RESULTS.map(([, label]) => label);
export const NAMES = ["行政复议", "行政诉讼（未经复议直接起诉）", "行政诉讼（复议后起诉）"];

export const markdown = (heads: readonly string[], ...rows: readonly (readonly string[])[]): string[] =>
  [heads, heads.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);

/** 每格一行、以竖线收尾: merged labels leave bars of their own, and every row is filled up to ten cells. */
export function closed(truth: Truth, rows: readonly string[]): string[] {
  const two = tableTwo(truth).flatMap((line) => line.map((cell) => `${textOf(cell)} |`));
  const heads = tableThree(truth)
    .slice(0, 3)
    .flatMap((line) => line.flatMap((cell) => (textOf(cell) ? [`${textOf(cell)} |`] : [])));
  return ["二、主动公开政府信息情况", ...two, "三、收到和处理政府信息公开申请情况", ...heads, ...rows];
}
export const cell = (text: string): string => (text === "" ? "|" : `${text} |`);

export function right(verdict: Verdict): void {
  expect([...verdict.silent, ...verdict.wrong, ...verdict.missing]).toEqual([]);
}
