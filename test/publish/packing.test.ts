import { inflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { packedPdf } from "../../src/publish/pdf/packing.js";

const latin = (bytes: Uint8Array): string => Buffer.from(bytes).toString("latin1");
const CONTENT = "BT (1) Tj ET\n".repeat(400);

/** A document as the library writes one that is not packed: its objects in another order than their numbers. */
function plainPdf(): Uint8Array {
  const stream = (number: number, more: string, content: string): string =>
    `${number} 0 obj\n<<\n/Length ${content.length}${more}\n>>\nstream\n${content}\nendstream\nendobj\n`;
  const objects: Readonly<Record<number, string>> = {
    2: stream(2, "", CONTENT),
    3: stream(3, "\n/Type /Metadata\n/Subtype /XML", "<x:xmpmeta/>"),
    1: "1 0 obj\n<<\n/Title (\u00fe\u00ff\u0091\u00e5)\n>>\nendobj\n",
  };
  let text = "%PDF-1.7\n%\u00ff\u00ff\u00ff\u00ff\n";
  const places = new Map<number, number>();
  for (const number of [2, 3, 1]) {
    places.set(number, text.length);
    text += objects[number];
  }
  const table = text.length;
  text += "xref\n0 4\n0000000000 65535 f \n";
  for (const number of [1, 2, 3]) text += `${String(places.get(number)).padStart(10, "0")} 00000 n \n`;
  text += `trailer\n<<\n/Size 4\n>>\nstartxref\n${table}\n%%EOF\n`;
  return new Uint8Array(Buffer.from(text, "latin1"));
}

describe("压缩 PDF", () => {
  const packed = packedPdf(plainPdf());
  const text = latin(packed);

  test("packs a content so that it inflates to the same", () => {
    const [, length, data] =
      /2 0 obj\n<<\n\/Length (\d+)\n\/Filter \/FlateDecode\n>>\nstream\n([\s\S]*?)\nendstream/.exec(text)!;
    expect(data).toHaveLength(Number(length));
    expect(inflateSync(Buffer.from(data!, "latin1")).toString("latin1")).toBe(CONTENT);
    expect(packed.length).toBeLessThan(CONTENT.length / 4);
  });

  test("leaves the description of the document and every other object to the byte", () => {
    expect(text).toContain("/Subtype /XML\n>>\nstream\n<x:xmpmeta/>\nendstream");
    expect(text).toContain("/Title (\u00fe\u00ff\u0091\u00e5)");
    expect(text.startsWith("%PDF-1.7\n%\u00ff\u00ff\u00ff\u00ff\n2 0 obj")).toBe(true);
  });

  test("the table leads to every object, and the end to the table", () => {
    const table = Number(/startxref\n(\d+)/.exec(text)?.[1]);
    expect(text.slice(table, table + 5)).toBe("xref\n");
    const places = [...text.slice(table).matchAll(/^(\d{10}) 00000 n $/gm)].map((match) => Number(match[1]));
    expect(places).toHaveLength(3);
    for (const [index, at] of places.entries()) expect(text.slice(at)).toMatch(new RegExp(`^${index + 1} 0 obj\n`));
  });

  test("refuses what is no such document", () => {
    expect(() => packedPdf(new TextEncoder().encode("%PDF-1.7\nnothing"))).toThrow(RangeError);
  });
});
