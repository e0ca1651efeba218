/** 单元格位置: row and column from 0. */
export interface GridPlace {
  readonly row: number;
  readonly column: number;
}

/** 标注: a cell to be coloured, with what is said of it. */
export interface CellMark extends GridPlace {
  readonly colour: MarkColour;
  readonly text: string;
  /** Its parts are suspected and not it: a formula here is not coloured, for nobody should type over it. */
  readonly partsSuspected: boolean;
}

/** What must be put right, and what may also be explained. */
export type MarkSeverity = "mandatory" | "verification";

/** 标色: by the severity, and stronger where the cell is probably the wrong one. */
export type MarkColour = MarkSeverity | "suspected";

/** A cell of the copy. */
export interface CopyPlace {
  /** The sheet's name in the copy. */
  readonly sheet: string;
  /** A1. */
  readonly cell: string;
}

/** 清单中的一行: its texts, the third of which leads to the cell, if it stands in the copy. */
export interface ListRow {
  readonly texts: readonly string[];
  readonly severity?: MarkSeverity;
  readonly place?: CopyPlace;
}

/** 标注内容: what is put into a workbook. */
export interface Marking {
  /** Cells to be marked, by the sheet's name. */
  readonly cells: ReadonlyMap<string, readonly CellMark[]>;
  readonly list: MarkList;
}

/** 问题清单. */
export interface MarkList {
  /** The lines above the table. */
  readonly intro: readonly string[];
  /** 图例: what each colour says, one column each behind its title. */
  readonly legend: readonly (readonly [colour: MarkColour, meaning: string])[];
  readonly headings: readonly string[];
  readonly widths: readonly number[];
  readonly rows: readonly ListRow[];
  /** Below the table: by what it is seen whether a copy that comes back was changed. */
  readonly closing: readonly string[];
}

/** What a sheet can have. */
export const MOST_ROWS = 1_048_576;
export const MOST_COLUMNS = 16_384;

/** A place that a sheet can have, of its address (C5); undefined for any other text. */
export function placeOf(address: string): GridPlace | undefined {
  const match = /^([A-Z]{1,3})([1-9]\d{0,6})$/.exec(address);
  if (!match) return undefined;
  const column = columnNumber(match[1] ?? "");
  const row = Number(match[2]) - 1;
  return row < MOST_ROWS && column < MOST_COLUMNS ? { row, column } : undefined;
}

/** The column of these letters, from 0. */
export function columnNumber(letters: string): number {
  let number = 0;
  for (let at = 0; at < letters.length; at += 1) number = number * 26 + letters.charCodeAt(at) - 64;
  return number - 1;
}
