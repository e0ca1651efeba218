import { columnName } from "../../grid.js";
import { columnNumber, type GridPlace, type MarkColour, MOST_COLUMNS, MOST_ROWS, placeOf } from "./marks.js";
import { NotCopied } from "./refusal.js";
import {
  attributeOf,
  type Edit,
  edited,
  opened,
  prefixOf,
  rootPrefix,
  type Tag,
  tagsOf,
  withAttribute,
  withoutAttribute,
} from "./xml-edit.js";

/** A cell whose colour changes: it is marked, or no longer. */
export interface CellColour extends GridPlace {
  readonly colour: MarkColour | "none";
  /** A formula keeps its own look. */
  readonly unlessFormula?: boolean;
}

/** 工作表的改动. */
export interface SheetChanges {
  readonly cells: readonly CellColour[];
  readonly styleOf: (style: number, colour: CellColour["colour"]) => number;
  /** The relation of the drawing that shows comments, where the sheet has none yet. */
  readonly drawing?: string;
}

/** The sheet with its cells coloured. It is no longer the one that is shown first. */
export function markedSheet(xml: string, { cells, styleOf, drawing }: SheetChanges): string {
  const found = { columns: [], edits: [], row: undefined, above: -1, behindCells: false, drawing: undefined };
  const marking: Marking = { xml, styleOf, left: rowsOf(cells), ...found };
  for (const tag of tagsOf(xml, (start, depth) => passedOver(marking, start, depth))) {
    markAt(marking, tag);
    noteDrawingPlace(marking, tag);
    if (tag.local !== "sheetView" || tag.kind === "close") continue;
    const text = xml.slice(tag.start, tag.end);
    // Two sheets that are chosen together take what is typed into either.
    if (attributeOf(text, "tabSelected") !== undefined) change(marking, tag, withoutAttribute(text, "tabSelected"));
  }
  if (drawing !== undefined) marking.edits.push(drawingEdit(marking, drawing));
  return edited(xml, marking.edits);
}

/** 旧式绘图的关系: the relation id of the drawing in which comments of a sheet are shown. */
export function drawingOf(xml: string): string | undefined {
  if (!xml.includes("legacyDrawing")) return undefined;
  for (const tag of tagsOf(xml))
    if (tag.depth === 1 && tag.local === "legacyDrawing") return attributeOf(xml.slice(tag.start, tag.end), "id");
  return undefined;
}

const AFTER_DRAWING: ReadonlySet<string> = new Set([
  "legacyDrawingHF",
  "drawingHF",
  "picture",
  "oleObjects",
  "controls",
  "AlternateContent",
  "webPublishItems",
  "tableParts",
  "extLst",
]);
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/** Where a drawing that the sheet does not have yet is to be named. */
function noteDrawingPlace(marking: Marking, tag: Tag): void {
  const { depth, local, kind } = tag;
  if (depth > 1 || marking.drawing !== undefined) return;
  if (depth === 1 && local === "sheetData") marking.behindCells = true;
  const here = depth === 0 ? kind === "close" : AFTER_DRAWING.has(local);
  if (marking.behindCells && here) marking.drawing = tag;
}

function drawingEdit({ xml, drawing }: Marking, id: string): Edit {
  if (!drawing) throw new NotCopied("工作表的结构不完整");
  const { start } = drawing;
  return { start, end: start, text: `<${rootPrefix(xml)}legacyDrawing xmlns:r="${RELATIONS}" r:id="${id}"/>` };
}

/** 标注中的工作表: what has been seen of it, and what is left to be coloured. */
interface Marking {
  readonly xml: string;
  readonly styleOf: SheetChanges["styleOf"];
  /** Row by row, each from the left. */
  readonly left: CellColour[][];
  readonly columns: (readonly [first: number, last: number, style: number])[];
  readonly edits: Edit[];
  row: OpenRow | undefined;
  above: number;
  behindCells: boolean;
  /** Before this tag a drawing is to be named. */
  drawing: Tag | undefined;
}

interface OpenRow {
  readonly tag: Tag;
  readonly number: number;
  readonly style: number | undefined;
  readonly wanted: CellColour[];
  column: number;
  added: boolean;
}

/** Cells and rows that are not there are put in where they belong. */
function markAt(marking: Marking, tag: Tag): void {
  const { depth, local, kind } = tag;
  if (depth === 1 && local === "sheetData" && kind !== "open") closeCells(marking, tag);
  else if (depth === 2 && local === "col" && kind !== "close") noteColumns(marking, tag);
  else if (depth === 2 && local === "row" && kind === "close") closeRow(marking, tag);
  else if (depth === 2 && local === "row") openRow(marking, tag);
  else if (depth === 3 && local === "c" && kind !== "close") markCell(marking, tag);
}

/** A cell as most programs write it. */
const PLAIN_CELL =
  /<c r="([A-Z]{1,3})([1-9]\d{0,6})"(?: \w+="[^"<>]*")*(?:\/>|>(?:<f(?: \w+="[^"<>]*")*(?:\/>|>[^<]*<\/f>))?(?:<v>[^<]*<\/v>)?<\/c>)/y;
const CELL_DEPTH = 3;

/** Where the cell ends that begins here, if it stands in order, stays as it is and has nothing to be put in before it; else 0. */
function passedOver({ xml, row }: Marking, start: number, depth: number): number {
  if (!row || depth !== CELL_DEPTH || row.number >= MOST_ROWS) return 0;
  PLAIN_CELL.lastIndex = start;
  const match = PLAIN_CELL.exec(xml);
  if (!match || Number(match[2]) !== row.number + 1) return 0;
  const column = columnNumber(match[1] ?? "");
  const next = row.wanted[0]?.column ?? MOST_COLUMNS;
  if (column <= row.column || column >= next) return 0;
  row.column = column;
  return PLAIN_CELL.lastIndex;
}

function change({ edits }: Marking, tag: Tag, text: string): void {
  edits.push({ start: tag.start, end: tag.end, text });
}

function insert({ edits }: Marking, at: number, text: string): void {
  if (text !== "") edits.push({ start: at, end: at, text });
}

function openRow(marking: Marking, tag: Tag): void {
  const text = marking.xml.slice(tag.start, tag.end);
  const number = Number(attributeOf(text, "r") ?? marking.above + 2) - 1;
  if (!(number > marking.above)) throw new NotCopied("工作表的行没有按顺序存放");
  marking.above = number;
  insert(marking, tag.start, rowsBefore(marking, number, prefixOf(tag)));
  const wanted = marking.left[0]?.[0]?.row === number ? (marking.left.shift() ?? []) : [];
  const style = /^(?:1|true)$/.test(attributeOf(text, "customFormat") ?? "") ? attributeOf(text, "s") : undefined;
  const row = { tag, number, style: style === undefined ? undefined : Number(style), wanted, column: -1, added: false };
  marking.row = row;
  if (tag.kind !== "empty" || wanted.length === 0) return;
  const inner = cellsBefore(marking, row, Number.POSITIVE_INFINITY, prefixOf(tag));
  change(marking, tag, `${withoutAttribute(opened(text), "spans")}${inner}</${tag.name}>`);
}

function closeRow(marking: Marking, tag: Tag): void {
  const { row, xml } = marking;
  if (!row) return;
  insert(marking, tag.start, cellsBefore(marking, row, Number.POSITIVE_INFINITY, prefixOf(tag)));
  const head = xml.slice(row.tag.start, row.tag.end);
  // It tells from which column to which the cells of a row stand.
  if (row.added && attributeOf(head, "spans") !== undefined) change(marking, row.tag, withoutAttribute(head, "spans"));
}

function markCell(marking: Marking, tag: Tag): void {
  const { row, xml, styleOf } = marking;
  if (!row) return;
  const text = xml.slice(tag.start, tag.end);
  const column = columnOf(row, attributeOf(text, "r"));
  if (!(column > row.column)) throw new NotCopied("工作表的单元格没有按顺序存放");
  row.column = column;
  insert(marking, tag.start, cellsBefore(marking, row, column, prefixOf(tag)));
  const wanted = row.wanted[0]?.column === column ? row.wanted.shift() : undefined;
  if (!wanted || (wanted.unlessFormula === true && tag.kind === "open" && isFormula(xml, tag))) return;
  const style = Number(attributeOf(text, "s") ?? 0);
  const coloured = styleOf(style, wanted.colour);
  if (coloured !== style) change(marking, tag, withAttribute(text, "s", coloured));
}

/** A formula stands first in its cell. */
function isFormula(xml: string, { end }: Tag): boolean {
  return /^\s{0,99}<(?:\w{1,99}:)?f[\s>/]/.test(xml.slice(end, end + 210));
}

/** A cell without an address stands behind the one before. */
function columnOf(row: OpenRow, address: string | undefined): number {
  if (address === undefined) return row.column + 1;
  const place = placeOf(address);
  return place?.row === row.number ? place.column : -1;
}

function noteColumns({ xml, columns }: Marking, tag: Tag): void {
  const text = xml.slice(tag.start, tag.end);
  const [first = 0, last = 0, style = 0] = ["min", "max", "style"].map((name) => Number(attributeOf(text, name) ?? 0));
  if (columns.length >= MOST_COLUMNS) throw new NotCopied("工作表的列设置过多");
  columns.push([first - 1, last - 1, style]);
}

function closeCells(marking: Marking, tag: Tag): void {
  if (marking.left.length === 0) return;
  const rows = rowsBefore(marking, Number.POSITIVE_INFINITY, prefixOf(tag));
  if (tag.kind === "close") insert(marking, tag.start, rows);
  else change(marking, tag, `${opened(marking.xml.slice(tag.start, tag.end))}${rows}</${tag.name}>`);
}

function rowsBefore(marking: Marking, number: number, prefix: string): string {
  const { left } = marking;
  let rows = "";
  for (let own = left[0]; own?.[0] && own[0].row < number; own = left[0]) {
    const cells = own.map((cell) => cellXml(marking, cell, prefix));
    rows += `<${prefix}row r="${own[0].row + 1}">${cells.join("")}</${prefix}row>`;
    left.shift();
  }
  return rows;
}

function cellsBefore(marking: Marking, row: OpenRow, column: number, prefix: string): string {
  let cells = "";
  for (let cell = row.wanted[0]; cell && cell.column < column; cell = row.wanted[0]) {
    cells += cellXml(marking, cell, prefix, row.style);
    row.wanted.shift();
    row.added = true;
  }
  return cells;
}

/** An empty cell has the style of its row, else of its column. */
function cellXml({ columns, styleOf }: Marking, cell: CellColour, prefix: string, ofRow?: number): string {
  const ofColumn = columns.find(([first, last]) => cell.column >= first && cell.column <= last)?.[2];
  const style = styleOf(ofRow ?? ofColumn ?? 0, cell.colour);
  return `<${prefix}c r="${columnName(cell.column)}${cell.row + 1}" s="${style}"/>`;
}

function rowsOf(cells: readonly CellColour[]): CellColour[][] {
  const rows = new Map<number, CellColour[]>();
  for (const cell of cells) rows.set(cell.row, [...(rows.get(cell.row) ?? []), cell]);
  return [...rows].sort(([a], [b]) => a - b).map(([, own]) => own.sort((a, b) => a.column - b.column));
}
