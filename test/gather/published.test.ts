import { expect, test } from "vitest";
import { discover } from "../../src/intake/intake.js";
import { consolidatedYear, type MadeYear } from "../rules/made-year.js";

const FOUR = { "applications.received.naturalPerson": "4", "applications.received.total": "4" };
const ON_PAGE = { "applications.received.naturalPerson": "3", "applications.received.total": "3" };

const year = (files: MadeYear["files"]): MadeYear => ({
  files: { "象湖镇.xlsx": { typed: FOUR }, ...files },
});

test("only the folder directly in the year's is that of published pages", () => {
  const files = [
    "已公布/a.html",
    "已公布/乡镇/b.pdf",
    "乡镇/已公布/c.html",
    "已公布.xlsx",
    "已公布/说明.csv",
    "已公布/.x",
  ];
  const { published, submissions, office } = discover(files.map((path) => ({ path, size: 1 })));
  expect(published.map(({ path }) => path)).toEqual(["已公布/a.html", "已公布/乡镇/b.pdf", "已公布/说明.csv"]);
  expect(submissions.map(({ path }) => path)).toEqual(["乡镇/已公布/c.html", "已公布.xlsx"]);
  expect(office.explanations).toEqual([]);
});

test("a page changes no sum, no coverage and no list of submissions, and shows both cells", async () => {
  const [without, beside] = [
    await consolidatedYear(year({})),
    await consolidatedYear(year({ "已公布/象湖镇.html": { typed: ON_PAGE }, "已公布/无名.html": { typed: ON_PAGE } })),
  ];
  const values = ({ figures }: typeof beside) =>
    [...figures.values()].map(({ value, contributions }) => [value, contributions]);
  expect(values(beside)).toEqual(values(without));
  expect(beside.submissions).toEqual(without.submissions);
  expect(beside.coverage).toEqual(without.coverage);
  const differing = beside.findings.filter(({ rule }) => rule === "PUBLISHED.DIFFERS");
  expect(
    differing.map(({ figures: [code], unit, sources }) => [code, unit, sources.map(({ file, text }) => [file, text])]),
  ).toEqual(
    ["naturalPerson", "total"].map((column) => [
      `applications.received.${column}`,
      "T01",
      [
        ["2022/象湖镇.xlsx", "4"],
        ["2022/已公布/象湖镇.html", "3"],
      ],
    ]),
  );
  expect(new Set(differing.map(({ cause }) => cause)).size).toBe(1);
});

test("本级报告 in the folder is still last year's, and no unit's", async () => {
  const own = {
    cover: ["瑞金市人民政府2021年政府信息公开工作年度报告"],
    typed: { "regulations.normativeDocuments.inForce": "7" },
  };
  const { findings, submissions } = await consolidatedYear(year({ "已公布/瑞金市人民政府2021年度报告.html": own }));
  expect(findings.filter(({ rule }) => rule.startsWith("PUBLISHED."))).toEqual([]);
  expect(submissions.filter(({ status }) => status === "published")).toHaveLength(1);
});
