import { type Decimal, format } from "../../decimal.js";
import { exactNumber } from "./exact-number.js";

/**
 * 公式: a live formula and the result it has now. The result is ours, computed exactly; a program that recalculates must come to the same.
 */
export interface Formula {
  readonly formula: string;
  readonly result: Decimal | string;
}

/** 单元格内容: text is always text, whatever it begins with; a formula is only what the program itself composed. */
export type SheetValue = string | Decimal | Formula;

/** 单元格样式, named for what the cell is; styles.ts says how each looks. */
export type SheetStyle =
  | "title"
  | "subtitle"
  | "note"
  | "heading"
  | "label"
  | "groupLabel"
  | "remark"
  | "figure"
  | "text"
  | "code"
  | "subtotal"
  | "subtotalLabel"
  | "link"
  | "entry"
  | "plain"
  | "letter"
  | "emphasis"
  | "mandatory"
  | "verification"
  | "missing"
  | "input"
  | "override"
  | "given"
  | "closed"
  | "mark"
  | "markLabel"
  | "answer"
  | "answerNumber";

export interface SheetCell {
  readonly value: SheetValue;
  readonly style: SheetStyle;
  /** 多行共用: it stands in many rows, and what is made of it is remembered as long as the sheet is written. */
  readonly lasting?: true;
}

/** A row of cells from the first column on; null leaves a place empty. */
export interface SheetRow {
  readonly cells: readonly (SheetCell | null)[];
  /** In points; without it the spreadsheet program fits the row to its text. */
  readonly height?: number;
}

/** 合并区: rows and columns count from 1, both ends belong to it. */
export interface Merge {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** 数据有效性: what may be typed into cells, and what the spreadsheet program says of anything else. */
export interface Validation {
  /** The cells: C5:H9 C11. A formula speaks of the first of them. */
  readonly cells: string;
  readonly allows:
    | { readonly wholeFrom: number }
    | { readonly formula: string }
    | { readonly oneOf: readonly string[] };
  readonly error: string;
  /** Shown when the cell is chosen. */
  readonly prompt?: string;
}

/** 条件格式: the ground of cells in which a formula holds; it speaks of the first cell. */
export interface Highlight {
  readonly cells: string;
  readonly formula: string;
  readonly as: HighlightStyle;
}

export type HighlightStyle = "agrees" | "differs";

/** 图片: a PNG that stands in a cell, no larger than width × height in pixels of the screen; row and column count from 1. */
export interface SheetPicture {
  readonly row: number;
  readonly column: number;
  readonly png: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** What it shows, for whoever can't see it. */
  readonly name: string;
}

/** 工作表: what a sheet shows, without any spreadsheet library. */
export interface Sheet {
  readonly name: string;
  /** Column widths in characters. */
  readonly widths: readonly number[];
  /** Made while they are written, so that a large sheet never stands in memory whole. */
  readonly rows: Iterable<SheetRow>;
  readonly merges?: readonly Merge[];
  readonly frozen?: { readonly rows: number; readonly columns: number };
  /** 筛选: A3:H90. */
  readonly filter?: string;
  readonly landscape?: boolean;
  /** 打印区域: the first rows and columns, which is all that is printed; without it the whole sheet is. */
  readonly printed?: { readonly columns: number; readonly rows: number };
  /** Rows repeated on every printed page, 1:3. */
  readonly repeatRows?: string;
  /** 页眉, at the right. */
  readonly header?: string;
  /** 工作表保护, without a password: only cells of the styles `input` and `override` can be typed into. */
  readonly locked?: true;
  readonly validations?: readonly Validation[];
  readonly highlights?: readonly Highlight[];
  readonly pictures?: readonly SheetPicture[];
  /** 深度隐藏: not even offered to be shown. */
  readonly hidden?: true;
}

/** 工作簿. */
export interface Workbook {
  /** 文档作者: the jurisdiction's government. */
  readonly author: string;
  /** The document's date, YYYY-MM-DD. */
  readonly date: string;
  readonly sheets: readonly Sheet[];
}

/** A row of text cells of one style. */
export function textRow(texts: readonly string[], style: SheetStyle): SheetRow {
  return { cells: texts.map((value) => ({ value, style })) };
}

/** 大标题: one line over all columns; the caller merges it. */
export function titleRow(text: string): SheetRow {
  return { cells: [{ value: text, style: "title" }], height: 30 };
}

/** Merges row `row` over `columns` columns. */
export function acrossRow(row: number, columns: number): Merge {
  return { top: row, left: 1, bottom: row, right: columns };
}

/** 内部链接: a cell that leads to another cell of the workbook. (Relationship links inside a workbook break in WPS.) */
export function linkTo(place: { readonly sheet: string; readonly cell: string }, shown: Decimal | string): Formula {
  const target = `#'${place.sheet.replaceAll("'", "''")}'!${place.cell}`;
  return {
    formula: `HYPERLINK(${quoted(target)},${typeof shown === "string" ? quoted(shown) : numberInFormula(shown)})`,
    result: shown,
  };
}

function numberInFormula(value: Decimal): string {
  return exactNumber(value) === undefined ? quoted(format(value)) : format(value);
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
