import { inflateRaw } from "../../bytes.js";
import type { ReadLimits } from "../limits.js";
import { tooLarge } from "../refusal.js";

const STREAM = ascii("stream");
const END = ascii("endstream");
/** How far before a stream its dictionary may begin. */
const DICTIONARY = 2000;

/**
 * Whether the checksums of all compressed parts are right. The PDF library leaves out what it can't read, and a figure
 * left out would look like an empty cell. Encrypted files and pictures are not checked.
 */
export function isIntact(bytes: Uint8Array, limits: ReadLimits): boolean {
  if (indexOf(bytes, ascii("/Encrypt"), 0) >= 0) return true;
  let inflated = 0;
  for (let at = indexOf(bytes, STREAM, 0); at >= 0; ) {
    const end = indexOf(bytes, END, at);
    if (end < 0) return true;
    if (isDeflated(dictionaryBefore(bytes, at))) {
      const size = verified(bytes.subarray(dataStart(bytes, at), end), limits.inflatedBytes - inflated);
      if (size === undefined) return false;
      inflated += size;
    }
    at = indexOf(bytes, STREAM, end + END.length);
  }
  return true;
}

function dictionaryBefore(bytes: Uint8Array, at: number): string {
  const text = Array.from(bytes.subarray(Math.max(0, at - DICTIONARY), at), (byte) => String.fromCharCode(byte)).join(
    "",
  );
  return text.slice(text.lastIndexOf(" obj") + 1);
}

function isDeflated(dictionary: string): boolean {
  return (
    /\/Filter\s*(\/FlateDecode\b|\[\s*\/FlateDecode\s*\])/.test(dictionary) && !/\/Subtype\s*\/Image\b/.test(dictionary)
  );
}

function dataStart(bytes: Uint8Array, at: number): number {
  const after = at + STREAM.length;
  return bytes[after] === 13 && bytes[after + 1] === 10 ? after + 2 : after + 1;
}

/** The inflated size, if the checksum is right, behind which one line end may stand; else undefined. */
function verified(data: Uint8Array, most: number): number | undefined {
  const plain = inflatedBytes(data.subarray(2), most);
  if (!plain) return undefined;
  const sum = adler32(plain);
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  for (const trailing of [0, 1, 2]) {
    const at = data.length - 4 - trailing;
    if (at >= 2 && view.getUint32(at) === sum) return plain.length;
  }
  return undefined;
}

function inflatedBytes(data: Uint8Array, most: number): Uint8Array | undefined {
  if (most <= 0) throw tooLarge("PDF 解压后过大");
  try {
    return inflateRaw(data, most);
  } catch (problem) {
    if (problem instanceof RangeError) throw tooLarge("PDF 解压后过大");
    return undefined;
  }
}

function adler32(bytes: Uint8Array): number {
  let a = 1;
  let b = 0;
  for (let i = 0; i < bytes.length; ) {
    for (const stop = Math.min(i + 3800, bytes.length); i < stop; i += 1) {
      a += bytes[i] ?? 0;
      b += a;
    }
    a %= 65_521;
    b %= 65_521;
  }
  return b * 65_536 + a;
}

function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function indexOf(bytes: Uint8Array, wanted: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(wanted[0]!, from); at >= 0; at = bytes.indexOf(wanted[0]!, at + 1)) {
    let length = 1;
    while (length < wanted.length && bytes[at + length] === wanted[length]) length += 1;
    if (length === wanted.length) return at;
  }
  return -1;
}
