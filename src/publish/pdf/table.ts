import { isLeftAligned, type LayoutCell, type TableLayout, valueSize } from "../layout/layout.js";
import type { Setting } from "./setting.js";
import { cellTag, type PdfNode, type Tag, tableTag, taggedText } from "./tags.js";

const LINE_WIDTH = 0.5;
const PADDING = 1.5;
const SIZE = 9.5;
/** Line distance in points, whatever the font. */
const LINE_HEIGHT = 11.5;
/** What a page holds below a heading. */
const PAGE_ROOM = 600;
const MIN_HEIGHT = 12.5;

/** 表格: the matrix with its merges. Header rows are repeated on each page, and rows are not broken across pages. */
export function pdfTable(layout: TableLayout, textWidth: number, setting: Setting): PdfNode {
  const widths = columnWidths(layout, textWidth);
  const tags = new Map(layout.rows.flat().map((cell) => [cell, cellTag(cell, layout.headerRows)]));
  return {
    table: {
      headerRows: layout.headerRows,
      keepWithHeaderRows: 1,
      dontBreakRows: true,
      widths,
      heights: MIN_HEIGHT,
      body: tableBody(layout, widths, { setting, tags }),
    },
    layout: {
      hLineWidth: () => LINE_WIDTH,
      vLineWidth: () => LINE_WIDTH,
      paddingLeft: () => PADDING,
      paddingRight: () => PADDING,
      paddingTop: () => 1.5,
      paddingBottom: () => 1.5,
    },
    margin: [0, 2, 0, 6],
    tags: [tableTag(layout, tags)],
  };
}

/** Widths without lines and padding, so that the table is exactly as wide as the text. */
function columnWidths(layout: TableLayout, textWidth: number): readonly number[] {
  const columns = layout.widths.length;
  const room = textWidth - columns * 2 * PADDING - (columns + 1) * LINE_WIDTH;
  const whole = layout.widths.reduce((total, width) => total + width, 0);
  return layout.widths.map((width) => (room * width) / whole);
}

/** What all cells of a table have in common. */
interface Look {
  readonly setting: Setting;
  readonly tags: ReadonlyMap<LayoutCell, Tag>;
}

/** A merged cell is followed by empty ones in the places it covers. */
function tableBody(layout: TableLayout, widths: readonly number[], look: Look): readonly (readonly object[])[] {
  const body: object[][] = layout.rows.map(() => Array.from({ length: layout.columns }, () => ({})));
  const heights = rowHeights(layout, widths);
  const size = valueSize(layout, (cell) => widthOf(cell, widths), SIZE);
  for (const cell of layout.rows.flat()) {
    const row = body[cell.row];
    if (row) row[cell.column] = tableCell(cell, { width: widthOf(cell, widths), size, heights, ...look });
  }
  return body;
}

interface CellShape {
  readonly width: number;
  /** Of the values, in points. */
  readonly size: number;
  readonly heights: readonly number[];
}

function tableCell(cell: LayoutCell, { width, size, heights, setting, tags }: CellShape & Look): PdfNode {
  const fill = cell.kind === "title" ? "#c6d9f1" : cell.missing ? "#fde9d9" : undefined;
  const fontSize = cell.kind === "value" ? size : SIZE;
  return taggedText(tags.get(cell) ?? cellTag(cell, 0), cell.text, {
    ...setting("table", fontSize, (LINE_HEIGHT * fontSize) / SIZE),
    rowSpan: cell.rowSpan,
    colSpan: cell.columnSpan,
    alignment: isLeftAligned(cell) ? "left" : "center",
    ...(cell.rowSpan > 1 ? { margin: [0, topOffset(cell, width, heights), 0, 0] } : { verticalAlignment: "middle" }),
    ...(fill && { fillColor: fill }),
  });
}

/**
 * The library ignores vertical alignment in cells that span rows, so it is computed here. In a table that continues on another page
 * such a label is at the top of its cell: centred, it could fall on the page break.
 */
function topOffset(cell: LayoutCell, width: number, heights: readonly number[]): number {
  const whole = heights.reduce((total, height) => total + height, 0);
  if (cell.kind === "groupLabel" && whole > PAGE_ROOM) return 0;
  const room = heights.slice(cell.row, cell.row + cell.rowSpan).reduce((total, height) => total + height, 0);
  return Math.max(0, (room - lineCount(cell, width) * LINE_HEIGHT) / 2 - PADDING);
}

function rowHeights(layout: TableLayout, widths: readonly number[]): readonly number[] {
  return layout.rows.map((cells) => {
    const lines = cells.filter((cell) => cell.rowSpan === 1).map((cell) => lineCount(cell, widthOf(cell, widths)));
    return Math.max(MIN_HEIGHT, ...lines.map((count) => count * LINE_HEIGHT)) + 2 * PADDING;
  });
}

function lineCount(cell: LayoutCell, width: number): number {
  const fullWidths = [...cell.text].reduce((total, sign) => total + (sign < "\u0080" ? 0.5 : 1), 0);
  return Math.ceil(fullWidths / Math.max(1, Math.floor(width / SIZE)));
}

/** The width of a cell: that of its columns, and of the lines and paddings between them. */
function widthOf(cell: LayoutCell, widths: readonly number[]): number {
  const own = widths.slice(cell.column, cell.column + cell.columnSpan);
  return own.reduce((total, one) => total + one, 0) + (cell.columnSpan - 1) * (2 * PADDING + LINE_WIDTH);
}
