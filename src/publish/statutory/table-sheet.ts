import type { FigureCode } from "../../figure.js";
import type { LayoutCell, TableLayout } from "../layout/layout.js";
import {
  LINE_HEIGHT,
  linesOf,
  type Merge,
  type SheetCell,
  type SheetRow,
  type SheetStyle,
} from "../workbook/workbook.js";
import type { SheetPlace } from "./table-formula.js";

/** 法定表格 as rows of a sheet, the first of them at row `top` (from 1). */
export interface TableBlock {
  readonly rows: readonly SheetRow[];
  readonly merges: readonly Merge[];
}

export interface TablePlacement {
  readonly layout: TableLayout;
  readonly top: number;
  readonly widths: readonly number[];
}

const LABEL_STYLES: Readonly<Record<Exclude<LayoutCell["kind"], "value">, SheetStyle>> = {
  title: "heading",
  heading: "heading",
  note: "remark",
  groupLabel: "groupLabel",
  label: "label",
};

/** Where each figure of the table stands in the sheet. */
export function figurePlaces(layout: TableLayout, top: number): ReadonlyMap<FigureCode, SheetPlace> {
  const cells = layout.rows.flat();
  return new Map(
    cells.flatMap((cell) => (cell.figure === undefined ? [] : [[cell.figure, placeOf(cell, top)] as const])),
  );
}

function placeOf(cell: LayoutCell, top: number): SheetPlace {
  return { row: top + cell.row, column: cell.column + 1 };
}

export function tableBlock(placement: TablePlacement, valueCell: (cell: LayoutCell) => SheetCell): TableBlock {
  const heights = rowHeights(placement);
  const { layout, top } = placement;
  const rows = layout.rows.map((cells, index) => {
    const row: (SheetCell | null)[] = Array.from({ length: layout.columns }, () => null);
    for (const cell of cells)
      row[cell.column] = cell.kind === "value" ? valueCell(cell) : { value: cell.text, style: labelStyle(cell) };
    return { cells: row, height: heights[index] ?? LINE_HEIGHT };
  });
  const merges = layout.rows
    .flat()
    .filter((cell) => cell.rowSpan > 1 || cell.columnSpan > 1)
    .map((cell) => mergeOf(cell, top));
  return { rows, merges };
}

function labelStyle(cell: LayoutCell): SheetStyle {
  return cell.kind === "value" ? "figure" : LABEL_STYLES[cell.kind];
}

function mergeOf(cell: LayoutCell, top: number): Merge {
  const { row, column } = placeOf(cell, top);
  return { top: row, left: column, bottom: row + cell.rowSpan - 1, right: column + cell.columnSpan - 1 };
}

/** 表宽: the relative widths of the layout, spread over the width of a page. */
export function pageWidths(layout: TableLayout, characters: number): readonly number[] {
  const total = layout.widths.reduce((sum, width) => sum + width, 0);
  return layout.widths.map((width) => Math.max(4.5, Math.round((width / total) * characters * 10) / 10));
}

const ROW_HEIGHT = 22;
/** Labels are indented a little. */
const INDENT = 2;

/** 行高: spreadsheet programs don't fit rows to merged cells, so each row gets the height of its own texts, and a group that of its label. */
function rowHeights({ layout, widths }: TablePlacement): readonly number[] {
  const heights = layout.rows.map((cells) =>
    Math.max(ROW_HEIGHT, ...cells.filter((cell) => cell.rowSpan === 1).map((cell) => heightOf(cell, widths))),
  );
  for (const cell of layout.rows.flat().filter((one) => one.rowSpan > 1)) {
    const rows = heights.slice(cell.row, cell.row + cell.rowSpan);
    const lacking = heightOf(cell, widths) - rows.reduce((sum, height) => sum + height, 0);
    if (lacking <= 0) continue;
    for (let row = cell.row; row < cell.row + cell.rowSpan; row += 1)
      heights[row] = (heights[row] ?? 0) + Math.ceil(lacking / cell.rowSpan);
  }
  return heights;
}

function heightOf(cell: LayoutCell, widths: readonly number[]): number {
  const width = widths.slice(cell.column, cell.column + cell.columnSpan).reduce((sum, one) => sum + one, 0);
  return linesOf(cell.text, cell.kind === "label" ? width - INDENT : width) * LINE_HEIGHT + 7;
}
