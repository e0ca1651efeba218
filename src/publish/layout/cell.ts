import type { FigureCode } from "../../figure.js";

/** title: a sub-table's own title; heading: above the values; groupLabel, label: before them; note: the form's remark in the corner. */
export type CellKind = "title" | "heading" | "note" | "groupLabel" | "label" | "value";

/** 表格单元: one cell with its place and its merges, counted from 0. */
export interface LayoutCell {
  readonly text: string;
  readonly row: number;
  readonly column: number;
  readonly rowSpan: number;
  readonly columnSpan: number;
  readonly kind: CellKind;
  readonly figure?: FigureCode;
  /** 竖排组名: a label in a narrow column beside several rows. */
  readonly vertical?: boolean;
  /** Nobody reported this figure: the mark — stands in its place. */
  readonly missing?: boolean;
  /** 文字: what stands in it is no number, and is set like a text. */
  readonly words?: boolean;
  /** Unique within the report; on every cell that heads others. */
  readonly id?: string;
  /** Ids of the cells that head this one, outermost first. */
  readonly headers: readonly string[];
}

/** Names a heading cell for the value cells below and beside it. */
export function cellId(table: string, row: number, column: number): string {
  return `${table}-r${row}c${column}`;
}

/** Remarks, group labels and item labels begin at the left; headings, values and a lone column of labels are centred. */
export function isLeftAligned(cell: LayoutCell): boolean {
  if (cell.kind === "label") return cell.column > 0 || cell.columnSpan > 1;
  return cell.kind === "title" || cell.kind === "note" || cell.kind === "groupLabel";
}
