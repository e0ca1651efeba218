import { readFileSync } from "node:fs";
import { join } from "node:path";
import ExcelJS from "exceljs";
import { describe, expect, test } from "vitest";
import { format } from "../src/decimal.js";
import { figureCode, unitCode } from "../src/figure.js";
import { loadSchemas } from "../src/form/load.js";
import { type RunResult, run } from "../src/pipeline.js";
import { DEFAULT_LIMITS, readSubmission } from "../src/read/read.js";
import { effectsOf, PERIOD, schemasOf } from "./rules/made-year.js";

const UNIT = unitCode("D01");
const TOTAL = figureCode("applications.received.total");
const schemas = loadSchemas(schemasOf({}));

/** A run over these files as they lie in the folder, read from their bytes. */
function runOver(files: Readonly<Record<string, Uint8Array>>): Promise<RunResult> {
  return run({ period: PERIOD }, schemas, {
    ...effectsOf({}),
    list: ({ key }) =>
      Promise.resolve(
        key === PERIOD.key ? Object.entries(files).map(([path, bytes]) => ({ path, size: bytes.length })) : undefined,
      ),
    bytes: (_, path) => Promise.resolve(files[path]!),
    original: (_, path) => files[path],
    read: ({ bytes, name }) => readSubmission(bytes, name, DEFAULT_LIMITS, () => Promise.reject(new Error("none"))),
  });
}

/** The workbook with a number typed over another, saved by another program. */
async function typed(bytes: Uint8Array, sheet: string, cell: string, value: number): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes.slice().buffer as ArrayBuffer);
  book.getWorksheet(sheet)!.getCell(cell).value = value;
  return new Uint8Array((await book.xlsx.writeBuffer()) as ArrayBuffer);
}

const MARKED = "returns/瑞金市政府办公室-标注.xlsx";

function openRules({ consolidation }: RunResult): readonly string[] {
  return consolidation.findings
    .filter(({ unit, severity }) => unit === UNIT && severity !== "notice")
    .map(({ rule }) => rule);
}

function total({ consolidation }: RunResult): string | undefined {
  const { contributions } = consolidation.figures.get(TOTAL)!;
  const { value } = contributions.find(({ unit }) => unit === UNIT)!;
  return value === null ? undefined : format(value);
}

test("a marked copy goes out, is put right, comes back and takes the place of the first submission", async () => {
  const good = new Uint8Array(readFileSync(join(import.meta.dirname, "../inputs/2022/市政府办.xlsx")));
  const sent = await typed(good, "表三", "D5", 99);
  const first = await runOver({ "市政府办.xlsx": sent });
  expect(openRules(first)).toContain("T3.ROW_TOTAL");
  const marked = (await first.files()).find(({ path }) => path === MARKED)!.bytes;
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(marked.slice().buffer as ArrayBuffer);
  expect(book.worksheets[0]!.name).toBe("问题清单");
  expect(book.getWorksheet("表三")!.getCell("D5").fill).toMatchObject({ fgColor: { argb: "FFFF7C80" } });
  expect(book.getWorksheet("表三")!.getCell("E5").fill).toMatchObject({ fgColor: { argb: "FFF8CBAD" } });

  const right = new ExcelJS.Workbook();
  await right.xlsx.load(good.slice().buffer as ArrayBuffer);
  const answer = await typed(marked, "表三", "D5", right.getWorksheet("表三")!.getCell("D5").value as number);
  const second = await runOver({ "市政府办.xlsx": sent, "市政府办-标注.xlsx": answer });
  expect(openRules(second)).toEqual([]);
  expect(second.consolidation.submissions.map(({ file, status }) => [file, status])).toEqual([
    ["2022/市政府办-标注.xlsx", "counted"],
    ["2022/市政府办.xlsx", "superseded"],
  ]);
  expect(total(second)).toBe("23");
  expect(
    second.consolidation.findings.filter(({ unit, rule }) => unit === UNIT && rule === "FORM.ROW_UNKNOWN"),
  ).toEqual([]);
  expect((await second.files()).map(({ path }) => path)).not.toContain(MARKED);
}, 60_000);

describe("a marked copy beside the original", () => {
  const good = new Uint8Array(readFileSync(join(import.meta.dirname, "../inputs/2022/市政府办.xlsx")));
  const made = typed(good, "表三", "D5", 99).then(async (sent) => {
    const marked = (await (await runOver({ "市政府办.xlsx": sent })).files()).find(({ path }) => path === MARKED)!;
    return { sent, marked: marked.bytes };
  });
  const fates = ({ consolidation }: RunResult) => consolidation.submissions.map(({ file, status }) => [file, status]);
  const twice = ({ consolidation }: RunResult) =>
    consolidation.findings.filter(({ rule }) => rule === "UNIT.TWICE").map((one) => [one.severity, one.message]);

  test("unchanged, even if another program saved it, corrects nothing: the corrected original counts", async () => {
    const { marked } = await made;
    const saved = await typed(marked, "问题清单", "A2", 1);
    const result = await runOver({ "市政府办.xlsx": good, "市政府办-标注.xlsx": saved });
    expect(fates(result)).toEqual([
      ["2022/市政府办-标注.xlsx", "duplicate"],
      ["2022/市政府办.xlsx", "counted"],
    ]);
    expect(twice(result)).toEqual([
      ["notice", expect.stringContaining("退回的标注件交回时数字没有改动，是此前报过的，不作为更正")],
    ]);
    expect(total(result)).toBe("23");
  });

  test("changed, it counts before the original", async () => {
    const { sent, marked } = await made;
    const changed = await typed(marked, "表三", "D5", 98);
    const result = await runOver({ "市政府办.xlsx": sent, "市政府办-标注.xlsx": changed });
    expect(fates(result)).toContainEqual(["2022/市政府办-标注.xlsx", "counted"]);
  });

  test("changed, beside a correction that differs, nobody can tell which counts; unchanged, the correction does", async () => {
    const { sent, marked } = await made;
    const changed = await typed(marked, "表三", "D5", 98);
    const both = { "市政府办.xlsx": sent, "市政府办更正.xlsx": good };
    const unclear = await runOver({ ...both, "市政府办-标注.xlsx": changed });
    expect(fates(unclear).map(([, status]) => status)).toEqual(["refused", "refused", "refused"]);
    const clear = await runOver({ ...both, "市政府办-标注.xlsx": marked });
    expect(fates(clear)).toContainEqual(["2022/市政府办更正.xlsx", "counted"]);
  });

  test("without its digest, as older copies are, it counts as a correction", async () => {
    const { marked } = await made;
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(marked.slice().buffer as ArrayBuffer);
    const list = book.worksheets[0]!;
    list.getCell(list.rowCount, 1).value = null;
    const old = new Uint8Array((await book.xlsx.writeBuffer()) as ArrayBuffer);
    const result = await runOver({ "市政府办.xlsx": good, "市政府办-标注.xlsx": old });
    expect(fates(result)).toContainEqual(["2022/市政府办-标注.xlsx", "counted"]);
  });
});
