import { CFB } from "@e965/xlsx";
import { describe, expect, test } from "vitest";
import { openCompound } from "../../../src/read/compound/compound.js";
import { unreadable } from "../../../src/read/refusal.js";

const DAMAGED = "已损坏";
const open = (bytes: Uint8Array) => openCompound(bytes, () => unreadable(DAMAGED));
const LONG = Uint8Array.from({ length: 9000 }, (_, at) => at % 251);
const SHORT = Uint8Array.from({ length: 200 }, (_, at) => at % 13);

function made(): Buffer {
  const file = CFB.utils.cfb_new();
  CFB.utils.cfb_add(file, "/Long", Buffer.from(LONG));
  CFB.utils.cfb_add(file, "/Short", Buffer.from(SHORT));
  CFB.utils.cfb_add(file, "/Empty", Buffer.alloc(0));
  CFB.utils.cfb_add(file, "/Inner/Long", Buffer.from([1]));
  return CFB.write(file, { type: "buffer" }) as Buffer;
}

/** Where the directory lies, and the entry of a stream in it. */
function entryOf(bytes: Buffer, name: string): number {
  for (let at = (bytes.readUInt32LE(48) + 1) * 512; at < bytes.length; at += 128)
    if (bytes.toString("utf16le", at, at + bytes.readUInt16LE(at + 64) - 2) === name) return at;
  throw new Error(name);
}

/** Where the table of sectors says what follows a sector. */
const nextOf = (bytes: Buffer, sector: number): number => (bytes.readUInt32LE(76) + 1) * 512 + sector * 4;

describe("a compound file", () => {
  test("its streams are found in its root, whatever the case of their names, and as long as they say", () => {
    const file = open(made());
    expect(file.stream("LONG")).toEqual(LONG);
    expect(file.stream("short")).toEqual(SHORT);
    expect(file.stream("Empty")).toHaveLength(0);
    expect(file.stream("none")).toBeUndefined();
    expect([file.names.has("inner"), file.stream("inner")]).toEqual([true, undefined]);
  });

  test("the last sector may be cut short behind the last byte of its stream", () => {
    const bytes = made();
    expect(open(bytes.subarray(0, bytes.length - 1)).names.has("long")).toBe(true);
  });

  test.each<[string, (bytes: Buffer) => unknown]>([
    [
      "a stream whose sectors go round",
      (bytes) => {
        const first = bytes.readUInt32LE(entryOf(bytes, "Long") + 116);
        bytes.writeUInt32LE(first, nextOf(bytes, first));
      },
    ],
    [
      "one that breaks off",
      (bytes) => bytes.writeUInt32LE(0xfffffffe, nextOf(bytes, bytes.readUInt32LE(entryOf(bytes, "Long") + 116))),
    ],
    [
      "one that goes on outside of the file",
      (bytes) => bytes.writeUInt32LE(0x7fffffff, nextOf(bytes, bytes.readUInt32LE(entryOf(bytes, "Long") + 116))),
    ],
    ["one longer than the file", (bytes) => bytes.writeUInt32LE(0x7fffffff, entryOf(bytes, "Long") + 120)],
    ["one longer than its sectors", (bytes) => bytes.writeUInt32LE(9900, entryOf(bytes, "Long") + 120)],
    [
      "a directory that goes round",
      (bytes) => bytes.writeUInt32LE(bytes.readUInt32LE(48), nextOf(bytes, bytes.readUInt32LE(48))),
    ],
    ["a directory outside of the file", (bytes) => bytes.writeUInt32LE(0x7fffffff, 48)],
    ["an entry that is none", (bytes) => bytes.writeUInt32LE(9999, entryOf(bytes, "Long") + 68)],
    ["a table of sectors outside of the file", (bytes) => bytes.writeUInt32LE(0x7fffffff, 76)],
    [
      "more of it that names itself",
      (bytes) => {
        bytes.writeUInt32LE(0, 68);
        bytes.writeUInt32LE(0, 512 + 508);
      },
    ],
    ["more tables of sectors than sectors", (bytes) => bytes.fill(0, 76, 512)],
    ["sectors of another size", (bytes) => bytes.writeUInt16LE(31, 30)],
    ["nothing but a beginning", (bytes) => bytes.fill(0xff, 512)],
  ])("is refused: %s", (_, damage) => {
    const bytes = made();
    damage(bytes);
    expect(() => open(bytes).stream("Long")).toThrow(DAMAGED);
  });

  test("what a cut table of sectors does not say ends a chain, and is never taken for sector 0", () => {
    const bytes = made();
    const table = bytes.subarray(nextOf(bytes, 0), nextOf(bytes, 128));
    const first = bytes.readUInt32LE(entryOf(bytes, "Long") + 116);
    bytes.writeUInt32LE(bytes.length / 512 - 1, 76);
    expect(open(Buffer.concat([bytes, table])).stream("Long")).toEqual(LONG);
    expect(() => open(Buffer.concat([bytes, table.subarray(0, first * 4)])).stream("Long")).toThrow(DAMAGED);
  });

  test("a sector that is cut short within a stream is not filled up", () => {
    const bytes = made();
    const [first, cut] = [bytes.readUInt32LE(entryOf(bytes, "Long") + 116), bytes.length / 512 - 1];
    bytes.writeUInt32LE(bytes.readUInt32LE(nextOf(bytes, first)), nextOf(bytes, cut));
    bytes.writeUInt32LE(cut, nextOf(bytes, first));
    expect(open(Buffer.concat([bytes, Buffer.alloc(512)])).stream("Long")).toHaveLength(LONG.length);
    expect(() => open(Buffer.concat([bytes, Buffer.alloc(10)])).stream("Long")).toThrow(DAMAGED);
  });

  test("entries that name each other are met once", () => {
    const bytes = made();
    const [long, short] = ["Long", "Short"].map((name) => entryOf(bytes, name));
    const directory = (bytes.readUInt32LE(48) + 1) * 512;
    bytes.writeUInt32LE((short! - directory) / 128, long! + 68);
    bytes.writeUInt32LE((long! - directory) / 128, short! + 72);
    expect(open(bytes).names.has("short")).toBe(true);
  });

  test("small sectors that go round", () => {
    const bytes = made();
    const small = (bytes.readUInt32LE(60) + 1) * 512;
    const first = bytes.readUInt32LE(entryOf(bytes, "Short") + 116);
    bytes.writeUInt32LE(first, small + first * 4);
    expect(() => open(bytes).stream("Short")).toThrow(DAMAGED);
  });
});
