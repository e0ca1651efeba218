import type { AnswerCount } from "./answer.js";
import type { Decimal } from "./decimal.js";

/** 指标代码: `table.row.column`, e.g. `applications.received.total`. */
export type FigureCode = string & { readonly __brand: "FigureCode" };

/** The figure's code from its table, row and column; a row's code may hold dots of its own (`refused.stateSecret`). */
export function codeOf(table: string, row: string, column: string): FigureCode {
  return figureCode(`${table}.${row}.${column}`);
}

/** A text that comes in as a figure's code, from a file or a command. Whether a form has such a figure, a look-up tells. */
export function figureCode(text: string): FigureCode {
  return text as FigureCode;
}

/** The same for a value out of JSON. */
export function isFigureCode(value: unknown): value is FigureCode {
  return typeof value === "string";
}

/** No figure has this code: a look-up with it finds nothing. */
export const NO_FIGURE: FigureCode = figureCode("");

/** The table in which a figure stands: `applications` of `applications.received.total`. */
export function tableOf(code: FigureCode): string {
  const end = code.indexOf(".");
  return end < 0 ? code : code.slice(0, end);
}

/** 引用: a figure's code, with the form that is named before it: `enforcement/cases.all.number`. No form where none is. */
export function parsedReference(text: string): { readonly form?: string; readonly figure: string } {
  const [, form, figure] = /^([A-Za-z][A-Za-z0-9_-]*)\/(.+)$/.exec(text) ?? [];
  return form === undefined || figure === undefined ? { figure: text } : { form, figure };
}

/** 另一种报表的指标: the way back. */
export function codeInForm(form: string, figure: string): FigureCode {
  return figureCode(`${form}/${figure}`);
}

/** 指标范围 of a rule: codes in which a star stands for one or more parts: `proactive.*`, `applications.*.total`. */
export function figurePattern(pattern: string): (code: FigureCode) => boolean {
  const [first = "", ...others] = pattern.split("*");
  const last = others.pop();
  if (last === undefined) return (code) => code === pattern;
  return (code) => {
    let at = code.startsWith(first) ? first.length : -1;
    for (const part of others) {
      const found = at < 0 ? -1 : code.indexOf(part, at + 1);
      at = found < 0 ? -1 : found + part.length;
    }
    return at >= 0 && code.endsWith(last) && code.length - last.length > at;
  };
}

/** 单位代码: a code of the roster, e.g. `T01`. */
export type UnitCode = string & { readonly __brand: "UnitCode" };

/** A text that comes in as a unit's code. Whether the roster has such a unit, a look-up tells. */
export function unitCode(text: string): UnitCode {
  return text as UnitCode;
}

/** The same for a value out of JSON. */
export function isUnitCode(value: unknown): value is UnitCode {
  return typeof value === "string";
}

/** 填报值. Blank is not zero: only the jurisdiction's policy may say what a blank counts as. `answered`: what is no number, 是 or 2022-03-05; of a jurisdiction below, how many of its units gave each answer. */
export type Amount =
  | { readonly kind: "reported"; readonly value: Decimal; readonly qualifier?: string }
  | { readonly kind: "answered"; readonly answer: string; readonly answers?: readonly AnswerCount[] }
  | { readonly kind: "blank" }
  | { readonly kind: "unreadable" };

/**
 * 指标状态: incomplete (a due unit is missing, or its figure) outranks provisional (an open finding touches it).
 * notReported: a figure of an optional table that no unit sent; nothing is missing.
 */
export type FigureState = "final" | "provisional" | "incomplete" | "notReported";

/** 来源单元格: kept on every value up to the printed report. `text` is what the unit typed, before any cleaning. */
export interface SourceCell {
  /** Path below the inputs folder, `a.zip!/b.xlsx` inside an archive. */
  readonly file: string;
  readonly sheet: string;
  readonly cell: string;
  readonly text: string;
  /** 核对录入: of a figure that was read off a scan, who confirmed it and where; the source is the place on the scan then. */
  readonly confirmed?: Confirmation;
}

/** 核对: the person, and the cell of the workbook in which it was confirmed. */
export interface Confirmation {
  readonly by: string;
  readonly file: string;
  readonly sheet: string;
  readonly cell: string;
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
