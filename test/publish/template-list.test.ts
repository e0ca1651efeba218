import ExcelJS from "exceljs";
import { expect, test } from "vitest";
import { format } from "../../src/decimal.js";
import type { Form } from "../../src/form/form.js";
import { loadSchemas } from "../../src/form/load.js";
import { installedPdfFiles } from "../../src/machine/pdf-files.js";
import { normalize } from "../../src/normalize/normalize.js";
import { yearPeriod } from "../../src/period.js";
import { writeTemplates } from "../../src/publish/template/template.js";
import { DEFAULT_LIMITS, readSubmission } from "../../src/read/read.js";
import { LEDGER } from "../form-workbook/blanks.js";
import { bookOf, proposalOf, schemasWith, settled } from "../form-workbook/made.js";

async function ledgerSchemas() {
  const own = settled(await proposalOf(LEDGER), (text) => (text.includes("分类") ? "分类" : "某办〔2022〕1号"));
  const items = [
    ...own.items,
    { 类别: "行", 名称: "交通", 代码: "roads" },
    { 类别: "行", 名称: "水利", 代码: "water" },
  ];
  const files = await schemasWith("projects/2022/表式.xlsx", await bookOf(LEDGER, { ...own, items }));
  const ordered = files.map((one) =>
    one.path === "jurisdiction.json"
      ? { ...one, text: JSON.stringify({ ...JSON.parse(one.text), forms: ["annual-report", "projects"] }) }
      : one,
  );
  const all = loadSchemas(ordered);
  return { ...all, forms: all.forms.filter(({ id }) => id === "projects") };
}

async function readBack(bytes: Uint8Array, form: Form) {
  const [result] = await readSubmission(bytes, "新建.xlsx", DEFAULT_LIMITS, installedPdfFiles);
  if (!result || !("document" in result.outcome)) throw new Error("the workbook can't be read");
  const { document } = result.outcome;
  const request = { document, editions: [form], accompanying: [], file: "新建.xlsx", unit: null } as const;
  return normalize({ ...request, period: yearPeriod(2022), blank: "zero" });
}

test("the blank of a list has its headings over rows to be filled in; filled in, every entry comes back", async () => {
  const schemas = await ledgerSchemas();
  const [form] = schemas.forms;
  const [file] = writeTemplates({
    schemas,
    period: yearPeriod(2022),
    units: schemas.units.slice(0, 1),
    before: new Map(),
  });
  const blank = await readBack(file!.bytes, form!);
  expect(blank.findings.map(({ code }) => code)).toEqual(["FORM.TABLE_BLANK"]);

  const book = new ExcelJS.Workbook();
  await book.xlsx.load(file!.bytes.slice().buffer);
  const sheet = book.worksheets[1]!;
  for (const [at, row] of [
    ["P1", "甲路", "交通", "", 10, 5],
    ["002", "乙渠", "水利", "续建", 1, 0.5],
  ].entries())
    for (const [column, value] of row.entries())
      if (value !== "") sheet.getRow(7 + at).getCell(column + 1).value = value;
  const filled = await readBack(new Uint8Array(await book.xlsx.writeBuffer()), form!);
  expect(filled.findings).toEqual([]);
  expect(filled.entries.map(({ key, row }) => [key, row])).toEqual([
    ["P1", "roads"],
    ["002", "water"],
  ]);
  const amounts = [...filled.observations.values()].flatMap(({ figure, amount }) =>
    amount.kind === "reported" ? [`${figure}=${format(amount.value)}`] : [],
  );
  expect(amounts.join(" ")).toBe(
    "t1.roads.cE=10 t1.roads.cF=5 t1.roads.count=1 t1.water.cE=1 t1.water.cF=0.5 t1.water.count=1",
  );
});
