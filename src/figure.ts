import type { Decimal } from "./decimal.js";

/** 指标代码: `table.row.column`, e.g. `applications.received.total`. */
export type FigureCode = string;

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
