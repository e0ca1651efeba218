import type { CellKind, Doubt } from "../../grid.js";
import type { Expression, Reference } from "./parse.js";
import type { Known, Table } from "./scalar.js";

/** 公式单元格: as its file has it, with its formula where it could be parsed, and how far a shared formula has moved. */
export interface FormulaCell {
  readonly row: number;
  readonly column: number;
  readonly text: string;
  readonly kind: CellKind;
  readonly formula?: boolean;
  readonly expression?: Expression;
  readonly moved?: readonly [rows: number, columns: number];
  /** 数组公式: it is one of several cells that share one result, at this place of it. */
  readonly part?: readonly [row: number, column: number];
  /** The file says of this cell alone that its result is not up to date. */
  readonly outdated?: boolean;
  readonly doubt?: Doubt;
}

/** A sheet by its cells; whole rows and columns end where its cells end. */
export interface CellIndex {
  readonly cells: ReadonlyMap<number, FormulaCell>;
  readonly rows: number;
  readonly columns: number;
  readonly hidesRows: boolean;
}

/** 一个工作簿 while its formulas are computed: what each gave, and which are being computed. */
export interface Book {
  readonly sheets: ReadonlyMap<string, CellIndex>;
  /** 名称, in small letters; one of a single sheet as `sheet!name`. */
  readonly names: ReadonlyMap<string, Expression>;
  readonly stale: boolean;
  readonly results: Map<FormulaCell, Table | undefined>;
  readonly open: Set<FormulaCell>;
  visits: number;
}

/** Where a formula stands while it is computed. */
export interface Place {
  readonly book: Book;
  readonly sheet: string;
  readonly row: number;
  readonly column: number;
  readonly moved: readonly [number, number];
  readonly depth: number;
  /** Areas are taken cell by cell. */
  readonly array: boolean;
}

/** A formula over formulas over formulas, so far; and cells looked at for one workbook. */
export const DEEPEST = 150;
export const MOST_VISITS = 5_000_000;
const LARGEST_AREA = 100_000;

/** An area as rows and columns from 0, both corners included. */
export interface Extent {
  readonly sheets: readonly string[];
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export function movedBy(
  { row, column, rowFixed, columnFixed }: Reference,
  [rows, columns]: readonly [number, number],
): { row: number; column: number } {
  return { row: rowFixed ? row : row + rows, column: columnFixed ? column : column + columns };
}

/** The cells of an area; undefined where a sheet is not there or the area is too large. */
export function extentOf(place: Place, from: Reference, to: Reference): Extent | undefined {
  const sheets = sheetsOf(place, from.sheet);
  const [a, b] = [movedBy(from, place.moved), movedBy(to, place.moved)];
  const known = sheets?.map((name) => place.book.sheets.get(name));
  if (!sheets || !known || known.some((sheet) => sheet === undefined)) return undefined;
  const [rows, columns] = [
    Math.max(...known.map((sheet) => sheet?.rows ?? 0)),
    Math.max(...known.map((sheet) => sheet?.columns ?? 0)),
  ];
  const [top, left] = [Math.min(a.row, b.row), Math.min(a.column, b.column)];
  const whole = [Math.max(a.row, b.row) >= WHOLE_COLUMN, Math.max(a.column, b.column) >= WHOLE_ROW];
  const bottom = whole[0] ? Math.max(rows - 1, top) : Math.max(a.row, b.row);
  const right = whole[1] ? Math.max(columns - 1, left) : Math.max(a.column, b.column);
  return (bottom - top + 1) * (right - left + 1) > LARGEST_AREA ? undefined : { sheets, top, left, bottom, right };
}

const WHOLE_COLUMN = 65_535;
const WHOLE_ROW = 16_383;

/** 一月:十二月 are the sheets from the one to the other. */
function sheetsOf(place: Place, named: string | undefined): readonly string[] | undefined {
  if (named === undefined) return [place.sheet];
  const name = named.toLowerCase();
  if (place.book.sheets.has(name)) return [name];
  const [first = "", last] = name.split(":");
  if (last === undefined) return undefined;
  const all = [...place.book.sheets.keys()];
  const [from, to] = [all.indexOf(first), all.indexOf(last)];
  return from < 0 || to < from ? undefined : all.slice(from, to + 1);
}

/** Reads an area cell by cell. */
export function tableOf(
  { book }: Place,
  extent: Extent,
  valueAt: (sheet: string, row: number, column: number) => Known,
): Table | undefined {
  const { sheets, top, left, bottom, right } = extent;
  book.visits += sheets.length * (bottom - top + 1) * (right - left + 1);
  if (book.visits > MOST_VISITS) return undefined;
  const rows: Known[][] = [];
  for (const sheet of sheets)
    for (let row = top; row <= bottom; row++)
      rows.push(Array.from({ length: right - left + 1 }, (_, at) => valueAt(sheet, row, left + at)));
  return rows;
}

export function keyOf(row: number, column: number): number {
  return row * 0x4000 + column;
}
