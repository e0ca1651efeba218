import { unreadable } from "../refusal.js";

/** 记录的内容 while it is read, from its first to its last byte. */
export interface Fields {
  readonly view: DataView;
  at: number;
  readonly end: number;
}

const DAMAGED = "工作簿内容已损坏，无法读取";

export function damaged(): never {
  throw unreadable(DAMAGED);
}

/** What newer programs add for themselves stands between these two; older ones pass over it. */
const ADDED = { begin: 35, end: 36 };

type Take = (type: number, fields: Fields) => void;

/** Hands over the records of a part of a binary workbook ([MS-XLSB]), each with its number; those of newer programs to `takeAdded`. */
export function eachRecord(bytes: Uint8Array, take: Take, takeAdded: Take = () => {}): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const head: Fields = { view, at: 0, end: bytes.length };
  let added = 0;
  while (head.at < head.end) {
    const type = sevenBits(head, 2);
    const size = sevenBits(head, 4);
    const end = head.at + size;
    if (end > head.end) damaged();
    if (type === ADDED.begin) added += 1;
    else if (type === ADDED.end) added = Math.max(0, added - 1);
    else (added === 0 ? take : takeAdded)(type, { view, at: head.at, end });
    head.at = end;
  }
}

/** Seven bits of each byte, the lowest first; of a record's number the eighth bit stays where it is. */
function sevenBits(head: Fields, most: 2 | 4): number {
  let value = 0;
  for (let place = 0; place < most; place++) {
    const byte = u8(head);
    value += (byte & 127) * 2 ** (7 * place);
    if (byte < 128) break;
  }
  return value;
}

function take(fields: Fields, bytes: number): number {
  const { at } = fields;
  if (at + bytes > fields.end) damaged();
  fields.at = at + bytes;
  return at;
}

export function u8(fields: Fields): number {
  return fields.view.getUint8(take(fields, 1));
}

export function u16(fields: Fields): number {
  return fields.view.getUint16(take(fields, 2), true);
}

export function i16(fields: Fields): number {
  return fields.view.getInt16(take(fields, 2), true);
}

export function u32(fields: Fields): number {
  return fields.view.getUint32(take(fields, 4), true);
}

export function i32(fields: Fields): number {
  return fields.view.getInt32(take(fields, 4), true);
}

export function f64(fields: Fields): number {
  return fields.view.getFloat64(take(fields, 8), true);
}

export function skip(fields: Fields, bytes: number): void {
  take(fields, bytes);
}

/** Some bytes of a record as fields of their own. */
export function within(fields: Fields, bytes: number): Fields {
  const at = take(fields, bytes);
  return { view: fields.view, at, end: at + bytes };
}

export function text(fields: Fields): string {
  return signs(fields, u32(fields));
}

/** The same, where there may be none. */
export function textOrNone(fields: Fields): string | undefined {
  const count = u32(fields);
  return count === 0xffffffff ? undefined : signs(fields, count);
}

/** So many signs of UTF-16. */
export function signs(fields: Fields, count: number): string {
  const at = take(fields, count * 2);
  const parts: string[] = [];
  for (let from = 0; from < count; from += 4096) {
    const codes = Array.from({ length: Math.min(4096, count - from) }, (_, place) =>
      fields.view.getUint16(at + (from + place) * 2, true),
    );
    parts.push(String.fromCharCode(...codes));
  }
  return parts.join("");
}

/** An area: first and last row, first and last column. */
export interface Area {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

export function areaOf(fields: Fields): Area {
  return { top: u32(fields), bottom: u32(fields), left: u32(fields), right: u32(fields) };
}
