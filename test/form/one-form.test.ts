import { expect, test } from "vitest";
import { unitsDue } from "../../src/form/form.js";
import { loadSchemas, type SchemaFile } from "../../src/form/load.js";
import { schemasOf } from "../../src/form/one-form.js";
import { discover } from "../../src/intake/intake.js";
import { dayAfter, type Period, periodNamed } from "../../src/period.js";
import { schemaFiles } from "../rules/made-year.js";
import { RELIEF, reliefFiles, YEARLY } from "./relief.js";

/** The shipped schemas with a monthly form beside them, and whatever else a test changes. */
async function filesWith(monthly: object, settings: object = {}): Promise<readonly SchemaFile[]> {
  const shipped = await schemaFiles();
  const changed = shipped.map((file) =>
    file.path === "jurisdiction.json"
      ? { ...file, text: JSON.stringify({ ...JSON.parse(file.text), ...settings }) }
      : file,
  );
  const rules = shipped.find(({ path }) => path === "annual-report/2021/rules.json")!;
  return [...changed, ...reliefFiles(monthly, rules.text)];
}

const period = (name: string): Period => periodNamed(name)!;

test("a month has its own form, units and deadlines; the year has its own, and knows nothing of the month's", async () => {
  const all = loadSchemas(await filesWith(RELIEF));
  const march = schemasOf(all, period("2023-03"));
  expect(march.forms.map(({ id }) => id)).toEqual(["relief"]);
  expect(
    new Set(unitsDue(march, period("2023-03")).map(({ code, category }) => (code === "D01" ? code : category))),
  ).toEqual(new Set(["乡镇", "D01"]));
  expect(dayAfter(period("2023-03"), march.jurisdiction.deadlines.submission)).toBe("2023-04-05");
  const year = schemasOf(all, period("2022"));
  expect([...new Set(year.forms.map(({ id }) => id))]).toEqual(["annual-report", "overview"]);
  expect(year.folders).toBeUndefined();
  expect(year.version).not.toBe(march.version);
});

test("a quarter has no form, and no year has one of another name", async () => {
  const all = loadSchemas(await filesWith(RELIEF));
  expect(() => schemasOf(all, period("2023-Q1"))).toThrow("没有2023年第一季度施行的报表");
  expect(() => schemasOf(all, period("2022"), "月报")).toThrow(
    "2022年度没有报表“月报”；可以是：政府信息公开工作年度报告（annual-report）",
  );
});

test("of two yearly forms the first lies in the year's folder and the other in one of its own", async () => {
  const all = loadSchemas(await filesWith(YEARLY, { forms: ["annual-report", "relief"] }));
  const first = schemasOf(all, period("2022"));
  const second = schemasOf(all, period("2022"), "困难群众救助月报");
  const files = ["象湖镇.xlsx", "正文.md", "困难群众救助月报/象湖镇.xlsx", "relief/正文.md", "乡镇/叶坪镇.csv"].map(
    (path) => ({ path, size: 1 }),
  );
  const sorted = (folders: typeof first.folders) => {
    const { submissions, office } = discover(files, folders);
    return [submissions.map(({ path }) => path), office.text.map(({ path }) => path)];
  };
  expect(sorted(first.folders)).toEqual([["乡镇/叶坪镇.csv", "象湖镇.xlsx"], ["正文.md"]]);
  expect(sorted(second.folders)).toEqual([["困难群众救助月报/象湖镇.xlsx"], ["relief/正文.md"]]);
  expect([first.folders?.suffix, second.folders?.suffix]).toEqual(["", "-困难群众救助月报"]);
});
