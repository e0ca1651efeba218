import * as sheetjs from "@e965/xlsx";
import { describe, expect, it } from "vitest";
import { decimal } from "../../src/decimal.js";
import type { Sheet, SheetRow, SheetStyle } from "../../src/publish/workbook/sheet.js";
import { distinctSheetNames, workbookPieces, writeWorkbook } from "../../src/publish/workbook/workbook.js";
import { exceljsBook } from "./parts.js";

const STYLES: readonly SheetStyle[] = ["title", "figure", "text", "code", "link", "missing", "entry", "plain"];
const LONG = "长".repeat(33_000);

/** What is written, and what another program reads of it. */
const VALUES: readonly (readonly [SheetRow["cells"][number], unknown])[] = [
  [{ value: '普通<文字>&"引号"\'', style: "text" }, '普通<文字>&"引号"\''],
  [{ value: "  有\u0007控制符、半个\ud800字、_x000A_ 和\n换行 ", style: "plain" }, expect.stringContaining("⟨U+0007⟩")],
  [{ value: "前后有空白 \n", style: "text" }, "前后有空白 \n"],
  [{ value: "", style: "figure" }, null],
  [null, null],
  [{ value: decimal("0"), style: "figure" }, 0],
  [{ value: decimal("-3.25"), style: "figure" }, -3.25],
  [{ value: decimal("999999999999999"), style: "figure" }, 999_999_999_999_999],
  [{ value: decimal("1000000000000000"), style: "missing" }, "1000000000000000"],
  [{ value: decimal("0.1234567890123456"), style: "figure" }, "0.1234567890123456"],
  [
    { value: { formula: 'HYPERLINK("#\'数据 来源\'!A4","来<源")', result: "来<源>" }, style: "link" },
    { formula: 'HYPERLINK("#\'数据 来源\'!A4","来<源")', result: "来<源>" },
  ],
  [
    { value: { formula: "SUM(A1:A9)", result: decimal("12") }, style: "entry" },
    { formula: "SUM(A1:A9)", result: 12 },
  ],
  [{ value: "=1+1", style: "text" }, "=1+1"],
  [{ value: LONG, style: "text" }, `${LONG.slice(0, 32_000)}……（过长，以下略）`],
];

function book(sheet: Partial<Sheet>): Uint8Array {
  return writeWorkbook({
    author: "某市人民政府",
    date: "2023-03-31",
    sheets: [{ name: "表", widths: [12, 9, 30.5], rows: [], ...sheet }],
  });
}

async function sheetOf(sheet: Partial<Sheet>) {
  const read = await exceljsBook({ path: "某.xlsx", bytes: book(sheet) });
  return { read, sheet: read.worksheets[0]! };
}

describe("a workbook as another program reads it", () => {
  it("has every value at its place, wherever it stands in its row", async () => {
    const rows = VALUES.map((_, at) => ({
      cells: [...VALUES.slice(at), ...VALUES.slice(0, at)].map(([cell]) => cell),
    }));
    const { sheet } = await sheetOf({ rows });
    for (const [at] of VALUES.entries()) {
      const expected = [...VALUES.slice(at), ...VALUES.slice(0, at)].map(([, value]) => value);
      expect(expected.map((_, column) => sheet.getCell(at + 1, column + 1).value)).toEqual(expected);
    }
  });

  it("is the same to a second program", () => {
    const bytes = book({ rows: [{ cells: VALUES.map(([cell]) => cell) }] });
    const { Sheets } = sheetjs.read(bytes, { type: "array", cellFormula: true });
    const cells = VALUES.map((_, column) => Sheets.表?.[sheetjs.utils.encode_cell({ r: 0, c: column })]);
    expect(cells.map((cell) => cell?.v)).toEqual(
      VALUES.map(([, value]) =>
        typeof value === "object" && value !== null && "result" in value ? value.result : (value ?? undefined),
      ),
    );
    expect(cells[11]?.f).toBe("SUM(A1:A9)");
  });

  it("shows each style on texts, numbers and nothing alike", async () => {
    const { sheet } = await sheetOf({
      rows: STYLES.map((style) => ({
        cells: ["甲", decimal("1"), ""].map((value) => ({ value, style })),
      })),
    });
    for (const [at] of STYLES.entries()) {
      const styles = [1, 2, 3].map((column) => JSON.stringify(sheet.getCell(at + 1, column).style));
      expect(new Set(styles).size).toBe(1);
    }
    const look = (style: SheetStyle) => sheet.getCell(STYLES.indexOf(style) + 1, 1);
    expect(look("title").font).toEqual({ name: "黑体", size: 16 });
    expect(look("title").border ?? {}).toEqual({});
    expect(look("text").numFmt).toBe("@");
    expect(look("text").alignment).toEqual({ horizontal: "left", vertical: "middle", wrapText: true });
    expect(look("link").font).toMatchObject({ underline: true, color: { argb: "FF0563C1" } });
    expect(look("entry").alignment).toMatchObject({ indent: 1 });
    expect(look("plain").alignment).toMatchObject({ vertical: "top" });
    expect(look("missing").fill).toMatchObject({ pattern: "solid", fgColor: { argb: "FFD9D9D9" } });
    expect(look("figure").border.left).toEqual({ style: "thin", color: { argb: "FF000000" } });
  });

  it("has its widths, heights, panes, filter and print set-up, and says who wrote it and when", async () => {
    const { read, sheet } = await sheetOf({
      rows: [{ cells: [{ value: "甲", style: "text" }], height: 33.5 }, { cells: [] }],
      frozen: { rows: 1, columns: 2 },
      filter: "A1:C2",
      landscape: true,
      repeatRows: "1:1",
      printed: { columns: 3, rows: 2 },
    });
    expect([1, 2, 3].map((column) => sheet.getColumn(column).width)).toEqual([12, 9, 30.5]);
    expect([1, 2].map((row) => sheet.getRow(row).height)).toEqual([33.5, 19]);
    expect(sheet.views[0]).toMatchObject({
      state: "frozen",
      xSplit: 2,
      ySplit: 1,
      topLeftCell: "C2",
      showGridLines: false,
    });
    expect(sheet.autoFilter).toBe("A1:C2");
    expect(sheet.pageSetup).toMatchObject({
      orientation: "landscape",
      paperSize: 9,
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      horizontalCentered: true,
      printArea: "A1:C2",
      printTitlesRow: "1:1",
    });
    expect(sheet.headerFooter.oddFooter).toBe("&L&A&C第 &P 页，共 &N 页");
    expect(read.creator).toBe("某市人民政府");
    expect(read.created).toEqual(new Date("2023-03-31T00:00:00Z"));
  });

  it.each([
    ["rows", { rows: 2, columns: 0 }, "A3"],
    ["columns", { rows: 0, columns: 1 }, "B1"],
  ])("freezes %s alone", async (_, frozen, corner) => {
    const { sheet } = await sheetOf({ rows: [{ cells: [] }], frozen });
    expect(sheet.views[0]).toMatchObject({ state: "frozen", topLeftCell: corner });
  });

  it("styles what a merge covers like its first cell, and leaves it empty", async () => {
    const cell = (value: string, style: SheetStyle) => ({ value, style }) as const;
    const { sheet } = await sheetOf({
      rows: [
        { cells: [cell("合并", "heading"), cell("盖住", "text"), cell("旁边", "text")] },
        { cells: [null, null, cell("旁边", "text")] },
        { cells: [cell("一格", "text")] },
      ],
      merges: [
        { top: 1, left: 1, bottom: 2, right: 2 },
        { top: 3, left: 1, bottom: 3, right: 1 },
      ],
    });
    expect(sheet.model.merges).toEqual(["A1:B2"]);
    for (const address of ["A1", "B1", "A2", "B2"])
      expect(sheet.getCell(address).fill, address).toMatchObject({ fgColor: { argb: "FFF2F2F2" } });
    expect(sheet.getCell("C2").value).toBe("旁边");
    expect(() => book({ rows: [{ cells: [] }], merges: [{ top: 1, left: 1, bottom: 2, right: 1 }] })).toThrow(
      "merges cells below its last row",
    );
  });

  it("keeps the sheets in order, each with its own name", async () => {
    const sheets = ["汇总 说明", "表'一'二", "A&B"].map((name) => ({ name, widths: [9], rows: [], repeatRows: "1:1" }));
    const bytes = writeWorkbook({ author: "某市", date: "2023-03-31", sheets });
    const read = await exceljsBook({ path: "某.xlsx", bytes });
    expect(read.worksheets.map(({ name }) => name)).toEqual(sheets.map(({ name }) => name));
  });

  it("comes in pieces that make the same bytes", () => {
    const rows = Array.from({ length: 20_000 }, (_, at) => ({
      cells: [{ value: `第${at}行`, style: "text" as const }],
    }));
    const workbook = { author: "某市", date: "2023-03-31", sheets: [{ name: "表", widths: [20], rows }] };
    const pieces = [...workbookPieces(workbook)];
    expect(pieces.length).toBeGreaterThan(10);
    expect(Buffer.compare(Buffer.concat(pieces), writeWorkbook(workbook))).toBe(0);
  });

  it("offers a list of choices only where a spreadsheet can hold it as it is, and shortens what it says beside it", async () => {
    const many = Array.from({ length: 60 }, (_, at) => `第${at + 1}类项目`);
    const error = `应为${many.join("、")}之一`;
    const validations = [many, ["甲,乙", "丙"], ["甲", "乙"]].map((oneOf, at) => ({
      cells: `A${at + 1}`,
      allows: { oneOf },
      error,
    }));
    const rows = validations.map((): SheetRow => ({ cells: [{ value: "", style: "answer" }] }));
    const sheet = (await exceljsBook({ path: "某.xlsx", bytes: book({ rows, validations }) })).worksheets[0]!;
    const [first, second, third] = ["A1", "A2", "A3"].map((cell) => sheet.getCell(cell).dataValidation);
    expect([first, second]).toEqual([undefined, undefined]);
    expect(third).toMatchObject({ type: "list", formulae: ['"甲,乙"'] });
    expect(third?.error?.length).toBe(250);
  });
});

describe("distinctSheetNames", () => {
  it("gives names that a workbook allows, none twice in small or capital letters", () => {
    const long = "长".repeat(40);
    expect(distinctSheetNames(["表A", "表a", "[汇总]:*?/\\", "'引'", " ", "", long, long])).toEqual([
      "表A",
      "表a（2）",
      "_汇总______",
      "_引_",
      "工作表",
      "工作表（2）",
      "长".repeat(31),
      `${"长".repeat(28)}（2）`,
    ]);
  });
});
