import type { CellKind, ReadDocument } from "../../grid.js";
import { type Budget, spendCells } from "../limits.js";
import { type Attributes, readXml } from "../xml.js";
import { gridOfSheet, type MergedArea, type Range, type SheetCell, type SheetContent } from "./sheet-grid.js";
import { kindOfFormat } from "./xlsx-styles.js";

interface OpenSheet {
  readonly name: string;
  hidden: boolean;
  readonly cells: SheetCell[];
  readonly merges: MergedArea[];
  readonly hiddenRows: Range[];
  readonly hiddenColumns: Range[];
  row: number;
  nextRow: number;
  nextColumn: number;
  tableColumn: number;
}

interface OpenCell {
  readonly column: number;
  readonly style: string;
  readonly formula: boolean;
  type: string;
  text: string;
}

/** What has been read so far. */
interface Reading {
  readonly budget: Budget;
  readonly sheets: SheetContent[];
  /** Number formats by style. */
  readonly formats: Map<string, string>;
  readonly path: string[];
  style: string;
  sheet: OpenSheet | undefined;
  cell: OpenCell | undefined;
}

/** XML 电子表格 2003, which older systems export under the name .xls: one grid for each sheet. */
export function readSpreadsheetMl(xml: string, budget: Budget): ReadDocument {
  const start = { style: "", sheet: undefined, cell: undefined };
  const reading: Reading = { budget, sheets: [], formats: new Map(), path: [], ...start };
  readXml(xml, {
    open: (name, attributes) => enter(reading, name, attributes),
    close: (name) => leave(reading, name),
    text: (text) => {
      const { path, cell, sheet } = reading;
      if (cell && path.includes("Data") && !path.includes("Comment")) cell.text += text;
      else if (sheet && path.at(-1) === "Visible") sheet.hidden = /hidden/i.test(text);
    },
  });
  return { format: "xls", blocks: reading.sheets.map(gridOfSheet), remarks: [] };
}

function enter(reading: Reading, name: string, attributes: Attributes): void {
  const { path, sheet, cell } = reading;
  const parent = path.at(-1);
  path.push(name);
  if (name === "Style") reading.style = attributes.get("ID") ?? "";
  else if (name === "NumberFormat") reading.formats.set(reading.style, attributes.get("Format") ?? "");
  else if (name === "Worksheet") reading.sheet = openSheet(attributes);
  else if (!sheet) return;
  else if (parent === "Table" && name === "Column") passColumns(sheet, attributes);
  else if (parent === "Table" && name === "Row") passRow(sheet, attributes);
  else if (parent === "Row" && name === "Cell") reading.cell = openCell(sheet, attributes);
  else if (cell && parent === "Cell" && name === "Data") cell.type = attributes.get("Type") ?? "String";
}

function leave(reading: Reading, name: string): void {
  const { sheet, cell } = reading;
  reading.path.pop();
  if (name === "Worksheet" && sheet) reading.sheets.push(sheet);
  if (name !== "Cell" || !sheet || !cell) return;
  const content = contentOf(cell, reading.formats);
  const formula = cell.formula ? { formula: true } : {};
  if (content) spendCells(reading.budget, 1);
  if (content) sheet.cells.push({ row: sheet.row, column: cell.column, ...content, ...formula });
  reading.cell = undefined;
}

function openSheet(attributes: Attributes): OpenSheet {
  const places = { row: -1, nextRow: 0, nextColumn: 0, tableColumn: 0 };
  return {
    name: attributes.get("Name") ?? "",
    hidden: false,
    cells: [],
    merges: [],
    hiddenRows: [],
    hiddenColumns: [],
    ...places,
  };
}

function passColumns(sheet: OpenSheet, attributes: Attributes): void {
  const first = indexOf(attributes) ?? sheet.tableColumn;
  const last = first + count(attributes, "Span");
  if (attributes.get("Hidden") === "1") sheet.hiddenColumns.push([first, last]);
  sheet.tableColumn = last + 1;
}

function passRow(sheet: OpenSheet, attributes: Attributes): void {
  sheet.row = indexOf(attributes) ?? sheet.nextRow;
  const last = sheet.row + count(attributes, "Span");
  if (attributes.get("Hidden") === "1") sheet.hiddenRows.push([sheet.row, last]);
  sheet.nextRow = last + 1;
  sheet.nextColumn = 0;
}

function openCell(sheet: OpenSheet, attributes: Attributes): OpenCell {
  const column = indexOf(attributes) ?? sheet.nextColumn;
  const right = column + count(attributes, "MergeAcross");
  const bottom = sheet.row + count(attributes, "MergeDown");
  if (right > column || bottom > sheet.row) sheet.merges.push({ top: sheet.row, left: column, bottom, right });
  sheet.nextColumn = right + 1;
  return { column, style: attributes.get("StyleID") ?? "", formula: attributes.has("Formula"), type: "", text: "" };
}

function contentOf(cell: OpenCell, formats: ReadonlyMap<string, string>): { text: string; kind: CellKind } | undefined {
  switch (cell.type) {
    case "":
      return cell.formula ? { text: "", kind: "uncalculated" } : undefined;
    case "Number":
      return { text: cell.text.trim(), kind: kindOfNamedFormat(formats.get(cell.style) ?? "") };
    case "DateTime":
      return { text: cell.text.trim(), kind: "date" };
    case "Boolean":
      return { text: cell.text.trim() === "1" ? "TRUE" : "FALSE", kind: "boolean" };
    case "Error":
      return { text: cell.text, kind: "error" };
    default:
      return cell.text === "" && !cell.formula ? undefined : { text: cell.text, kind: "text" };
  }
}

function kindOfNamedFormat(format: string): CellKind {
  if (/^Percent$/i.test(format)) return "percent";
  if (/\b(?:Date|Time)$/i.test(format)) return "date";
  return /^[A-Z][A-Za-z ]+$/.test(format) ? "number" : kindOfFormat(format);
}

/** The written index of a row or column, which counts from 1; undefined where it is simply the next. */
function indexOf(attributes: Attributes): number | undefined {
  const index = count(attributes, "Index");
  return index > 0 ? index - 1 : undefined;
}

function count(attributes: Attributes, name: string): number {
  const value = attributes.get(name) ?? "0";
  return /^\d{1,7}$/.test(value) ? Number(value) : 0;
}
