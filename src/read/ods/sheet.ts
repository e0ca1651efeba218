import { a1FromOpenDocument, type Expression, parseFormula } from "../formula/formula.js";
import { type Budget, spendCells } from "../limits.js";
import {
  type ArrayFormula,
  type ConditionalFormat,
  canHarm,
  isChanged,
  type MergedArea,
  PLAIN_STYLE,
  parseArea,
  type Range,
  type SheetCell,
  type SheetContent,
  withArrays,
  withPictures,
} from "../sheet/sheet.js";
import type { Attributes, XmlListener } from "../xml.js";
import { contentOf, lookAt, type OpenCell, openCell, repeats, takeText } from "./cell.js";
import { isNoContent, isPicture, mayHoldText, reachOf } from "./shapes.js";
import { conditionOf, type OdsStyles } from "./styles.js";

/** Hears the content part of a spreadsheet and gathers its sheets. */
export interface Sheets extends XmlListener {
  readonly found: readonly SheetContent[];
  /** Other files of which the workbook kept cells, as `file#sheet`. */
  readonly linked: ReadonlySet<string>;
  /** 名称 that formulas use for cells. */
  readonly names: ReadonlyMap<string, Expression>;
}

interface OpenSheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly cells: SheetCell[];
  readonly merges: MergedArea[];
  readonly arrays: ArrayFormula[];
  readonly pictures: MergedArea[];
  readonly hiddenRows: Range[];
  readonly hiddenColumns: Range[];
  row: number;
  rowRepeat: number;
  rowCells: SheetCell[];
  column: number;
  tableColumn: number;
  /** Cell styles that hold for a column, and for a row, where the cell names none. */
  readonly columnStyles: { readonly last: number; readonly style: string | undefined }[];
  rowStyle: string | undefined;
  readonly conditions: ConditionalFormat[];
  areas: readonly MergedArea[];
}

interface State {
  readonly budget: Budget;
  readonly found: SheetContent[];
  /** What was kept of other files: the file and its sheet. */
  readonly linked: Set<string>;
  readonly names: Map<string, Expression>;
  readonly styles: OdsStyles;
  /** Styles of tables that are not displayed. */
  readonly hiddenStyles: Set<string>;
  style: string;
  sheet: OpenSheet | undefined;
  cell: OpenCell | undefined;
  paragraph: number;
  ignored: number;
  /** It is in a shape that shows something if it holds a text. */
  inShape: boolean;
  hiddenGroups: boolean[];
}

const GROUPS = /^table-(?:row|column)-group$/;

/** Follows the content of an OpenDocument spreadsheet. Repeated rows and cells are repeated only where they hold something. */
export function collectSheets(budget: Budget, styles: OdsStyles): Sheets {
  const state: State = {
    budget,
    found: [],
    linked: new Set(),
    names: new Map(),
    styles,
    hiddenStyles: new Set(),
    style: "",
    sheet: undefined,
    cell: undefined,
    paragraph: 0,
    ignored: 0,
    inShape: false,
    hiddenGroups: [],
  };
  return {
    found: state.found,
    linked: state.linked,
    names: state.names,
    open: (name, attributes) => enter(state, name, attributes),
    close: (name) => leave(state, name),
    text: (text) => {
      if (state.ignored > 0 && state.inShape && state.cell && text.trim() !== "") state.cell.pictured = true;
      if (state.ignored === 0 && state.cell && state.paragraph > 0)
        takeText(state.styles, state.cell, text.replace(/[\t\n ]+/g, " "));
    },
  };
}

function enter(state: State, name: string, attributes: Attributes): void {
  if (state.ignored > 0 || isNoContent(name)) {
    if (state.ignored === 0 && state.cell) enterShape(state, state.cell, name, attributes);
    state.ignored += 1;
    return;
  }
  if (!state.sheet) state.styles.open(name, attributes);
  if (name === "named-range") takeName(state, attributes);
  else if (name === "style") state.style = attributes.get("name") ?? "";
  else if (name === "table-properties" && attributes.get("display") === "false") state.hiddenStyles.add(state.style);
  else if (name === "table" && !state.sheet) openSheet(state, attributes);
  else if (GROUPS.test(name)) state.hiddenGroups.push(attributes.get("display") === "false");
  else if (state.cell) enterContent(state, state.cell, name, attributes);
  else if (state.sheet) enterSheet(state, state.sheet, name, attributes);
}

/** 图片和文本框 in a cell, and as far as they reach beyond it. */
function enterShape(state: State, cell: OpenCell, name: string, attributes: Attributes): void {
  const { sheet } = state;
  state.inShape = mayHoldText(name);
  if (!isPicture(name)) return;
  cell.pictured = true;
  const area = sheet && reachOf(attributes, sheet.row, sheet.column);
  if (area) sheet.pictures.push(area);
}

function takeName({ names, sheet }: State, attributes: Attributes): void {
  const area = a1FromOpenDocument(`[${attributes.get("cell-range-address") ?? ""}]`);
  const expression = parseFormula(area);
  const own = sheet ? `${sheet.name}!` : "";
  if (expression) names.set(`${own}${attributes.get("name") ?? ""}`.toLowerCase(), expression);
}

function enterSheet(state: State, sheet: OpenSheet, name: string, attributes: Attributes): void {
  const hidden = /^(?:collapse|filter)$/.test(attributes.get("visibility") ?? "") || state.hiddenGroups.includes(true);
  if (name === "table-column") {
    const repeat = repeats(attributes, "number-columns-repeated");
    if (hidden) sheet.hiddenColumns.push([sheet.tableColumn, sheet.tableColumn + repeat - 1]);
    sheet.tableColumn += repeat;
    sheet.columnStyles.push({ last: sheet.tableColumn - 1, style: attributes.get("default-cell-style-name") });
  } else if (name === "table-row") {
    sheet.rowRepeat = repeats(attributes, "number-rows-repeated");
    sheet.rowCells = [];
    sheet.column = 0;
    sheet.rowStyle = attributes.get("default-cell-style-name");
    if (hidden) sheet.hiddenRows.push([sheet.row, sheet.row + sheet.rowRepeat - 1]);
  } else if (name === "table-cell" || name === "covered-table-cell") {
    state.cell = openCell(attributes);
  } else enterConditions(sheet, state.styles, name, attributes);
}

/** 条件格式 stand behind the rows of their table. */
function enterConditions(sheet: OpenSheet, styles: OdsStyles, name: string, attributes: Attributes): void {
  if (name === "conditional-format") sheet.areas = areasOf(attributes.get("target-range-address") ?? "");
  const { areas } = sheet;
  if (name === "condition")
    sheet.conditions.push(
      conditionOf(attributes.get("value") ?? "", styles.styleOf(attributes.get("apply-style-name")), areas),
    );
  else if (/^(?:data-bar|icon-set)$/.test(name) && attributes.get("show-value") === "false")
    sheet.conditions.push({ ...conditionOf("", {}, areas), hidesValue: true });
}

/** `年报.D9:年报.D30 年报.F2`: the sheet is the table's own. */
function areasOf(text: string): readonly MergedArea[] {
  const plain = text
    .replace(/'(?:[^']|'')*(?:'\.?)?/g, (name) => (name.endsWith("'.") ? "" : name))
    .replace(/(?<![^\s:.])[^\s:.]*\./g, "");
  return plain
    .trim()
    .split(/\s+/)
    .flatMap((area) => parseArea(area) ?? []);
}

function enterContent(state: State, cell: OpenCell, name: string, attributes: Attributes): void {
  if (name === "p" || name === "h") {
    state.paragraph += 1;
    cell.paragraphs += 1;
    if (cell.paragraphs > 1) cell.text += "\n";
  } else if (name === "s") cell.text += " ".repeat(Math.min(repeats(attributes, "c"), 1000));
  else if (name === "span") cell.spans.push(attributes.get("style-name"));
  else if (name === "tab") cell.text += "\t";
  else if (name === "line-break") cell.text += "\n";
}

function leave(state: State, name: string): void {
  if (state.ignored > 0) {
    state.ignored -= 1;
    return;
  }
  const { sheet, cell } = state;
  if (!sheet) state.styles.close(name);
  if (name === "span" && cell) cell.spans.pop();
  if (GROUPS.test(name)) state.hiddenGroups.pop();
  else if ((name === "p" || name === "h") && cell) state.paragraph -= 1;
  else if (/^(?:covered-)?table-cell$/.test(name) && sheet && cell) closeCell(state, sheet, cell);
  else if (name === "table-row" && sheet) closeRow(state, sheet);
  else if (name === "table" && sheet && !cell) {
    // What other files gave to formulas is kept as a table of its own, and is no sheet of this one.
    if (!sheet.name.includes("'#$")) state.found.push(withPictures(withConditions(sheet), sheet.pictures));
    state.linked.add(linkName(sheet));
    state.sheet = undefined;
  }
}

function openSheet(state: State, attributes: Attributes): void {
  state.sheet = {
    name: attributes.get("name") ?? "",
    hidden: state.hiddenStyles.has(attributes.get("style-name") ?? ""),
    cells: [],
    merges: [],
    arrays: [],
    pictures: [],
    hiddenRows: [],
    hiddenColumns: [],
    row: 0,
    rowRepeat: 1,
    rowCells: [],
    column: 0,
    tableColumn: 0,
    columnStyles: [],
    rowStyle: undefined,
    conditions: [],
    areas: [],
  };
}

function withConditions(sheet: OpenSheet): SheetContent {
  const formats = sheet.conditions.filter(canHarm);
  const content = { ...sheet, cells: withArrays(sheet.cells, sheet.arrays) };
  if (formats.length === 0) return content;
  const { ink, paper } = PLAIN_STYLE;
  const cells = content.cells.map(
    (cell): SheetCell =>
      cell.doubt === undefined && isChanged(cell, paper, ink, formats) ? { ...cell, doubt: "conditional" } : cell,
  );
  return { ...content, cells };
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
  if (cell.pictured) sheet.pictures.push({ top: sheet.row, left: column, bottom: sheet.row, right: column });
  if (!content) return;
  spendCells(state.budget, cell.repeat);
  const style =
    cell.attributes.get("style-name") ?? sheet.rowStyle ?? sheet.columnStyles.find(({ last }) => last >= column)?.style;
  const matrix = matrixOf(cell.attributes, sheet.row, column);
  if (matrix) sheet.arrays.push(matrix);
  for (let i = 0; i < cell.repeat; i++)
    sheet.rowCells.push(lookAt(state.styles, { row: sheet.row, column: column + i, ...content }, cell, style));
}

/** 数组公式: written in the first cell of its area. */
function matrixOf(attributes: Attributes, top: number, left: number): ArrayFormula | undefined {
  const formula = attributes.get("formula");
  if (formula === undefined || !attributes.has("number-matrix-columns-spanned")) return undefined;
  const expression = parseFormula(a1FromOpenDocument(formula));
  const [right, down] = ["columns", "rows"].map((lines) => repeats(attributes, `number-matrix-${lines}-spanned`));
  return (
    expression && { area: { top, left, bottom: top + (down ?? 1) - 1, right: left + (right ?? 1) - 1 }, expression }
  );
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

function linkName({ name, cells }: OpenSheet): string {
  const [, file, sheet] = /^'([\s\S]+)'#\$?([\s\S]+)/.exec(name) ?? [];
  return cells.length > 0 ? `${file}#${sheet}` : "";
}
