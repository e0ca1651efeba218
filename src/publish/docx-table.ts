import { AlignmentType, BorderStyle, Paragraph, Table, TableCell, TableLayoutType, TableRow, TextRun, VerticalAlignTable, WidthType } from "docx";
import { FONT, SIZE, TEXT_WIDTH } from "./docx-layout.js";
import type { TableLayout } from "./layout.js";
import type { LayoutCell } from "./layout-cell.js";

const CELL_MARGIN = 30;
const TITLE_FILL = "C6D9F1";
const MISSING_FILL = "FDE9D9";
/** Up to this many rows a table stays on one page. */
const WHOLE_TABLE_ROWS = 16;

/** 表格: the matrix as a Word table of the text's width, with the form's merges; header rows are repeated over pages. */
export function docxTable(layout: TableLayout): Table {
  const widths = columnWidths(layout);
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: TEXT_WIDTH, type: WidthType.DXA },
    columnWidths: [...widths],
    alignment: AlignmentType.CENTER,
    margins: { marginUnitType: WidthType.DXA, left: CELL_MARGIN, right: CELL_MARGIN, top: 0, bottom: 0 },
    borders: borders(),
    rows: layout.rows.map((cells, row) => tableRow(layout, { cells, row, widths })),
  });
}

/** The widths in twips add up to the text's width exactly. */
export function columnWidths(layout: TableLayout): readonly number[] {
  const whole = layout.widths.reduce((total, width) => total + width, 0);
  const widths = layout.widths.map((width) => Math.floor((width / whole) * TEXT_WIDTH));
  const rest = TEXT_WIDTH - widths.reduce((total, width) => total + width, 0);
  return widths.map((width, index) => (index === layout.widths.length - 1 ? width + rest : width));
}

function borders() {
  const line = { style: BorderStyle.SINGLE, size: 4, color: "000000" };
  return { top: line, bottom: line, left: line, right: line, insideHorizontal: line, insideVertical: line };
}

interface RowPlace {
  readonly cells: readonly LayoutCell[];
  readonly row: number;
  readonly widths: readonly number[];
}

function tableRow(layout: TableLayout, { cells, row, widths }: RowPlace): TableRow {
  const keepNext = keepsWithNext(layout, row);
  return new TableRow({
    cantSplit: true,
    tableHeader: row < layout.headerRows,
    height: { value: layout.rows.length === layout.headerRows + 1 && row === layout.headerRows ? 600 : 340, rule: "atLeast" },
    children: cells.map((cell) => tableCell(cell, widths, keepNext)),
  });
}

/** A small table is not torn, and of a large one neither its head nor its last row stands alone. */
function keepsWithNext(layout: TableLayout, row: number): boolean {
  const last = layout.rows.length - 1;
  if (row === last) return false;
  return layout.rows.length <= WHOLE_TABLE_ROWS || row <= layout.headerRows || row === last - 1;
}

function tableCell(cell: LayoutCell, widths: readonly number[], keepNext: boolean): TableCell {
  const width = widths.slice(cell.column, cell.column + cell.columnSpan).reduce((total, one) => total + one, 0);
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    rowSpan: cell.rowSpan,
    columnSpan: cell.columnSpan,
    verticalAlign: VerticalAlignTable.CENTER,
    ...shading(cell),
    children: [
      new Paragraph({
        alignment: alignmentOf(cell),
        spacing: { line: 280, lineRule: "exact", before: 20, after: 20 },
        keepNext,
        children: [new TextRun({ text: cell.text, font: FONT.table, size: fittingSize(cell, width), bold: cell.kind === "title", snapToGrid: false })],
      }),
    ],
  });
}

function shading(cell: LayoutCell) {
  if (cell.kind === "title") return { shading: { type: "clear" as const, color: "auto", fill: TITLE_FILL } };
  return cell.missing ? { shading: { type: "clear" as const, color: "auto", fill: MISSING_FILL } } : {};
}

/** Item labels begin at the left; a lone label column is centred as in the form. */
function alignmentOf(cell: LayoutCell): (typeof AlignmentType)["LEFT"] | (typeof AlignmentType)["CENTER"] {
  const left = cell.kind === "title" || cell.kind === "note" || cell.kind === "groupLabel" || (cell.kind === "label" && (cell.column > 0 || cell.columnSpan > 1));
  return left ? AlignmentType.LEFT : AlignmentType.CENTER;
}

/** 五号, smaller where a long number would not fit its cell in one line. */
function fittingSize(cell: LayoutCell, width: number): number {
  if (cell.kind !== "value" || cell.text === "") return SIZE.five;
  const halfPoints = Math.floor((width - 2 * CELL_MARGIN) / 10 / (cell.text.length * 0.55));
  return Math.max(12, Math.min(SIZE.five, halfPoints));
}
