import { expect, test } from "vitest";
import { unknownUnits } from "../../src/check/check.js";
import { figureCode, unitCode } from "../../src/figure.js";
import { formsOf, type MainForm, type Outline } from "../../src/form/form.js";
import { loadSchemas } from "../../src/form/load.js";
import { messageOf } from "../../src/messages.js";
import { yearPeriod } from "../../src/period.js";
import { shippedFiles } from "../form/schema-files.js";
import { consolidatedYear } from "../rules/made-year.js";

const { jurisdiction, units, ...rest } = loadSchemas(shippedFiles());
const [main] = formsOf({ jurisdiction, units, ...rest }, yearPeriod(2022));

function withParts(parts: Outline["parts"]): MainForm {
  return { ...main, outline: { ...main.outline, parts } };
}

const PARTS: Outline["parts"] = [
  {
    heading: "一",
    paragraphs: ["甲{applications.received.total@D01}件", { text: "乙{a.b.c@!X9}件", needs: ["a.b.c"] }],
  },
  { heading: "二", paragraphs: [{ heading: "（一）" }], fallback: ["丙{a.b.c@X9}、{d.e.f@X8}、{g.h.i@=乡镇}件"] },
];

test("units of the roster are known, a group is none of them", () => {
  expect(unknownUnits({ forms: [main], jurisdiction, roster: units, due: units })).toEqual([]);
});

test("one finding a unit that the outline names and the roster lacks, with its figures", () => {
  const found = unknownUnits({ forms: [withParts(PARTS)], jurisdiction, roster: units, due: units });
  expect(found.map((finding) => [messageOf(finding), finding.figures])).toEqual([
    ["“报告提纲中单位X9的2处数字”无法判断：单位名录中没有这个单位。", ["a.b.c"]],
    ["“报告提纲中单位X8的1处数字”无法判断：单位名录中没有这个单位。", ["d.e.f"]],
  ]);
});

test("a unit that is there and reports another form only is not said to be missing from the roster", () => {
  const office = { ...jurisdiction, oversightOffice: unitCode("D01") };
  const due = units.filter(({ code }) => code !== "D01");
  const found = unknownUnits({ forms: [withParts(PARTS)], jurisdiction: office, roster: units, due });
  expect(found.map(messageOf)).toEqual([
    "“报告提纲中单位D01的1处数字”无法判断：这个单位不填报本报表。",
    "“报告提纲中单位X9的2处数字”无法判断：单位名录中没有这个单位。",
    "“报告提纲中单位X8的1处数字”无法判断：单位名录中没有这个单位。",
  ]);
});

test("an overseeing office that the roster lacks stops no run and is said", async () => {
  const { findings, figures } = await consolidatedYear({ jurisdiction: { oversightOffice: "D99" } });
  expect(findings.map(({ message }) => message)).toContain(
    "“本级设置中的政府信息公开工作主管部门D99”无法判断：单位名录中没有这个单位。",
  );
  expect(figures.get(figureCode("applications.received.total"))?.value).not.toBeNull();
});
