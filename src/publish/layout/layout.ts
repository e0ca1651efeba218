import { isAnswerKind } from "../../answer.js";
import { codeOf, type FigureCode } from "../../figure.js";
import type { Line, Section, Table } from "../../form/form.js";
import { MISSING_MARK } from "../figure-text.js";
import { cellId, type LayoutCell } from "./cell.js";
import { type HeadingPath, headingCells, headingDepth } from "./headings.js";
import { type LabelledRow, labelCells, labelDepth, type RowLine } from "./labels.js";

export { isLeftAligned, type LayoutCell } from "./cell.js";
export { headingCells, headingDepth } from "./headings.js";

/** 表格版式: the statutory table as a matrix of cells, for any output. */
export interface TableLayout {
  readonly table: string;
  readonly title: string;
  readonly columns: number;
  /** How many rows at the top are repeated on each page; 0 where several sub-tables stand in one. */
  readonly headerRows: number;
  /** Relative column widths. */
  readonly widths: readonly number[];
  /** The cells that begin in each row, from left to right. */
  readonly rows: readonly (readonly LayoutCell[])[];
  /** A value is missing, so the mark for it must be explained below the table. */
  readonly missing: boolean;
}

export type Content = (code: FigureCode) => string;

/** 版式: lays a statutory table out as the blank official form merges it. An optional row without content is left out. */
export function layoutTable(table: Table, content: Content): TableLayout {
  const shapes = table.sections.map((section) => shapeOf(table, section, content));
  const columns = Math.max(...shapes.map((shape) => shape.labels + shape.headings.length));
  const cells: LayoutCell[] = [];
  let row = 0;
  for (const shape of shapes) {
    const placed = placeSection({ table, shape, top: row, columns });
    cells.push(...placed);
    row = Math.max(...placed.map((cell) => cell.row + cell.rowSpan));
  }
  return {
    table: table.code,
    title: table.title,
    columns,
    headerRows: shapes.length === 1 && shapes[0] && shapes[0].section.label === undefined ? shapes[0].depth : 0,
    widths: widthsOf(shapes, columns, cells),
    rows: rowsOf(cells, row),
    missing: cells.some((cell) => cell.missing),
  };
}

/** What a section looks like before it is placed: its heading paths, its rows, the figures of each row. */
interface SectionShape {
  readonly section: Section;
  readonly headings: readonly HeadingPath[];
  readonly depth: number;
  /** Columns taken by row labels; none in a table of a single row. */
  readonly labels: number;
  readonly rows: readonly (RowLine & { readonly values: readonly Value[] })[];
}

interface Value {
  readonly figure: FigureCode;
  readonly text: string;
  readonly words: boolean;
}

function shapeOf(table: Table, section: Section, content: Content): SectionShape {
  const valueAt = (row: Line, column: Line): Value => {
    const figure = codeOf(table.code, row.code, column.code);
    return { figure, text: content(figure), words: isAnswerKind(column.record?.kind ?? row.record?.kind) };
  };
  const columns = section.columns.lines.filter((line) => line.insteadOf.length === 0);
  const rows = section.rows.lines
    .map((line) => ({ line, values: columns.map((column) => valueAt(line, column)) }))
    .filter(({ line, values }) => line.insteadOf.length === 0 || values.some((value) => value.text !== ""));
  if (section.layout === "single-row" || section.layout === "leaf-row") return singleRowShape(section, rows, columns);
  const above = table.columnsHeading === undefined ? [] : [table.columnsHeading];
  const headings = columns.map((column) => [...above, ...column.groups.map((group) => group.label), column.label]);
  const labelled = rows.map(({ line, values }) => ({ ...rowLine(section, line), values }));
  return { section, headings, depth: headingDepth(headings), labels: labelDepth(labelled), rows: labelled };
}

/** 横排: the rows of the form become the outer headings of one long row; the only row under leaf columns has no name. */
function singleRowShape(
  section: Section,
  rows: readonly { line: Line; values: readonly Value[] }[],
  columns: readonly Line[],
): SectionShape {
  const headings = rows.flatMap(({ line }) =>
    columns.map((column) => [
      ...(section.layout === "leaf-row" ? [] : [...line.groups.map((group) => group.label), line.label]),
      ...column.groups.map((group) => group.label),
      column.label,
    ]),
  );
  const values = rows.flatMap((row) => row.values);
  return { section, headings, depth: headingDepth(headings), labels: 0, rows: [{ path: [], label: "", values }] };
}

/** A group that was filled in as a single row is shown among its items, with the remark that they are not divided. */
function rowLine(section: Section, line: Line): RowLine {
  const path = line.groups.map((group) => group.label);
  if (line.insteadOf.length === 0) return { path, label: line.label };
  const group = section.rows.groups.find((one) => one.own === line.code);
  return { path: group ? [...path, group.label] : path, label: UNDIVIDED };
}

const UNDIVIDED = "（未分项）";

interface Placement {
  readonly table: Table;
  readonly shape: SectionShape;
  readonly top: number;
  readonly columns: number;
}

function placeSection({ table, shape, top, columns }: Placement): readonly LayoutCell[] {
  const title = shape.section.label === undefined ? [] : [titleCell(table.code, shape.section.label, top, columns)];
  const first = top + title.length;
  const above = title.map((cell) => cell.id ?? "");
  const headings = headingCells({
    paths: shape.headings,
    top: first,
    left: shape.labels,
    columns,
    idPrefix: table.code,
    above,
  });
  const labelled = labelCells({
    rows: shape.rows,
    top: first + shape.depth,
    depth: shape.labels,
    idPrefix: table.code,
    above,
  });
  const values = labelled.flatMap((row, index) => valueCells(row, shape.rows[index]?.values ?? [], headings.leaves));
  return [
    ...title,
    ...cornerCells(table, shape, first),
    ...headings.cells,
    ...labelled.flatMap((row) => row.cells),
    ...values,
  ];
}

function titleCell(table: string, text: string, row: number, columns: number): LayoutCell {
  return {
    text,
    row,
    column: 0,
    rowSpan: 1,
    columnSpan: columns,
    kind: "title",
    id: cellId(table, row, 0),
    headers: [],
  };
}

/** 左上角: the form's note, or the heading of its rows. */
function cornerCells(table: Table, shape: SectionShape, row: number): readonly LayoutCell[] {
  if (shape.labels === 0) return [];
  const place = { row, column: 0, rowSpan: shape.depth, columnSpan: shape.labels, headers: [] };
  if (table.note !== undefined) return [{ ...place, text: table.note, kind: "note" }];
  return [{ ...place, text: shape.section.rowHeading ?? "", kind: "heading", id: cellId(table.code, row, 0) }];
}

function valueCells(row: LabelledRow, values: readonly Value[], leaves: readonly LayoutCell[]): readonly LayoutCell[] {
  return values.flatMap(({ figure, text, words }, index) => {
    const leaf = leaves[index];
    if (!leaf) return [];
    const headers = [...new Set([...row.headers, ...leaf.headers, leaf.id ?? ""])];
    const place = { row: row.row, column: leaf.column, rowSpan: 1, columnSpan: leaf.columnSpan };
    return [
      {
        text,
        ...place,
        kind: "value" as const,
        figure,
        headers,
        ...(text === MISSING_MARK && { missing: true }),
        ...(words && { words: true }),
      },
    ];
  });
}

/** 栏宽: group labels narrow, item labels wide, values alike, wider only where a long number or words need it. */
function widthsOf(shapes: readonly SectionShape[], columns: number, cells: readonly LayoutCell[]): readonly number[] {
  const labels = Math.max(...shapes.map((shape) => shape.labels));
  const narrow = cells.filter((cell) => cell.kind === "value" && cell.columnSpan === 1 && !cell.words);
  const longest = Math.max(0, ...narrow.map((cell) => cell.text.length));
  const value = Math.max(1, (longest + 1) / 6);
  const labelWidths = Array.from(
    { length: labels },
    (_, index) => labelWidth(index, labels, columns - labels) * (labels < 2 ? value : 1),
  );
  const values = Array.from({ length: columns - labels }, (_, index) =>
    Math.max(value, wordsWidth(cells, labels + index)),
  );
  return [...labelWidths, ...values];
}

/** A column of words has room for its longest text in about two lines. */
function wordsWidth(cells: readonly LayoutCell[], column: number): number {
  const words = cells.filter((cell) => cell.words && cell.column === column && cell.columnSpan === 1);
  return Math.min(WIDEST_WORDS, Math.max(0, ...words.map((cell) => cell.text.length / SIGNS_PER_WIDTH)));
}

/** Chinese signs in two lines of a column as wide as six digits. */
const SIGNS_PER_WIDTH = 6;
const WIDEST_WORDS = 5;

/** A single label column is as wide as a value column, or twice as wide where there is only one. */
function labelWidth(index: number, labels: number, values: number): number {
  if (labels === 1) return values > 1 ? 1 : 2;
  return index === labels - 1 ? 5.3 : 1.3 + 0.27 * index;
}

function rowsOf(cells: readonly LayoutCell[], count: number): readonly (readonly LayoutCell[])[] {
  return Array.from({ length: count }, (_, row) =>
    cells.filter((cell) => cell.row === row).sort((a, b) => a.column - b.column),
  );
}

/** 大表: fills a page, so it begins a new one as in the blank official form; a smaller one is kept whole. */
export function isLargeTable(layout: TableLayout): boolean {
  return layout.rows.length > 20;
}

/** One type size for all values of a table, in points: the largest at which the longest number fits its cell in one line. */
export function valueSize(layout: TableLayout, pointsOf: (cell: LayoutCell) => number, largest: number): number {
  const cells = layout.rows.flat().filter((cell) => cell.kind === "value" && cell.text !== "" && !cell.words);
  const fitting = cells.map((cell) => Math.floor((pointsOf(cell) / (cell.text.length * DIGIT_WIDTH)) * 2) / 2);
  return Math.max(SMALLEST_SIZE, Math.min(largest, ...fitting));
}

/** Of the type size, with a little room to spare. */
const DIGIT_WIDTH = 0.53;
const SMALLEST_SIZE = 6;
