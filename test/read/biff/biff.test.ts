import { expect, test } from "vitest";
import { looksOf } from "../../../src/read/biff/biff.js";
import { joined } from "../making.js";

const u16 = (...values: readonly number[]): Uint8Array =>
  new Uint8Array(values.flatMap((value) => [value & 255, value >> 8]));

function record(type: number, content: Uint8Array): Uint8Array {
  return joined([u16(type, content.length), content]);
}

/** Height in twentieths of a point, colour by number. */
const font = (height: number, ink: number): Uint8Array =>
  record(0x31, joined([u16(height, 0, ink), new Uint8Array(8)]));

/** A cell's format: its font, and its ground where it has one. */
function format(number: number, ground?: number): Uint8Array {
  const pattern = ground === undefined ? [0, 65] : [1 << 10, ground];
  return record(0xe0, joined([u16(number), new Uint8Array(14), u16(...pattern)]));
}

const WHITE = 9;
const BLACK = 8;
const FONTS = [font(220, BLACK), font(220, WHITE), font(20, BLACK), font(220, 10)];

interface Run {
  readonly from: number;
  readonly font: number;
}

/** A workbook's stream with the text 1234 in A1. */
function stream(cell: Uint8Array, runs: readonly Run[]): Uint8Array {
  const text = joined([
    u16(4),
    new Uint8Array([runs.length > 0 ? 8 : 0]),
    ...(runs.length > 0 ? [u16(runs.length)] : []),
    new TextEncoder().encode("1234"),
    ...runs.map((run) => u16(run.from, run.font)),
  ]);
  const strings = record(0xfc, joined([u16(1, 0, 1, 0), text]));
  const head = [record(0x809, new Uint8Array(16)), ...FONTS, cell, strings];
  const sheet = (at: number): Uint8Array =>
    record(0x85, joined([u16(at, 0), new Uint8Array([0, 0, 1, 0]), new TextEncoder().encode("A")]));
  const start = joined([...head, sheet(0)]).length;
  return joined([...head, sheet(start), record(0x809, new Uint8Array(16)), record(0xfd, u16(0, 0, 0, 0, 0))]);
}

test.each([
  ["plain", format(0), [], undefined],
  ["white as a whole", format(1), [], "unseen"],
  ["tiny as a whole", format(2), [], "unseen"],
  ["white on black", format(1, BLACK), [], undefined],
  ["a white run", format(0), [{ from: 2, font: 1 }], "unseen"],
  ["a tiny run", format(0), [{ from: 2, font: 2 }], "unseen"],
  ["a red run", format(0), [{ from: 2, font: 3 }], undefined],
  ["a white run on black", format(3, BLACK), [{ from: 2, font: 1 }], undefined],
  ["a black run on black", format(1, BLACK), [{ from: 2, font: 0 }], "unseen"],
  ["a white cell all of whose runs are black", format(1), [{ from: 0, font: 0 }], undefined],
  ["a white run behind the text", format(0), [{ from: 4, font: 1 }], undefined],
] as const)("%s", (_, cell, runs, wanted) => {
  const looks = looksOf(stream(cell, runs));
  expect(looks.doubtOf("A", { row: 0, column: 0, text: "1234", kind: "text" })).toBe(wanted);
});

const drawing = (corners: readonly number[]): Uint8Array => {
  const anchor = joined([u16(0, 0xf010, 18, 0), u16(0, ...corners)]);
  const container = joined([u16(0x0f, 0xf004, anchor.length, 0), anchor]);
  return record(0xec, container);
};
const object = (kind: number): Uint8Array => record(0x5d, u16(0x15, 18, kind, 1, 0));
const written = (length: number): Uint8Array =>
  record(0x1b6, joined([new Uint8Array(10), u16(length), new Uint8Array(6)]));
const CORNERS = [1, 10, 6, 10, 2, 900, 8, 20];
const AREA = { top: 6, left: 1, bottom: 7, right: 2 };

test.each([
  ["a picture", [drawing(CORNERS), object(8)], [AREA]],
  ["a text box", [drawing(CORNERS), object(6), written(2)], [AREA]],
  ["a text box without a text", [drawing(CORNERS), object(6), written(0)], []],
  ["a comment", [drawing(CORNERS), object(25), written(9)], []],
  ["a line", [drawing(CORNERS), object(1)], []],
  ["a picture in a chart", [record(0x809, new Uint8Array(16)), drawing(CORNERS), object(8), record(0x0a, u16())], []],
  [
    "a picture within a cell",
    [drawing([1, 900, 6, 200, 1, 1000, 6, 250]), object(8)],
    [{ top: 6, left: 1, bottom: 6, right: 1 }],
  ],
])("%s covers cells or none", (_, records, wanted) => {
  const looks = looksOf(joined([stream(format(0), []), ...records]));
  expect(looks.picturesOn("A")).toEqual(wanted);
});

test("shapes that break off cover nothing", () => {
  const all = joined([stream(format(0), []), drawing(CORNERS), object(8)]);
  for (let cut = 1; cut < 60; cut++) expect(looksOf(all.subarray(0, all.length - cut)).picturesOn("A")).toEqual([]);
});

test("two records of one cell are told, a chart's numbers are no cells", () => {
  const cell = record(0x203, u16(0, 0, 0, 0, 0, 0, 0));
  const more = (kind: number): boolean => {
    const plain = stream(format(0), []);
    const at = plain.findIndex((_, index) => index > 4 && plain[index] === 0x09 && plain[index + 1] === 0x08);
    plain[at + 6] = kind;
    return looksOf(joined([plain, cell])).twice;
  };
  expect([more(0x10), more(0x20)]).toEqual([true, false]);
  expect(looksOf(stream(format(0), [])).twice).toBe(false);
});

test.each([
  ["a list of other sheets", 0x17, 1],
  ["a name", 0x18, 5],
  ["a formula", 0x06, 21],
  ["an array formula", 0x221, 13],
  ["a shared formula", 0x4bc, 9],
])("%s that breaks off before it says how long it is is damage", (_, type, length) => {
  const damaged = (size: number): boolean =>
    looksOf(joined([stream(format(0), []), record(type, new Uint8Array(size))])).damaged;
  expect([damaged(length), damaged(length + 1)]).toEqual([true, false]);
});
