import { deflateRawSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { openBudget } from "../../../src/read/limits.js";
import { partsOf, repeatedPart } from "../../../src/read/package/package.js";
import { openZip } from "../../../src/read/package/zip.js";
import { DEFAULT_LIMITS, type ReadLimits } from "../../../src/read/read.js";
import { makeZip } from "../making.js";

const STYLES = `<styleSheet>${"<xf numFmtId='0'/>".repeat(40)}</styleSheet>`;

function textOf(bytes: Uint8Array, limits: ReadLimits = DEFAULT_LIMITS): string | undefined {
  const budget = openBudget(limits);
  return repeatedPart(partsOf(openZip(bytes, budget), budget), "xl/styles.xml");
}

const zipOf = (content: string): Uint8Array => makeZip([{ name: "xl/styles.xml", content }]);

/** The same archive with one byte of the packed part changed; its directory still gives the old length and checksum. */
function damaged(): Uint8Array {
  const bytes = zipOf(STYLES);
  const packed = deflateRawSync(STYLES);
  const at = Buffer.from(bytes).indexOf(packed);
  bytes[at + packed.length - 3]! ^= 0x55;
  return bytes;
}

describe("各文件相同的部件", () => {
  test("the same part gives the same text in a second file, another part its own", () => {
    expect(textOf(zipOf(STYLES))).toBe(STYLES);
    expect(textOf(zipOf(STYLES))).toBe(STYLES);
    expect(textOf(zipOf(STYLES.replace("0", "1")))).toBe(STYLES.replace("0", "1"));
  });

  test("a damaged part is refused, though length and checksum are those of one that was read", () => {
    expect(textOf(zipOf(STYLES))).toBe(STYLES);
    expect(() => textOf(damaged())).toThrow();
  });

  test("a part that was read before counts against the limits of the next file too", () => {
    expect(textOf(zipOf(STYLES))).toBe(STYLES);
    expect(() => textOf(zipOf(STYLES), { ...DEFAULT_LIMITS, inflatedBytes: 100 })).toThrow();
  });
});
