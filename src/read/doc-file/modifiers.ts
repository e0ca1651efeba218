import { damaged, part } from "./header.js";

/** 属性修改 (sprm): one property and its new value. */
export interface Modifier {
  readonly code: number;
  /** What it is set to. */
  readonly value: DataView;
}

/** How long a value is by the kind that the code names; kind 6 says it itself. */
const LENGTHS = [1, 1, 2, 4, 2, 2, 0, 3] as const;
const TABLE_DEFINITION = 0xd608;
const TABS = 0xc615;
/** 长属性: what did not fit in its page lies in the data stream. */
const ELSEWHERE: ReadonlySet<number> = new Set([0x6645, 0x6646, 0x646b]);
const DEEPEST = 4;

/**
 * The modifiers of a group, in their order; those that lie in the data stream come in the place where it is said.
 * @throws ReadRefusal, or RangeError where a value is longer than its group
 */
export function modifiersOf(group: DataView, data: DataView, depth = 0): readonly Modifier[] {
  const found: Modifier[] = [];
  // An odd byte at the end fills up a group.
  for (let at = 0; at + 2 < group.byteLength; ) {
    const code = group.getUint16(at, true);
    const { from, length } = extentOf(group, at + 2, code);
    const value = part(group, from, length);
    at = from + length;
    if (ELSEWHERE.has(code)) {
      if (depth >= DEEPEST) throw damaged();
      const place = value.getUint32(0, true);
      if (place + 2 > data.byteLength) throw damaged();
      found.push(...modifiersOf(part(data, place + 2, data.getUint16(place, true)), data, depth + 1));
    } else found.push({ code, value });
  }
  return found;
}

/** Where the value begins and how long it is, without the number that says so. */
function extentOf(group: DataView, at: number, code: number): { readonly from: number; readonly length: number } {
  if (code === TABLE_DEFINITION) return { from: at + 2, length: Math.max(0, group.getUint16(at, true) - 1) };
  const kind = code >> 13;
  if (kind !== 6) return { from: at, length: LENGTHS[kind] as number };
  const length = group.getUint8(at);
  if (code !== TABS || length !== 255) return { from: at + 1, length };
  const deleted = group.getUint8(at + 1);
  const added = group.getUint8(at + 2 + deleted * 4);
  return { from: at + 1, length: 2 + deleted * 4 + added * 3 };
}
