import { inflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { crc32 } from "../src/bytes.js";
import { pngOf } from "../src/png.js";

/** The chunks of a PNG: kind, content, and whether its checksum is right. */
function chunksOf(png: Uint8Array): readonly (readonly [string, Uint8Array, boolean])[] {
  const view = new DataView(png.buffer, png.byteOffset);
  const chunks: (readonly [string, Uint8Array, boolean])[] = [];
  for (let at = 8; at < png.length; ) {
    const length = view.getUint32(at);
    const named = png.subarray(at + 4, at + 8 + length);
    const right = crc32(named) === view.getUint32(at + 8 + length);
    chunks.push([String.fromCharCode(...named.subarray(0, 4)), named.subarray(4), right]);
    at += 12 + length;
  }
  return chunks;
}

test("every pixel comes back, in sixteen shades of each colour", () => {
  const rgb = Uint8Array.from({ length: 7 * 3 * 3 }, (_, at) => (at * 37) % 256);
  const chunks = chunksOf(pngOf({ width: 7, height: 3, rgb }));
  expect(chunks.map(([kind, , right]) => [kind, right])).toEqual([
    ["IHDR", true],
    ["IDAT", true],
    ["IEND", true],
  ]);
  const rows = inflateSync(chunks[1]![1]);
  const pixels: number[] = [];
  for (let y = 0; y < 3; y += 1) {
    const row = rows.subarray(y * 22, (y + 1) * 22);
    expect(row[0]).toBe(1);
    for (let x = 1; x < 22; x += 1) pixels.push(((x > 3 ? pixels.at(-3)! : 0) + row[x]!) % 256);
  }
  expect(pixels).toEqual([...rgb].map((value) => Math.floor(value / 16) * 17));
  expect([...pixels].every((value, at) => Math.abs(value - rgb[at]!) < 16)).toBe(true);
});

test("black and white stay what they are", () => {
  const rows = inflateSync(chunksOf(pngOf({ width: 2, height: 1, rgb: Uint8Array.of(0, 0, 0, 255, 255, 255) }))[1]![1]);
  expect([...rows]).toEqual([1, 0, 0, 0, 255, 255, 255]);
});
