import { describe, expect, test } from "vitest";
import { readText } from "../../../src/read/plain/text.js";
import { texts } from "../making.js";

describe("plain text", () => {
  test("keeps every physical line, empty ones too, whatever the line ends", () => {
    const document = readText("规章\r\n0\r\r\n 3 \n");
    expect(document).toMatchObject({ format: "text", remarks: [] });
    expect(document.blocks).toHaveLength(1);
    expect(document.blocks[0]).toMatchObject({ kind: "text", sheet: "正文" });
    expect(texts(document.blocks[0])).toEqual(["第1行 规章", "第2行 0", "第3行 ", "第4行  3 "]);
  });

  test("with bars but without a ruler stays text", () => {
    const document = readText("第二十条第（一）项 | |||\n规章 | 0 | - | - |\n| - | - |\n|\n");
    expect(document.format).toBe("text");
    expect(texts(document.blocks[0])).toHaveLength(4);
  });

  test("a byte order mark is no part of the first line; empty text is a document", () => {
    expect(texts(readText("\ufeff标题").blocks[0])).toEqual(["第1行 标题"]);
    expect(readText("").format).toBe("text");
  });
});
