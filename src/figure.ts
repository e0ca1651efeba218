import type { Decimal } from "./decimal.js";

/** 指标代码: `table.row.column`, e.g. `applications.received.total`. */
export type FigureCode = string;

/** The figure's code from its table, row and column; a row's code may hold dots of its own (`refused.stateSecret`). */
export function codeOf(table: string, row: string, column: string): FigureCode {
  return `${table}.${row}.${column}`;
}

/** The table in which a figure stands: `applications` of `applications.received.total`. */
export function tableOf(code: FigureCode): string {
  return code.split(".", 1)[0] ?? code;
}

/** 指标范围 of a rule: codes in which a star stands for one or more parts: `proactive.*`, `applications.*.total`. */
export function figurePattern(pattern: string): (code: FigureCode) => boolean {
  const source = pattern
    .split("*")
    .map((part) => part.replace(/[.[\]\\^$+?(){}|]/g, "\\$&"))
    .join(".+");
  const expression = new RegExp(`^${source}$`);
  return (code) => expression.test(code);
}

/** 单位代码: a code of the roster, e.g. `T01`. */
export type UnitCode = string;

/** 填报值. Blank is not zero: only the jurisdiction's policy may say what a blank counts as. */
export type Amount =
  | { readonly kind: "reported"; readonly value: Decimal; readonly qualifier?: string }
  | { readonly kind: "blank" }
  | { readonly kind: "unreadable" };

/** 来源单元格: kept on every value up to the printed report. `text` is what the unit typed, before any cleaning. */
export interface SourceCell {
  /** Path below the inputs folder, `a.zip!/b.xlsx` inside an archive. */
  readonly file: string;
  readonly sheet: string;
  readonly cell: string;
  readonly text: string;
}

/** 整个文件: the source of a finding about a file as a whole, which names no cell. */
export function wholeFile(file: string): SourceCell {
  return { file, sheet: "", cell: "", text: "" };
}

/** 观测值: one figure as one unit reported it. */
export interface Observation {
  readonly figure: FigureCode;
  readonly amount: Amount;
  readonly source: SourceCell;
}
