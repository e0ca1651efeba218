import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ExcelJS from "exceljs";
import { beforeAll, describe, expect, it } from "vitest";
import { format } from "../src/decimal.js";
import type { Effects } from "../src/effects.js";
import { figureCode } from "../src/figure.js";
import { loadSchemas } from "../src/form/load.js";
import { type RunResult, run } from "../src/pipeline.js";
import { EXAMPLE, EXAMPLE_PERIOD, exampleEffects } from "./example/example-year.js";

interface Published {
  readonly figures: Readonly<Record<string, string>>;
  readonly overview: Readonly<Record<string, string>>;
}

const published = JSON.parse(
  readFileSync(join(import.meta.dirname, "example/published-2022.json"), "utf8"),
) as Published;
let result: RunResult;

async function runOver(effects: Effects): Promise<RunResult> {
  return run({ period: EXAMPLE_PERIOD }, loadSchemas(await effects.schemas()), effects);
}

beforeAll(async () => {
  result = await runOver(exampleEffects());
});

describe("the shipped example", () => {
  it("is final, with nothing to be put right or explained", () => {
    const { status, reasons, findings, coverage } = result.consolidation;
    expect({ status, reasons }).toEqual({ status: "final", reasons: [] });
    expect(findings.filter((finding) => finding.severity !== "notice").map((finding) => finding.message)).toEqual([]);
    expect([coverage.due.length, coverage.received.length]).toEqual([49, 49]);
  });

  it("gives the 200 published figures", () => {
    const given = Object.fromEntries(Object.keys(published.figures).map((code) => [code, text(code)]));
    expect(Object.keys(published.figures)).toHaveLength(200);
    expect(given).toEqual(published.figures);
  });

  it("gives the figures of part one, the approximate one with its qualifier", () => {
    expect(Object.fromEntries(Object.keys(published.overview).map((code) => [code, text(code)]))).toEqual(
      published.overview,
    );
  });

  it("traces the applications to 市政府办 23 and the others 13, each with file, sheet and cell", () => {
    const { contributions } = result.consolidation.figures.get(figureCode("applications.received.total"))!;
    const shares = contributions
      .filter(({ value }) => value !== null && format(value) !== "0")
      .map(({ unit, value, source }) => ({
        unit,
        value: Number(format(value!)),
        place: source && `${source.file}!${source.sheet}!${source.cell}`,
      }));
    expect(shares.find(({ unit }) => unit === "D01")).toEqual({
      unit: "D01",
      value: 23,
      place: "2022/市政府办.xlsx!表三!J5",
    });
    expect(shares.filter(({ unit }) => unit !== "D01").reduce((sum, { value }) => sum + value, 0)).toBe(13);
    expect(contributions.filter(({ source }) => !source?.file || !source.sheet || !source.cell)).toEqual([]);
  });

  it("tells part one with all its numbers", async () => {
    const files = await result.files();
    const html = new TextDecoder().decode(files.find(({ path }) => path.endsWith("报告.html"))!.bytes);
    for (const words of [
      "20279条",
      "556篇",
      "230次",
      "以8种解读方式发布政策解读61条",
      "通知单6件、政务舆情转办单1件",
      "网民留言2则",
      "36件，其中市政府办23件、其他单位13件",
      "48个新媒体账号，其中微信公众号43个、微博1个、抖音4个",
      "各类问题300余个，清理政务新媒体3个",
      "工作汇报3次",
      "测评48次",
      "培训会2次",
    ]) {
      expect(html).toContain(words);
    }
  });
});

describe("one changed cell", () => {
  it("is named, and the report is a draft", async () => {
    const path = "部门/民政局.xlsx";
    const changed = await withCell(path, "表三", "D8", 4);
    const { consolidation } = await runOver(exampleEffects({ [path]: changed }));
    expect(consolidation.status).toBe("draft");
    const open = consolidation.findings.filter((finding) => finding.severity === "mandatory");
    expect(new Set(open.map((finding) => finding.unit))).toEqual(new Set(["D06"]));
    expect(open.map((finding) => finding.rule).sort()).toEqual(["T3.OUTCOMES_TOTAL", "T3.ROW_TOTAL"]);
    expect(new Set(open.map((finding) => finding.cause)).size).toBe(1);
    for (const finding of open)
      expect(finding.sources.map(({ file, sheet, cell }) => `${file}!${sheet}!${cell}`)).toContain(
        `2022/${path}!表三!D8`,
      );
    expect(open[0]!.suspects[0]).toMatch(/部分公开.*自然人.*改为\s*0/);
  });
});

describe("the generator", () => {
  it("makes the files that are shipped, byte for byte", () => {
    const folder = mkdtempSync(join(tmpdir(), "example-"));
    try {
      execFileSync(process.execPath, [join(import.meta.dirname, "example/make-example.mjs"), folder]);
      for (const made of ["inputs/2022", "inputs/2022-11", "inputs/2022-12", "schemas/relief"])
        expect(contentOf(join(folder, made)), made).toEqual(contentOf(join(import.meta.dirname, "..", made)));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

function text(code: string): string | null {
  const figure = result.consolidation.figures.get(figureCode(code));
  return figure?.value ? format(figure.value) + (figure.qualifier ?? "") : null;
}

async function withCell(path: string, sheet: string, cell: string, value: number): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(join(EXAMPLE, path));
  book.getWorksheet(sheet)!.getCell(cell).value = value;
  return new Uint8Array(await book.xlsx.writeBuffer());
}

function contentOf(folder: string): Readonly<Record<string, string>> {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) =>
    statSync(join(folder, path)).isFile(),
  );
  return Object.fromEntries(
    files.sort().map((path) => [path.replaceAll("\\", "/"), readFileSync(join(folder, path)).toString("base64")]),
  );
}
