import ExcelJS from "exceljs";
import { expect, test } from "vitest";
import { requestedBy } from "../../src/consolidate/adjustment-row.js";
import { loadSchemas } from "../../src/form/load.js";
import type { ReadDocument } from "../../src/grid.js";
import { adjustmentsIn, explanationsIn } from "../../src/intake/office/office.js";
import { installedPdfFiles } from "../../src/machine/pdf-files.js";
import { DEFAULT_LIMITS, readSubmission } from "../../src/read/read.js";
import { schemaFiles } from "../rules/made-year.js";

const { forms, units } = loadSchemas(schemaFiles());
const STRUCK = { font: { strike: true } };

/** A sheet as somebody typed it and then worked on. */
async function typed(
  rows: readonly (readonly ExcelJS.CellValue[])[],
  change: (sheet: ExcelJS.Worksheet) => void,
): Promise<ReadDocument> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet("表");
  for (const row of rows) sheet.addRow([...row]);
  change(sheet);
  const bytes = new Uint8Array((await book.xlsx.writeBuffer()) as ArrayBuffer);
  const [result] = await readSubmission(bytes, "a.xlsx", DEFAULT_LIMITS, installedPdfFiles);
  if (!result || "failure" in result.outcome) throw new Error("not read");
  return result.outcome.document;
}

const HEADINGS = ["类型", "单位", "指标", "原数", "新数", "理由", "依据", "经办人", "日期"];
const WHY = ["重复登记", "纪要〔2023〕1号", "李四", new Date(Date.UTC(2023, 1, 3))] as const;
const row = (to: ExcelJS.CellValue, unit = "象湖镇"): readonly ExcelJS.CellValue[] => [
  "抵销",
  unit,
  "applications.received.naturalPerson",
  4,
  to,
  ...WHY,
];

/** What is said of each row of adjustments, by its number; nothing of one that may be applied. */
async function refusals(...given: Parameters<typeof typed>): Promise<Readonly<Record<number, string>>> {
  const rows = adjustmentsIn(await typed(...given), "调整.xlsx");
  const said = rows.map((one) => {
    const requested = requestedBy(one, { forms, due: units });
    const problems = "problems" in requested ? requested.problems : [];
    return [one.row, problems.map(({ column, reason }) => `${one.cells[column]}${reason}`).join("；")] as const;
  });
  return Object.fromEntries(said);
}

test("an adjustment that can't be seen for certain is refused, with its cell", async () => {
  const cached = { formula: "D4-1", result: 3 };
  const rows = [
    ["某县调整登记表"],
    [],
    HEADINGS,
    row(3),
    [],
    row(cached),
    row(new Date(Date.UTC(1900, 0, 1))),
    row(new Date(Date.UTC(2023, 2, 1))),
    row(3),
    row(3, ""),
    row(3),
    row(3),
    row(0.5),
    row({ error: "#N/A" }),
  ];
  const said = await refusals(rows, (sheet) => {
    for (const address of ["E7", "E8", "I4"]) sheet.getCell(address).numFmt = 'm"月"d"日"';
    sheet.mergeCells("B9:B10");
    for (const column of ["A", "B"]) Object.assign(sheet.getCell(`${column}11`), STRUCK);
    sheet.getRow(12).hidden = true;
    sheet.getCell("E13").numFmt = "0%";
  });
  const merged = "“单位”是合并的单元格，请取消合并，每行各填各的";
  expect(said).toEqual({
    4: "",
    6: "E6“新数”是公式，请直接填写内容",
    7: expect.stringContaining("E7“新数”"),
    8: expect.stringContaining("E8“新数”不是数字"),
    9: `B9${merged}`,
    10: `B10${merged}`,
    11: expect.stringMatching(/^A11“类型”“单位”内容看不清楚（有删除线.*；B11$/),
    12: "A12“类型”所在的行已隐藏或被筛选掉，请取消隐藏；不用的请删去",
    13: "E13“新数”不是文字或数字，请把单元格设为文本后重新填写",
    14: "E14“新数”不是文字或数字，请把单元格设为文本后重新填写",
  });
});

test("the day of an adjustment is the one that the cell shows", async () => {
  const document = await typed([HEADINGS, row(3)], (sheet) => {
    sheet.getCell("I2").numFmt = "yyyy-mm-dd";
  });
  expect(adjustmentsIn(document, "调整.xlsx")[0]?.texts).toMatchObject({ 原数: "4", 新数: "3", 日期: "2023-02-03" });
});

test("an explanation that is struck through, a formula or merged over several rows says so", async () => {
  const headings = ["编号", "单位", "规则", "指标", "数值", "说明", "填写人", "审核人"];
  const answer = (id: string, text: ExcelJS.CellValue) => [id, "象湖镇", "R", "", 36, text, "张三", "赵六"];
  const formula = { formula: "F2", result: "机构改革，职能划转" };
  const document = await typed(
    [headings, answer("甲", "机构改革，职能划转"), answer("乙", formula), answer("丙", "业务停办"), answer("丁", null)],
    (sheet) => {
      Object.assign(sheet.getCell("F2"), { note: "批注" });
      sheet.mergeCells("F4:F5");
      Object.assign(sheet.getCell("G5"), STRUCK);
    },
  );
  const merged = "“说明”是合并的单元格，请取消合并，每行各填各的";
  const read = explanationsIn(document, "说明.xlsx");
  expect(read.map(({ id, values, unclear }) => [id, values, unclear])).toEqual([
    ["甲", "36", undefined],
    ["乙", "36", ["“说明”是公式，请直接填写内容"]],
    ["丙", "36", [merged]],
    ["丁", "36", [expect.stringContaining("“填写人”内容看不清楚"), merged]],
  ]);
});
