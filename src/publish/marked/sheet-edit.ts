import { columnName } from "../../grid.js";
import { placeOf } from "./addresses.js";
import type { CellMark, MarkSeverity } from "./marks.js";
import { NotCopied } from "./refusal.js";
import {
  attributeOf,
  type Edit,
  edited,
  opened,
  prefixOf,
  type Tag,
  tagsOf,
  withAttribute,
  withoutAttribute,
} from "./xml-edit.js";

/** 工作表的改动. */
export interface SheetChanges {
  readonly marks: readonly CellMark[];
  readonly styleOf: (style: number, severity: MarkSeverity) => number;
  /** The relation of the drawing that shows comments, where the sheet has none yet. */
  readonly drawing?: string;
}

/** The sheet with the marked cells coloured. It is no longer the one that is shown first. */
export function markedSheet(xml: string, { marks, styleOf, drawing }: SheetChanges): string {
  const edits: Edit[] = [];
  const cells = cellMarker(xml, marks, styleOf, edits);
  for (const tag of tagsOf(xml)) {
    cells(tag);
    if (tag.local !== "sheetView" || tag.kind === "close") continue;
    const text = xml.slice(tag.start, tag.end);
    // Two sheets that are chosen together take what is typed into either.
    if (attributeOf(text, "tabSelected") !== undefined)
      edits.push({ start: tag.start, end: tag.end, text: withoutAttribute(text, "tabSelected") });
  }
  if (drawing !== undefined) edits.push(drawingEdit(xml, drawing));
  return edited(xml, edits);
}

/** 旧式绘图的关系: the relation id of the drawing in which comments of a sheet are shown. */
export function drawingOf(xml: string): string | undefined {
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

function drawingEdit(xml: string, id: string): Edit {
  let root = "";
  let behindCells = false;
  for (const tag of tagsOf(xml)) {
    if (tag.depth === 0 && tag.kind === "open") root = prefixOf(tag);
    if (tag.depth === 1 && tag.local === "sheetData") behindCells = true;
    const here = tag.depth === 0 ? tag.kind === "close" : tag.depth === 1 && AFTER_DRAWING.has(tag.local);
    if (behindCells && here)
      return {
        start: tag.start,
        end: tag.start,
        text: `<${root}legacyDrawing xmlns:r="${RELATIONS}" r:id="${id}"/>`,
      };
  }
  throw new NotCopied("工作表的结构不完整");
}

interface OpenRow {
  readonly tag: Tag;
  readonly number: number;
  readonly style: number | undefined;
  readonly wanted: CellMark[];
  column: number;
  added: boolean;
}

/** Follows the tags of a sheet and notes what must change for its cells to be marked; cells and rows that are not there are put in. */
function cellMarker(
  xml: string,
  marks: readonly CellMark[],
  styleOf: SheetChanges["styleOf"],
  edits: Edit[],
): (tag: Tag) => void {
  const left = rowsOf(marks);
  const columns: (readonly [first: number, last: number, style: number])[] = [];
  let row: OpenRow | undefined;
  let above = -1;
  const cellXml = (prefix: string, mark: CellMark, of: OpenRow | undefined): string => {
    const column = columns.find(([first, last]) => mark.column >= first && mark.column <= last);
    const style = styleOf(of?.style ?? column?.[2] ?? 0, mark.severity);
    return `<${prefix}c r="${columnName(mark.column)}${mark.row + 1}" s="${style}"/>`;
  };
  const rowsBefore = (number: number, prefix: string): string => {
    const before = left.filter((one) => (one[0]?.row ?? 0) < number);
    left.splice(0, before.length);
    return before
      .map((own) => {
        const inner = own.map((mark) => cellXml(prefix, mark, undefined)).join("");
        return `<${prefix}row r="${(own[0]?.row ?? 0) + 1}">${inner}</${prefix}row>`;
      })
      .join("");
  };
  const cellsBefore = (of: OpenRow, column: number, prefix: string): string => {
    const before = of.wanted.filter((mark) => mark.column < column);
    of.wanted.splice(0, before.length);
    of.added ||= before.length > 0;
    return before.map((mark) => cellXml(prefix, mark, of)).join("");
  };
  const insert = (at: number, text: string): void => {
    if (text !== "") edits.push({ start: at, end: at, text });
  };

  const openRow = (tag: Tag): void => {
    const text = xml.slice(tag.start, tag.end);
    const number = Number(attributeOf(text, "r") ?? above + 2) - 1;
    if (!(number > above)) throw new NotCopied("工作表的行没有按顺序存放");
    above = number;
    insert(tag.start, rowsBefore(number, prefixOf(tag)));
    const wanted = left[0]?.[0]?.row === number ? [...(left.shift() ?? [])] : [];
    const style = /^(?:1|true)$/.test(attributeOf(text, "customFormat") ?? "") ? attributeOf(text, "s") : undefined;
    row = { tag, number, style: style === undefined ? undefined : Number(style), wanted, column: -1, added: false };
    if (tag.kind !== "empty" || wanted.length === 0) return;
    const inner = cellsBefore(row, Number.POSITIVE_INFINITY, prefixOf(tag));
    const head = withoutAttribute(opened(text), "spans");
    edits.push({ start: tag.start, end: tag.end, text: `${head}${inner}</${tag.name}>` });
  };
  const closeRow = (of: OpenRow, tag: Tag): void => {
    insert(tag.start, cellsBefore(of, Number.POSITIVE_INFINITY, prefixOf(tag)));
    const head = xml.slice(of.tag.start, of.tag.end);
    // It tells from which column to which the cells of a row stand.
    if (of.added && attributeOf(head, "spans") !== undefined)
      edits.push({ start: of.tag.start, end: of.tag.end, text: withoutAttribute(head, "spans") });
  };
  const cell = (of: OpenRow, tag: Tag): void => {
    const text = xml.slice(tag.start, tag.end);
    const address = attributeOf(text, "r");
    const place = address === undefined ? undefined : placeOf(address);
    const column = address === undefined ? of.column + 1 : place?.row === of.number ? place.column : -1;
    if (!(column > of.column)) throw new NotCopied("工作表的单元格没有按顺序存放");
    of.column = column;
    insert(tag.start, cellsBefore(of, column, prefixOf(tag)));
    const mark = of.wanted[0]?.column === column ? of.wanted.shift() : undefined;
    if (!mark) return;
    const style = styleOf(Number(attributeOf(text, "s") ?? 0), mark.severity);
    edits.push({ start: tag.start, end: tag.end, text: withAttribute(text, "s", style) });
  };
  const ofColumns = (tag: Tag): void => {
    const text = xml.slice(tag.start, tag.end);
    const [first, last, style] = ["min", "max", "style"].map((name) => Number(attributeOf(text, name) ?? 0));
    columns.push([(first ?? 0) - 1, (last ?? 0) - 1, style ?? 0]);
  };
  const sheetData = (tag: Tag): void => {
    if (tag.kind === "open" || left.length === 0) return;
    const rows = rowsBefore(Number.POSITIVE_INFINITY, prefixOf(tag));
    if (tag.kind === "close") insert(tag.start, rows);
    else
      edits.push({
        start: tag.start,
        end: tag.end,
        text: `${opened(xml.slice(tag.start, tag.end))}${rows}</${tag.name}>`,
      });
  };
  return (tag) => {
    if (tag.depth === 1 && tag.local === "sheetData") sheetData(tag);
    else if (tag.depth === 2 && tag.local === "col" && tag.kind !== "close") ofColumns(tag);
    else if (tag.depth === 2 && tag.local === "row") {
      if (tag.kind !== "close") openRow(tag);
      else if (row) closeRow(row, tag);
    } else if (tag.depth === 3 && tag.local === "c" && tag.kind !== "close" && row) cell(row, tag);
  };
}

/** The marks row by row, each row from the left. */
function rowsOf(marks: readonly CellMark[]): (readonly CellMark[])[] {
  const rows = new Map<number, CellMark[]>();
  for (const mark of marks) rows.set(mark.row, [...(rows.get(mark.row) ?? []), mark]);
  return [...rows].sort(([a], [b]) => a - b).map(([, own]) => own.sort((a, b) => a.column - b.column));
}
