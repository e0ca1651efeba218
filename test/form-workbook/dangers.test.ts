import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { format } from "../../src/decimal.js";
import { unitCode } from "../../src/figure.js";
import { compileForm } from "../../src/form/compile.js";
import type { Form } from "../../src/form/form.js";
import { lintForm } from "../../src/form/lint/lint.js";
import { FormSchema } from "../../src/form/records.js";
import { messageOf } from "../../src/messages.js";
import { normalize } from "../../src/normalize/normalize.js";
import { yearPeriod } from "../../src/period.js";
import { openOffice, WHOLE_YEAR } from "../command/office.js";
import { gridOf, type Paper } from "../normalize/paper.js";

const BASIS = { document: "某办〔2022〕1号" };

function recordOf(section: object) {
  const table = { code: "t", title: "情况表", basis: BASIS, unit: "件", sections: [{ code: "s", ...section }] };
  const head = { form: "own", edition: "2022", title: "情况年报", basis: BASIS, inForce: { from: 2022 } };
  return FormSchema.parse({ ...head, tables: [table] });
}

function read(section: object, paper: Paper) {
  const form = { ...compileForm(recordOf(section)), rules: new Map() } as Form;
  const { observations, findings } = normalize({
    document: { format: "xlsx", remarks: [], blocks: [gridOf(paper, { sheet: "表" })] },
    editions: [form],
    accompanying: [],
    file: "2022/水利局.xlsx",
    unit: unitCode("D02"),
    period: yearPeriod(2022),
    blank: "zero",
  });
  const values = [...observations].map(([code, { amount }]) =>
    amount.kind === "reported" ? `${code}=${format(amount.value)}` : `${code}=${amount.kind}`,
  );
  return { values, found: findings.map(({ code }) => code), messages: findings.map(messageOf) };
}

const COLUMNS = [
  { code: "received", label: "受理数" },
  { code: "done", label: "办结数" },
];

describe("what an office's own form must not pass over", () => {
  const total = { layout: "matrix", rows: [{ code: "all", label: "合计" }], columns: COLUMNS };
  const head = ["单位", "受理数", "办结数"];

  test("rows of details above 合计 that the form does not have are said, whatever 合计 says", () => {
    const { values, found, messages } = read(total, [head, ["一科", "3", "3"], ["二科", "5", "4"], ["合计", "7", "7"]]);
    expect(values).toEqual(["t.all.received=7", "t.all.done=7"]);
    expect(found).toEqual(["FORM.ROW_UNKNOWN", "FORM.ROW_UNKNOWN"]);
    expect(messages.join()).toMatch(/一科.*二科/s);
  });

  test("the same rows in a list are its entries, and 合计 is held against them", () => {
    const list = { columns: [{ code: "unit", label: "单位", role: "key" }] };
    const { values, found } = read({ ...total, layout: "list", list }, [
      head,
      ["一科", "3", "3"],
      ["二科", "5", "4"],
      ["合计", "7", "7"],
    ]);
    expect([values, found]).toEqual([["t.all.received=8", "t.all.done=7"], ["LIST.TOTAL"]]);
  });

  test("rows and columns exchanged are read right or said, in each layout", () => {
    const rows = [
      { code: "web", label: "网上办理" },
      { code: "desk", label: "窗口办理" },
    ];
    const exchanged: Paper = [
      ["", "网上办理", "窗口办理"],
      ["受理数", "1", "2"],
      ["办结数", "3", "4"],
    ];
    const matrix = read({ layout: "matrix", rows, columns: COLUMNS }, exchanged);
    expect(matrix.values).toEqual(["t.web.received=1", "t.web.done=3", "t.desk.received=2", "t.desk.done=4"]);
    const list = { columns: [{ code: "unit", label: "单位", role: "key" }] };
    const turned: Paper = [
      ["单位", "一科", "二科"],
      ["受理数", "3", "5"],
      ["办结数", "3", "4"],
    ];
    expect(read({ ...total, layout: "list", list }, turned)).toMatchObject({
      values: [],
      found: ["FORM.TABLE_MISSING"],
    });
  });

  test("codes that stand twice, kinds and counts that are not there, and figures that don't add are refused", () => {
    const key = { code: "unit", label: "单位", role: "key" };
    const refused = (section: object): readonly string[] => {
      const record = recordOf({ layout: "list", rows: [{ code: "all", label: "合计" }], columns: COLUMNS, ...section });
      return lintForm(compileForm(record), record).map(({ message }) => message);
    };
    expect(refused({ list: { columns: [key] } })).toEqual([]);
    expect(refused({ list: { columns: [key, { ...key, code: "done", role: "text" }] } })).toEqual(["台账中“done”重复"]);
    expect(refused({ list: { columns: [{ ...key, role: "text" }] } })).toEqual(["没有认定一条记录的栏（role 为 key）"]);
    expect(refused({ list: { columns: [key, { code: "sort", label: "类别", role: "category" }] } })).toEqual([
      "有分类栏的台账，rows 写一行合计（sumOf 为各分类）和各分类",
    ]);
    expect(refused({ list: { columns: [key], count: "number" } })).toEqual(["没有条数栏“number”"]);
    const rate = { code: "rate", label: "办结率", combine: "none" };
    expect(refused({ columns: [...COLUMNS, rate], list: { columns: [key] } })).toEqual([
      "台账的“办结率”只能相加；不能相加的写成文字栏（list.columns）",
    ]);
    expect(refused({})).toEqual(["台账（list）没有写明文字栏 list"]);
    expect(refused({ layout: "matrix", list: { columns: [key] } })).toEqual(["只有台账（layout 为 list）写 list"]);
    expect(refused({ layout: "leaf-row", rows: COLUMNS })).toContain("栏目下只有一行数字的（leaf-row），rows 只写一行");
  });
});

test("a file in a folder that no form is called after is said, and in no sum", async () => {
  const office = await openOffice(WHOLE_YEAR);
  const place = join(office.inputs, "2022/行政执法统计/象湖镇.csv");
  await mkdir(dirname(place), { recursive: true });
  await writeFile(place, "行政执法统计,\n单位名称,件数\n象湖镇,5\n");
  expect(await office.crossfoot("run")).toMatchObject({ exitCode: 0 });
  const findings = JSON.parse(await readFile(join(office.outputs, "2022/findings.json"), "utf8")) as readonly {
    readonly rule: string;
    readonly sources: readonly { readonly file: string }[];
  }[];
  const said = findings.filter(({ sources }) => sources.some(({ file }) => file === "2022/行政执法统计/象湖镇.csv"));
  expect(said.map(({ rule }) => rule)).toEqual(["FILE.NOT_A_SUBMISSION"]);
}, 60_000);
