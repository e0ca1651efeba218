import { describe, expect, test } from "vitest";
import { DEFAULT_LIMITS } from "../../../src/read/read.js";
import { cell, paragraph, table } from "../made-word.js";
import { makeDocx, readOne, refusalOf } from "../making.js";

describe("a Word document as a whole", () => {
  test("pictures alone and macros are remarked", async () => {
    const document = await readOne(
      makeDocx(paragraph("<w:r><w:drawing/></w:r>"), [{ name: "word/vbaProject.bin", content: "x" }]),
    );
    expect(document.remarks).toEqual([{ kind: "macros" }, { kind: "pictures", pages: [] }]);
  });

  test("content kept in another file, and too many cells, are refused", async () => {
    for (const content of ["<w:altChunk/>", "<w:subDoc/>"])
      expect((await refusalOf(makeDocx(content))).rule).toBe("FILE.UNSUPPORTED");
    expect((await refusalOf(makeDocx(table(cell("a") + cell("b"))), "x", { ...DEFAULT_LIMITS, cells: 1 })).rule).toBe(
      "FILE.TOO_LARGE",
    );
  });
});
