import { format } from "../../../src/decimal.js";
import { unitCode } from "../../../src/figure.js";
import { compileForm } from "../../../src/form/compile.js";
import type { Form } from "../../../src/form/form.js";
import { FormSchema } from "../../../src/form/records.js";
import type { Block, Grid } from "../../../src/grid.js";
import { messageOf } from "../../../src/messages.js";
import { normalize } from "../../../src/normalize/normalize.js";
import { yearPeriod } from "../../../src/period.js";
import { gridOf, type Paper } from "../paper.js";

const BASIS = { document: "某办〔2022〕1号" };
const MONEY = { kind: "amount", unit: "万元", decimals: 2 } as const;

function formOf(section: object): Form {
  const table = { code: "t", title: "项目台账", basis: BASIS, unit: "件", sections: [{ code: "s", ...section }] };
  const record = { form: "ledger", edition: "2022", title: "项目台账", basis: BASIS, inForce: { from: 2022 } };
  return { ...compileForm(FormSchema.parse({ ...record, tables: [table] })), rules: new Map() } as Form;
}

/** 台账: told by a number, counted and summed by kind. */
export const LEDGER = formOf({
  layout: "list",
  rows: [
    { code: "all", label: "合计", sumOf: ["roads", "water"] },
    { code: "roads", label: "道路" },
    { code: "water", label: "水利", aliases: ["水利工程"] },
  ],
  columns: [
    { code: "count", label: "条数" },
    { code: "money", label: "金额（万元）", ...MONEY },
  ],
  list: {
    columns: [
      { code: "number", label: "编号", role: "key" },
      { code: "name", label: "项目名称", role: "text", required: true },
      { code: "sort", label: "类别", role: "category" },
      { code: "remark", label: "备注", role: "text" },
    ],
    count: "count",
  },
});

/** 案件清单: days and choices beside the figures. */
export const CASES = formOf({
  layout: "list",
  rows: [{ code: "all", label: "合计" }],
  columns: [{ code: "fine", label: "罚款（万元）", ...MONEY }],
  list: {
    columns: [
      { code: "number", label: "案号", role: "key" },
      { code: "day", label: "立案日期", role: "text", kind: "date", withinPeriod: true, required: true },
      { code: "closed", label: "是否结案", role: "text", kind: "yesNo" },
      { code: "way", label: "处理方式", role: "text", kind: "choice", choices: ["警告", "罚款"], several: true },
    ],
  },
});

/** 一个单位一行. */
export const UNITS = formOf({
  layout: "list",
  rows: [{ code: "all", label: "合计" }],
  columns: [
    {
      label: "行政处罚",
      lines: [
        { code: "warned", label: "警告" },
        { code: "fined", label: "罚款" },
      ],
    },
    { code: "sum", label: "总数", sumOf: ["warned", "fined"] },
  ],
  list: { columns: [{ code: "unit", label: "单位名称", role: "key" }], names: "roster" },
});

/** 执法主体: the same with names that no roster has. */
export const BODIES = formOf({
  layout: "list",
  rows: [{ code: "all", label: "合计" }],
  columns: [
    {
      label: "行政处罚",
      lines: [
        { code: "warned", label: "警告" },
        { code: "fined", label: "罚款" },
      ],
    },
    { code: "sum", label: "总数", sumOf: ["warned", "fined"] },
  ],
  list: { columns: [{ code: "unit", label: "执法主体", role: "key" }] },
});

export const HEAD = ["序号", "编号", "项目名称", "类别", "金额（万元）", "备注"];
export const ROWS = [
  ["1", "A1", "甲路", "道路", "10", ""],
  ["2", "A2", "乙路", "道路", "20.5", "续建"],
  ["3", "B1", "丙渠", "水利", "7", ""],
];

const ROSTER = new Map([
  ["象湖镇人民政府", "T01"],
  ["象湖镇", "T01"],
  ["叶坪镇人民政府", "T02"],
]);

export interface Read {
  /** roads.money=30.5, in the form's order. */
  readonly figures: string;
  readonly found: readonly string[];
  readonly messages: readonly string[];
  readonly entries: readonly string[];
  readonly sources: readonly string[];
}

export function readBlocks(form: Form, ...blocks: readonly Block[]): Read {
  const { observations, findings, entries } = normalize({
    document: { format: "xlsx", remarks: [], blocks },
    editions: [form],
    accompanying: [],
    file: "2022/水利局.xlsx",
    unit: unitCode("D02"),
    period: yearPeriod(2022),
    blank: "zero",
    roster: (name) => ROSTER.get(name),
  });
  const said = [...form.figures.keys()].map((code) => {
    const amount = observations.get(code)?.amount;
    const value = amount?.kind === "reported" ? format(amount.value) : (amount?.kind ?? "none");
    return `${code.slice(2)}=${value}`;
  });
  return {
    figures: said.join(" "),
    found: [...new Set(findings.map(({ code }) => code))].sort(),
    messages: findings.map(messageOf),
    entries: entries.map(({ key, row, values, source }) => [source.cell, key, row, ...Object.values(values)].join("|")),
    sources: [...observations.values()].map(({ source }) => `${source.sheet} ${source.cell} ${source.text}`),
  };
}

export function read(paper: Paper, form = LEDGER, addressing: Grid["addressing"] = "A1"): Read {
  return readBlocks(form, gridOf(paper, { sheet: "台账", addressing }));
}
