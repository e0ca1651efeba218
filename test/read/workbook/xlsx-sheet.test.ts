import { describe, expect, test } from "vitest";
import { DEFAULT_LIMITS } from "../../../src/read/read.js";
import { cellsIn, cellsOf, gridsOf, makeXlsx, readOne, refusalOf, sheetOf } from "../making.js";

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

  test("inline strings, plain and rich, and text results", async () => {
    const rows = `<row r="1"><c r="A1" t="inlineStr"><is><t>规章</t></is></c>
      <c r="B1" t="inlineStr"><is><r><t>规</t></r><r><t>章</t></r></is></c><c r="C1" t="str"><f>A1</f><v>规章</v></c></row>`;
    expect(await cellsIn(sheetOf(rows))).toEqual({ A1: "text 规章", B1: "text 规章", C1: "text 规章" });
  });

  test("booleans, errors, ISO dates and text in a number's place", async () => {
    const rows = `<row r="1"><c r="A1" t="b"><v>1</v></c><c r="B1" t="e"><v>#REF!</v></c><c r="C1" t="d"><v>2023-01-02</v></c>
      <c r="D1"><v>1,234</v></c><c r="E1" t="e"/></row>`;
    expect(await cellsIn(sheetOf(rows))).toEqual({
      A1: "boolean TRUE",
      B1: "error #REF!",
      C1: "date 2023-01-02",
      D1: "text 1,234",
      E1: "error #错误值缺失",
    });
  });

  test("text numbers and full-width digits stay text", async () => {
    const strings = "<si><t>１２</t></si><si><t xml:space='preserve'> 7 </t></si>";
    const rows = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>';
    expect(await cellsIn(sheetOf(rows, { strings }))).toEqual({ A1: "text １２", B1: "text  7 " });
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
