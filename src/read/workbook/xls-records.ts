import { BLACK, type Colour, isUnseen, WHITE } from "../colour.js";
import { numberedColour } from "./xlsx-colours.js";

/** 旧版工作簿的记录: what the library does not pass on: which cells are crossed out or unseen, and which results are out of date. */
export interface XlsLooks {
  isStruck(sheet: string, row: number, column: number): boolean;
  isUnseen(sheet: string, row: number, column: number): boolean;
  /** Formulas that are to be calculated when the file is opened. */
  isStale(sheet: string, row: number, column: number): boolean;
  /** The whole workbook was saved before its calculation was done. */
  readonly stale: boolean;
}

interface Font {
  readonly struck: boolean;
  readonly ink: number;
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
  readonly onLoad: Set<string>;
  sheet: string;
  manual: boolean;
  onSave: boolean;
  broken: boolean;
}

const NUMBERS = {
  font: 0x31,
  format: 0xe0,
  palette: 0x92,
  boundSheet: 0x85,
  begin: 0x809,
  formula: 0x06,
  manyNumbers: 0xbd,
};
/** Records of one cell: NUMBER, LABEL, LABELSST, RK, BOOLERR, RSTRING. */
const CELLS: ReadonlySet<number> = new Set([0x203, 0x204, 0xfd, 0x27e, 0x205, 0xd6]);

/** Reads the workbook stream of a BIFF8 file record by record; an older or damaged one says nothing. */
export function looksOf(stream: Uint8Array): XlsLooks {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  const lists = { fonts: [], formats: [], palette: [], sheets: new Map(), cells: new Map(), onLoad: new Set<string>() };
  const scan: Scan = { view, ...lists, sheet: "", manual: false, onSave: true, broken: false };
  for (let at = 0; at + 4 <= view.byteLength; ) {
    const size = view.getUint16(at + 2, true);
    if (at + 4 + size > view.byteLength) break;
    takeRecord(scan, view.getUint16(at, true), at, size);
    at += 4 + size;
  }
  const formatAt = (...place: Place): Format | undefined => scan.formats[scan.cells.get(keyOf(...place)) ?? -1];
  return {
    isStruck: (...place) => fontOf(scan, formatAt(...place))?.struck ?? false,
    isUnseen: (...place) => isPale(scan, formatAt(...place)),
    isStale: (...place) => scan.onLoad.has(keyOf(...place)),
    stale: scan.broken || (scan.manual && !scan.onSave),
  };
}

type Place = readonly [sheet: string, row: number, column: number];

function keyOf(sheet: string, row: number, column: number): string {
  return `${sheet}\u0000${row}\u0000${column}`;
}

function takeRecord(scan: Scan, type: number, at: number, size: number): void {
  const { view } = scan;
  const from = at + 4;
  const u16 = (offset: number): number => (offset + 2 <= size ? view.getUint16(from + offset, true) : 0);
  if (type === NUMBERS.begin) scan.sheet = scan.sheets.get(at) ?? "";
  else if (type === NUMBERS.boundSheet && size >= 8) takeSheet(scan, from, size);
  else if (type === NUMBERS.font) scan.fonts.push({ struck: (u16(2) & 0x08) !== 0, ink: u16(4) });
  else if (type === NUMBERS.format && size >= 20) {
    const pattern = u16(16) >> 10;
    scan.formats.push({ font: u16(0), solid: pattern === 1, patterned: pattern > 1, ground: u16(18) & 0x7f });
  } else if (type === NUMBERS.palette)
    for (let index = 0; index < u16(0) && 2 + index * 4 + 3 <= size; index++)
      scan.palette[8 + index] = [0, 1, 2].map((part) =>
        view.getUint8(from + 2 + index * 4 + part),
      ) as unknown as Colour;
  else if (CELLS.has(type) || type === NUMBERS.formula) takeCell(scan, type, u16);
  else if (type === NUMBERS.manyNumbers)
    for (let index = 0; 4 + index * 6 + 6 <= size - 2; index++)
      scan.cells.set(keyOf(scan.sheet, u16(0), u16(2) + index), u16(4 + index * 6));
  else if (type === 0x0d) scan.manual = u16(0) === 0;
  else if (type === 0x5f) scan.onSave = u16(0) !== 0;
  else if (type === 0x5e) scan.broken = true;
}

function takeCell(scan: Scan, type: number, u16: (offset: number) => number): void {
  const key = keyOf(scan.sheet, u16(0), u16(2));
  scan.cells.set(key, u16(4));
  if (type === NUMBERS.formula && (u16(14) & 0x02) !== 0) scan.onLoad.add(key);
}

function takeSheet({ view, sheets }: Scan, from: number, size: number): void {
  const length = view.getUint8(from + 6);
  const wide = (view.getUint8(from + 7) & 1) !== 0;
  let name = "";
  for (let index = 0; index < length && 8 + (index + 1) * (wide ? 2 : 1) <= size; index++)
    name += String.fromCharCode(wide ? view.getUint16(from + 8 + index * 2, true) : view.getUint8(from + 8 + index));
  sheets.set(view.getUint32(from, true), name);
}

/** There never was a font number 4. */
function fontOf({ fonts }: Scan, format: Format | undefined): Font | undefined {
  return format && fonts[format.font > 4 ? format.font - 1 : format.font];
}

function isPale(scan: Scan, format: Format | undefined): boolean {
  const font = fontOf(scan, format);
  if (!format || !font || format.patterned) return false;
  const ink = colourOf(scan, font.ink, BLACK);
  const paper = format.solid ? colourOf(scan, format.ground, WHITE) : WHITE;
  return ink !== undefined && paper !== undefined && isUnseen(ink, paper);
}

function colourOf({ palette }: Scan, index: number, automatic: Colour): Colour | undefined {
  return index >= 64 ? automatic : (palette[index] ?? numberedColour(index));
}
