import { describe, expect, test } from "vitest";
import {
  cellsOf,
  gridsOf,
  type MadeEntry,
  makeXlsx,
  makeZip,
  readOne,
  relation,
  relationsXml,
  sheetOf,
} from "../making.js";

// 金山文档、腾讯文档、飞书 and programs on servers write workbooks that are odd in these ways, as the reports of those who read them say.

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const ROWS = '<row r="1"><c r="A1" t="inlineStr"><is><t>规章</t></is></c><c r="B1"><v>36</v></c></row>';

/** A workbook of one sheet, part by part. */
function partsWith(changed: Readonly<Record<string, string>>): Uint8Array {
  const parts: Readonly<Record<string, string>> = {
    "_rels/.rels": relationsXml([relation("d", "officeDocument", "xl/workbook.xml")]),
    "xl/workbook.xml": `<workbook xmlns="${MAIN}" xmlns:r="r"><sheets><sheet name="表一" sheetId="1" r:id="s"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": relationsXml([relation("s", "worksheet", "worksheets/sheet1.xml")]),
    "xl/worksheets/sheet1.xml": `<worksheet xmlns="${MAIN}"><sheetData>${ROWS}</sheetData></worksheet>`,
    ...changed,
  };
  return makeZip(Object.entries(parts).map(([name, content]): MadeEntry => ({ name, content })));
}

async function valuesOf(bytes: Uint8Array): Promise<Record<string, string>> {
  return cellsOf(gridsOf(await readOne(bytes, "年报.xlsx"))[0]);
}

const RIGHT = { A1: "text 规章", B1: "number 36" };

describe("workbooks of online offices", () => {
  test.each<[string, Uint8Array]>([
    ["neither strings, styles nor theme", partsWith({})],
    [
      "a byte order mark before every part",
      partsWith({
        "xl/worksheets/sheet1.xml": `\ufeff<worksheet xmlns="${MAIN}"><sheetData>${ROWS}</sheetData></worksheet>`,
      }),
    ],
    [
      "absolute targets",
      partsWith({
        "_rels/.rels": relationsXml([relation("d", "officeDocument", "/xl/workbook.xml")]),
        "xl/_rels/workbook.xml.rels": relationsXml([relation("s", "worksheet", "/xl/worksheets/sheet1.xml")]),
      }),
    ],
    [
      "targets with a dot before them",
      partsWith({
        "xl/_rels/workbook.xml.rels": relationsXml([relation("s", "worksheet", "./worksheets/sheet1.xml")]),
      }),
    ],
    [
      "wrong kinds of content, properties that are not well-formed",
      partsWith({
        "[Content_Types].xml": '<Types><Default Extension="xml" ContentType="text/plain"/></Types>',
        "docProps/core.xml": "<cp:coreProperties><dcterms:created xsi:type=",
        "docProps/app.xml": "",
      }),
    ],
    [
      "a dimension of a single cell",
      partsWith({
        "xl/worksheets/sheet1.xml": `<worksheet xmlns="${MAIN}"><dimension ref="A1"/><sheetData>${ROWS}</sheetData></worksheet>`,
      }),
    ],
    [
      "a prefix before every name, and no addresses",
      partsWith({
        "xl/worksheets/sheet1.xml": `<x:worksheet xmlns:x="${MAIN}"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>规章</x:t></x:is></x:c><x:c><x:v>36</x:v></x:c></x:row></x:sheetData></x:worksheet>`,
      }),
    ],
    [
      "cells of rows and columns that say neither",
      partsWith({
        "xl/worksheets/sheet1.xml": `<worksheet xmlns="${MAIN}"><sheetData><row spans="1:2"><c t="str"><v>规章</v></c><c s=""><v> 36 </v></c></row></sheetData></worksheet>`,
      }),
    ],
    [
      "lists that state another count, and empty elements",
      sheetOf('<row r="1"><c r="A1" t="s" s="9"><v>0</v></c><c r="B1" s="1"><v>36</v></c></row>', {
        strings: "<si><t>规章</t></si>",
        styles:
          '<numFmts count="9"/><fonts count="1"/><fills count="5"><fill/></fills><cellXfs count="1"><xf/><xf numFmtId="0" fontId="7" fillId="3"></xf></cellXfs>',
      }),
    ],
    [
      "formats written as elements with an end",
      sheetOf(
        '<row r="1"><c r="A1" t="inlineStr"><is><t xml:space="preserve">规章</t></is></c><c r="B1" s="1"><v>36</v></c></row>',
        {
          styles:
            '<numFmts count="1"><numFmt numFmtId="164" formatCode="General"></numFmt></numFmts><cellXfs><xf/><xf numFmtId="164"></xf></cellXfs>',
        },
      ),
    ],
    [
      "a guide to the pronunciation of a text",
      sheetOf('<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>36</v></c></row>', {
        strings:
          '<si><r><t>规</t></r><r><t>章</t></r><rPh sb="0" eb="2"><t>guizhang 7</t></rPh><phoneticPr fontId="1"/></si>',
      }),
    ],
  ])("with %s give their cells", async (_, bytes) => {
    expect(await valuesOf(bytes)).toEqual(RIGHT);
  });

  test("parts whose names are written with a backslash, or in other letters", async () => {
    const bytes = makeZip(
      [
        ["_rels\\.rels", relationsXml([relation("d", "officeDocument", "xl/workbook.xml")])],
        [
          "xl\\Workbook.xml",
          `<workbook xmlns="${MAIN}" xmlns:r="r"><sheets><sheet name="表一" sheetId="1" r:id="s"/></sheets></workbook>`,
        ],
        ["xl\\_rels\\workbook.xml.rels", relationsXml([relation("s", "worksheet", "Worksheets/Sheet1.xml")])],
        ["xl\\worksheets\\sheet1.xml", `<worksheet xmlns="${MAIN}"><sheetData>${ROWS}</sheetData></worksheet>`],
      ].map(([name = "", content = ""]) => ({ name, content })),
    );
    expect(await valuesOf(bytes)).toEqual(RIGHT);
  });

  test("the main part beside the others, not below xl", async () => {
    const bytes = makeZip([
      {
        name: "[Content_Types].xml",
        content:
          '<Types><Override PartName="/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
      },
      { name: "_rels/.rels", content: relationsXml([relation("d", "officeDocument", "workbook.xml")]) },
      {
        name: "workbook.xml",
        content: `<workbook xmlns="${MAIN}" xmlns:r="r"><sheets><sheet name="表一" sheetId="1" r:id="s"/></sheets></workbook>`,
      },
      { name: "_rels/workbook.xml.rels", content: relationsXml([relation("s", "worksheet", "sheet1.xml")]) },
      { name: "sheet1.xml", content: `<worksheet xmlns="${MAIN}"><sheetData>${ROWS}</sheetData></worksheet>` },
    ]);
    expect(await valuesOf(bytes)).toEqual(RIGHT);
  });

  test("a number that was stored as a text stays a text", async () => {
    const cells =
      '<c r="A1" t="inlineStr"><is><t>36</t></is></c><c r="B1" t="str"><v>37</v></c><c r="C1" t="inlineStr"><is/></c>';
    expect(
      await valuesOf(makeXlsx({ sheets: [{ name: "表一", xml: `<sheetData><row r="1">${cells}</row></sheetData>` }] })),
    ).toEqual({
      A1: "text 36",
      B1: "text 37",
    });
  });

  test("a picture that WPS puts into a cell is no number, and no formula that is computed", async () => {
    const written = '_xlfn.DISPIMG("ID_36",1)';
    const cell = `<c r="A1" t="str"><f>${written.replaceAll('"', "&quot;")}</f><v>=DISPIMG("ID_36",1)</v></c>`;
    const [grid] = gridsOf(await readOne(sheetOf(`<row r="1">${cell}</row>`)));
    expect(grid?.cells[0]).toMatchObject({ kind: "text", formula: true });
  });
});
