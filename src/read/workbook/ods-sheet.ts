import type { CellKind } from "../../grid.js";
import { type Budget, spendCells } from "../limits.js";
import type { Attributes, XmlListener } from "../xml.js";
import type { MergedArea, Range, SheetCell, SheetContent } from "./sheet-grid.js";

/** Hears the content part of a spreadsheet and gathers its sheets. */
export interface Sheets extends XmlListener {
  readonly found: readonly SheetContent[];
}

interface OpenSheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly cells: SheetCell[];
  readonly merges: MergedArea[];
  readonly hiddenRows: Range[];
  readonly hiddenColumns: Range[];
  row: number;
  rowRepeat: number;
  rowCells: SheetCell[];
  column: number;
  tableColumn: number;
}

interface OpenCell {
  readonly attributes: Attributes;
  readonly repeat: number;
  paragraphs: number;
  text: string;
}

interface State {
  readonly budget: Budget;
  readonly found: SheetContent[];
  /** Names of styles whose sheets are hidden. */
  readonly hiddenStyles: Set<string>;
  style: string;
  sheet: OpenSheet | undefined;
  cell: OpenCell | undefined;
  paragraph: number;
  ignored: number;
  hiddenGroups: boolean[];
}

/** 批注、图形、修订中删除的内容: no content of a cell. */
const NOT_CONTENT = /^(?:annotation|shapes|frame|custom-shape|g|tracked-changes|ruby-text|note|forms|dde-link)$/;
const GROUPS = /^table-(?:row|column)-group$/;

/** Reads the content part of an OpenDocument spreadsheet. Repeated rows and cells are repeated only where they hold something. */
export function collectSheets(budget: Budget): Sheets {
  const state: State = {
    budget,
    found: [],
    hiddenStyles: new Set(),
    style: "",
    sheet: undefined,
    cell: undefined,
    paragraph: 0,
    ignored: 0,
    hiddenGroups: [],
  };
  return {
    found: state.found,
    open: (name, attributes) => enter(state, name, attributes),
    close: (name) => leave(state, name),
    text: (text) => {
      if (state.ignored === 0 && state.cell && state.paragraph > 0) state.cell.text += text.replace(/[\t\n ]+/g, " ");
    },
  };
}

function enter(state: State, name: string, attributes: Attributes): void {
  if (state.ignored > 0 || NOT_CONTENT.test(name)) {
    state.ignored += 1;
    return;
  }
  if (name === "style") state.style = attributes.get("name") ?? "";
  else if (name === "table-properties" && attributes.get("display") === "false") state.hiddenStyles.add(state.style);
  else if (name === "table" && !state.sheet) openSheet(state, attributes);
  else if (GROUPS.test(name)) state.hiddenGroups.push(attributes.get("display") === "false");
  else if (state.cell) enterContent(state, state.cell, name, attributes);
  else if (state.sheet) enterSheet(state, state.sheet, name, attributes);
}

function enterSheet(state: State, sheet: OpenSheet, name: string, attributes: Attributes): void {
  const hidden = /^(?:collapse|filter)$/.test(attributes.get("visibility") ?? "") || state.hiddenGroups.includes(true);
  if (name === "table-column") {
    const repeat = repeats(attributes, "number-columns-repeated");
    if (hidden) sheet.hiddenColumns.push([sheet.tableColumn, sheet.tableColumn + repeat - 1]);
    sheet.tableColumn += repeat;
  } else if (name === "table-row") {
    sheet.rowRepeat = repeats(attributes, "number-rows-repeated");
    sheet.rowCells = [];
    sheet.column = 0;
    if (hidden) sheet.hiddenRows.push([sheet.row, sheet.row + sheet.rowRepeat - 1]);
  } else if (name === "table-cell" || name === "covered-table-cell") {
    state.cell = { attributes, repeat: repeats(attributes, "number-columns-repeated"), paragraphs: 0, text: "" };
  }
}

function enterContent(state: State, cell: OpenCell, name: string, attributes: Attributes): void {
  if (name === "p" || name === "h") {
    state.paragraph += 1;
    cell.paragraphs += 1;
    if (cell.paragraphs > 1) cell.text += "\n";
  } else if (name === "s") cell.text += " ".repeat(Math.min(repeats(attributes, "c"), 1000));
  else if (name === "tab") cell.text += "\t";
  else if (name === "line-break") cell.text += "\n";
}

function leave(state: State, name: string): void {
  if (state.ignored > 0) {
    state.ignored -= 1;
    return;
  }
  const { sheet, cell } = state;
  if (GROUPS.test(name)) state.hiddenGroups.pop();
  else if ((name === "p" || name === "h") && cell) state.paragraph -= 1;
  else if (/^(?:covered-)?table-cell$/.test(name) && sheet && cell) closeCell(state, sheet, cell);
  else if (name === "table-row" && sheet) closeRow(state, sheet);
  else if (name === "table" && sheet && !cell) {
    state.found.push(sheet);
    state.sheet = undefined;
  }
}

function openSheet(state: State, attributes: Attributes): void {
  state.sheet = {
    name: attributes.get("name") ?? "",
    hidden: state.hiddenStyles.has(attributes.get("style-name") ?? ""),
    cells: [],
    merges: [],
    hiddenRows: [],
    hiddenColumns: [],
    row: 0,
    rowRepeat: 1,
    rowCells: [],
    column: 0,
    tableColumn: 0,
  };
}

function closeCell(state: State, sheet: OpenSheet, cell: OpenCell): void {
  state.cell = undefined;
  state.paragraph = 0;
  const content = contentOf(cell);
  const column = sheet.column;
  sheet.column += cell.repeat;
  const down = repeats(cell.attributes, "number-rows-spanned");
  const right = repeats(cell.attributes, "number-columns-spanned");
  if (down > 1 || right > 1)
    sheet.merges.push({ top: sheet.row, left: column, bottom: sheet.row + down - 1, right: column + right - 1 });
  if (!content) return;
  spendCells(state.budget, cell.repeat);
  const formula = cell.attributes.has("formula") ? { formula: true } : {};
  for (let i = 0; i < cell.repeat; i++)
    sheet.rowCells.push({ row: sheet.row, column: column + i, ...content, ...formula });
}

function closeRow(state: State, sheet: OpenSheet): void {
  if (sheet.rowCells.length > 0) {
    spendCells(state.budget, sheet.rowCells.length * (sheet.rowRepeat - 1));
    for (let i = 0; i < sheet.rowRepeat; i++) {
      for (const cell of sheet.rowCells) sheet.cells.push(i === 0 ? cell : { ...cell, row: sheet.row + i });
    }
  }
  sheet.rowCells = [];
  sheet.row += sheet.rowRepeat;
}

function contentOf({ attributes, text }: OpenCell): { text: string; kind: CellKind } | undefined {
  const formula = attributes.has("formula");
  switch (attributes.get("value-type")) {
    case "float":
    case "currency":
      return { text: attributes.get("value") ?? text, kind: "number" };
    case "percentage":
      return { text: attributes.get("value") ?? text, kind: "percent" };
    case "date":
      return { text: attributes.get("date-value") ?? text, kind: "date" };
    case "time":
      return { text: attributes.get("time-value") ?? text, kind: "date" };
    case "boolean":
      return { text: attributes.get("boolean-value") === "true" ? "TRUE" : "FALSE", kind: "boolean" };
    case undefined:
      if (text !== "") return { text, kind: kindOfShown(text, formula) };
      return formula ? { text: "", kind: "uncalculated" } : undefined;
    default: {
      const shown = text === "" ? (attributes.get("string-value") ?? "") : text;
      return shown === "" && !formula ? undefined : { text: shown, kind: kindOfShown(shown, formula) };
    }
  }
}

/** A formula's error is stored as the text that is shown for it. */
function kindOfShown(text: string, formula: boolean): CellKind {
  return formula && /^(?:#[A-Z/0?!]+|Err:\d+)/.test(text) ? "error" : "text";
}

function repeats(attributes: Attributes, name: string): number {
  const value = attributes.get(name) ?? "1";
  return /^\d{1,7}$/.test(value) ? Math.max(1, Number(value)) : 1;
}
