import { constants, deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as browser from "../src/bytes.browser.js";
import * as node from "../src/bytes.js";

type Bytes = typeof node;

/** The compiler holds the two to one interface, in both directions. */
const there: Bytes = browser;
const here: typeof browser = node;

const MOST = 1 << 20;

/** What comes out, or that nothing does. */
function inflated(bytes: Bytes, packed: Uint8Array, most = MOST): Uint8Array | "refused" {
  try {
    return new Uint8Array(bytes.inflateRaw(packed, most));
  } catch {
    return "refused";
  }
}

/** Bytes as they lie in files: runs, repetitions from far and near, and noise. */
const content = fc
  .array(
    fc.oneof(
      fc.uint8Array({ maxLength: 400 }),
      fc.tuple(fc.nat(255), fc.nat(1200)).map(([byte, length]) => new Uint8Array(length).fill(byte)),
      fc
        .tuple(fc.string({ minLength: 1, unit: "grapheme" }), fc.nat(60))
        .map(([text, times]) => encoded(text.repeat(times))),
    ),
    { maxLength: 12 },
  )
  .map((parts) => new Uint8Array(Buffer.concat(parts)));

const packing = fc.record({
  level: fc.integer({ min: 0, max: 9 }),
  strategy: fc.constantFrom(
    constants.Z_DEFAULT_STRATEGY,
    constants.Z_FIXED,
    constants.Z_HUFFMAN_ONLY,
    constants.Z_RLE,
    constants.Z_FILTERED,
  ),
  memLevel: fc.integer({ min: 1, max: 9 }),
});

function encoded(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Numbers that look random and are the same every time. */
function noise(length: number, values = 256): Uint8Array {
  let state = 1;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 16) % values;
  });
}

describe("字节：浏览器里的摘要、校验码、解压与 Node 的一致", () => {
  test("the same names stand in both", () => {
    expect(Object.keys(there).sort()).toEqual(Object.keys(here).sort());
  });

  test("摘要: at every length around a block, on random bytes, on views into larger ones", () => {
    for (let length = 0; length <= 200; length++) expect(there.sha256(noise(length))).toBe(here.sha256(noise(length)));
    expect(there.sha256(noise(MOST + 3))).toBe(here.sha256(noise(MOST + 3)));
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), fc.nat(100), (bytes, from) => {
        expect(there.sha256(bytes.subarray(from))).toBe(here.sha256(bytes.subarray(from)));
      }),
    );
  });

  test("摘要 of pieces is that of the whole, wherever it is cut", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 150 }), { maxLength: 8 }), (pieces) => {
        const whole = here.sha256(new Uint8Array(pieces.flatMap((piece) => [...piece])));
        for (const { openSha256 } of [here, there]) {
          const hash = openSha256();
          for (const piece of pieces) hash.add(piece);
          expect(hash.hex()).toBe(whole);
        }
      }),
    );
  });

  test("校验码: on random bytes", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => there.crc32(bytes) === here.crc32(bytes)));
    expect(there.crc32(noise(MOST))).toBe(here.crc32(noise(MOST)));
  });

  test("校验码: of a whole from its parts", () => {
    const part = fc.uint8Array({ maxLength: 200 });
    fc.assert(
      fc.property(part, part, (first, second) => {
        const whole = here.crc32(Buffer.concat([first, second]));
        expect(here.crc32(second, here.crc32(first))).toBe(whole);
        expect(there.crc32(second, there.crc32(first))).toBe(whole);
      }),
    );
  });

  test("校验码: of no more bytes is what it was", () => {
    for (const nothing of [new Uint8Array(), new TextEncoder().encode(""), Buffer.alloc(0)]) {
      expect(here.crc32(nothing, 4711)).toBe(4711);
      expect(there.crc32(nothing, 4711)).toBe(4711);
    }
  });

  test("解压: whatever was packed, however it was packed", () => {
    fc.assert(
      fc.property(content, packing, (bytes, options) => {
        expect(there.inflateRaw(deflateRawSync(bytes, options), MOST)).toEqual(bytes);
      }),
      { numRuns: 100 },
    );
  });

  test("解压: large contents with codes of every length, and far repetitions", () => {
    const lopsided = Uint8Array.from(
      noise(300_000),
      (byte, at) => 31 - Math.clz32((byte << 8) | noisy[at % noisy.length]! | 1),
    );
    const repeated = new Uint8Array([...noise(32_768), ...noise(32_768), ...noise(40_000)]);
    for (const bytes of [lopsided, repeated, noise(500_000), noise(500_000, 3)])
      expect(Buffer.compare(there.inflateRaw(deflateRawSync(bytes), MOST), bytes)).toBe(0);
  });

  test("解压: bytes behind the end of the stream are not looked at", () => {
    const packed = new Uint8Array([...deflateRawSync(encoded("勾稽关系")), 1, 2, 3]);
    expect(there.inflateRaw(packed, MOST)).toEqual(encoded("勾稽关系"));
    expect(inflated(here, packed)).toEqual(encoded("勾稽关系"));
  });

  test("解压: a stream cut short anywhere is refused", () => {
    for (const level of [0, 1, 9]) {
      const packed = deflateRawSync(noise(2000, 9), { level });
      for (let length = 0; length < packed.length; length += 1)
        expect(inflated(there, packed.subarray(0, length)), `${level} ${length}`).toBe("refused");
    }
  });

  test("解压: damaged streams give what Node gives, or nothing where it gives nothing", () => {
    const change = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 });
    let refused = 0;
    fc.assert(
      fc.property(content, packing, change, (bytes, options, changes) => {
        const packed = new Uint8Array(deflateRawSync(bytes, options));
        // Damage near the beginning lies in the tables of codes.
        for (const [at, value] of changes)
          packed[at % Math.min(packed.length, value < 128 ? 80 : packed.length)] = value;
        const ours = inflated(there, packed);
        if (ours === "refused") refused += 1;
        expect(ours).toEqual(inflated(here, packed));
      }),
      { numRuns: 600 },
    );
    expect(refused).toBeGreaterThan(60);
  });

  test("解压: noise that was never packed", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 300 }), (bytes) => {
        expect(inflated(there, bytes)).toEqual(inflated(here, bytes));
      }),
      { numRuns: 1000 },
    );
  });

  test.each([
    ["an unknown kind of block", [7]],
    ["a stored block whose lengths do not agree", [1, 5, 0, 5, 0, 1, 2, 3, 4, 5]],
    ["no more than the beginning of a stored block", [1, 5, 0]],
    ["a repetition of what was never there", [0x63, 0x02, 0x41, 0x00]],
    ["more symbols than there are", [0xfd, 0xff, 0, 0]],
  ])("解压: refuses %s", (_, bytes) => {
    expect(inflated(here, Uint8Array.from(bytes))).toBe("refused");
    expect(inflated(there, Uint8Array.from(bytes))).toBe("refused");
  });

  test("解压: ends at the limit, to the byte, and says that it was the limit", () => {
    fc.assert(
      fc.property(content, packing, (bytes, options) => {
        fc.pre(bytes.length > 1);
        const packed = deflateRawSync(bytes, options);
        for (const one of [here, there]) {
          expect(one.inflateRaw(packed, bytes.length)).toHaveLength(bytes.length);
          expect(() => one.inflateRaw(packed, bytes.length - 1)).toThrow(RangeError);
        }
      }),
    );
  });

  test("解压: a bomb costs no more than the limit allows", () => {
    const bomb = deflateRawSync(new Uint8Array(64 * MOST), { level: 9 });
    expect(() => there.inflateRaw(bomb, 1000)).toThrow(RangeError);
    expect(() => there.inflateRaw(bomb, 64 * MOST - 1)).toThrow(RangeError);
    expect(there.inflateRaw(bomb, 64 * MOST)).toHaveLength(64 * MOST);
  });
});

const noisy = noise(70_001);
