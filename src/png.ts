import { crc32 } from "./bytes.js";
import { openDeflater } from "./deflate.js";

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Shades that are kept of each colour: grain that nobody sees would make the file several times as large. */
const KEPT = 0xf0;

/** PNG 图片 (RFC 2083) of so many pixels, three bytes each, in sixteen shades of each colour. */
export function pngOf(picture: {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
}): Uint8Array {
  const head = new Uint8Array(13);
  const view = new DataView(head.buffer);
  view.setUint32(0, picture.width);
  view.setUint32(4, picture.height);
  head.set([8, 2, 0, 0, 0], 8);
  return joined([
    Uint8Array.from(SIGNATURE),
    chunk("IHDR", head),
    chunk("IDAT", zlibOf(filtered(picture))),
    chunk("IEND", new Uint8Array(0)),
  ]);
}

/** Every row with its filter before it: each byte less the one of the pixel to the left. */
function filtered({ width, height, rgb }: Parameters<typeof pngOf>[0]): Uint8Array {
  const row = width * 3;
  const out = new Uint8Array((row + 1) * height);
  for (let y = 0; y < height; y += 1) {
    out[y * (row + 1)] = 1;
    for (let x = 0; x < row; x += 1) {
      const before = x < 3 ? 0 : shade(rgb[y * row + x - 3]!);
      out[y * (row + 1) + 1 + x] = shade(rgb[y * row + x]!) - before;
    }
  }
  return out;
}

/** White stays white and black black. */
function shade(value: number): number {
  const high = value & KEPT;
  return high | (high >> 4);
}

function chunk(kind: string, content: Uint8Array): Uint8Array {
  const named = joined([Uint8Array.from(kind, (letter) => letter.charCodeAt(0)), content]);
  const out = new Uint8Array(named.length + 8);
  const view = new DataView(out.buffer);
  view.setUint32(0, content.length);
  out.set(named, 4);
  view.setUint32(named.length + 4, crc32(named));
  return out;
}

/** A zlib stream (RFC 1950) of one deflate stream. */
function zlibOf(bytes: Uint8Array): Uint8Array {
  const deflater = openDeflater();
  const check = new Uint8Array(4);
  new DataView(check.buffer).setUint32(0, adler32(bytes));
  return joined([Uint8Array.of(0x78, 0x9c), deflater.push(bytes), deflater.end(), check]);
}

function adler32(bytes: Uint8Array): number {
  let [a, b] = [1, 0];
  for (const byte of bytes) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  return b * 65536 + a;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
