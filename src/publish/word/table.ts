import {
  AlignmentType,
  BorderStyle,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from "docx";
import { isLargeTable, isLeftAligned, type LayoutCell, type TableLayout, valueSize } from "../layout/layout.js";
import { FONT, SIZE, TEXT_WIDTH } from "./page.js";

const CELL_MARGIN = 30;
const TITLE_FILL = "C6D9F1";
const MISSING_FILL = "FDE9D9";

/** 表格: the matrix as a Word table of the text's width, with the form's merges; header rows are repeated over pages. One that the signature follows is kept with it. */
export function docxTable(layout: TableLayout, keepNext = false): Table {
  const widths = columnWidths(layout);
  const size = 2 * valueSize(layout, (cell) => (widthOf(cell, widths) - 2 * CELL_MARGIN) / 20, SIZE.five / 2);
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: TEXT_WIDTH, type: WidthType.DXA },
    columnWidths: [...widths],
    alignment: AlignmentType.CENTER,
    margins: { marginUnitType: WidthType.DXA, left: CELL_MARGIN, right: CELL_MARGIN, top: 0, bottom: 0 },
    borders: borders(),
    rows: layout.rows.map((cells, row) => tableRow(layout, { cells, row, widths, size, keepNext })),
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

function widthOf(cell: LayoutCell, widths: readonly number[]): number {
  return widths.slice(cell.column, cell.column + cell.columnSpan).reduce((total, one) => total + one, 0);
}

interface RowPlace {
  readonly cells: readonly LayoutCell[];
  readonly row: number;
  readonly widths: readonly number[];
  /** Of the values, in half-points. */
  readonly size: number;
  /** The table is kept on one page with what follows it. */
  readonly keepNext: boolean;
}

function tableRow(layout: TableLayout, { cells, row, widths, size, ...place }: RowPlace): TableRow {
  const keepNext = keepsWithNext(layout, row) || (place.keepNext && row === layout.rows.length - 1);
  return new TableRow({
    cantSplit: true,
    tableHeader: row < layout.headerRows,
    height: {
      value: layout.rows.length === layout.headerRows + 1 && row === layout.headerRows ? 600 : 340,
      rule: "atLeast",
    },
    children: cells.map((cell) =>
      tableCell(cell, { width: widthOf(cell, widths), size: cell.kind === "value" ? size : SIZE.five, keepNext }),
    ),
  });
}

/** A small table is kept on one page; of a large one, the header rows and the last row are kept with their neighbours. */
function keepsWithNext(layout: TableLayout, row: number): boolean {
  const last = layout.rows.length - 1;
  if (row === last) return false;
  return !isLargeTable(layout) || row <= layout.headerRows || row === last - 1;
}

interface CellShape {
  readonly width: number;
  readonly size: number;
  readonly keepNext: boolean;
}

function tableCell(cell: LayoutCell, { width, size, keepNext }: CellShape): TableCell {
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    rowSpan: cell.rowSpan,
    columnSpan: cell.columnSpan,
    verticalAlign: VerticalAlignTable.CENTER,
    ...shading(cell),
    children: [
      new Paragraph({
        alignment: isLeftAligned(cell) ? AlignmentType.LEFT : AlignmentType.CENTER,
        spacing: { line: 260, lineRule: "exact", before: 20, after: 20 },
        keepNext,
        children: [
          new TextRun({ text: cell.text, font: FONT.table, size, bold: cell.kind === "title", snapToGrid: false }),
        ],
      }),
    ],
  });
}

function shading(cell: LayoutCell) {
  if (cell.kind === "title") return { shading: { type: "clear" as const, color: "auto", fill: TITLE_FILL } };
  return cell.missing ? { shading: { type: "clear" as const, color: "auto", fill: MISSING_FILL } } : {};
}
