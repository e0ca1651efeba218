import { CFB } from "@e965/xlsx";
import { describe, expect, test } from "vitest";
import { DEFAULT_LIMITS } from "../../../src/read/read.js";
import { docParagraph, docRow, headerPlace, innerRow, type MadeDoc, makeDoc, modifier, u16, u32 } from "../made-doc.js";
import { gridsOf, readAll, readOne, refusalOf } from "../making.js";

const ROW = docRow(["甲", "1"], [0, 1000, 2000]);
const PARAGRAPHS = [docParagraph("标题"), ...ROW, docParagraph("")];

const made = (more: Partial<MadeDoc>): Uint8Array => makeDoc({ paragraphs: PARAGRAPHS, ...more });

describe("documents that are refused by name", () => {
  test.each<[string, Partial<MadeDoc>, string, RegExp]>([
    ["with a password", { flags: 0x1300 }, "FILE.ENCRYPTED", /打开密码/],
    ["of Word 95", { version: 0x68 }, "FILE.UNSUPPORTED", /Word 97 以前/],
    ["saved in pieces", { pieceFormatting: 1 }, "FILE.UNSUPPORTED", /快速保存/],
  ])("%s", async (_, more, rule, reason) => {
    const failure = await refusalOf(made(more));
    expect(failure.rule).toBe(rule);
    expect(failure.reason).toMatch(reason);
    expect(failure.advice).toMatch(/重新报送/);
  });

  test("the flag alone that WPS sets in every document refuses none", async () => {
    expect(gridsOf(await readOne(made({ flags: 0x1204 })))).toHaveLength(1);
  });
});

describe("damaged documents", () => {
  const place =
    (table: number, from: number, length?: number): NonNullable<MadeDoc["change"]> =>
    ({ main }) => {
      main.writeUInt32LE(from, headerPlace(table));
      if (length !== undefined) main.writeUInt32LE(length, headerPlace(table) + 4);
    };
  /** Changes a table where it lies. */
  const inTable =
    (table: number, at: number, value: number): NonNullable<MadeDoc["change"]> =>
    (streams) =>
      void streams.table.writeUInt32LE(value >>> 0, streams.main.readUInt32LE(headerPlace(table)) + at);
  test.each<[string, Partial<MadeDoc>]>([
    ["a table of pieces outside of the file", { change: place(33, 0x7fffffff) }],
    ["one longer than the file", { change: place(33, 0, 0xffffffff) }],
    ["pages of formatting that are none", { change: place(13, 0, 0) }],
    ["pages of formatting outside of the file", { change: inTable(13, 8, 0x3fffff) }],
    ["a piece that ends where it begins", { change: inTable(33, 9, 0) }],
    ["a piece longer than the file", { change: inTable(33, 9, 0x7fffffff) }],
    ["a piece that begins late", { change: inTable(33, 5, 1) }],
    ["a piece far outside", { change: inTable(33, 15, 0x3ffffff0) }],
    ["more characters than pieces", { change: ({ main }) => void main.writeUInt32LE(0xffffffff, 76) }],
    ["a body that ends within a paragraph", { change: ({ main }) => void main.writeUInt32LE(1, 76) }],
    ["styles that are none", { change: inTable(1, 2, 0xffffffff) }],
    ["lists without levels", { lists: [0], change: place(73, 0xffffff00) }],
    ["a million uses of lists", { lists: [0], change: inTable(74, 0, 0x7fffffff) }],
    ["a cell outside of tables", { paragraphs: [{ texts: ["1"], mark: "\u0007" }] }],
    ["a row's mark with text", { paragraphs: [{ ...ROW[2]!, texts: ["1"] }] }],
    ["a table that ends within a row", { paragraphs: [ROW[0]!, docParagraph("")] }],
    ["a row with text behind its last cell", { paragraphs: [{ ...ROW[0]!, mark: "\r" }, ROW[2]!] }],
    ["tables a thousand deep", { paragraphs: [...innerRow(["1"], [0, 1000], 1000), ...ROW] }],
    ["tables at a depth below none", { paragraphs: [...innerRow(["1"], [0, 1000], -1 >>> 0), ...ROW] }],
    ["a field that never ends", { paragraphs: [docParagraph([{ text: "\u0013", own: modifier(0x0855, 1) }, "12"])] }],
    ["formatting longer than its page", { paragraphs: [docParagraph("1", [...u16(0xc60d), 250, 0])] }],
    [
      "formatting elsewhere that is not there",
      { paragraphs: [docParagraph("1", modifier(0x6646, ...u32(0x7fffffff)))] },
    ],
    [
      "formatting elsewhere that names itself",
      {
        paragraphs: [docParagraph("1", modifier(0x6646, ...u32(2)))],
        change: ({ data }) => data.set([6, 0, 0x46, 0x66, 2, 0, 0, 0].slice(0, data.length)),
      },
    ],
    [
      "a definition of a row that breaks off",
      {
        paragraphs: [
          ROW[0]!,
          { ...ROW[2]!, own: [...modifier(0x2416, 1), ...modifier(0x2417, 1), ...modifier(0xd608, 200, 0, 0)] },
        ],
      },
    ],
  ])("%s", async (_, more) => {
    const failure = await refusalOf(made(more));
    expect(failure.rule).toBe("FILE.UNREADABLE");
    expect(failure.reason).toMatch(/损坏/);
  });

  test("overlapping pieces would make the text longer than the file", async () => {
    const overlapping = made({
      pieces: 4,
      change: (streams) => {
        const own = streams.main.readUInt32LE(headerPlace(33)) + 5;
        const count = (streams.table.readUInt32LE(own - 4) - 4) / 12;
        for (let at = 0; at < count; at++) streams.table.writeUInt32LE(1024, own + (count + 1) * 4 + at * 8 + 2);
      },
    });
    expect((await refusalOf(overlapping)).reason).toMatch(/损坏/);
  });

  test("a row of more cells than any has stays within the limits", async () => {
    const many = docRow(["1"], [0, 1000], { row: modifier(0x7621, 255, 255, ...u16(1)) });
    const [grid] = gridsOf(await readOne(makeDoc({ paragraphs: [...many, docParagraph("")] })));
    expect(grid?.cells.map(({ text }) => text)).toEqual(["1\n\ufffd"]);
  });

  test("cells count against the limit", async () => {
    const rows = Array.from({ length: 10 }, () => ROW).flat();
    const failure = await refusalOf(makeDoc({ paragraphs: [...rows, docParagraph("")] }), "a.doc", {
      ...DEFAULT_LIMITS,
      cells: 5,
    });
    expect(failure.rule).toBe("FILE.TOO_LARGE");
  });

  test("every byte of a document changed, and every length that it is cut to, gives a document or a refusal", async () => {
    const whole = made({ lists: [0], pieces: 5 });
    const outcomes = new Set<string>();
    const note = async (bytes: Uint8Array) => {
      for (const { outcome } of await readAll(bytes))
        outcomes.add("failure" in outcome ? outcome.failure.rule : "read");
    };
    for (let at = 0; at < whole.length; at += 59) {
      const changed = whole.slice();
      changed[at] = (changed[at]! ^ 0xff) & 0xff;
      await note(changed);
    }
    for (let length = 600; length < whole.length; length += 1201) await note(whole.subarray(0, length));
    expect([...outcomes].every((outcome) => /^(?:read|FILE\.\w+)$/.test(outcome))).toBe(true);
    expect(outcomes.has("read") && outcomes.has("FILE.UNREADABLE")).toBe(true);
  });
});

describe("compound files with another document within", () => {
  const within = (streams: Readonly<Record<string, string>>): Uint8Array => {
    const file = CFB.read(Buffer.from(made({})), { type: "buffer" });
    for (const [path, content] of Object.entries(streams)) CFB.utils.cfb_add(file, path, Buffer.from(content));
    return new Uint8Array(CFB.write(file, { type: "buffer" }) as Buffer);
  };
  test("a workbook embedded in a text does not make it a workbook", async () => {
    const document = await readOne(within({ "/ObjectPool/_1/Workbook": "x" }));
    expect([document.format, gridsOf(document).length]).toEqual(["doc", 1]);
  });
});
