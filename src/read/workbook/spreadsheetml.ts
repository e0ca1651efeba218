import type { Doubt, ReadDocument } from "../../grid.js";
import { a1FromR1C1, judgeFormulas, parseFormula } from "../formula/formula.js";
import { type Budget, spendCells } from "../limits.js";
import { writtenTwice } from "../refusal.js";
import { runText } from "../run-style.js";
import {
  type CellStyle,
  gridOfSheet,
  isChanged,
  isUnseenIn,
  type MergedArea,
  type Range,
  type RunLook,
  type SheetCell,
  type SheetContent,
} from "../sheet/sheet.js";
import { type Attributes, readXml } from "../xml.js";
import {
  collectNamedConditions,
  collectNamedStyles,
  fontOf,
  type NamedConditions,
  type NamedStyles,
} from "./spreadsheetml-styles.js";

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
  readonly styles: CellStyle[];
  readonly conditions: NamedConditions;
}

interface OpenCell {
  readonly column: number;
  readonly style: string;
  readonly formula: string | undefined;
  readonly array: boolean;
  type: string;
  text: string;
  /** Of its text: what is plain, and what is crossed out run by run. */
  standing: string;
  struck: string;
  /** Fonts of its runs that are open, and those of its text so far. */
  readonly fonts: RunLook[];
  readonly runs: RunLook[];
}

/** What has been read so far. */
interface Reading {
  readonly budget: Budget;
  readonly sheets: SheetContent[];
  readonly styles: NamedStyles;
  readonly path: string[];
  /** 重算设置: by hand, not before saving, or broken off. */
  manual: boolean;
  unsaved: boolean;
  uncalculated: boolean;
  sheet: OpenSheet | undefined;
  cell: OpenCell | undefined;
}

/** XML 电子表格 2003, which older systems export under the name .xls: one grid for each sheet. */
export function readSpreadsheetMl(xml: string, budget: Budget): ReadDocument {
  const start = { sheet: undefined, cell: undefined, manual: false, unsaved: false, uncalculated: false };
  const reading: Reading = { budget, sheets: [], styles: collectNamedStyles(), path: [], ...start };
  readXml(xml, {
    open: (name, attributes) => enter(reading, name, attributes),
    close: (name) => leave(reading, name),
    text: (text) => takeText(reading, text),
  });
  const stale = reading.uncalculated || (reading.manual && reading.unsaved);
  const cells = judgeFormulas(reading.sheets, { stale });
  const blocks = reading.sheets.map((sheet, at) => gridOfSheet({ ...sheet, cells: cells[at] ?? sheet.cells }));
  return { format: "xls", blocks, remarks: [] };
}

function takeText(reading: Reading, text: string): void {
  const { path, cell, sheet } = reading;
  const parent = path.at(-1) ?? "";
  if (cell && path.includes("Data") && !path.includes("Comment")) {
    const struck = path.some((element) => /^(?:S|Strike|Del)$/i.test(element));
    if (text.trim() !== "") cell.runs.push(Object.assign({}, ...cell.fonts));
    cell[struck ? "struck" : "standing"] += text;
    cell.text += runText(cell.text, text, struck ? "struck" : "plain");
  } else if (parent === "Calculation") reading.manual = /manual/i.test(text);
  else if (sheet && parent === "Visible") sheet.hidden = /hidden/i.test(text);
  else sheet?.conditions.text(parent, text);
}

function enter(reading: Reading, name: string, attributes: Attributes): void {
  const { path, sheet, cell } = reading;
  const parent = path.at(-1);
  path.push(name);
  if (name === "DoNotCalculateBeforeSave") reading.unsaved = true;
  else if (name === "Uncalced") reading.uncalculated = true;
  if (!sheet) reading.styles.open(name, attributes);
  else if (!cell) sheet.conditions.open(name, attributes);
  if (name === "Worksheet") reading.sheet = openSheet(attributes);
  else if (!sheet) return;
  else if (parent === "Table" && name === "Column") passColumns(sheet, attributes);
  else if (parent === "Table" && name === "Row") passRow(sheet, attributes);
  else if (parent === "Row" && name === "Cell") reading.cell = openCell(sheet, attributes);
  else if (cell && name === "Font") cell.fonts.push(fontOf(attributes));
  else if (cell && parent === "Cell" && name === "Data") {
    if (cell.type !== "") throw writtenTwice();
    cell.type = attributes.get("Type") ?? "String";
  }
}

function leave(reading: Reading, name: string): void {
  const { sheet, cell } = reading;
  reading.path.pop();
  if (sheet && !cell) sheet.conditions.close(name);
  if (name === "Font") cell?.fonts.pop();
  if (name === "Worksheet" && sheet) {
    reading.sheets.push({ ...sheet, cells: withConditions(sheet) });
    reading.sheet = undefined;
  }
  if (name !== "Cell" || !sheet || !cell) return;
  const style = reading.styles.styleOf(cell.style);
  const content = contentOf(cell, style);
  if (content) {
    spendCells(reading.budget, 1);
    sheet.cells.push({
      row: sheet.row,
      column: cell.column,
      ...content,
      ...doubtOf(cell, style),
      ...formulaOf(cell, sheet.row),
    });
    sheet.styles.push(style);
  }
  reading.cell = undefined;
}

function doubtOf({ standing, struck, runs }: OpenCell, style: CellStyle): { readonly doubt?: Doubt } {
  if (style.struck || (standing.trim() === "" && struck.trim() !== "")) return { doubt: "struck" };
  return isUnseenIn(style, runs) ? { doubt: "unseen" } : {};
}

function formulaOf({ formula, array, column }: OpenCell, row: number): Partial<SheetCell> {
  if (formula === undefined) return {};
  const expression = parseFormula(a1FromR1C1(formula, row, column));
  return { formula: true, ...(expression && { expression }), ...(array && { part: [0, 0] as const }) };
}

function withConditions({ cells, styles, conditions }: OpenSheet): readonly SheetCell[] {
  const formats = conditions.found();
  if (formats.length === 0) return cells;
  return cells.map((cell, at): SheetCell => {
    const { paper, ink } = styles[at] as CellStyle;
    return cell.doubt === undefined && isChanged(cell, paper, ink, formats) ? { ...cell, doubt: "conditional" } : cell;
  });
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
    styles: [],
    conditions: collectNamedConditions(),
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
  const formula = attributes.get("Formula");
  const array = attributes.has("ArrayRange");
  const content = { type: "", text: "", standing: "", struck: "", fonts: [], runs: [] };
  return { column, style: attributes.get("StyleID") ?? "", formula, array, ...content };
}

function contentOf(cell: OpenCell, style: CellStyle): Pick<SheetCell, "text" | "kind" | "shown"> | undefined {
  switch (cell.type) {
    case "":
      return cell.formula !== undefined ? { text: "", kind: "uncalculated" } : undefined;
    case "Number":
      return { text: cell.text.trim(), ...style.format(cell.text.trim()) };
    case "DateTime":
      return { text: cell.text.trim(), kind: "date" };
    case "Boolean":
      return { text: cell.text.trim() === "1" ? "TRUE" : "FALSE", kind: "boolean" };
    case "Error":
      return { text: cell.text, kind: "error" };
    default:
      return cell.text === "" && cell.formula === undefined ? undefined : textContent(cell.text, style);
  }
}

function textContent(text: string, { format }: CellStyle): Pick<SheetCell, "text" | "kind" | "shown"> {
  const shown = format.text(text);
  return { text, kind: "text", ...(shown !== undefined && { shown }) };
}

/** Indexes count from 1 and are written only where something was left out. */
function indexOf(attributes: Attributes): number | undefined {
  const index = count(attributes, "Index");
  return index > 0 ? index - 1 : undefined;
}

function count(attributes: Attributes, name: string): number {
  const value = attributes.get(name) ?? "0";
  return /^\d{1,7}$/.test(value) ? Number(value) : 0;
}
