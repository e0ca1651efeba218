import { fontTable } from "./font-metrics.js";

/** Whether a font has a glyph for a character (its code point). */
export type HasSign = (sign: number) => boolean;

/** 字体所含的字, by the font's own table of characters (cmap, formats 12 and 4). A font with another kind of table counts as having all. */
export function signsIn(bytes: Uint8Array): HasSign {
  const table = fontTable(bytes, "cmap");
  if (!table) return () => true;
  const { view, at } = table;
  const parts = Array.from({ length: view.getUint16(at + 2) }, (_, index) => at + view.getUint32(at + 8 + index * 8));
  const ofFormat = (format: number): number | undefined => parts.find((part) => view.getUint16(part) === format);
  const [wide, narrow] = [ofFormat(12), ofFormat(4)];
  if (wide !== undefined) return inGroups(view, wide);
  return narrow === undefined ? () => true : inSegments(view, narrow);
}

/** Format 12: groups of first character, last character and first glyph, in order. */
function inGroups(view: DataView, part: number): HasSign {
  const count = view.getUint32(part + 12);
  const first = (group: number): number => view.getUint32(part + 16 + group * 12);
  return (sign) => {
    const group = lastNotAbove(count, first, sign);
    if (group < 0 || sign > view.getUint32(part + 20 + group * 12)) return false;
    return view.getUint32(part + 24 + group * 12) + sign - first(group) !== 0;
  };
}

/** Format 4: segments by their last characters; glyph 0 stands for none. */
function inSegments(view: DataView, part: number): HasSign {
  const bytes = view.getUint16(part + 6);
  const [ends, starts] = [part + 14, part + 16 + bytes];
  const [deltas, offsets] = [starts + bytes, starts + bytes * 2];
  return (sign) => {
    const segment = lastNotAbove(bytes / 2, (index) => view.getUint16(starts + index * 2), sign) * 2;
    if (segment < 0 || sign > 0xffff || sign > view.getUint16(ends + segment)) return false;
    const offset = view.getUint16(offsets + segment);
    const delta = view.getUint16(deltas + segment);
    if (offset === 0) return ((sign + delta) & 0xffff) !== 0;
    return view.getUint16(offsets + segment + offset + (sign - view.getUint16(starts + segment)) * 2) !== 0;
  };
}

/** The last of `count` ascending numbers that is not above the given one; -1 where all are. */
function lastNotAbove(count: number, numberAt: (index: number) => number, most: number): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numberAt(middle) > most) high = middle;
    else low = middle + 1;
  }
  return low - 1;
}
