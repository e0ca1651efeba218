import { withoutBeginning, withoutEnd } from "../../ends.js";
import { type Cell, type Grid, NOTHING_HIDDEN } from "../../grid.js";

/** One cell of a Word table's row as the file has it: merged downwards by continuing the cell above. */
export interface RowCell {
  /** How many grid columns it takes. */
  span: number;
  down: "none" | "restart" | "continue";
  /** It is merged with the cell before it, the older way of merging sideways. */
  continuesLeft: boolean;
  text: string;
  /** Of what stands in it: what is plain, crossed out, as pale as its ground, hidden, or struck out in a tracked change. */
  readonly seen: { standing: string; struck: string; pale: string; hidden: string; deleted: string };
  /** 修订中已删除的单元格. */
  removed: boolean;
  /** An automatic number stands before one of its paragraphs. */
  numbered: boolean;
  /** Pictures, objects, nested tables and shapes in it, none of which can be read. */
  objects: number;
  /** Its text boxes; one that stands in the line of the text can only be the cell's own. */
  readonly boxes: { text: string; readonly inline: boolean }[];
  /** What its nested tables say. */
  inner: string;
}

/** A table that is being read. */
export interface OpenTable {
  readonly number: number;
  readonly cells: WideCell[];
  readonly hiddenRows: number[];
  /** By grid column: the cell of the last row that a continuation in the next one belongs to. */
  readonly above: Map<number, WideCell>;
  rows: number;
  columns: number;
  row: OpenRow | undefined;
}

/** A row that is being read. */
export interface OpenRow {
  readonly cells: RowCell[];
  /** Grid columns left out before its first cell. */
  skipped: number;
  hidden: boolean;
  /** 修订中已删除的行: no longer part of the table. */
  deleted: boolean;
  cell: RowCell | undefined;
}

/** A cell whose spans still grow. */
type WideCell = { -readonly [Key in keyof Cell]: Cell[Key] };

/** Word itself stops at 63 columns. */
const MOST_COLUMNS = 1000;

export function openTable(number: number): OpenTable {
  return { number, cells: [], hiddenRows: [], above: new Map(), rows: 0, columns: 0, row: undefined };
}

export function openRow(table: OpenTable): void {
  table.row = { cells: [], skipped: 0, hidden: false, deleted: false, cell: undefined };
}

export function openCell(row: OpenRow): void {
  const seen = { standing: "", struck: "", pale: "", hidden: "", deleted: "" };
  const within = { removed: false, numbered: false, objects: 0, boxes: [], inner: "" };
  row.cell = { span: 1, down: "none", continuesLeft: false, text: "", seen, ...within };
  row.cells.push(row.cell);
}

/** Reads a count of grid columns; what is no count is 1. */
export function columnCount(value: string | undefined, least: number): number {
  const count = /^\d{1,6}$/.test(value ?? "") ? Number(value) : least;
  return Math.min(Math.max(count, least), MOST_COLUMNS);
}

/** Places a finished row in the grid. */
export function closeRow(table: OpenTable): void {
  const row = table.row;
  table.row = undefined;
  if (!row || row.deleted) return;
  let column = row.skipped;
  let left: WideCell | undefined;
  const begun = new Map<number, WideCell>();
  for (const cell of row.cells) {
    left = placeCell(table, cell, column, left);
    if (cell.down !== "none") begun.set(column, left);
    column += cell.span;
  }
  table.above.clear();
  for (const [start, cell] of begun) table.above.set(start, cell);
  if (row.hidden) table.hiddenRows.push(table.rows);
  table.columns = Math.max(table.columns, column);
  table.rows += 1;
}

const isLineEnd = (sign: string): boolean => sign === "\n";

/** Returns the cell that now covers the place: a new one, the one above, or the one to the left. */
function placeCell(table: OpenTable, cell: RowCell, column: number, left: WideCell | undefined): WideCell {
  const owner = cell.continuesLeft ? left : cell.down === "continue" ? table.above.get(column) : undefined;
  if (owner && cell.continuesLeft && owner.row === table.rows) owner.columnSpan += cell.span;
  else if (owner) owner.rowSpan = table.rows - owner.row + 1;
  const text = textOf(cell);
  const blank = text.trim() === "";
  const sight = sightOf(cell, blank);
  if (owner && blank && sight.doubt === undefined && !/\d/.test(cell.seen.hidden)) return owner;
  const base = { row: table.rows, column, rowSpan: 1, columnSpan: cell.span, text: blank ? "" : text };
  const plain: WideCell = { ...base, kind: blank ? "blank" : "text" };
  const placed = sight === NOTHING_UNUSUAL ? plain : { ...plain, ...sight };
  table.cells.push(placed);
  return owner ?? placed;
}

/** A text box in the line of an otherwise empty cell is what the cell says. */
function textOf({ text, objects, boxes }: RowCell): string {
  const own = withoutEnd(withoutBeginning(text, isLineEnd), isLineEnd);
  if (boxes.length === 0) return own;
  const [only, ...more] = boxes.filter((box) => box.text.trim() !== "");
  return own.trim() === "" && objects === 0 && only?.inline && more.length === 0 ? only.text.trim() : own;
}

/** A number of which nothing but the crossing out is left. */
const NUMBER = /^[\s\d０-９,，.]+\D{0,2}$/;

const NOTHING_UNUSUAL: Partial<WideCell> = {};

function sightOf(cell: RowCell, blank: boolean): Partial<WideCell> {
  const { standing, struck, pale, hidden, deleted } = cell.seen;
  const unseen = /\d/.test(hidden) ? { unseen: hidden.trim() } : NOTHING_UNUSUAL;
  if (blank && NUMBER.test(deleted)) return { text: deleted.trim(), kind: "text", doubt: "struck", ...unseen };
  if (pale.trim() !== "") return { doubt: "unseen", ...unseen };
  if ((cell.removed && !blank) || (standing.trim() === "" && struck.trim() !== ""))
    return { doubt: "struck", ...unseen };
  if (holdsMore(cell, blank)) return { doubt: "embedded", ...unseen };
  return cell.numbered ? { doubt: "numbered", ...unseen } : unseen;
}

/** Whether a text box, a table or a picture in the cell may say a figure beside what is read of the cell, or instead of it. */
function holdsMore({ text, objects, boxes, inner }: RowCell, blank: boolean): boolean {
  if (blank) return objects > 0 || boxes.some((box) => box.text.trim() !== "");
  const others = text.trim() === "" ? [] : boxes;
  return SAYS_NUMBER.test(inner) || others.some((box) => SAYS_NUMBER.test(box.text));
}

const SAYS_NUMBER = /[0-9０-９〇零一二两三四五六七八九十百千万]/;

export function gridOfTable(table: OpenTable): Grid {
  const { rows, columns, hiddenRows } = table;
  const cells = table.cells.sort((a, b) => a.row - b.row || a.column - b.column);
  const sheet = `表格${table.number}`;
  return { kind: "grid", sheet, addressing: "RC", rows, columns, cells, ...NOTHING_HIDDEN, hiddenRows };
}
