import { describe, expect, it } from "vitest";
import { lineFactor } from "../../src/publish/pdf/font-metrics.js";

/** A font of two tables: 1000 units an em, 880 above the line and 120 below it. */
function font(tags: readonly string[]): Uint8Array {
  const bytes = new Uint8Array(12 + tags.length * 16 + 64);
  const view = new DataView(bytes.buffer);
  const data = 12 + tags.length * 16;
  view.setUint16(4, tags.length);
  for (const [index, tag] of tags.entries()) {
    bytes.set(new TextEncoder().encode(tag), 12 + index * 16);
    view.setUint32(12 + index * 16 + 8, data + index * 32);
  }
  view.setUint16(data + 18, 1000);
  view.setInt16(data + 32 + 4, 880);
  view.setInt16(data + 32 + 6, -370);
  return bytes;
}

describe("lineFactor", () => {
  it("is the height of the font's line over its size", () => {
    expect(lineFactor(font(["head", "hhea"]))).toBe(1.25);
  });

  it("looks into the first font of a collection", () => {
    const inner = font(["head", "hhea"]);
    const bytes = new Uint8Array(16 + inner.length);
    bytes.set(new TextEncoder().encode("ttcf"));
    const view = new DataView(bytes.buffer);
    view.setUint32(8, 1);
    view.setUint32(12, 16);
    bytes.set(inner, 16);
    for (const index of [0, 1]) view.setUint32(16 + 12 + index * 16 + 8, view.getUint32(16 + 12 + index * 16 + 8) + 16);
    expect(lineFactor(bytes)).toBe(1.25);
  });

  it("takes the usual height where the font does not say", () => {
    expect(lineFactor(font(["glyf", "loca"]))).toBe(1.2);
  });
});
