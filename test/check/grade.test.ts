import { expect, test } from "vitest";
import { grade } from "../../src/check/check.js";
import { figureCode, unitCode } from "../../src/figure.js";
import type { Finding, GradedFinding } from "../../src/finding.js";
import { formsOf } from "../../src/form/form.js";
import { loadSchemas } from "../../src/form/load.js";
import { consolidatedYear, type MadeYear, PERIOD, schemasOf } from "../rules/made-year.js";

async function found(made: MadeYear, rule: string): Promise<readonly GradedFinding[]> {
  return (await consolidatedYear(made)).findings.filter((finding) => finding.rule === rule);
}

test("all tables blank: the question asks for an answer, though one blank table needs none", async () => {
  const [all] = await found({ files: { "象湖镇.xlsx": { otherwise: "/" } } }, "FORM.TABLE_BLANK");
  expect(all).toMatchObject({ severity: "verification", advice: expect.stringContaining("属实的，请写明原因") });
  expect(all!.advice).not.toContain("不需要答复");
});

test("a scan that can't be read beside a readable file: nothing is asked of anybody", async () => {
  const failure = { rule: "FILE.UNREADABLE", reason: "扫描件没有文字层", advice: "请报送 .xlsx 原件" } as const;
  const [scan] = await found({ files: { "象湖镇扫描件.pdf": { failure } } }, "FILE.UNREADABLE");
  expect(scan).toMatchObject({ unit: "T01", severity: "notice", advice: "不需要答复。" });
});

test("want of last year is said once a run, with all the rules and units it concerns", async () => {
  const undecided = await found({}, "RULE.UNDECIDED");
  expect(undecided).toHaveLength(1);
  expect(undecided[0]).toMatchObject({ unit: null, severity: "notice" });
  expect(undecided[0]!.message).toMatch(/与上年相比变动很大.*没有上年的数字.*涉及3个单位：象湖镇人民政府、/);
});

test("an input formula without a result is not told to be empty", async () => {
  const made: MadeYear = {
    files: {
      "象湖镇.xlsx": {
        typed: { "proactive.licensing.decisions": " " },
        kinds: { "proactive.licensing.decisions": "uncalculated" },
      },
    },
  };
  const [cell] = await found(made, "VALUE.NO_CACHED_RESULT");
  expect(cell?.message).toMatch(/^“表二｜行政许可｜本年处理决定数量”只有公式/u);
});

test("two findings about one matter in two files have numbers of their own", async () => {
  const finding = (text: string): Finding => ({
    code: "VALUE.UNIT_DOUBTFUL",
    unit: unitCode("T01"),
    figures: [figureCode("proactive.fees.amount")],
    sources: [{ file: "2022/象湖镇.xlsx", sheet: "表二", cell: text, text }],
    facts: { figure: "收费", text, unit: "万元", suspected: "元" },
  });
  const schemas = loadSchemas(schemasOf({}));
  const ids = (findings: readonly Finding[]) =>
    grade({
      findings,
      explanations: [],
      schemas,
      forms: formsOf(schemas, PERIOD),
      valueOf: () => null,
      labelOf: (code) => code,
    }).map(({ id, sources }) => [sources[0]!.text, id]);
  const both = ids([finding("B2"), finding("B1")]);
  expect(new Set(both.map(([, id]) => id)).size).toBe(2);
  expect(new Map(both as [string, string][])).toEqual(
    new Map(ids([finding("B1"), finding("B2")]) as [string, string][]),
  );
});
