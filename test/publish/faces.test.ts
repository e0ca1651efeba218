import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { fontsOf, runsOf, withFaces } from "../../src/publish/pdf/faces.js";
import { signsIn } from "../../src/publish/pdf/font-signs.js";
import { oneTypeface, type Typeface } from "../../src/typeface.js";

/** A font of one table that names its characters, in format 12 or 4. */
function fontOf(signs: string, format: 4 | 12): Typeface {
  const codes = [...signs].map((sign) => sign.codePointAt(0)!).sort((a, b) => a - b);
  const bytes = new Uint8Array(28 + 12 + 1000);
  const view = new DataView(bytes.buffer);
  view.setUint16(4, 1);
  bytes.set(new TextEncoder().encode("cmap"), 12);
  view.setUint32(12 + 8, 28);
  view.setUint16(30, 1);
  view.setUint32(36, 12);
  const part = 40;
  view.setUint16(part, format);
  if (format === 12) {
    view.setUint32(part + 12, codes.length);
    for (const [index, code] of codes.entries())
      for (const [place, value] of [code, code, index + 1].entries())
        view.setUint32(part + 16 + index * 12 + place * 4, value);
  } else {
    const all = [...codes, 0xffff];
    view.setUint16(part + 6, all.length * 2);
    for (const [index, code] of all.entries()) {
      view.setUint16(part + 14 + index * 2, code);
      view.setUint16(part + 16 + all.length * 2 + index * 2, code);
      view.setUint16(part + 16 + all.length * 4 + index * 2, code === 0xffff ? 1 : 1 - code + index);
    }
  }
  return { name: `${signs}.ttf`, bytes };
}

const codeOf = (sign: string): number => sign.codePointAt(0)!;

describe("signsIn", () => {
  it.each([4, 12] as const)("tells which characters a font has (format %i)", (format) => {
    const has = signsIn(fontOf("一丁A", format).bytes);
    expect([..."一丁A七B"].map((sign) => has(codeOf(sign)))).toEqual([true, true, true, false, false]);
    expect(has(0xffff)).toBe(false);
  });

  it("knows characters beyond the first plane", () => {
    const has = signsIn(fontOf("一𠮷", 12).bytes);
    expect([has(codeOf("𠮷")), has(codeOf("𠮸"))]).toEqual([true, false]);
  });

  it("reads a font as it is sold", () => {
    const path = createRequire(import.meta.url).resolve("pdfmake/fonts/Roboto/Roboto-Regular.ttf");
    const has = signsIn(new Uint8Array(readFileSync(path)));
    expect([..."Aé9一"].map((sign) => has(codeOf(sign)))).toEqual([true, true, true, false]);
  });

  it("takes a font without such a table as having all", () => {
    expect(signsIn(new Uint8Array(64))(codeOf("一"))).toBe(true);
  });
});

describe("runsOf", () => {
  const fonts = fontsOf({ ...oneTypeface(fontOf("一丁三U+〔〕0123456789B7", 12)), table: fontOf("一𠮷", 12) });

  it("prints in another face what the text's own face lacks", () => {
    expect(runsOf("一𠮷丁\n三", "body", fonts)).toEqual([
      { text: "一", face: "body" },
      { text: "𠮷", face: "table" },
      { text: "丁\n三", face: "body" },
    ]);
  });

  it("writes out what no face has", () => {
    expect(runsOf("一𠮸", "body", fonts)).toEqual([{ text: "一〔U+20BB8〕", face: "body" }]);
  });

  it("leaves fonts without Chinese characters alone", () => {
    expect(runsOf("一丁", "body", fontsOf(oneTypeface(fontOf("AB", 12))))).toEqual([{ text: "一丁", face: "body" }]);
  });

  it("divides every text of a document, in tables too, and keeps its tags", () => {
    const tag = { type: "P", children: [] };
    const node = { text: [{ text: "一𠮷", tag }], tags: [tag] };
    const divided = {
      text: [
        { text: "一", tag },
        { text: "𠮷", tag, font: "table" },
      ],
      tags: [tag],
    };
    expect(withFaces([node, { table: { body: [[node, {}]] } }, { stack: [node] }], fonts)).toEqual([
      divided,
      { table: { body: [[divided, {}]] } },
      { stack: [divided] },
    ]);
  });
});
