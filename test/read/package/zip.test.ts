import { describe, expect, test } from "vitest";
import { openBudget } from "../../../src/read/limits.js";
import { openZip, readEntry } from "../../../src/read/package/zip.js";
import { DEFAULT_LIMITS } from "../../../src/read/read.js";
import { ReadRefusal } from "../../../src/read/refusal.js";
import { bytesOf, joined, type MadeEntry, makeZip } from "../making.js";

function contents(bytes: Uint8Array, limits = DEFAULT_LIMITS): Record<string, string> {
  const budget = openBudget(limits);
  const zip = openZip(bytes, budget);
  return Object.fromEntries(
    zip.entries.map((entry) => [entry.name, new TextDecoder().decode(readEntry(zip, entry, budget))]),
  );
}

function ruleOf(bytes: Uint8Array, limits = DEFAULT_LIMITS): string {
  try {
    contents(bytes, limits);
  } catch (problem) {
    if (problem instanceof ReadRefusal) return problem.failure.rule;
    throw problem;
  }
  return "read";
}

const PLAIN: MadeEntry = { name: "甲.txt", content: "新收36件" };

function damagedDirectory(): Uint8Array {
  const made = Buffer.from(makeZip([PLAIN]));
  made.writeUInt32LE(5, made.length - 6);
  return made;
}

/** An entry whose three numbers stand in the zip64 field of the central directory. */
function withZip64(content: string): Uint8Array {
  const made = Buffer.from(makeZip([{ name: "a", content, stored: true }]));
  const start = made.readUInt32LE(made.length - 6);
  const central = Buffer.from(made.subarray(start, made.length - 22));
  const extra = Buffer.alloc(28);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(24, 2);
  extra.writeBigUInt64LE(BigInt(central.readUInt32LE(24)), 4);
  extra.writeBigUInt64LE(BigInt(central.readUInt32LE(20)), 12);
  extra.writeBigUInt64LE(BigInt(central.readUInt32LE(42)), 20);
  for (const at of [20, 24, 42]) central.writeUInt32LE(0xffffffff, at);
  central.writeUInt16LE(extra.length, 30);
  return joined([made.subarray(0, start), central, extra, made.subarray(made.length - 22)]);
}

describe("zip archives", () => {
  test("stored and deflated entries are read", () => {
    const made = makeZip([PLAIN, { name: "b", content: "原样", stored: true }, { name: "空", content: "" }]);
    expect(contents(made)).toEqual({ "甲.txt": "新收36件", b: "原样", 空: "" });
  });

  test("names without the UTF-8 flag are UTF-8 if they can be, else GB18030", () => {
    const gb = new Uint8Array([0xc8, 0xf0, 0xbd, 0xf0, 0xca, 0xd0]);
    expect(Object.keys(contents(makeZip([{ name: gb, content: "x" }])))).toEqual(["瑞金市"]);
    expect(Object.keys(contents(makeZip([{ name: bytesOf("瑞金市"), content: "x" }])))).toEqual(["瑞金市"]);
  });

  test("a GB18030 name that happens to be valid UTF-8 is GB18030: 通知", () => {
    const gb = new Uint8Array([0xcd, 0xa8, 0xd6, 0xaa, 0x2e, 0x74, 0x78, 0x74]);
    expect(Object.keys(contents(makeZip([{ name: gb, content: "x" }])))).toEqual(["通知.txt"]);
    expect(Object.keys(contents(makeZip([{ name: bytesOf("甲·乙×丙"), content: "x" }])))).toEqual(["甲·乙×丙"]);
  });

  test("an archive behind a comment is found", () => {
    const made = Buffer.from(makeZip([PLAIN]));
    made.writeUInt16LE(4, made.length - 2);
    expect(contents(joined([made, bytesOf("note")]))).toEqual({ "甲.txt": "新收36件" });
  });

  test("sizes that zip64 keeps in the extra field are read", () => {
    expect(contents(withZip64("数据"))).toEqual({ a: "数据" });
  });

  test.each([
    ["two entries of one name", makeZip([PLAIN, PLAIN])],
    ["a wrong checksum", makeZip([{ ...PLAIN, crc: 1 }])],
    ["a declared length that is too small", makeZip([{ ...PLAIN, size: 3 }])],
    ["a declared length that is too large", makeZip([{ ...PLAIN, size: 300 }])],
    ["an unknown method", makeZip([{ ...PLAIN, method: 12 }])],
    ["a missing end", makeZip([PLAIN]).subarray(0, 60)],
    ["a damaged directory", damagedDirectory()],
  ])("%s makes it unreadable", (_, bytes) => {
    expect(ruleOf(bytes)).toBe("FILE.UNREADABLE");
  });

  test.each([[1], [0x41]])("an entry with encryption flags %i is named as encrypted", (flags) => {
    expect(ruleOf(makeZip([{ ...PLAIN, flags }]))).toBe("FILE.ENCRYPTED");
  });

  test("what inflates beyond the ratio, the total or the number of entries is refused before inflating", () => {
    const zeros = new Uint8Array(8 * 1024 * 1024);
    expect(ruleOf(makeZip([{ name: "bomb", content: zeros }]))).toBe("FILE.TOO_LARGE");
    expect(ruleOf(makeZip([{ name: "a", content: "12345678" }]), { ...DEFAULT_LIMITS, inflatedBytes: 7 })).toBe(
      "FILE.TOO_LARGE",
    );
    expect(ruleOf(makeZip([PLAIN, { ...PLAIN, name: "乙" }]), { ...DEFAULT_LIMITS, entries: 1 })).toBe(
      "FILE.TOO_LARGE",
    );
  });

  test("entries that overlap are counted each time they are inflated", () => {
    const limits = { ...DEFAULT_LIMITS, inflatedBytes: 1000 };
    const made = makeZip(Array.from({ length: 20 }, (_, i) => ({ name: `${i}`, content: "x".repeat(60) })));
    expect(ruleOf(made, limits)).toBe("FILE.TOO_LARGE");
  });
});
