import { describe, expect, test } from "vitest";
import { bytesOf, cellsIn, joined } from "./making.js";

const GB18030: Record<string, number[]> = { 规: [0xb9, 0xe6], 章: [0xd5, 0xc2] };

function gb18030(text: string): Uint8Array {
  return joined([...text].map((character) => new Uint8Array(GB18030[character] ?? [character.charCodeAt(0)])));
}

describe("text in different encodings", () => {
  test.each([
    ["UTF-8 with a mark", joined([new Uint8Array([0xef, 0xbb, 0xbf]), bytesOf("规章,1,2\n规章,3,4\n")])],
    ["UTF-8 without", bytesOf("规章,1,2\n规章,3,4\n")],
    ["GB18030", gb18030("规章,1,2\n规章,3,4\n")],
    ["UTF-16 little-endian, tabs", new Uint8Array(Buffer.from("\ufeff规章\t1\t2\r\n规章\t3\t4\r\n", "utf16le"))],
    ["UTF-16 big-endian", new Uint8Array(Buffer.from("\ufeff规章,1,2\n规章,3,4\n", "utf16le").swap16())],
  ])("reads the same in %s", async (_, bytes) => {
    expect(await cellsIn(bytes)).toEqual({
      A1: "text 规章",
      B1: "text 1",
      C1: "text 2",
      A2: "text 规章",
      B2: "text 3",
      C2: "text 4",
    });
  });
});
