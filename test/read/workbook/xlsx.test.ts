import { describe, expect, test } from "vitest";
import {
  cellsIn,
  gridsOf,
  makeXlsx,
  makeZip,
  readOne,
  refusalOf,
  relation,
  relationsXml,
  workbookParts,
} from "../making.js";

describe("sheets of .xlsx", () => {
  test("sheets come in the workbook's order, hidden ones marked", async () => {
    const xml = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>';
    const bytes = makeXlsx({
      sheets: [
        { name: "乙", xml },
        { name: "去年", xml, state: "hidden" },
        { name: "底", xml, state: "veryHidden" },
        { name: "甲", xml },
      ],
    });
    expect(gridsOf(await readOne(bytes)).map((grid) => [grid.sheet, grid.hidden])).toEqual([
      ["乙", false],
      ["去年", true],
      ["底", true],
      ["甲", false],
    ]);
  });

  test("prefixed elements, absolute targets and strict relation types are read", async () => {
    const strict = "http://purl.oclc.org/ooxml/officeDocument/relationships";
    const bytes = makeZip([
      { name: "_rels/.rels", content: relationsXml([relation("d", "officeDocument", "/xl/workbook.xml", strict)]) },
      {
        name: "xl/workbook.xml",
        content: '<x:workbook xmlns:x="m" xmlns:q="r"><x:sheets><x:sheet name="表" q:id="a"/></x:sheets></x:workbook>',
      },
      {
        name: "xl/_rels/workbook.xml.rels",
        content: relationsXml([relation("a", "worksheet", "/xl/worksheets/S.xml", strict)]),
      },
      {
        name: "xl/worksheets/s.xml",
        content:
          '<x:worksheet xmlns:x="m"><x:sheetData><x:row r="1"><x:c r="B1"><x:v>4</x:v></x:c></x:row></x:sheetData></x:worksheet>',
      },
    ]);
    expect(await cellsIn(bytes)).toEqual({ B1: "number 4" });
  });

  test("a module sheet, which has no part, is passed over", async () => {
    const parts = workbookParts({
      sheets: [
        { name: "表", xml: "<sheetData/>" },
        { name: "Module", xml: "" },
      ],
    });
    const bytes = makeZip(
      parts.map((part) => ({ ...part, content: String(part.content).replace('r:id="s1"', 'r:id=""') })),
    );
    expect(gridsOf(await readOne(bytes)).map((grid) => grid.sheet)).toEqual(["表"]);
  });

  test("chart sheets are passed over and macros are said", async () => {
    const parts = workbookParts({
      sheets: [
        { name: "表", xml: "<sheetData/>" },
        { name: "图", xml: "" },
      ],
      more: [{ name: "xl/vbaProject.bin", content: "x" }],
    });
    const bytes = makeZip(
      parts.map((part) => ({
        ...part,
        content: String(part.content).replace(/worksheet(" Target="worksheets\/sheet2)/, "chartsheet$1"),
      })),
    );
    const document = await readOne(bytes);
    expect([gridsOf(document).map((grid) => grid.sheet), document.remarks]).toEqual([["表"], [{ kind: "macros" }]]);
  });

  test.each([
    ["a sheet part that is missing", workbookParts({ sheets: [{ name: "表", xml: "" }] }).slice(0, 3)],
    ["a sheet part that breaks off", workbookParts({ sheets: [{ name: "表", xml: "<sheetData><row>" }] })],
    [
      "an invalid address",
      workbookParts({
        sheets: [{ name: "表", xml: '<sheetData><row r="1"><c r="1A"><v>1</v></c></row></sheetData>' }],
      }),
    ],
    [
      "one cell twice",
      workbookParts({
        sheets: [
          { name: "表", xml: '<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row></sheetData>' },
        ],
      }),
    ],
    [
      "a cell of two values",
      workbookParts({
        sheets: [{ name: "表", xml: '<sheetData><row r="1"><c r="A1"><v>1</v><v>2</v></c></row></sheetData>' }],
      }),
    ],
    [
      "a DOCTYPE",
      workbookParts({ sheets: [{ name: "表", xml: "" }] }).map((part, i) =>
        i === 3 ? { ...part, content: `<!DOCTYPE x>${part.content}` } : part,
      ),
    ],
  ])("%s makes the whole file unreadable", async (_, parts) => {
    expect((await refusalOf(makeZip(parts))).rule).toBe("FILE.UNREADABLE");
  });
});
