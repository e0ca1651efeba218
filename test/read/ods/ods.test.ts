import { describe, expect, test } from "vitest";
import { DEFAULT_LIMITS } from "../../../src/read/read.js";
import { written } from "../made-workbook.js";
import { bytesOf, cellAt, cellsOf, gridsOf, type MadeEntry, makeZip, readOne, refusalOf } from "../making.js";

const names = 'xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s" xmlns:calcext="c" xmlns:ooo="m"';

function ods(tables: string, styles = "", more: readonly MadeEntry[] = []): Uint8Array {
  const content = `<office:document-content ${names}><office:automatic-styles>${styles}</office:automatic-styles><office:body><office:spreadsheet>${tables}</office:spreadsheet></office:body></office:document-content>`;
  return makeZip([
    { name: "mimetype", content: "application/vnd.oasis.opendocument.spreadsheet", stored: true },
    { name: "content.xml", content },
    ...more,
  ]);
}

function sheet(rows: string, attributes = ""): Uint8Array {
  return ods(`<table:table table:name="年报" ${attributes}>${rows}</table:table>`);
}

function number(value: string, attributes = ""): string {
  return `<table:table-cell office:value-type="float" office:value="${value}" ${attributes}><text:p>${value}</text:p></table:table-cell>`;
}

async function gridOf(bytes: Uint8Array) {
  return gridsOf(await readOne(bytes))[0];
}

describe("OpenDocument spreadsheets", () => {
  test("stored values are read; what is shown of a percentage or a date is kept beside them", async () => {
    const row = `<table:table-row>${number("30.000000000000004")}<table:table-cell office:value-type="percentage" office:value="0.5"><text:p>50%</text:p></table:table-cell>
      <table:table-cell office:value-type="date" office:date-value="2023-01-02"><text:p>1月2日</text:p></table:table-cell>
      <table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>TRUE</text:p></table:table-cell>
      <table:table-cell office:value-type="string" calcext:value-type="string"><text:p>商业</text:p><text:p>企<text:span>业</text:span><text:s text:c="2"/>x</text:p></table:table-cell></table:table-row>`;
    expect(cellsOf(await gridOf(sheet(row)))).toEqual({
      A1: "number 30.000000000000004",
      B1: "percent 0.5",
      C1: "date 2023-01-02",
      D1: "boolean TRUE",
      E1: "text 商业\n企业  x",
    });
  });

  test("one XML file is read like the package", async () => {
    const struck =
      '<style:style style:name="S" style:family="table-cell"><style:text-properties style:text-line-through-style="solid"/></style:style>';
    const table = `<table:table table:name="年报"><table:table-row>${number("5", 'table:style-name="S"')}${number("6")}</table:table-row></table:table>`;
    const flat = (scripts: string) =>
      bytesOf(
        `<office:document ${names} office:mimetype="application/vnd.oasis.opendocument.spreadsheet">${scripts}<office:automatic-styles>${struck}</office:automatic-styles><office:body><office:spreadsheet>${table}</office:spreadsheet></office:body></office:document>`,
      );
    const document = await readOne(flat(""), "年报.xml");
    expect(document).toEqual(await readOne(ods(table, struck)));
    expect(cellAt(gridsOf(document)[0], "A1")).toMatchObject({ text: "5", doubt: "struck" });
    const macros = '<office:scripts><ooo:libraries><ooo:module ooo:name="m"/></ooo:libraries></office:scripts>';
    expect((await readOne(flat(macros), "年报.xml")).remarks).toEqual([{ kind: "macros" }]);
  });

  test("formulas: a result, an error, none", async () => {
    const row = `<table:table-row>${number("0", 'table:formula="of:=1-1"')}<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value=""><text:p>#DIV/0!</text:p></table:table-cell><table:table-cell table:formula="of:=A1"/></table:table-row>`;
    expect(cellsOf(await gridOf(sheet(row)))).toEqual({ A1: "number 0", B1: "error #DIV/0!", C1: "uncalculated " });
  });

  test("repeated cells and rows are repeated where they hold something, and cost nothing where they do not", async () => {
    const rows = `<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2"/>${number("5", 'table:number-columns-repeated="2"')}<table:table-cell table:number-columns-repeated="16380"/></table:table-row>
      <table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row><table:table-row>${number("6")}</table:table-row>`;
    expect(cellsOf(await gridOf(sheet(rows)))).toEqual({
      C1: "number 5",
      D1: "number 5",
      C2: "number 5",
      D2: "number 5",
      A1048573: "number 6",
    });
  });

  test("repetition beyond the limit is refused", async () => {
    const rows = `<table:table-row table:number-rows-repeated="1048576">${number("5", 'table:number-columns-repeated="16384"')}</table:table-row>`;
    expect((await refusalOf(sheet(rows))).rule).toBe("FILE.TOO_LARGE");
    expect((await refusalOf(sheet(rows), "x", { ...DEFAULT_LIMITS, cells: 1 })).rule).toBe("FILE.TOO_LARGE");
  });

  test("merged cells, covered values, hidden rows, columns and groups", async () => {
    const grid = await gridOf(
      sheet(`<table:table-column/><table:table-column table:visibility="collapse"/><table:table-row>${number("1", 'table:number-columns-spanned="2" table:number-rows-spanned="2"')}<table:covered-table-cell office:value-type="float" office:value="9"/></table:table-row>
        <table:table-row table:visibility="filter">${number("2")}</table:table-row><table:table-row-group table:display="false"><table:table-row>${number("3")}</table:table-row></table:table-row-group>`),
    );
    expect(cellAt(grid, "A1")).toMatchObject({ rowSpan: 2, columnSpan: 2 });
    expect(cellsOf(grid)).toMatchObject({ B1: "number 9", A2: "number 2" });
    expect([grid?.hiddenRows, grid?.hiddenColumns]).toEqual([[1, 2], [1]]);
  });

  test("hidden sheets are marked; notes and drawings are no content", async () => {
    const style = '<style:style style:name="h"><style:table-properties table:display="false"/></style:style>';
    const cell =
      '<table:table-cell office:value-type="string"><office:annotation><text:p>批注 5</text:p></office:annotation><text:p>甲</text:p></table:table-cell>';
    const bytes = ods(
      `<table:table table:name="去年" table:style-name="h"><table:table-row>${cell}</table:table-row></table:table><table:table table:name="今年"/>`,
      style,
    );
    const grids = gridsOf(await readOne(bytes));
    expect(grids.map((grid) => [grid.sheet, grid.hidden])).toEqual([
      ["去年", true],
      ["今年", false],
    ]);
    expect(cellsOf(grids[0])).toEqual({ A1: "text 甲" });
  });

  test("an encrypted file is named as such; slides are no spreadsheet", async () => {
    expect(
      (await refusalOf(ods("", "", [{ name: "META-INF/manifest.xml", content: "<m:encryption-data/>" }]))).rule,
    ).toBe("FILE.ENCRYPTED");
    const slides = makeZip([
      { name: "mimetype", content: "application/vnd.oasis.opendocument.presentation", stored: true },
      { name: "content.xml", content: "<a/>" },
    ]);
    expect((await refusalOf(slides)).rule).toBe("FILE.UNSUPPORTED");
  });
});

describe("OpenDocument spreadsheets written by another program", () => {
  test("the same cells", async () => {
    const document = await readOne(written("ods"), "年报.xls");
    expect(document.format).toBe("ods");
    expect(cellsOf(gridsOf(document)[0])).toMatchObject({
      A1: "text 商业\n企业",
      B1: "number 36",
      D1: "boolean TRUE",
      A2: "text 合并",
      C2: "number 7",
      B3: "number 0",
    });
  });
});
