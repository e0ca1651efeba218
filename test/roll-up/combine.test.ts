import { expect, test } from "vitest";
import { format } from "../../src/decimal.js";
import { figureCode } from "../../src/figure.js";
import { consolidatedYear } from "../rules/made-year.js";
import { rollUpOf } from "./level.js";

const SUMMED = "overview.websiteItems.value";
const OFFICES = "overview.governorSuggestions.value";

const own = { id: "overview", edition: "2022", title: "局部统计表", tables: ["overview"] };
const figures = Object.fromEntries([SUMMED, OFFICES].map((code) => [code, { value: "100", state: "final" as const }]));

test("figures are combined as their form says: summed with units', or the office's own whatever was sent up", async () => {
  const consolidation = await consolidatedYear({
    files: {
      "象湖镇.xlsx": null,
      "象湖镇.json": { rollUp: { forms: [...rollUpOf("").forms, own], figures } },
      "市政府办.xlsx": { overview: { 通过政府门户网站主动公开政府信息: "36", 上级转办的群众建言: "7" } },
    },
  });
  const shares = (code: string): unknown =>
    consolidation.figures.get(figureCode(code))!.contributions.map(({ unit, value }) => [unit, value && format(value)]);
  expect(shares(SUMMED)).toEqual([
    ["T01", "100"],
    ["D01", "36"],
  ]);
  expect(shares(OFFICES)).toEqual([["D01", "7"]]);
});

test("a figure of a table that may be left out and that nobody below sent is not missing here", async () => {
  const notSent = { [SUMMED]: { value: null, state: "notReported" as const } };
  const consolidation = await consolidatedYear({
    files: {
      "象湖镇.xlsx": null,
      "象湖镇.json": { rollUp: { forms: [...rollUpOf("").forms, own], figures: notSent } },
    },
  });
  expect(consolidation.figures.get(figureCode(SUMMED))).toMatchObject({ value: null, state: "notReported" });
  expect(consolidation.findings.map(({ rule }) => rule)).not.toContain("ROLLUP.INCOMPLETE");
});
