import { describe, expect, test } from "vitest";
import { wholeFile } from "../src/figure.js";
import { messageOf } from "../src/messages.js";
import { csvText } from "../src/publish/data/csv.js";
import { escapeXml } from "../src/publish/markup.js";
import { jsonText, shownJson, shownName, shownText } from "../src/shown-text.js";

const CODES = [0, 7, 0x1b, 0x7f, 0x85, 0x9f, 0x61c, 0x200e, 0x200f, 0x202a, 0x202e, 0x2066, 0x2069, 0xfeff, 0xffff];
const UNSEEN = CODES.map((code) => String.fromCharCode(code)).join("甲");
const SHOWN = CODES.map((code) => `⟨U+${code.toString(16).toUpperCase().padStart(4, "0")}⟩`).join("甲");

describe("what can't be seen is written out", () => {
  test("in a text; tabs, line ends, other spaces and signs of any script stay", () => {
    expect(shownText(UNSEEN)).toBe(SHOWN);
    const plain = "a\tb\nc\r\nd\u00a0\u200b\u3000é😀𠀀～";
    expect(shownText(plain)).toBe(plain);
  });

  test("a carriage return alone, with which a terminal writes over the line", () => {
    expect(shownText("坏\r好\r\n")).toBe("坏⟨U+000D⟩好\r\n");
  });

  test("half of a pair is no sign", () => expect(shownText("a\ud800b\udc00")).toBe("a\ufffdb\ufffd"));

  test("a file's name is one line", () =>
    expect(shownName("a\nb\t\u202e.xlsx")).toBe("a⟨U+000A⟩b⟨U+0009⟩⟨U+202E⟩.xlsx"));

  test("in CSV, markup and the findings", () => {
    expect(csvText([[UNSEEN]])).toBe(`${SHOWN}\r\n`);
    expect(escapeXml(UNSEEN)).toBe(SHOWN);
    const source = { ...wholeFile("2022/水利局\u202exslx.exe\n"), cell: "A1", text: "\u001b[2J3" };
    const message = messageOf({ code: "FILE.MACROS", unit: null, figures: [], sources: [source], facts: {} });
    expect(message).toContain("《2022/水利局⟨U+202E⟩xslx.exe⟨U+000A⟩》 A1（填写“⟨U+001B⟩[2J3”）");
  });
});

describe("JSON", () => {
  const record = { text: `${UNSEEN}\\u0007\\\\u0007"\n\b\f`, figures: [1, null] };

  test("for programs keeps the value and shows no sign raw", () => {
    expect(JSON.parse(jsonText(record))).toEqual(record);
    expect(jsonText(record, 1)).toMatch(/^[\n -~甲]*$/);
  });

  test("for a page has what can't be seen written out, and what only looks like an escape as it was", () => {
    expect(JSON.parse(shownJson(record))).toEqual({ text: shownText(record.text), figures: [1, null] });
  });
});
