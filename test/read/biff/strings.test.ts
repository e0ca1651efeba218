import { expect, test } from "vitest";
import { fontsOf, runsOfStrings } from "../../../src/read/biff/strings.js";
import { joined } from "../making.js";

const STRUCK = 7;
const u16 = (value: number): Uint8Array => new Uint8Array([value & 255, value >> 8]);
const u32 = (value: number): Uint8Array => joined([u16(value & 65535), u16(value >>> 16)]);

interface Made {
  readonly text: string;
  readonly wide?: boolean;
  /** Font of each run that begins within the text. */
  readonly fonts?: readonly number[];
  readonly spoken?: number;
}

function made({ text, wide = false, fonts = [], spoken = 0 }: Made): Uint8Array {
  const flags = (wide ? 1 : 0) | (spoken > 0 ? 4 : 0) | (fonts.length > 0 ? 8 : 0);
  const characters = [...text].flatMap((sign) => (wide ? [...u16(sign.charCodeAt(0))] : [sign.charCodeAt(0)]));
  return joined([
    u16(text.length),
    new Uint8Array([flags]),
    ...(fonts.length > 0 ? [u16(fonts.length)] : []),
    ...(spoken > 0 ? [u32(spoken)] : []),
    new Uint8Array(characters),
    ...fonts.flatMap((font, at) => [u16(at), u16(font)]),
    new Uint8Array(spoken),
  ]);
}

function table(...strings: readonly Made[]): Uint8Array {
  return joined([u32(strings.length), u32(strings.length), ...strings.map(made)]);
}

const found = (...segments: readonly Uint8Array[]): readonly number[] =>
  [...runsOfStrings(segments)].flatMap(([index, runs]) => (runs.some(({ font }) => font === STRUCK) ? [index] : []));

test("a run reaches to the next one, and blanks wear no font", () => {
  const runs = [
    { from: 2, font: 5 },
    { from: 4, font: 6 },
  ];
  expect(fontsOf("12345", runs)).toEqual([undefined, 5, 6]);
  expect(fontsOf("12  5", runs)).toEqual([undefined, 6]);
  expect(fontsOf("1234", runs)).toEqual([undefined, 5]);
});

test("the strings with a run in a crossed-out font are told, whatever stands between", () => {
  const record = table(
    { text: "36" },
    { text: "1512", fonts: [STRUCK, 0] },
    { text: "行政许可", wide: true, fonts: [3] },
    { text: "1215", wide: true, fonts: [0, STRUCK], spoken: 5 },
    { text: "7" },
    { text: "8", fonts: [STRUCK] },
  );
  expect(found(record)).toEqual([1, 3, 5]);
});

test("a string that is continued says anew how wide its characters are", () => {
  const first = joined([u32(2), u32(2), u16(4), new Uint8Array([8]), u16(1), new Uint8Array([0x31, 0x35])]);
  const next = joined([new Uint8Array([1]), u16(0x31), u16(0x32), u16(0), u16(STRUCK), made({ text: "9" })]);
  expect(found(first, next)).toEqual([0]);
});

test("what breaks off gives what stands before it", () => {
  const record = table({ text: "15", fonts: [STRUCK] }, { text: "1512", fonts: [STRUCK] });
  for (let end = 0; end < record.length; end++) expect(found(record.subarray(0, end)).length).toBeLessThan(2);
  expect(found()).toEqual([]);
});
