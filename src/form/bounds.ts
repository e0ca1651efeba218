import type { FormRecord, LineRecord } from "./records.js";

/**
 * 制度文件的限度: what the files of schemas/ may hold. They are many times what any office has, and bound what a file can cost in time and memory
 * when it is read and in every run after that.
 */

/** Bytes of a JSON or CSV file. */
export const MOST_TEXT_BYTES = 5_000_000;
/** Of a workbook or a Word file. */
export const MOST_BYTES = 10_000_000;
export const MOST_UNITS = 30_000;
/** Rows of one sheet of a form's workbook. */
export const MOST_ROWS = 5_000;
/** 分表 of a form. */
export const MOST_SECTIONS = 200;
/** 指标 of a form: rows times columns. */
export const MOST_FIGURES = 20_000;
/** Settings, entries of a list of them included. */
export const MOST_SETTINGS = 1_000;
export const LONGEST_RELATION = 1_000;
/** Problems that are listed at once: nobody puts more right in one go. */
export const MOST_PROBLEMS = 100;
export const LONGEST_PROBLEM = 600;

/** 指标数: how many figures the record of a form comes to. */
export function countFigures({ tables }: FormRecord): number {
  const sections = tables.flatMap((table) => table.sections);
  return sections.reduce((total, { rows, columns }) => total + leavesOf(rows) * leavesOf(columns), 0);
}

function leavesOf(lines: readonly LineRecord[]): number {
  return lines.reduce((total, line) => total + ("lines" in line ? leavesOf(line.lines) + (line.own ? 1 : 0) : 1), 0);
}
