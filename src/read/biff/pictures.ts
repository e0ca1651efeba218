import type { MergedArea } from "../sheet/sheet.js";

/** 图形 of the sheet that is being read: where the last shape lies, what it is, and the areas of those that show something. */
export interface Shapes {
  anchor: MergedArea | undefined;
  kind: number;
  readonly areas: MergedArea[];
}

const RECORDS = { drawing: 0xec, object: 0x5d, text: 0x1b6 };
const ANCHOR = 0xf010;
/** 图表、图片; and shapes that show something where they hold a text: 矩形、椭圆、文本框、多边形、自选图形. A note (25) is a comment. */
const PICTURES: readonly number[] = [5, 8];
const TEXTS: readonly number[] = [2, 3, 6, 9, 30];

/** Takes a record about shapes: first comes where a shape lies, then what it is, then how long its text is. */
export function takeShape(shapes: Shapes, type: number, record: DataView): void {
  if (type === RECORDS.drawing) shapes.anchor = anchorIn(record, 0, record.byteLength) ?? shapes.anchor;
  else if (type === RECORDS.object && record.byteLength >= 6) {
    shapes.kind = record.getUint16(4, true);
    if (PICTURES.includes(shapes.kind)) showShape(shapes);
  } else if (type === RECORDS.text && record.byteLength >= 12)
    if (record.getUint16(10, true) > 0 && TEXTS.includes(shapes.kind)) showShape(shapes);
}

function showShape(shapes: Shapes): void {
  if (shapes.anchor) shapes.areas.push(shapes.anchor);
  shapes.anchor = undefined;
}

/** The last anchor among records within records, each with a head of eight bytes. */
function anchorIn(record: DataView, from: number, end: number): MergedArea | undefined {
  let found: MergedArea | undefined;
  for (let at = from; at + 8 <= end; ) {
    const [version, type] = [record.getUint16(at, true) & 0x0f, record.getUint16(at + 2, true)];
    const last = Math.min(end, at + 8 + record.getUint32(at + 4, true));
    if (type === ANCHOR && last - at >= 26) found = areaAt(record, at + 10);
    // A container's records follow its head, whether or not all of them stand in this record.
    at = version === 0x0f ? at + 8 : last;
  }
  return found;
}

/** Columns and rows, each with how far into it, in parts of 1024 and 256; what is covered by less than a quarter is not. */
function areaAt(record: DataView, at: number): MergedArea {
  const [left = 0, dx1 = 0, top = 0, dy1 = 0, right = 0, dx2 = 0, bottom = 0, dy2 = 0] = Array.from(
    { length: 8 },
    (_, part) => record.getUint16(at + part * 2, true),
  );
  const first = { top: Math.min(bottom, top + (dy1 > 192 ? 1 : 0)), left: Math.min(right, left + (dx1 > 768 ? 1 : 0)) };
  return {
    ...first,
    bottom: Math.max(first.top, bottom - (dy2 < 64 ? 1 : 0)),
    right: Math.max(first.left, right - (dx2 < 256 ? 1 : 0)),
  };
}
