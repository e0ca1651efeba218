import { shownFrom1904 } from "../format/format.js";
import { type Expression, parseFormula } from "../formula/formula.js";
import { type Budget, spendCells } from "../limits.js";
import { tooLarge, unreadable, writtenTwice } from "../refusal.js";
import {
  type ArrayFormula,
  isChanged,
  isRepeated,
  isUnseenIn,
  type MergedArea,
  PLAIN_STYLE,
  parseAddress,
  parseArea,
  type Range,
  type RunLook,
  type SheetCell,
  type SheetContent,
  withArrays,
} from "../sheet/sheet.js";
import { type Attributes, readXml } from "../xml.js";
import { type Conditions, collectConditions } from "./xlsx-conditions.js";
import type { Moved } from "./xlsx-links.js";
import { plainCellAt } from "./xlsx-plain-cell.js";
import { collectText, NO_TEXT, type RichText, type TextCollector, unescaped } from "./xlsx-strings.js";
import type { Styles } from "./xlsx-styles.js";

/** What the cells of a sheet refer to. */
export interface WorkbookParts {
  readonly strings: readonly RichText[];
  readonly styles: Styles;
  /** Whether a formula refers to another file of which nothing was kept. */
  readonly isLost: (formula: string, moved: Moved) => boolean;
  /** Formulas are only calculated when asked for: those that ought always to be are not up to date. */
  readonly manual: boolean;
  /** Days are counted from 1904. */
  readonly from1904: boolean;
}

interface OpenCell {
  readonly row: number;
  readonly column: number;
  readonly type: string;
  readonly style: number;
  /** The `f` element, once it is met: its text, and what it says of itself. */
  formula: { text: string; readonly attributes: Attributes } | undefined;
  /** Undefined until a `v` element is met: an empty one is a result, none is not. */
  value: string | undefined;
  inline: boolean;
}

type Found = Omit<SheetContent, "name" | "hidden">;

const PLAIN_NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;

/** 公式 where it is written: a shared one in the first of its cells. */
interface Origin {
  readonly text: string;
  readonly expression: Expression | undefined;
  readonly row: number;
  readonly column: number;
}

/** What has been read so far. */
interface Reading {
  readonly parts: WorkbookParts;
  readonly budget: Budget;
  readonly cells: SheetCell[];
  /** Each cell's own, by its number. */
  readonly styles: number[];
  readonly merges: MergedArea[];
  readonly hiddenRows: Range[];
  readonly hiddenColumns: Range[];
  readonly inline: TextCollector;
  cell: OpenCell | undefined;
  row: number;
  column: number;
  /** Which of a cell's elements the text belongs to. */
  within: "value" | "formula" | undefined;
  readonly conditions: Conditions;
  /** Shared formulas by their number, with the cell where they were written. */
  readonly shared: Map<string, Origin>;
  /** 数组公式 that reach over several cells. */
  readonly arrays: ArrayFormula[];
}

/** Reads one worksheet part. Empty cells are left out, and the declared dimension is ignored. */
export function readWorksheet(xml: string, parts: WorkbookParts, budget: Budget): Found {
  const found = { cells: [] as SheetCell[], merges: [], hiddenRows: [], hiddenColumns: [] };
  const start = { styles: [], cell: undefined, row: -1, column: -1, within: undefined };
  const conditions = collectConditions(parts.styles);
  const reading: Reading = {
    parts,
    budget,
    ...found,
    inline: collectText(parts.styles.palette),
    ...start,
    conditions,
    shared: new Map(),
    arrays: [],
  };
  readXml(xml, {
    open: (name, attributes) => enter(reading, name, attributes),
    close: (name) => leave(reading, name),
    text: (text) => takeText(reading, text),
    whole: (source, at) => takeWhole(reading, source, at),
  });
  return { ...found, cells: withArrays(withConditions(reading), reading.arrays) };
}

function takeWhole(reading: Reading, xml: string, at: number): number {
  const found = reading.cell ? undefined : plainCellAt(xml, at);
  if (!found) return 0;
  const { row, column, type, style, value, end } = found;
  reading.column = column;
  if (value !== undefined)
    takeCell({ row, column, type, style, formula: undefined, value, inline: false }, NO_TEXT, reading);
  return end;
}

function takeText(reading: Reading, text: string): void {
  const { cell, within } = reading;
  if (!cell) reading.conditions.text(text);
  else if (within === "value") cell.value = (cell.value ?? "") + text;
  else if (within === "formula" && cell.formula) cell.formula.text += text;
  else reading.inline.text(text);
}

/** Conditional formats stand behind the cells they hold for. */
function withConditions({ cells, styles, parts, conditions }: Reading): readonly SheetCell[] {
  const formats = conditions.found();
  if (formats.length === 0) return cells;
  return cells.map((cell, at) => {
    const { ink, paper } = parts.styles.cells[styles[at] ?? 0] ?? PLAIN_STYLE;
    return cell.doubt === undefined && isChanged(cell, paper, ink, formats) ? { ...cell, doubt: "conditional" } : cell;
  });
}

function enter(reading: Reading, name: string, attributes: Attributes): void {
  const { cell } = reading;
  if (name === "row") {
    reading.row = rowNumber(attributes, reading.row);
    reading.column = -1;
    if (isHidden(attributes, "ht")) reading.hiddenRows.push([reading.row, reading.row]);
  } else if (name === "c") {
    reading.cell = openCell(attributes, reading.row, reading.column);
    reading.column = reading.cell.column;
  } else if (name === "v" && cell) {
    if (cell.value !== undefined) throw writtenTwice();
    reading.within = "value";
  } else if (name === "mergeCell") addMerge(reading, attributes);
  else if (name === "col" && isHidden(attributes, "width")) reading.hiddenColumns.push(columnRange(attributes));
  else if (!cell) reading.conditions.open(name, attributes);
  else if (name === "f") {
    cell.formula = { text: "", attributes };
    reading.within = "formula";
  } else if (name === "is") cell.inline = true;
  else reading.inline.open(name, attributes);
}

function leave(reading: Reading, name: string): void {
  const { cell } = reading;
  if (name === "v" || name === "f") reading.within = undefined;
  if (!cell) reading.conditions.close(name);
  if (!cell) return;
  if (name === "v") cell.value ??= "";
  else if (name === "c") {
    takeCell(cell, reading.inline.take(), reading);
    reading.cell = undefined;
  } else reading.inline.close(name);
}

function takeCell(cell: OpenCell, inline: RichText, reading: Reading): void {
  const content = closeCell(cell, inline, reading);
  if (!content) return;
  spendCells(reading.budget, 1);
  reading.cells.push(content);
  reading.styles.push(cell.style);
}

function openCell(attributes: Attributes, row: number, column: number): OpenCell {
  const reference = attributes.get("r");
  const address = reference === undefined ? { row, column: column + 1 } : parseAddress(reference);
  if (!address || address.row < 0) throw unreadable("单元格地址无效");
  return {
    row: address.row,
    column: address.column,
    type: attributes.get("t") ?? "n",
    style: Number(attributes.get("s") ?? "0"),
    formula: undefined,
    value: undefined,
    inline: false,
  };
}

type Content = Pick<SheetCell, "text" | "kind" | "shown" | "doubt"> & { readonly runs?: readonly RunLook[] };

function closeCell(cell: OpenCell, inline: RichText, reading: Reading): SheetCell | undefined {
  const content = contentOf(cell, inline, reading.parts);
  if (!content) return undefined;
  const { row, column, formula } = cell;
  const style = reading.parts.styles.cells[cell.style] ?? PLAIN_STYLE;
  const { text, kind, runs } = content;
  const seenDoubt = isUnseenIn(style, runs) ? "unseen" : isRepeated(style, text) ? "distorted" : undefined;
  const doubt = style.struck ? "struck" : (content.doubt ?? seenDoubt);
  const shown = (kind === "text" ? style.format.text(text) : undefined) ?? content.shown;
  const seen: { -readonly [K in keyof SheetCell]: SheetCell[K] } = { row, column, text, kind };
  if (shown !== undefined) seen.shown = shown;
  if (doubt) seen.doubt = doubt;
  return formula ? withFormula(seen, formula, reading) : seen;
}

function withFormula(cell: SheetCell, formula: NonNullable<OpenCell["formula"]>, reading: Reading): SheetCell {
  const { parts, shared } = reading;
  const { text, attributes } = formula;
  const outdated = parts.manual && /^(?:1|true)$/i.test(attributes.get("ca") ?? "");
  const type = attributes.get("t") ?? "normal";
  const { row, column } = cell;
  const number = attributes.get("si") ?? "";
  const own: Origin = { text, expression: parseFormula(text), row, column };
  if (type === "shared" && text !== "") shared.set(number, own);
  const origin = (type === "shared" ? shared.get(number) : undefined) ?? own;
  const moved: Moved = [row - origin.row, column - origin.column];
  const lost = parts.isLost(origin.text, moved) ? ({ doubt: "linked" } as const) : {};
  const marked: SheetCell = { ...cell, formula: true, ...lost, ...(outdated && { outdated }) };
  if (!origin.expression || type === "dataTable") return marked;
  const { expression } = origin;
  if (type !== "array") return { ...marked, expression, moved };
  const area = parseArea(attributes.get("ref") ?? "");
  if (area) reading.arrays.push({ area, expression });
  return { ...marked, expression, part: [0, 0] };
}

function contentOf(cell: OpenCell, inline: RichText, parts: WorkbookParts): Content | undefined {
  if (cell.inline && (cell.type === "inlineStr" || cell.value === undefined))
    return inline.text === "" ? undefined : richContent(inline);
  if (cell.value === undefined && cell.type !== "e")
    return cell.formula ? { text: "", kind: "uncalculated" } : undefined;
  const value = cell.value ?? "";
  switch (cell.type) {
    case "s":
      return sharedString(value.trim(), parts.strings);
    case "b":
      return { text: /^(1|true)$/i.test(value.trim()) ? "TRUE" : "FALSE", kind: "boolean" };
    case "e":
      return { text: value || "#错误值缺失", kind: "error" };
    case "d":
      return { text: value.trim(), kind: "date" };
    case "n":
      return numberContent(value.trim(), cell, parts);
    default:
      return value === "" && !cell.formula ? undefined : { text: unescaped(value), kind: "text" };
  }
}

/** Digits stay as they stand in the file; what is not a number in a number's place is passed on as text. */
function numberContent(value: string, cell: OpenCell, { styles, from1904 }: WorkbookParts): Content | undefined {
  if (value === "") return cell.formula ? { text: "", kind: "uncalculated" } : undefined;
  if (!PLAIN_NUMBER.test(value)) return { text: value, kind: "text" };
  const { format } = styles.cells[cell.style] ?? PLAIN_STYLE;
  return { text: value, ...(from1904 ? shownFrom1904(format, value) : format(value)) };
}

function sharedString(index: string, strings: readonly RichText[]): Content | undefined {
  if (index === "") return undefined;
  const item = /^\d+$/.test(index) ? strings[Number(index)] : undefined;
  if (item === undefined) return { text: "#共享字符串缺失", kind: "error" };
  return item.text === "" ? undefined : richContent(item);
}

function richContent({ text, struck, runs }: RichText): Content {
  return { text, kind: "text", runs, ...(struck && ({ doubt: "struck" } as const)) };
}

function rowNumber(attributes: Attributes, before: number): number {
  const declared = attributes.get("r");
  if (declared === undefined) return before + 1;
  const row = /^\d{1,7}$/.test(declared) ? Number(declared) - 1 : -1;
  if (row < 0) throw unreadable("行号无效");
  return row;
}

/** Whether a row or column is hidden, filtered out, or of no height or width. */
function isHidden(attributes: Attributes, measure: "ht" | "width"): boolean {
  return /^(1|true)$/i.test(attributes.get("hidden") ?? "") || Number(attributes.get(measure) ?? "1") === 0;
}

function addMerge(reading: Reading, attributes: Attributes): void {
  const area = parseArea(attributes.get("ref") ?? "");
  if (!area) throw unreadable("合并区域地址无效");
  if (reading.merges.length >= reading.budget.limits.cells) throw tooLarge("合并区域过多");
  reading.merges.push(area);
}

function columnRange(attributes: Attributes): Range {
  return [Number(attributes.get("min") ?? "1") - 1, Number(attributes.get("max") ?? "16384") - 1];
}
