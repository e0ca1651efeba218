import { openDeflater } from "../../deflate.js";
import { joined } from "../joined.js";

/**
 * 压缩 PDF: the library's document with its streams packed. The library packs with whatever its host brings, and no two hosts give the same
 * bytes; it is therefore asked for a document that is not packed.
 * @throws RangeError for what the library did not write
 */
export function packedPdf(bytes: Uint8Array): Uint8Array {
  const places = placesOf(bytes);
  const pieces: Uint8Array[] = [bytes.subarray(0, places.objects[0]?.at)];
  let at = pieces[0]?.length ?? 0;
  const moved = new Map<number, number>();
  for (const [index, { number, at: from }] of places.objects.entries()) {
    const object = packedObject(bytes.subarray(from, places.objects[index + 1]?.at ?? places.table));
    moved.set(number, at);
    pieces.push(object);
    at += object.length;
  }
  const end = latin(bytes.subarray(places.table)).replace(/startxref\n\d+/, `startxref\n${at}`);
  pieces.push(bytesOf(withPlaces(end, moved)));
  return joined(pieces);
}

interface Places {
  /** In the order in which they stand. */
  readonly objects: readonly { readonly number: number; readonly at: number }[];
  /** Where the table of objects begins. */
  readonly table: number;
}

const LINE = /^(\d{10}) \d{5} n $/;

function placesOf(bytes: Uint8Array): Places {
  const table = Number(/startxref\n(\d+)\n%%EOF\s*$/.exec(latin(bytes.subarray(-64)))?.[1] ?? Number.NaN);
  if (!(table < bytes.length)) throw new RangeError("the document has no table of objects");
  const lines = latin(bytes.subarray(table)).split("\n");
  const first = lines.findIndex((line) => LINE.test(line));
  const objects = lines.flatMap((line, index) => {
    const place = LINE.exec(line)?.[1];
    return place === undefined ? [] : [{ number: index - first + 1, at: Number(place) }];
  });
  return { objects: objects.sort((a, b) => a.at - b.at), table };
}

/** The table with each object's new place. */
function withPlaces(table: string, moved: ReadonlyMap<number, number>): string {
  let number = 0;
  return table
    .split("\n")
    .map((line) => {
      if (!LINE.test(line)) return line;
      number += 1;
      return String(moved.get(number) ?? 0).padStart(10, "0") + line.slice(10);
    })
    .join("\n");
}

const STREAM = bytesOf(">>\nstream\n");
const END = bytesOf("\nendstream\nendobj\n");

/** An object as it is, or with its stream packed. The document's description of itself stays readable to whoever looks for it. */
function packedObject(object: Uint8Array): Uint8Array {
  const begin = placeOf(STREAM, object);
  const end = object.length - END.length;
  if (begin === undefined || placeOf(END, object.subarray(end)) !== 0) return object;
  const head = latin(object.subarray(0, begin));
  if (/\/Filter|\/Type \/Metadata/.test(head)) return object;
  const packed = zlibOf(object.subarray(begin + STREAM.length, end));
  const told = head.replace(/\/Length \d+/, `/Length ${packed.length}\n/Filter /FlateDecode`);
  return joined([bytesOf(told), STREAM, packed, END]);
}

function placeOf(wanted: Uint8Array, bytes: Uint8Array): number | undefined {
  for (let at = bytes.indexOf(wanted[0]!); at >= 0; at = bytes.indexOf(wanted[0]!, at + 1))
    if (wanted.every((byte, offset) => bytes[at + offset] === byte)) return at;
  return undefined;
}

/** RFC 1950: two bytes, a deflate stream, the checksum. */
function zlibOf(plain: Uint8Array): Uint8Array {
  const deflater = openDeflater();
  const body = [deflater.push(plain), deflater.end()];
  const tail = new Uint8Array(4);
  new DataView(tail.buffer).setUint32(0, adler32(plain));
  return joined([Uint8Array.of(0x78, 0x9c), ...body, tail]);
}

function adler32(bytes: Uint8Array): number {
  let low = 1;
  let high = 0;
  for (let from = 0; from < bytes.length; from += SUMMED) {
    const end = Math.min(from + SUMMED, bytes.length);
    for (let at = from; at < end; at++) {
      low += bytes[at]!;
      high += low;
    }
    low %= 65_521;
    high %= 65_521;
  }
  return high * 65_536 + low;
}

/** So many bytes are summed before the sums are cut: they stay whole numbers of 32 bits. */
const SUMMED = 2048;

/** Each byte as the sign of its number, and back. */
function latin(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
}

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (sign) => sign.charCodeAt(0));
}
