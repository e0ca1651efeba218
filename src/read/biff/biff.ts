import { BLACK, type Colour, numberedColour, WHITE } from "../colour.js";
import {
  type ConditionalFormat,
  canHarm,
  isChanged,
  isUnseenIn,
  LEAST_SIZE,
  type MergedArea,
  type SheetCell,
} from "../sheet/sheet.js";
import { areasOf, conditionOf } from "./conditions.js";
import { type Shapes, takeShape } from "./pictures.js";
import { type FontRun, fontsOf, runsOfStrings } from "./strings.js";

/** 旧版工作簿的记录: what the library does not pass on: how the cells look, and which results are out of date. */
export interface XlsLooks {
  /** Crossed out, as a whole or in part, unseen, or so under a condition. */
  doubtOf(sheet: string, cell: SheetCell): "struck" | "unseen" | "conditional" | undefined;
  /** Formulas that are to be calculated when the file is opened. */
  isStale(sheet: string, cell: SheetCell): boolean;
  /** Where pictures and text boxes lie on a sheet. */
  picturesOn(sheet: string): readonly MergedArea[];
  /** The whole workbook was saved before its calculation was done. */
  readonly stale: boolean;
  /** A record breaks off before it says how long it is: the library would read on without an end. */
  readonly damaged: boolean;
  /** Two records have the same cell. */
  readonly twice: boolean;
}

interface Font {
  readonly struck: boolean;
  readonly ink: number;
  readonly tiny: boolean;
}

interface Format {
  readonly font: number;
  readonly solid: boolean;
  readonly patterned: boolean;
  readonly ground: number;
}

interface Scan {
  readonly view: DataView;
  readonly fonts: Font[];
  readonly formats: Format[];
  readonly palette: (Colour | undefined)[];
  /** Where each sheet's records begin. */
  readonly sheets: Map<number, string>;
  readonly cells: Map<string, number>;
  /** Numbers of the shared strings in text cells. */
  readonly texts: Map<string, number>;
  readonly onLoad: Set<string>;
  /** The records of the shared strings, and whether the last record was one of them. */
  readonly strings: Uint8Array[];
  inStrings: boolean;
  readonly shapes: Map<string, Shapes>;
  /** A chart within a sheet has records of its own, which are none of the sheet's. */
  nested: number;
  readonly conditions: Map<string, ConditionalFormat[]>;
  areas: ReturnType<typeof areasOf>;
  sheet: string;
  manual: boolean;
  onSave: boolean;
  broken: boolean;
  damaged: boolean;
  twice: boolean;
}

const NUMBERS = {
  font: 0x31,
  format: 0xe0,
  palette: 0x92,
  boundSheet: 0x85,
  begin: 0x809,
  end: 0x0a,
  formula: 0x06,
  manyNumbers: 0xbd,
  text: 0xfd,
  strings: 0xfc,
  more: 0x3c,
  areas: 0x1b0,
  condition: 0x1b1,
  mode: 0x0d,
  onSave: 0x5f,
  broken: 0x5e,
};
/** 图表工作表 keeps the numbers of its series in records of cells. */
const CHART = 0x20;
/** Records of one cell: NUMBER, LABEL, LABELSST, RK, BOOLERR, RSTRING. */
const CELLS: ReadonlySet<number> = new Set([0x203, 0x204, 0xfd, 0x27e, 0x205, 0xd6]);

/** Bytes up to and with the length of what follows: EXTERNSHEET, NAME, FORMULA, ARRAY, SHRFMLA. */
const UP_TO_LENGTH: ReadonlyMap<number, number> = new Map([
  [0x17, 2],
  [0x18, 6],
  [0x06, 22],
  [0x221, 14],
  [0x4bc, 10],
]);

/** Reads the workbook stream of a BIFF8 file record by record; an older or damaged one says nothing. */
export function looksOf(stream: Uint8Array): XlsLooks {
  const scan = scanOf(stream);
  const strings = runsOfStrings(scan.strings);
  return {
    doubtOf: (sheet, cell) => {
      const key = keyOf(sheet, cell.row, cell.column);
      const format = scan.formats[scan.cells.get(key) ?? -1];
      const runs = strings.get(scan.texts.get(key) ?? -1) ?? [];
      if (fontOf(scan, format)?.struck || runs.some(({ font }) => fontAt(scan, font)?.struck)) return "struck";
      const { ink, paper } = coloursOf(scan, format);
      if (isUnseenCell(scan, { text: cell.text, runs, format }, ink, paper)) return "unseen";
      return isChanged(cell, paper, ink ?? BLACK, scan.conditions.get(sheet) ?? []) ? "conditional" : undefined;
    },
    picturesOn: (sheet) => scan.shapes.get(sheet)?.areas ?? [],
    isStale: (sheet, { row, column }) => scan.onLoad.has(keyOf(sheet, row, column)),
    damaged: scan.damaged,
    twice: scan.twice,
    stale: scan.broken || (scan.manual && !scan.onSave),
  };
}

interface Looked {
  readonly text: string;
  readonly runs: readonly FontRun[];
  readonly format: Format | undefined;
}

/** Whether the cell, or any of its runs, is in the colour of its ground or too small. A colour that can't be told is not the ground's. */
function isUnseenCell(scan: Scan, { text, runs, format }: Looked, ink?: Colour, paper?: Colour): boolean {
  const fonts = runs.length === 0 ? [undefined] : fontsOf(text, runs);
  return fonts.some((number) => {
    const font = number === undefined ? fontOf(scan, format) : fontAt(scan, number);
    const own = number === undefined ? ink : font && colourOf(scan, font.ink, BLACK);
    return isUnseenIn({ ink: own ?? BLACK, paper: own && paper, tiny: font?.tiny ?? false });
  });
}

function scanOf(stream: Uint8Array): Scan {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  const styles = { fonts: [], formats: [], palette: [], conditions: new Map(), areas: [] };
  const cells = {
    sheets: new Map(),
    cells: new Map(),
    texts: new Map(),
    onLoad: new Set<string>(),
    strings: [],
    shapes: new Map(),
  };
  const start = {
    sheet: "",
    manual: false,
    onSave: true,
    broken: false,
    damaged: false,
    twice: false,
    inStrings: false,
    nested: 0,
  };
  const scan: Scan = { view, ...styles, ...cells, ...start };
  for (let at = 0; at + 4 <= view.byteLength; ) {
    const size = view.getUint16(at + 2, true);
    if (at + 4 + size > view.byteLength) break;
    takeRecord(scan, view.getUint16(at, true), at, size);
    at += 4 + size;
  }
  return scan;
}

function keyOf(sheet: string, row: number, column: number): string {
  return `${sheet}\u0000${row}\u0000${column}`;
}

function takeRecord(scan: Scan, type: number, at: number, size: number): void {
  const record = new DataView(scan.view.buffer, scan.view.byteOffset + at + 4, size);
  const u16 = (offset: number): number => (offset + 2 <= size ? record.getUint16(offset, true) : 0);
  if (size < (UP_TO_LENGTH.get(type) ?? 0)) scan.damaged = true;
  if (isNested(scan, type, at)) return;
  takeString(scan, type, record);
  takeShape(shapesOf(scan), type, record);
  if (type === NUMBERS.begin) scan.sheet = u16(2) === CHART ? "" : (scan.sheets.get(at) ?? "");
  else if (type === NUMBERS.boundSheet && size >= 8) takeSheet(scan, at + 4, size);
  else if (CELLS.has(type) || type === NUMBERS.formula) takeCell(scan, type, record, u16);
  else if (type === NUMBERS.manyNumbers)
    for (let index = 0; 4 + index * 6 + 6 <= size - 2; index++)
      placeCell(scan, keyOf(scan.sheet, u16(0), u16(2) + index), u16(4 + index * 6));
  else if (type === NUMBERS.areas) scan.areas = areasOf(record);
  else if (type === NUMBERS.condition) takeCondition(scan, record);
  else if (type === NUMBERS.mode) scan.manual = u16(0) === 0;
  else if (type === NUMBERS.onSave) scan.onSave = u16(0) !== 0;
  else if (type === NUMBERS.broken) scan.broken = true;
  else takeStyle(scan, type, size, { record, u16 });
}

function isNested(scan: Scan, type: number, at: number): boolean {
  const inside = scan.nested > 0;
  if (type === NUMBERS.begin && at > 0 && !scan.sheets.has(at)) scan.nested += 1;
  else if (type === NUMBERS.end && inside) scan.nested -= 1;
  return inside || scan.nested > 0;
}

function shapesOf({ shapes, sheet }: Scan): Shapes {
  const known = shapes.get(sheet) ?? { anchor: undefined, kind: 0, areas: [] };
  shapes.set(sheet, known);
  return known;
}

interface Fields {
  readonly record: DataView;
  readonly u16: (offset: number) => number;
}

function takeStyle(scan: Scan, type: number, size: number, { record, u16 }: Fields): void {
  if (type === NUMBERS.font)
    scan.fonts.push({ struck: (u16(2) & 0x08) !== 0, ink: u16(4), tiny: u16(0) < LEAST_SIZE * 20 });
  else if (type === NUMBERS.format && size >= 20) {
    const pattern = u16(16) >> 10;
    scan.formats.push({ font: u16(0), solid: pattern === 1, patterned: pattern > 1, ground: u16(18) & 0x7f });
  } else if (type === NUMBERS.palette)
    for (let index = 0; index < u16(0) && 2 + index * 4 + 3 <= size; index++)
      scan.palette[8 + index] = colourAt(record, 2 + index * 4);
}

function colourAt(record: DataView, at: number): Colour {
  return [record.getUint8(at), record.getUint8(at + 1), record.getUint8(at + 2)];
}

function takeString(scan: Scan, type: number, record: DataView): void {
  scan.inStrings = type === NUMBERS.strings || (scan.inStrings && type === NUMBERS.more);
  if (scan.inStrings) scan.strings.push(new Uint8Array(record.buffer, record.byteOffset, record.byteLength));
}

function takeCell(scan: Scan, type: number, record: DataView, u16: (offset: number) => number): void {
  const key = keyOf(scan.sheet, u16(0), u16(2));
  placeCell(scan, key, u16(4));
  if (type === NUMBERS.formula && (u16(14) & 0x02) !== 0) scan.onLoad.add(key);
  if (type === NUMBERS.text && record.byteLength >= 10) scan.texts.set(key, record.getUint32(6, true));
}

function placeCell(scan: Scan, key: string, format: number): void {
  scan.twice ||= scan.sheet !== "" && scan.cells.has(key);
  scan.cells.set(key, format);
}

function takeCondition(scan: Scan, record: DataView): void {
  const found = conditionOf(record, scan.areas, (index) => colourOf(scan, index, BLACK));
  if (!found || !canHarm(found)) return;
  const own = scan.conditions.get(scan.sheet);
  if (own) own.push(found);
  else scan.conditions.set(scan.sheet, [found]);
}

function takeSheet({ view, sheets }: Scan, from: number, size: number): void {
  const length = view.getUint8(from + 6);
  const wide = (view.getUint8(from + 7) & 1) !== 0;
  let name = "";
  for (let index = 0; index < length && 8 + (index + 1) * (wide ? 2 : 1) <= size; index++)
    name += String.fromCharCode(wide ? view.getUint16(from + 8 + index * 2, true) : view.getUint8(from + 8 + index));
  sheets.set(view.getUint32(from, true), name);
}

function fontOf(scan: Scan, format: Format | undefined): Font | undefined {
  return format && fontAt(scan, format.font);
}

/** There never was a font number 4. */
function fontAt({ fonts }: Scan, number: number): Font | undefined {
  return fonts[number > 4 ? number - 1 : number];
}

/** Behind a pattern the ground is not one colour. */
function coloursOf(scan: Scan, format: Format | undefined): { readonly ink?: Colour; readonly paper?: Colour } {
  const font = fontOf(scan, format);
  if (!format || !font) return { ink: BLACK, paper: WHITE };
  const ink = colourOf(scan, font.ink, BLACK);
  const paper = format.patterned ? undefined : format.solid ? colourOf(scan, format.ground, WHITE) : WHITE;
  return { ...(ink && { ink }), ...(paper && { paper }) };
}

function colourOf({ palette }: Scan, index: number, automatic: Colour): Colour | undefined {
  return index >= 64 ? automatic : (palette[index] ?? numberedColour(index));
}
