import { describe, expect, test } from "vitest";
import { loadSchemas, type SchemaFile } from "../../src/form/load.js";
import { writeSetup } from "../../src/publish/setup/setup.js";
import { filledBook, type Typed, withBook } from "./office-books.js";
import { problemsOf, shippedFiles } from "./schema-files.js";

const BLANK = writeSetup({ settings: { name: "某某市" }, date: "2023-01-05" }).roster;

async function filled(cells: Typed[string]): Promise<readonly SchemaFile[]> {
  return withBook("units.xlsx", await filledBook(BLANK, { 单位名录: cells }), ["units.csv"]);
}

describe("the roster workbook", () => {
  test("gives the units as typed, whatever is a number", async () => {
    const files = await filled({
      A4: "T01",
      B4: "某镇人民政府",
      C4: "某镇；某镇政府",
      D4: "乡镇",
      E4: 2022,
      A6: 7,
      B6: "某局",
      D6: "部门",
      F6: "2030",
      I3: "备注",
      I6: "随便",
    });
    expect(loadSchemas(files).units).toEqual([
      { code: "T01", name: "某镇人民政府", aliases: ["某镇", "某镇政府"], category: "乡镇", from: 2022 },
      { code: "7", name: "某局", aliases: [], category: "部门", to: 2030 },
    ]);
  });

  test("everything wrong is said at once, with sheet and cell", async () => {
    const files = await filled({
      A4: "甲",
      B4: "某镇",
      D4: "乡镇",
      A5: "B2",
      D5: "部门",
      A6: "B3",
      B6: { formula: '"某"&"局"', result: "某局" },
      D6: "部门",
      F6: "明年",
      E4: "今年",
    });
    expect(problemsOf(files)).toEqual([
      "schemas/units.xlsx “单位名录”表 A4：“代码”只能用字母和数字",
      "schemas/units.xlsx “单位名录”表 E4：“起始年度”应为四位年份",
      "schemas/units.xlsx “单位名录”表 B5：“名称”不能为空",
      "schemas/units.xlsx “单位名录”表 B6：“名称”是公式，请直接填写内容",
      "schemas/units.xlsx “单位名录”表 F6：“终止年度”应为四位年份",
    ]);
    const alike = await filled({ A4: "A1", B4: "某镇", D4: "乡镇", A5: "A2", B5: "某镇", D5: "乡镇" });
    expect(problemsOf(alike)[0]).toMatch(/“单位名录”表 B5：“某镇”与“某镇”的代码、名称或别名相同/);
  });

  test("a code that is missing, and a category merged over several rows, are called what they are", async () => {
    const typed = { B4: "某镇", A5: "A2", B5: "某局", A6: "A3", B6: "某中心", D5: "部门", D4: "乡镇" };
    const bytes = await filledBook(BLANK, { 单位名录: typed }, (book) =>
      book.getWorksheet("单位名录")!.mergeCells("D5:D6"),
    );
    expect(problemsOf(await withBook("units.xlsx", bytes, ["units.csv"]))).toEqual([
      "schemas/units.xlsx “单位名录”表 A4：“代码”不能为空",
      "schemas/units.xlsx “单位名录”表 D5：“类别”是合并的单元格，请取消合并，每行各填各的",
    ]);
  });

  test("beside units.csv it is refused, and so is a roster without units", async () => {
    expect(problemsOf(await withBook("units.xlsx", await filledBook(BLANK, {})))).toContain(
      "schemas/units.xlsx：与 units.csv 同时存在，单位名录只能有一份，请移走其中一份",
    );
    expect(problemsOf(await filled({}))).toEqual(["schemas/units.xlsx：名录中还没有单位，请先填写"]);
  });

  test("headings that are gone or there twice", async () => {
    expect(problemsOf(await filled({ B3: "单位" }))).toEqual([
      "schemas/units.xlsx：没有找到“代码、名称、类别”一行栏目标题",
    ]);
    expect(problemsOf(await filled({ I3: "名称", A4: "A1", B4: "某局", D4: "部门" }))).toEqual([
      "schemas/units.xlsx “单位名录”表 第3行：“名称”一栏有两个",
    ]);
  });

  test("an older kind of workbook is told how to be saved", () => {
    expect(problemsOf([...shippedFiles(), { path: "units.xls", text: "" }])).toEqual([
      "schemas/units.xls：程序不读取这种工作簿，请打开后另存为 .xlsx",
    ]);
  });
});
