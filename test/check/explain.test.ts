import { expect, test } from "vitest";
import { type Answerable, explain } from "../../src/check/grade/explain.js";
import { unitCode as asUnit } from "../../src/figure.js";
import { NamingSchema } from "../../src/form/office-records.js";
import type { Explanation } from "../../src/intake/intake.js";
import { schemaFiles } from "../rules/made-year.js";

const naming = NamingSchema.parse(JSON.parse(schemaFiles().find(({ path }) => path === "naming.json")!.text));
const TEXT = "本年机构改革，职能划转，业务停办";

function matter(id: string, unitCode: string | null, values: string): Answerable {
  return {
    id,
    unitCode: unitCode === null ? null : asUnit(unitCode),
    values,
    rule: "R",
    unitName: unitCode ?? "",
    figures: [],
    figureLabels: [],
    severity: "verification",
  };
}

function answer(id: string, values: string): Explanation {
  const source = { file: "说明.csv", sheet: "说明.csv", cell: "A2" };
  return { id, unit: "", rule: "R", figures: "", values, text: TEXT, by: "张三", reviewer: "赵六", source };
}

function refused(...given: readonly (readonly [string | null, string])[]): number {
  const matters = given.map(([unit, values], at) => matter(`M${at}`, unit, values));
  return explain(
    matters.map(({ id, values }) => answer(id, values)),
    matters,
    { naming, reviewed: true },
  ).findings.length;
}

test("the same words are refused between different units on real figures, and nowhere else", () => {
  expect(refused(["T01", "36"], ["T02", "12；0"])).toBe(2);
  expect(refused(["T01", "36"], ["T01", "12"])).toBe(0);
  expect(refused(["T01", "200项均为0"], ["T02", "0；0"])).toBe(0);
  expect(refused(["T01", "36"], ["T02", ""])).toBe(0);
  expect(refused([null, "36"], ["T02", "36"])).toBe(0);
});

test("what is not certain explains nothing", () => {
  const unsure = { ...answer("M0", "36"), unclear: ["“说明”是公式，请直接填写内容"] };
  const { answers, findings } = explain([unsure], [matter("M0", "T01", "36")], { naming, reviewed: true });
  expect(answers.size).toBe(0);
  expect(findings).toMatchObject([{ code: "EXPLANATION.REFUSED", facts: { reason: "“说明”是公式，请直接填写内容" } }]);
});
