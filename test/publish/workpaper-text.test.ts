import type * as sheetjs from "@e965/xlsx";
import { describe, expect, it } from "vitest";
import { writeWorkpaper } from "../../src/publish/workpaper/workpaper.js";
import { hostilePublication } from "./making-findings.js";
import { partsOf, sheetjsBook } from "./parts.js";

describe("hostile texts in the workpaper", () => {
  it("keeps what units typed as text, whatever it begins with", async () => {
    const [file] = await writeWorkpaper(hostilePublication());
    const book = sheetjsBook(file!);
    const cells = book.SheetNames.flatMap((name) =>
      Object.entries(book.Sheets[name] as sheetjs.WorkSheet).filter(([key]) => !key.startsWith("!")),
    );
    const formulas = cells.flatMap(([, cell]: [string, sheetjs.CellObject]) => cell.f ?? []);
    expect(
      formulas.filter(
        (formula) => !/^(SUM\([A-Z0-9:,]+\)|HYPERLINK\("#'[^'"]+'![A-Z]+\d+",("[^"]*"|-?[\d.]+)\))$/.test(formula),
      ),
    ).toEqual([]);
    const texts = new Set(cells.map(([, cell]: [string, sheetjs.CellObject]) => String(cell.v ?? "")));
    for (const text of [
      "=cmd|'/C calc'!A0",
      "<script>alert(1)</script>",
      "第一行\n第二行",
      "a⟨U+0000⟩b⟨U+0007⟩c\ufffdd⟨U+FFFF⟩",
      "_x0041_",
      "+1+1",
      "\t=1",
    ])
      expect(texts, JSON.stringify(text)).toContain(text);
    expect([...texts].every((text) => text.length <= 32_767)).toBe(true);
    const xml = (await partsOf(file!)).map((part) => part.text).join("");
    expect(xml).not.toMatch(/(?![\t\n\r])\p{Cc}|[\ufffe\uffff]|<script/u);
  });
});
