import { joined, type MadeEntry, makeZip, relation, relationsXml } from "../making.js";

/** 记录: its number, how long it is, and its bytes. */
export function record(type: number, ...content: readonly Uint8Array[]): Uint8Array {
  const bytes = joined(content);
  return joined([sevenBits(type), sevenBits(bytes.length), bytes]);
}

function sevenBits(value: number): Uint8Array {
  const bytes: number[] = [];
  for (let left = value; ; left >>= 7) {
    if (left < 128) return new Uint8Array([...bytes, left]);
    bytes.push((left & 127) | 128);
  }
}

export function u8(...values: readonly number[]): Uint8Array {
  return new Uint8Array(values);
}

export function u16(...values: readonly number[]): Uint8Array {
  return joined(values.map((value) => u8(value & 255, (value >> 8) & 255)));
}

export function u32(...values: readonly number[]): Uint8Array {
  return joined(values.map((value) => new Uint8Array(Uint32Array.of(value).buffer)));
}

export function f64(value: number): Uint8Array {
  return new Uint8Array(Float64Array.of(value).buffer);
}

export function utf16(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, "utf16le"));
}

export function wide(text: string): Uint8Array {
  return joined([u32(text.length), utf16(text)]);
}

/** Tokens of a formula, and what stands behind them. */
export function formula(tokens: readonly Uint8Array[], extra: Uint8Array = new Uint8Array()): Uint8Array {
  const rgce = joined(tokens);
  return joined([u32(rgce.length), rgce, u32(extra.length), extra]);
}

const RELATIVE = 0xc000;

/** Tokens: a cell, an area, a cell counted from the one that has the formula, a function with so many terms. */
export const TOKEN = {
  cell: (row: number, column: number): Uint8Array => joined([u8(0x44), u32(row), u16(column | RELATIVE)]),
  area: (top: number, bottom: number, left: number, right: number): Uint8Array =>
    joined([u8(0x25), u32(top, bottom), u16(left | RELATIVE, right | RELATIVE)]),
  near: (rows: number, columns: number): Uint8Array =>
    joined([u8(0x4c), u32(rows), u16((columns & 0x3fff) | RELATIVE)]),
  on: (place: number, row: number, column: number): Uint8Array =>
    joined([u8(0x5a), u16(place), u32(row), u16(column | RELATIVE)]),
  call: (number: number, terms: number): Uint8Array => joined([u8(0x42, terms), u16(number)]),
  whole: (value: number): Uint8Array => joined([u8(0x1e), u16(value)]),
  add: u8(0x03),
} as const;

/** Cells of a row: a number as a double, a text, a formula with its kept number. */
export const CELL = {
  real: (column: number, value: number, style = 0): Uint8Array => record(5, u32(column, style), f64(value)),
  packed: (column: number, value: number): Uint8Array => record(2, u32(column, 0), u32(value)),
  text: (column: number, text: string, style = 0): Uint8Array => record(6, u32(column, style), wide(text)),
  shared: (column: number, index: number): Uint8Array => record(7, u32(column, 0), u32(index)),
  formula: (column: number, kept: number, own: Uint8Array, flags = 0): Uint8Array =>
    record(9, u32(column, 0), f64(kept), u16(flags), own),
} as const;

export function row(number: number, hidden = false, height = 300): Uint8Array {
  return record(0, u32(number, 0), u16(height), u8(0, hidden ? 0x10 : 0), u8(0), u32(0));
}

export interface MadeSheet {
  readonly name: string;
  readonly state?: number;
  readonly records: readonly Uint8Array[];
}

export interface MadeBinary {
  readonly sheets: readonly MadeSheet[];
  /** Records of the workbook's part behind the list of sheets. */
  readonly workbook?: readonly Uint8Array[];
  readonly strings?: readonly Uint8Array[];
  readonly styles?: readonly Uint8Array[];
}

/** Writes a binary workbook record by record, so that a test can say exactly what stands in it. */
export function makeXlsb({ sheets, workbook = [], strings, styles }: MadeBinary): Uint8Array {
  const list = sheets.map(({ name, state = 0 }, at) => record(156, u32(state, at + 1), wide(`s${at}`), wide(name)));
  const relations = sheets.map((_, at) => relation(`s${at}`, "worksheet", `worksheets/sheet${at + 1}.bin`));
  if (strings) relations.push(relation("ss", "sharedStrings", "sharedStrings.bin"));
  if (styles) relations.push(relation("st", "styles", "styles.bin"));
  const parts: MadeEntry[] = [
    { name: "_rels/.rels", content: relationsXml([relation("d", "officeDocument", "xl/workbook.bin")]) },
    { name: "xl/workbook.bin", content: joined([record(131), ...list, ...workbook, record(132)]) },
    { name: "xl/_rels/workbook.bin.rels", content: relationsXml(relations) },
    ...sheets.map(({ records }, at) => ({
      name: `xl/worksheets/sheet${at + 1}.bin`,
      content: joined([record(129), ...records, record(130)]),
    })),
  ];
  if (strings) parts.push({ name: "xl/sharedStrings.bin", content: joined(strings) });
  if (styles) parts.push({ name: "xl/styles.bin", content: joined(styles) });
  return makeZip(parts);
}

/** A workbook of one sheet. */
export function sheetOfRecords(records: readonly Uint8Array[], rest: Omit<MadeBinary, "sheets"> = {}): Uint8Array {
  return makeXlsb({ sheets: [{ name: "表一", records }], ...rest });
}
