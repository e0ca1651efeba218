import { describe, expect, test } from "vitest";
import { DEFAULT_LIMITS } from "../../src/read/read.js";
import { kindOfBuiltin, kindOfFormat } from "../../src/read/workbook/xlsx-styles.js";
import {
  cellAt,
  cellsIn,
  cellsOf,
  gridsOf,
  makeXlsx,
  makeZip,
  readOne,
  refusalOf,
  relation,
  relationsXml,
  sheetOf,
  workbookParts,
} from "./making.js";

describe("cells of .xlsx", () => {
  test("numbers keep their digits as they stand, exponents included", async () => {
    const rows =
      '<row r="1"><c r="A1"><v>30.000000000000004</v></c><c r="B1"><v>1E3</v></c><c r="C1"><v>-0.5</v></c></row>';
    expect(await cellsIn(sheetOf(rows))).toEqual({
      A1: "number 30.000000000000004",
      B1: "number 1E3",
      C1: "number -0.5",
    });
  });

  test("cached results 0, false and empty text are results; no result at all is uncalculated", async () => {
    const rows = `<row r="1"><c r="A1"><f>1-1</f><v>0</v></c><c r="B1" t="b"><f>1=2</f><v>0</v></c>
      <c r="C1" t="str"><f>""</f><v></v></c><c r="D1"><f>SUM(A1)</f></c><c r="E1"><f>SUM(A1)</f><v/></c>
      <c r="F1"><f t="shared" si="0"/><v>7</v></c></row>`;
    const grid = gridsOf(await readOne(sheetOf(rows)))[0];
    expect(cellsOf(grid)).toEqual({
      A1: "number 0",
      B1: "boolean FALSE",
      C1: "text ",
      D1: "uncalculated ",
      E1: "uncalculated ",
      F1: "number 7",
    });
    expect(grid?.cells.every((cell) => cell.formula)).toBe(true);
  });

  test("rich text is joined, phonetic guides dropped, escapes decoded", async () => {
    const strings = `<si><r><t>商业</t></r><r><t xml:space="preserve"> 企业</t></r><rPh sb="0" eb="1"><t>shang</t></rPh></si>
      <si><t>其他_x000D_x005F_</t></si><si><t>_x005F_x0041_</t></si>`;
    const rows =
      '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row>';
    expect(await cellsIn(sheetOf(rows, { strings }))).toEqual({
      A1: "text 商业 企业",
      B1: "text 其他\rx005F_",
      C1: "text _x0041_",
    });
  });

  test("a footnote's mark in rich text is bracketed, and what is crossed out is set off", async () => {
    const styled = (text: string, style: string): string => `<r><rPr>${style}</rPr><t>${text}</t></r>`;
    const strings = `<si><r><t>12</t></r>${styled("1", '<vertAlign val="superscript"/>')}</si>
      <si>${styled("15", "<strike/>")}<r><t>12</t></r></si>`;
    const inline = `<is><r><t>12</t></r>${styled("1", '<vertAlign val="superscript"/>')}</is>`;
    const rows = `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr">${inline}</c></row>`;
    expect(await cellsIn(sheetOf(rows, { strings }))).toEqual({
      A1: "text 12[1]",
      B1: "text  15 12",
      C1: "text 12[1]",
    });
  });

  test("inline strings, plain and rich, and text results", async () => {
    const rows = `<row r="1"><c r="A1" t="inlineStr"><is><t>规章</t></is></c>
      <c r="B1" t="inlineStr"><is><r><t>规</t></r><r><t>章</t></r></is></c><c r="C1" t="str"><f>A1</f><v>规章</v></c></row>`;
    expect(await cellsIn(sheetOf(rows))).toEqual({ A1: "text 规章", B1: "text 规章", C1: "text 规章" });
  });

  test("booleans, errors, ISO dates and text in a number's place", async () => {
    const rows = `<row r="1"><c r="A1" t="b"><v>1</v></c><c r="B1" t="e"><v>#REF!</v></c><c r="C1" t="d"><v>2023-01-02</v></c>
      <c r="D1"><v>1,234</v></c></row>`;
    expect(await cellsIn(sheetOf(rows))).toEqual({
      A1: "boolean TRUE",
      B1: "error #REF!",
      C1: "date 2023-01-02",
      D1: "text 1,234",
    });
  });

  test("a shared string that is not there is an error of its cell only", async () => {
    const rows = '<row r="1"><c r="A1" t="s"><v>9</v></c><c r="B1"><v>1</v></c></row>';
    expect(await cellsIn(sheetOf(rows, { strings: "<si><t>a</t></si>" }))).toEqual({
      A1: "error #共享字符串缺失",
      B1: "number 1",
    });
  });

  test("a shared string without a number is an empty cell", async () => {
    expect(await cellsIn(sheetOf('<row r="1"><c r="A1" t="s"><v/></c><c r="B1"><v>1</v></c></row>'))).toEqual({
      B1: "number 1",
    });
  });

  test("text numbers and full-width digits stay text", async () => {
    const strings = "<si><t>１２</t></si><si><t xml:space='preserve'> 7 </t></si>";
    const rows = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>';
    expect(await cellsIn(sheetOf(rows, { strings }))).toEqual({ A1: "text １２", B1: "text  7 " });
  });

  test("percent and date formats are told from counts, built in and custom", async () => {
    const codes = ["0.00%", 'yyyy"年"m"月"', '0"年"', "[Red]#,##0\\件", "[h]:mm", "General", '"共"0"%"'];
    const formats = codes
      .map((code, i) => `<numFmt numFmtId="${200 + i}" formatCode="${code.replace(/"/g, "&quot;")}"/>`)
      .join("");
    const ids = [0, 9, 14, 57, 3, ...codes.map((_, i) => 200 + i)];
    const styles = `<numFmts>${formats}</numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs>${ids.map((id) => `<xf numFmtId="${id}"/>`).join("")}</cellXfs>`;
    const rows = `<row r="1">${ids.map((_, i) => `<c s="${i}"><v>1</v></c>`).join("")}</row>`;
    const kinds = gridsOf(await readOne(sheetOf(rows, { styles })))[0]?.cells.map((cell) => cell.kind);
    expect(kinds).toEqual([
      "number",
      "percent",
      "date",
      "date",
      "number",
      "percent",
      "date",
      "number",
      "number",
      "date",
      "number",
      "number",
    ]);
  });

  test("CDATA is read and a commented-out cell is not", async () => {
    const rows = '<row r="1"><c r="A1"><v><![CDATA[5]]></v></c><!-- <c r="B1"><v>9</v></c> --></row>';
    expect(await cellsIn(sheetOf(rows))).toEqual({ A1: "number 5" });
  });

  test("rows and cells without addresses follow one another", async () => {
    const rows = '<row><c><v>1</v></c><c><v>2</v></c></row><row><c/><c r="C2"><v>3</v></c><c><v>4</v></c></row>';
    expect(await cellsIn(sheetOf(rows))).toEqual({ A1: "number 1", B1: "number 2", C2: "number 3", D2: "number 4" });
  });
});

describe("sheets of .xlsx", () => {
  test("a merged area is its top left cell with spans; a value hidden under it keeps its own cell", async () => {
    const rows =
      '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>99</v></c></row><row r="3"><c r="A3"><v>2</v></c></row>';
    const grid = gridsOf(await readOne(sheetOf(rows, {}, '<mergeCells><mergeCell ref="A1:C2"/></mergeCells>')))[0];
    expect(cellAt(grid, "A1")).toMatchObject({ rowSpan: 2, columnSpan: 3, text: "1" });
    expect(cellAt(grid, "B1")).toMatchObject({ rowSpan: 1, columnSpan: 1, text: "99" });
    expect([grid?.rows, grid?.columns]).toEqual([3, 3]);
  });

  test("a merge over whole columns and a dimension of the whole sheet cost nothing", async () => {
    const bytes = sheetOf(
      '<row r="1"><c r="A1"><v>1</v></c></row>',
      {},
      '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
    );
    const grid = gridsOf(await readOne(bytes))[0];
    expect([grid?.rows, grid?.columns, grid?.cells[0]?.rowSpan]).toEqual([1, 1, 1]);
  });

  test("a cell in the last corner is one cell", async () => {
    const grid = gridsOf(await readOne(sheetOf('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')))[0];
    expect(cellsOf(grid)).toEqual({ XFD1048576: "number 1" });
  });

  test("hidden and filtered rows and hidden columns are named", async () => {
    const rows =
      '<row r="1"><c r="A1"><v>1</v></c></row><row r="2" hidden="1"><c r="C2"><v>2</v></c></row><row r="3" ht="0"><c><v>1</v></c></row>';
    const bytes = makeXlsx({
      sheets: [
        {
          name: "表",
          xml: `<cols><col min="2" max="2" hidden="1"/><col min="3" max="16384" width="0"/></cols><sheetData>${rows}</sheetData>`,
        },
      ],
    });
    const grid = gridsOf(await readOne(bytes))[0];
    expect([grid?.hiddenRows, grid?.hiddenColumns]).toEqual([
      [1, 2],
      [1, 2],
    ]);
  });

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
      "a DOCTYPE",
      workbookParts({ sheets: [{ name: "表", xml: "" }] }).map((part, i) =>
        i === 3 ? { ...part, content: `<!DOCTYPE x>${part.content}` } : part,
      ),
    ],
  ])("%s makes the whole file unreadable", async (_, parts) => {
    expect((await refusalOf(makeZip(parts))).rule).toBe("FILE.UNREADABLE");
  });

  test("more cells than allowed are refused", async () => {
    const bytes = sheetOf('<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>1</v></c></row>');
    expect((await refusalOf(bytes, "x", { ...DEFAULT_LIMITS, cells: 1 })).rule).toBe("FILE.TOO_LARGE");
  });

  test("a hundred thousand empty styled cells are no cells", async () => {
    const rows = Array.from({ length: 1000 }, () => `<row>${'<c s="1"/>'.repeat(100)}</row>`).join("");
    const grid = gridsOf(await readOne(sheetOf(rows), "x", { ...DEFAULT_LIMITS, cells: 1 }))[0];
    expect(grid?.cells).toEqual([]);
  });
});

test("a format that shows another number, or so much money, is told from a plain one", () => {
  for (const code of ["#,##0,", "0,.00", "0!.0000", '0"万"', "0.0,,", ";;;"])
    expect(kindOfFormat(code), code).toBe("scaled");
  for (const code of ['0.00"元"', '"¥"#,##0.00', "[$￥-804]#,##0.00", "_ ¥* #,##0.00_ "])
    expect(kindOfFormat(code), code).toBe("yuan");
  for (const code of [
    "General",
    "#,##0",
    "#,##0.00_);(#,##0.00)",
    '0"件"',
    '0.00"万元"',
    "@",
    '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"??_ ;_ @_ ',
  ])
    expect(kindOfFormat(code), code).toBe("number");
  expect([1, 4, 41, 44].map(kindOfBuiltin)).toEqual(["number", "number", "number", "yuan"]);
});
