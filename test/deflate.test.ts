import { deflateRawSync, inflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as browser from "../src/bytes.browser.js";
import { openDeflater } from "../src/deflate.js";

function deflated(pieces: readonly Uint8Array[]): Uint8Array {
  const deflater = openDeflater();
  return new Uint8Array(Buffer.concat([...pieces.map((piece) => deflater.push(piece)), deflater.end()]));
}

/** Numbers that look random and are the same every time. */
function noise(length: number, values: number): Uint8Array {
  let state = 7;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 16) % values;
  });
}

/** Each symbol twice as often as the one before it: the codes of the rarest would be longer than allowed. */
function lopsided(): Uint8Array {
  return Uint8Array.from(Array.from({ length: 18 }, (_, symbol) => new Array<number>(2 ** symbol).fill(symbol)).flat());
}

const text = new TextEncoder().encode('<c r="A12" s="3" t="s"><v>勾稽关系</v></c>'.repeat(40_000));

describe("压缩：与解压相反", () => {
  test.each<[string, Uint8Array]>([
    ["nothing", new Uint8Array()],
    ["one byte", Uint8Array.of(65)],
    ["three bytes, too few to be repeated", Uint8Array.of(1, 2, 3)],
    ["a byte a million times", new Uint8Array(1_000_000).fill(65)],
    ["a text that repeats itself over many pieces", text],
    ["noise that can't be made smaller", noise(600_000, 256)],
    ["noise of three signs", noise(300_000, 3)],
    ["codes that would be too long", lopsided()],
    ["a repetition from as far away as there is", new Uint8Array([...noise(32_768, 200), ...noise(32_768, 200)])],
    ["a repetition from one too far away", new Uint8Array([...noise(32_769, 200), ...noise(32_768, 200)])],
    ["all distances and lengths", Uint8Array.from({ length: 200_000 }, (_, at) => ((at * at) >> 9) & 255)],
  ])("%s", (_, bytes) => {
    const packed = deflated([bytes]);
    expect(Buffer.compare(inflateRawSync(packed), bytes)).toBe(0);
    expect(Buffer.compare(browser.inflateRaw(packed, bytes.length + 1), bytes)).toBe(0);
  });

  test("whatever comes, in whatever pieces", () => {
    const piece = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.tuple(fc.nat(255), fc.nat(900)).map(([byte, length]) => new Uint8Array(length).fill(byte)),
      fc.tuple(fc.string({ unit: "grapheme" }), fc.nat(60)).map(([one, times]) => Buffer.from(one.repeat(times))),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        expect(Buffer.compare(inflateRawSync(deflated(pieces)), Buffer.concat(pieces))).toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  test("the parts of a workbook become about as small as the host makes them when it is in a hurry", () => {
    expect(deflated([text]).length).toBeLessThan(1.2 * deflateRawSync(text, { level: 1 }).length);
  });

  test("noise grows by no more than a hundredth", () => {
    expect(deflated([noise(600_000, 256)]).length).toBeLessThan(606_000);
  });

  test("the same bytes are the same stream, whatever was packed before", () => {
    const first = deflated([text]);
    deflated([noise(50_000, 200)]);
    expect(Buffer.compare(deflated([text]), first)).toBe(0);
  });
});
