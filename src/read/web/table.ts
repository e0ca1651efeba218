import type { Cell, Grid } from "../../grid.js";
import { tooLarge } from "../refusal.js";
import { contentOf, linesOf } from "./cell.js";
import { allText, attribute, descendants, type Element, isDisplayed, isElement, isHidden } from "./nodes.js";

const MOST_COLUMNS = 16_384;
/** The greatest spans that HTML knows. */
const MOST_COLUMN_SPAN = 1000;
/** Columns that are gone through to lay out a table, taken by a cell or by one above: counted before spans that are too wide are clipped. */
const MOST_PLACES = 10_000_000;
const MOST_ROW_SPAN = 65_534;
/** A span this wide means “to the end”. */
const TO_THE_END = 100;
/** A cell with this many lines, in a table of so few cells, holds part of the page's layout and no figure. */
const PAGE_LINES = 12;
const LAYOUT_CELLS = 6;

interface Row {
  readonly element: Element;
  readonly hidden: boolean;
  /** The row after the last of its group (thead, tbody), below which no cell reaches. */
  readonly groupEnd: number;
}

/** Whether it is a table of data, and not one that only lays out the page. */
export function isDataTable(table: Element): boolean {
  const rows = rowsOf(table);
  const cells = rows.flatMap((row) => cellsOf(row.element));
  if (cells.length < 2 || cells.some((cell) => descendants(cell, "table").some(hasSeveralCells))) return false;
  return cells.length > LAYOUT_CELLS || cells.every((cell) => linesOf(cell).length < PAGE_LINES);
}

function hasSeveralCells(table: Element): boolean {
  return descendants(table, "td").length + descendants(table, "th").length > 1;
}

/** Several rows, and a number in one of them: more than a menu or a frame. */
export function holdsFigures(table: Element): boolean {
  const rows = rowsOf(table);
  return rows.length > 1 && rows.some(({ element }) => cellsOf(element).some((cell) => /\d/.test(allText(cell))));
}

export function captionOf(table: Element): Element | undefined {
  return table.childNodes.filter(isElement).find((child) => child.tagName === "caption" && !isHidden(child));
}

/** The grid of an HTML table, with rows, spans and overlaps resolved as browsers do. `sheet` is its name, 表格3. */
export function tableGrid(table: Element, sheet: string): Grid {
  const rows = rowsOf(table);
  const seen = clipped(placedCells(rows));
  const cells = [...seen, ...hiddenAtEnd(rows, seen)];
  const columns = cells.reduce((most, cell) => Math.max(most, cell.column + cell.columnSpan), 0);
  const hiddenRows = [...rows.keys()].filter((row) => rows[row]?.hidden);
  const hiddenColumns = hiddenColumnsOf(table).filter((column) => column < columns);
  return {
    kind: "grid",
    sheet,
    addressing: "RC",
    rows: rows.length,
    columns,
    cells,
    hiddenRows,
    hiddenColumns,
    hidden: false,
  };
}

/** Head rows stand first and foot rows last, wherever they are written. */
function rowsOf(table: Element): Row[] {
  const parts = table.childNodes.filter(isElement);
  const groups = ["thead", "tbody", "tfoot"].flatMap((tag) => parts.filter((part) => part.tagName === tag));
  const rows: Row[] = [];
  for (const group of groups) {
    const elements = group.childNodes.filter(isElement).filter((child) => child.tagName === "tr");
    const groupEnd = rows.length + elements.length;
    for (const element of elements) rows.push({ element, hidden: isHidden(group) || isHidden(element), groupEnd });
  }
  return rows;
}

function cellsOf(row: Element): Element[] {
  const cells = row.childNodes.filter(isElement).filter((child) => child.tagName === "td" || child.tagName === "th");
  return cells.filter((cell) => !isHidden(cell));
}

/**
 * 隐藏的单元格: a row that ends before the table does, with a number in a cell that is not shown, has an empty place where the number may belong.
 */
function hiddenAtEnd(rows: readonly Row[], seen: readonly Cell[]): readonly Cell[] {
  const ends = new Map<number, number>();
  for (const { row, rowSpan, column, columnSpan } of seen)
    for (let at = row; at < Math.min(row + rowSpan, rows.length); at++)
      ends.set(at, Math.max(ends.get(at) ?? 0, column + columnSpan));
  const columns = [...ends.values()].reduce((most, end) => Math.max(most, end), 0);
  return rows.flatMap(({ element }, row): readonly Cell[] => {
    const column = ends.get(row) ?? 0;
    if (column === 0 || column >= columns) return [];
    const unseen = hiddenCellsOf(element).map(allText).join(" ").trim();
    return /\d/.test(unseen)
      ? [{ row, column, rowSpan: 1, columnSpan: columns - column, text: "", kind: "blank", unseen }]
      : [];
  });
}

function hiddenCellsOf(row: Element): readonly Element[] {
  const cells = row.childNodes.filter(isElement).filter((child) => child.tagName === "td" || child.tagName === "th");
  return cells.filter(isHidden);
}

/** Whether a cell of the row is there in some windows and not in others: the rest then stands elsewhere. */
function hasUnsureCells(row: Element): boolean {
  const cells = row.childNodes.filter(isElement);
  return cells.some((cell) => isDisplayed(cell, "least") !== isDisplayed(cell, "most"));
}

function placedCells(rows: readonly Row[]): Cell[] {
  const cells: Cell[] = [];
  /** For each column the first row in which it is free again. */
  const freeFrom: number[] = [];
  let places = 0;
  for (const [row, { element, groupEnd }] of rows.entries()) {
    let column = 0;
    const unsure = hasUnsureCells(element);
    for (const cell of cellsOf(element)) {
      const before = column;
      while ((freeFrom[column] ?? 0) > row) column += 1;
      const rowSpan = Math.min(spanOf(cell, "rowspan", MOST_ROW_SPAN) || MOST_ROW_SPAN, groupEnd - row);
      const wanted = spanOf(cell, "colspan", MOST_COLUMN_SPAN) || 1;
      let columnSpan = 0;
      while (columnSpan < wanted && (freeFrom[column + columnSpan] ?? 0) <= row) {
        freeFrom[column + columnSpan] = row + rowSpan;
        columnSpan += 1;
      }
      if (column + columnSpan > MOST_COLUMNS) throw tooLarge(`表格超过 ${MOST_COLUMNS} 列`);
      places += column - before + columnSpan;
      if (places > MOST_PLACES) throw tooLarge("合并单元格覆盖的范围过大");
      const content = contentOf(cell);
      const doubt = content.doubt ?? (unsure ? ("sometimes" as const) : undefined);
      cells.push({ row, column, rowSpan, columnSpan, ...content, ...(doubt && { doubt }) });
      column += columnSpan;
    }
  }
  return cells;
}

/** The span of a cell: 0 means “to the end of the group” for rows, and what is no number means 1. */
function spanOf(cell: Element, name: "rowspan" | "colspan", most: number): number {
  const digits = /^\s*(\d{1,15})/.exec(attribute(cell, name) ?? "1")?.[1];
  return digits === undefined ? 1 : Math.min(Number(digits), most);
}

/** Very wide spans end where the table's other cells end. */
function clipped(cells: readonly Cell[]): Cell[] {
  const ends = cells.map((cell) => (cell.columnSpan < TO_THE_END ? cell.column + cell.columnSpan : cell.column + 1));
  const columns = ends.reduce((most, end) => Math.max(most, end), 0);
  return cells.map((cell) => ({ ...cell, columnSpan: Math.min(cell.columnSpan, columns - cell.column) }));
}

function hiddenColumnsOf(table: Element): number[] {
  const hidden: number[] = [];
  let column = 0;
  for (const col of columnElements(table)) {
    const width = Math.min(Number.parseInt(attribute(col, "span") ?? "1", 10) || 1, MOST_COLUMN_SPAN);
    for (let i = 0; i < width && column < MOST_COLUMNS; i += 1, column += 1) if (isHidden(col)) hidden.push(column);
  }
  return hidden;
}

function columnElements(table: Element): Element[] {
  const parts = table.childNodes.filter(isElement).filter((child) => child.tagName === "colgroup");
  return parts.flatMap((group) => {
    const columns = group.childNodes.filter(isElement).filter((child) => child.tagName === "col");
    return columns.length > 0 ? columns : [group];
  });
}
