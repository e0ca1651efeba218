import { read, utils, write } from "@e965/xlsx";
import ExcelJS from "exceljs";
import { describe, expect, test } from "vitest";
import type { Grid } from "../../../src/grid.js";
import { cellAt, cellsOf, gridsOf, readOne } from "../making.js";

const LABELS = [
  "规章",
  "行政规范性文件",
  "行政许可",
  "行政处罚",
  "行政强制",
  "一、本年新收",
  "二、上年结转",
  "（七）总计",
];

/** The form as a unit fills it in: a title, merged headings, figures, sums with cached results, 0 among them. */
function filledForm(): ExcelJS.Workbook {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet("年报");
  sheet.mergeCells("A1:D1");
  sheet.getCell("A1").value = "2023年政府信息公开工作年度报告";
  sheet.addRow(["项目", "自然人", { richText: [{ text: "商业" }, { text: "\n企业" }] }, "总计"]);
  LABELS.forEach((label, i) => {
    const row = sheet.addRow([label, i * 7, i / 10, null]);
    row.getCell(4).value = { formula: `SUM(B${row.number}:C${row.number})`, result: i === 0 ? 0 : i * 7 + i / 10 };
  });
  sheet.getCell("C4").numFmt = "0.00%";
  sheet.getCell("C5").numFmt = "yyyy-mm-dd";
  sheet.getRow(6).hidden = true;
  sheet.getColumn(3).hidden = true;
  book.addWorksheet("去年数据", { state: "veryHidden" }).getCell("B2").value = "９";
  return book;
}

async function writtenByExceljs(book: ExcelJS.Workbook): Promise<Uint8Array> {
  return new Uint8Array(await book.xlsx.writeBuffer());
}

/** Every cell as the second reader sees it, merged slaves left out. */
function seenByExceljs(sheet: ExcelJS.Worksheet): Record<string, string> {
  const seen: Record<string, string> = {};
  sheet.eachRow((row) => {
    row.eachCell((cell) => {
      if (cell.master !== cell && cell.isMerged) return;
      const value = cell.type === ExcelJS.ValueType.Formula ? cell.result : cell.value;
      if (value === null || value === undefined) return;
      seen[cell.address] = typeof value === "object" && "richText" in value ? cell.text : String(value);
    });
  });
  return seen;
}

function texts(grid: Grid | undefined): Record<string, string> {
  return Object.fromEntries(
    Object.entries(cellsOf(grid)).map(([address, cell]) => [address, cell.slice(cell.indexOf(" ") + 1)]),
  );
}

describe("workbooks of other writers, with other readers as second opinion", () => {
  test("exceljs: the same cells, cached 0 included", async () => {
    const book = filledForm();
    book.getWorksheet("年报")!.getCell("C5").numFmt = "General";
    const bytes = await writtenByExceljs(book);
    const second = new ExcelJS.Workbook();
    await second.xlsx.load(bytes.buffer as ArrayBuffer);
    const [grid, hidden] = gridsOf(await readOne(bytes));
    expect(texts(grid)).toEqual(seenByExceljs(second.getWorksheet("年报")!));
    expect(texts(hidden)).toEqual({ B2: "９" });
    expect(cellsOf(grid).D3).toBe("number 0");
  });

  test("exceljs: formats, merges, hidden rows, columns and sheets", async () => {
    const [grid, hidden] = gridsOf(await readOne(await writtenByExceljs(filledForm())));
    expect(cellsOf(grid)).toMatchObject({
      C2: "text 商业\n企业",
      C4: "percent 0.1",
      C5: "date 0.2",
      D10: "number 49.7",
    });
    expect(cellAt(grid, "A1")?.columnSpan).toBe(4);
    expect([grid?.hiddenRows, grid?.hiddenColumns, hidden?.hidden]).toEqual([[5], [2], true]);
  });

  test("SheetJS: the same form written as .xlsx, .xls and .ods has the same texts", async () => {
    const book = read(await writtenByExceljs(filledForm()), { type: "array", cellNF: true, cellFormula: true });
    delete book.Sheets.去年数据;
    book.SheetNames.pop();
    book.Sheets.年报!.C5!.z = "General";
    book.Sheets.年报!.C4!.z = "General";
    const forms = [];
    for (const bookType of ["xlsx", "biff8", "ods"] as const) {
      const bytes = new Uint8Array(write(book, { type: "array", bookType }));
      forms.push(texts(gridsOf(await readOne(bytes))[0]));
    }
    expect(Object.keys(forms[0]!)).toHaveLength(1 + 4 + LABELS.length * 4);
    expect(forms[1]).toEqual(forms[0]);
    expect(forms[2]).toEqual(forms[0]);
  });

  test("SheetJS: a sheet of a thousand rows written with shared strings", async () => {
    const rows = Array.from({ length: 1000 }, (_, i) => [`第${i % 10}行`, i, i / 8]);
    const bytes = new Uint8Array(
      write(
        { SheetNames: ["大"], Sheets: { 大: utils.aoa_to_sheet(rows) } },
        { type: "array", bookType: "xlsx", bookSST: true },
      ),
    );
    const grid = gridsOf(await readOne(bytes))[0];
    const read = Array.from({ length: 1000 }, (_, i) => grid?.cells.slice(i * 3, i * 3 + 3).map((cell) => cell.text));
    expect(read).toEqual(rows.map((row) => row.map(String)));
  });
});
