import { describe, expect, test } from "vitest";
import { bytesOf, cellsOf, gridsOf, makeDocx, makeZip, readOne, sheetOf } from "./making.js";

const SHEET = sheetOf('<row r="1"><c r="A1"><v>36</v></c></row>');

describe("a file's kind is told by its content", () => {
  test.each([["年报.xlsx"], ["年报.xls"], ["年报.txt"], ["年报.pdf"], ["年报"]])(
    "a workbook named %s is a workbook",
    async (name) => {
      expect((await readOne(SHEET, name)).format).toBe("xlsx");
    },
  );

  test("HTML, delimited text, plain text and Word under the name of a workbook", async () => {
    expect(
      (await readOne(bytesOf("<html><body><table><tr><td>规章</td><td>1</td></tr></table></body></html>"), "a.xls"))
        .format,
    ).toBe("html");
    expect((await readOne(bytesOf("  <meta charset=utf-8><table><tr><td>1</td></tr></table>"), "a.et")).format).toBe(
      "html",
    );
    expect((await readOne(bytesOf("规章\t1\t2\n规章\t1\t2\n"), "a.xls")).format).toBe("csv");
    expect((await readOne(bytesOf("一、总体情况\n规章\n0\n"), "a.xlsx")).format).toBe("text");
    expect((await readOne(makeDocx("<w:p/>"), "a.xlsx")).format).toBe("docx");
  });

  test("a package whose main part has a name of its own is told by its content types", async () => {
    const types = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
    const made = makeZip([
      {
        name: "[Content_Types].xml",
        content: `<Types><Override PartName="/book.xml" ContentType="${types}"/></Types>`,
      },
      {
        name: "_rels/.rels",
        content: '<Relationships><Relationship Id="a" Type="x/officeDocument" Target="book.xml"/></Relationships>',
      },
      { name: "book.xml", content: '<workbook xmlns:r="r"><sheets><sheet name="表" r:id="a"/></sheets></workbook>' },
      {
        name: "_rels/book.xml.rels",
        content: '<Relationships><Relationship Id="a" Type="x/worksheet" Target="s.xml"/></Relationships>',
      },
      { name: "s.xml", content: "<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>" },
    ]);
    expect(cellsOf(gridsOf(await readOne(made))[0])).toEqual({ A1: "number 1" });
  });
});
