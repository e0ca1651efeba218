import type { Encoding } from "./writing.js";

export const ENCODINGS = ["utf-8", "utf-8 with mark", "utf-16le", "utf-16be", "gb18030"] as const;

const MARKS: Readonly<Partial<Record<Encoding, readonly number[]>>> = {
  "utf-8 with mark": [0xef, 0xbb, 0xbf],
  "utf-16le": [0xff, 0xfe],
  "utf-16be": [0xfe, 0xff],
};

/** 编码: the bytes of a text, with the mark before them that programs of Windows write. */
export function encoded(text: string, encoding: Encoding): Uint8Array {
  const [mark, bytes] = [MARKS[encoding] ?? [], unmarked(text, encoding)];
  const whole = new Uint8Array(mark.length + bytes.length);
  whole.set(mark);
  whole.set(bytes, mark.length);
  return whole;
}

function unmarked(text: string, encoding: Encoding): Uint8Array | readonly number[] {
  switch (encoding) {
    case "utf-8":
    case "utf-8 with mark":
      return new TextEncoder().encode(text);
    case "latin1":
      return Uint8Array.from(text, (sign) => sign.charCodeAt(0));
    case "gb18030":
      return [...text].flatMap((sign) => gb18030().get(sign) ?? [0x3f]);
    default:
      return inUnits(text, encoding === "utf-16le");
  }
}

function inUnits(text: string, littleEndian: boolean): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(text.length * 2));
  for (let at = 0; at < text.length; at++) bytes.setUint16(at * 2, text.charCodeAt(at), littleEndian);
  return new Uint8Array(bytes.buffer);
}

/** At which byte a sign of the text begins. */
export function byteAt(text: string, at: number, encoding: Encoding): number {
  const mark = MARKS[encoding]?.length ?? 0;
  return mark + lengthOf(text.slice(0, at), encoding);
}

function lengthOf(text: string, encoding: Encoding): number {
  switch (encoding) {
    case "utf-8":
    case "utf-8 with mark":
      return Buffer.byteLength(text);
    case "latin1":
      return text.length;
    case "gb18030":
      return [...text].reduce((length, sign) => length + (gb18030().get(sign)?.length ?? 1), 0);
    default:
      return text.length * 2;
  }
}

let codes: Map<string, readonly number[]> | undefined;

/** The decoder turned round: one byte for ASCII, two for all else that has them. */
function gb18030(): ReadonlyMap<string, readonly number[]> {
  if (codes) return codes;
  const decoder = new TextDecoder("gb18030");
  codes = new Map(Array.from({ length: 128 }, (_, code) => [String.fromCharCode(code), [code]] as const));
  for (let high = 0x81; high <= 0xfe; high++)
    for (let low = 0x40; low <= 0xfe; low++)
      if (low !== 0x7f) codes.set(decoder.decode(Uint8Array.of(high, low)), [high, low]);
  return codes;
}
