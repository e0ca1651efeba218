import { type Budget, spendCells } from "../limits.js";
import { plainNumber } from "../workbook/workbook.js";
import { type AddedConditions, addedConditionXml, conditionXml, MAY_HIDE, ruleXml } from "./conditions.js";
import { errorOf, formulaText, type Referred } from "./formula-text.js";
import { areaOf, damaged, eachRecord, type Fields, f64, skip, text, u8, u16, u32 } from "./records.js";
import { richText } from "./strings.js";
import { addressOf, areaText, escaped, markedUp } from "./xml-text.js";

/** What the cells of a sheet refer to. */
export interface SheetParts extends Referred {
  readonly fonts: readonly string[];
  readonly budget: Budget;
}

/** A cell with a formula, until it is known whether the next record holds what it shares. */
interface OpenCell {
  readonly row: number;
  readonly column: number;
  readonly head: string;
  readonly value: string;
  /** Undefined where the formula stands elsewhere. */
  readonly formula: string | undefined;
  readonly flags: string;
  /** The cell in which the formula stands that this one shares. */
  readonly key: string;
}

interface Reading {
  readonly parts: SheetParts;
  readonly xml: string[];
  row: number;
  /** Of the last cell. */
  column: number;
  open: OpenCell | undefined;
  /** Numbers of the shared formulas, by the cell in which they stand. */
  readonly shared: Map<string, number>;
  readonly added: AddedConditions;
}

const RECORDS = {
  row: 0,
  column: 60,
  merged: 176,
  array: 426,
  shared: 427,
  table: 428,
  conditions: 461,
  conditionsEnd: 462,
  rule: 463,
  ruleEnd: 464,
  icons: 465,
  bar: 467,
};

/** 工作表 of a binary workbook as the XML in which other workbooks have it. */
export function sheetXml(bytes: Uint8Array, parts: SheetParts): string {
  const reading: Reading = {
    parts,
    xml: ["<worksheet>"],
    row: 0,
    column: -1,
    open: undefined,
    shared: new Map(),
    added: { areas: "", bar: false },
  };
  // Counted here for this sheet alone: the reader of the XML counts them for the file.
  const budget = { ...parts.budget, cells: 0 };
  const added: string[] = [];
  const take = (type: number, fields: Fields): void => {
    if (isCell(type)) spendCells(budget, 1);
    takeRecord(reading, type, fields);
  };
  eachRecord(bytes, take, (type, fields) => added.push(addedConditionXml(reading.added, type, fields)));
  close(reading, "");
  return `${reading.xml.join("")}${added.join("")}</worksheet>`;
}

/** Records 1 to 18 and 62 are cells; those from 12 on do not say their column, which is the next one. */
function isCell(type: number): boolean {
  return (type >= 1 && type <= LAST_CELL) || type === 62;
}

const LAST_CELL = 18;
const FIRST_SHORT = 12;
/** Record 12 holds what record 1 does, 13 what 2 does. */
const SHORTENED = 11;
/** What else of the first records stands in a sheet: alternatives for older programs, and what other parts know of a cell. */
const NO_CELLS: ReadonlySet<number> = new Set([37, 38, 49, 50]);

function takeRecord(reading: Reading, type: number, fields: Fields): void {
  const isShared = type === RECORDS.array || type === RECORDS.shared || type === RECORDS.table;
  if (isShared) takeShared(reading, type, fields);
  else {
    close(reading, "");
    takeOwn(reading, type, fields);
  }
}

function takeOwn(reading: Reading, type: number, fields: Fields): void {
  if (isCell(type)) takeCell(reading, type, fields);
  else if (type === RECORDS.row) takeRow(reading, fields);
  else if (type === RECORDS.column) reading.xml.push(columnXml(fields));
  else if (type === RECORDS.merged) reading.xml.push(`<mergeCell ref="${areaText(areaOf(fields))}"/>`);
  else if (type === RECORDS.conditions) reading.xml.push(conditionXml(fields));
  else if (type === RECORDS.conditionsEnd) reading.xml.push("</conditionalFormatting>");
  else if (type === RECORDS.rule) reading.xml.push(ruleXml(fields, reading.parts));
  else if (type === RECORDS.ruleEnd) reading.xml.push("</cfRule>");
  else if (type === RECORDS.icons) reading.xml.push(MAY_HIDE);
  else if (type === RECORDS.bar) reading.xml.push(barXml(fields));
  // Among these a cell of a kind that is not known would be a figure left out.
  else if (type < 64 && !NO_CELLS.has(type)) damaged();
}

const HIDDEN_ROW = 0x10;
const HIDDEN_COLUMN = 1;

function takeRow(reading: Reading, fields: Fields): void {
  reading.row = u32(fields);
  reading.column = -1;
  skip(fields, 4);
  const height = u16(fields);
  skip(fields, 1);
  const hidden = (u8(fields) & HIDDEN_ROW) !== 0;
  addressOf(reading.row, 0);
  reading.xml.push(`<row r="${reading.row + 1}"${hidden ? ' hidden="1"' : ""}${height === 0 ? ' ht="0"' : ""}/>`);
}

function columnXml(fields: Fields): string {
  const [first, last, width] = [u32(fields), u32(fields), u32(fields)];
  skip(fields, 4);
  const hidden = (u16(fields) & HIDDEN_COLUMN) !== 0;
  return `<col min="${first + 1}" max="${last + 1}"${hidden ? ' hidden="1"' : ""} width="${width / 256}"/>`;
}

/** 数据条: whether the number stands beside it. */
function barXml(fields: Fields): string {
  skip(fields, 2);
  return `<dataBar showValue="${u8(fields)}"/>`;
}

const STYLE = 0xffffff;

function takeCell(reading: Reading, written: number, fields: Fields): void {
  const isShort = written >= FIRST_SHORT && written <= LAST_CELL;
  const type = isShort ? written - SHORTENED : written;
  const column = isShort ? reading.column + 1 : u32(fields);
  reading.column = column;
  const style = u32(fields) & STYLE;
  const head = `<c r="${addressOf(reading.row, column)}" s="${style}"`;
  const { kind, value } = contentOf(type, fields, reading.parts);
  if (type >= FORMULAS.from && type <= FORMULAS.to)
    reading.open = openCell(reading, { column, head: `${head}${kind}`, value }, fields);
  else if (value !== "") reading.xml.push(`${head}${kind}>${value}</c>`);
}

const FORMULAS = { from: 8, to: 11 };

interface Value {
  /** What the cell says of its kind. */
  readonly kind: string;
  readonly value: string;
}

function contentOf(type: number, fields: Fields, parts: SheetParts): Value {
  switch (type) {
    case 2:
      return numberStored(packedNumber(u32(fields)));
    case 5:
    case 9:
      return numberStored(f64(fields));
    case 3:
    case 11:
      return { kind: ' t="e"', value: `<v>${markedUp(errorOf(u8(fields)) ?? "#ERROR")}</v>` };
    case 4:
    case 10:
      return { kind: ' t="b"', value: `<v>${u8(fields) === 0 ? 0 : 1}</v>` };
    case 7:
      return { kind: ' t="s"', value: `<v>${u32(fields)}</v>` };
    case 6:
      return { kind: ' t="inlineStr"', value: `<is><t>${escaped(text(fields))}</t></is>` };
    case 8:
      return { kind: ' t="str"', value: `<v>${escaped(text(fields))}</v>` };
    case 62:
      return { kind: ' t="inlineStr"', value: `<is>${richText(fields, parts.fonts)}</is>` };
    default:
      return { kind: "", value: "" };
  }
}

function numberStored(value: number): Value {
  const digits = plainNumber(value);
  return digits === undefined ? { kind: ' t="e"', value: "<v>#NUM!</v>" } : { kind: "", value: `<v>${digits}</v>` };
}

/** RkNumber: a whole number of 30 bits or the upper 30 of a double; either may be a hundredth of it. */
function packedNumber(packed: number): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setUint32(0, packed & ~3);
  const value = (packed & 2) !== 0 ? packed >> 2 : view.getFloat64(0);
  return (packed & 1) !== 0 ? value / 100 : value;
}

const ALWAYS = 2;

function openCell(
  reading: Reading,
  { column, head, value }: Pick<OpenCell, "column" | "head" | "value">,
  fields: Fields,
): OpenCell {
  const { row } = reading;
  const flags = (u16(fields) & ALWAYS) === 0 ? "" : ' ca="1"';
  const told = formulaText(fields, reading.parts, { row, column });
  const key = typeof told === "object" ? `${told.row} ${told.column}` : "";
  const formula = typeof told === "object" ? undefined : (told ?? "");
  return { row, column, head, value, formula, flags, key };
}

/** Writes the cell that waited, with what the record behind it says of its formula. */
function close(reading: Reading, written: string): void {
  const { open } = reading;
  if (!open) return;
  reading.open = undefined;
  const own =
    open.formula === undefined ? written || sharing(reading, open) : `<f${open.flags}>${markedUp(open.formula)}</f>`;
  reading.xml.push(`${open.head}>${own}${open.value}</c>`);
}

function sharing({ shared }: Reading, { key, flags }: OpenCell): string {
  const number = shared.get(key);
  return number === undefined ? `<f${flags}/>` : `<f${flags} t="shared" si="${number}"/>`;
}

/** 共享公式、数组公式、模拟运算表 stand behind the first of their cells. */
function takeShared(reading: Reading, type: number, fields: Fields): void {
  const { open } = reading;
  if (open) close(reading, type === RECORDS.table ? '<f t="dataTable"/>' : sharedFormula(reading, open, type, fields));
}

function sharedFormula({ shared, parts }: Reading, open: OpenCell, type: number, fields: Fields): string {
  const area = areaOf(fields);
  if (type === RECORDS.array) skip(fields, 1);
  const told = formulaText(fields, parts, open);
  const formula = markedUp(typeof told === "string" ? told : "");
  const reference = `ref="${areaText(area)}"`;
  if (type === RECORDS.array) return `<f t="array" ${reference}>${formula}</f>`;
  if (open.key === "") damaged();
  shared.set(open.key, shared.size);
  return `<f${open.flags} t="shared" si="${shared.size - 1}" ${reference}>${formula}</f>`;
}
