import { describe, expect, test } from "vitest";
import { DEFAULT_LIMITS } from "../../../src/read/read.js";
import { makeDocx, readOne, refusalOf } from "../making.js";

function run(text: string): string {
  return `<w:r><w:t>${text}</w:t></w:r>`;
}

function paragraph(content: string): string {
  return `<w:p>${content}</w:p>`;
}

function cell(text: string, properties = ""): string {
  return `<w:tc><w:tcPr>${properties}</w:tcPr>${paragraph(run(text))}</w:tc>`;
}

function table(...rows: string[]): string {
  return `<w:tbl>${rows.map((row) => `<w:tr>${row}</w:tr>`).join("")}</w:tbl>`;
}

describe("a Word document as a whole", () => {
  test("pictures alone and macros are remarked", async () => {
    const document = await readOne(
      makeDocx(paragraph("<w:r><w:drawing/></w:r>"), [{ name: "word/vbaProject.bin", content: "x" }]),
    );
    expect(document.remarks).toEqual([{ kind: "macros" }, { kind: "picturesOnly" }]);
  });

  test("content kept in another file, and too many cells, are refused", async () => {
    expect((await refusalOf(makeDocx("<w:altChunk/>"))).rule).toBe("FILE.UNSUPPORTED");
    expect((await refusalOf(makeDocx(table(cell("a") + cell("b"))), "x", { ...DEFAULT_LIMITS, cells: 1 })).rule).toBe(
      "FILE.TOO_LARGE",
    );
  });
});
