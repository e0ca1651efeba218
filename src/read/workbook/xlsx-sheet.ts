import type { CellKind } from "../../grid.js";
import { type Budget, spendCells } from "../limits.js";
import { tooLarge, unreadable } from "../refusal.js";
import { type Attributes, readXml } from "../xml.js";
import {
  type MergedArea,
  parseAddress,
  parseArea,
  type Range,
  type SheetCell,
  type SheetContent,
} from "./sheet-grid.js";
import { collectText, type TextCollector, unescaped } from "./xlsx-strings.js";
import type { NumberKinds } from "./xlsx-styles.js";

/** What the cells of a sheet refer to. */
export interface WorkbookParts {
  readonly strings: readonly string[];
  readonly kinds: NumberKinds;
}

interface OpenCell {
  readonly row: number;
  readonly column: number;
  readonly type: string;
  readonly style: number;
  formula: boolean;
  /** Undefined where there is no `v` element; an empty one is a result. */
  value: string | undefined;
  inline: boolean;
}

type Found = Omit<SheetContent, "name" | "hidden">;

const PLAIN_NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** What has been read so far. */
interface Reading {
  readonly parts: WorkbookParts;
  readonly budget: Budget;
  readonly cells: SheetCell[];
  readonly merges: MergedArea[];
  readonly hiddenRows: Range[];
  readonly hiddenColumns: Range[];
  readonly inline: TextCollector;
  cell: OpenCell | undefined;
  row: number;
  column: number;
  inValue: boolean;
}

/** Reads one worksheet part. Empty cells are left out, and the declared dimension is ignored. */
export function readWorksheet(xml: string, parts: WorkbookParts, budget: Budget): Found {
  const found = { cells: [], merges: [], hiddenRows: [], hiddenColumns: [] };
  const start = { cell: undefined, row: -1, column: -1, inValue: false };
  const reading: Reading = { parts, budget, ...found, inline: collectText(), ...start };
  readXml(xml, {
    open: (name, attributes) => enter(reading, name, attributes),
    close: (name) => leave(reading, name),
    text: (text) => {
      const { cell } = reading;
      if (reading.inValue && cell) cell.value = (cell.value ?? "") + text;
      else if (cell) reading.inline.text(text);
    },
  });
  return found;
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
  } else if (name === "v") reading.inValue = true;
  else if (name === "mergeCell") addMerge(reading, attributes);
  else if (name === "col" && isHidden(attributes, "width")) reading.hiddenColumns.push(columnRange(attributes));
  else if (!cell) return;
  else if (name === "f") cell.formula = true;
  else if (name === "is") cell.inline = true;
  else reading.inline.open(name, attributes);
}

function leave(reading: Reading, name: string): void {
  const { cell } = reading;
  if (name === "v") reading.inValue = false;
  if (!cell) return;
  if (name === "v") cell.value ??= "";
  else if (name === "c") {
    const content = closeCell(cell, reading.inline.take(), reading.parts);
    if (content) spendCells(reading.budget, 1);
    if (content) reading.cells.push(content);
    reading.cell = undefined;
  } else reading.inline.close(name);
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
    formula: false,
    value: undefined,
    inline: false,
  };
}

function closeCell(cell: OpenCell, inline: string, parts: WorkbookParts): SheetCell | undefined {
  const content = contentOf(cell, inline, parts);
  if (!content) return undefined;
  const { row, column, formula } = cell;
  const { text, kind } = content;
  return formula ? { row, column, text, kind, formula } : { row, column, text, kind };
}

function contentOf(cell: OpenCell, inline: string, parts: WorkbookParts): { text: string; kind: CellKind } | undefined {
  if (cell.inline && (cell.type === "inlineStr" || cell.value === undefined))
    return inline === "" ? undefined : { text: inline, kind: "text" };
  if (cell.value === undefined) return cell.formula ? { text: "", kind: "uncalculated" } : undefined;
  const value = cell.value;
  switch (cell.type) {
    case "s":
      return sharedString(value.trim(), parts.strings);
    case "b":
      return { text: /^(1|true)$/i.test(value.trim()) ? "TRUE" : "FALSE", kind: "boolean" };
    case "e":
      return { text: value, kind: "error" };
    case "d":
      return { text: value.trim(), kind: "date" };
    case "n":
      return numberContent(value.trim(), cell, parts.kinds);
    default:
      return value === "" && !cell.formula ? undefined : { text: unescaped(value), kind: "text" };
  }
}

/** A stored number keeps its digits as they stand in the file; anything else in its place is text. */
function numberContent(
  value: string,
  cell: OpenCell,
  kinds: NumberKinds,
): { text: string; kind: CellKind } | undefined {
  if (value === "") return cell.formula ? { text: "", kind: "uncalculated" } : undefined;
  if (!PLAIN_NUMBER.test(value)) return { text: value, kind: "text" };
  return { text: value, kind: kinds[cell.style] ?? "number" };
}

function sharedString(index: string, strings: readonly string[]): { text: string; kind: CellKind } | undefined {
  if (index === "") return undefined;
  const text = /^\d+$/.test(index) ? strings[Number(index)] : undefined;
  if (text === undefined) return { text: "#共享字符串缺失", kind: "error" };
  return text === "" ? undefined : { text, kind: "text" };
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
