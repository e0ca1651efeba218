import { expect, test } from "vitest";
import { format } from "../../../src/decimal.js";
import { unitCode } from "../../../src/figure.js";
import { compileForm } from "../../../src/form/compile.js";
import type { Form } from "../../../src/form/form.js";
import { FormSchema } from "../../../src/form/records.js";
import type { Grid } from "../../../src/grid.js";
import { normalize } from "../../../src/normalize/normalize.js";
import { yearPeriod } from "../../../src/period.js";
import { gridOf, type Paper, textBlock } from "../paper.js";

const RECORD = FormSchema.parse({
  form: "enforcement",
  edition: "2022",
  title: "行政执法统计年报",
  basis: { document: "某司〔2022〕1号" },
  inForce: { from: 2022 },
  tables: [
    {
      code: "acts",
      title: "行政执法情况",
      basis: { document: "某司〔2022〕1号" },
      unit: "宗",
      sections: [
        {
          code: "acts",
          layout: "leaf-row",
          rows: [{ code: "all", label: "本单位" }],
          columns: [
            {
              label: "行政处罚",
              lines: [
                { code: "warned", label: "警告、通报批评" },
                { code: "fined", label: "罚款" },
                { code: "punished", label: "小计", sumOf: ["warned", "fined"] },
              ],
            },
            { code: "forced", label: "行政强制" },
            { code: "money", label: "罚没金额（万元）", unit: "万元", kind: "amount", decimals: 6 },
          ],
        },
      ],
    },
  ],
});
const FORM = { ...compileForm(RECORD), rules: new Map() } as Form;

const HEADS: Paper = [
  [["行政处罚", 1, 3], "", "", ["行政强制", 2, 1], ["罚没金额（万元）", 2, 1]],
  ["警告、通报批评", "罚款", "小计"],
];

function read(paper: Paper, addressing: Grid["addressing"] = "A1") {
  return readGrid(gridOf(paper, { sheet: "表", addressing }));
}

function readGrid(...blocks: readonly (Grid | ReturnType<typeof textBlock>)[]) {
  const { observations, findings } = normalize({
    document: { format: "xlsx", remarks: [], blocks },
    editions: [FORM],
    accompanying: [],
    file: "2022/水利局.xlsx",
    unit: unitCode("D02"),
    period: yearPeriod(2022),
    blank: "zero",
  });
  const values = [...FORM.figures.keys()].map((code) => {
    const amount = observations.get(code)?.amount;
    return amount?.kind === "reported" ? format(amount.value) : (amount?.kind ?? "none");
  });
  return { values: values.join(" "), found: [...new Set(findings.map(({ code }) => code))].sort() };
}

test("the figures under leaf columns are read without a name of their row", () => {
  expect(read([...HEADS, ["3", "4", "7", "1", "12.5"]])).toEqual({ values: "3 4 7 1 12.5", found: [] });
});

test("a row that numbers the columns is none of figures, and who filled it in is no row", () => {
  const numbered: Paper = [...HEADS, ["1", "2", "3", "4", "5"], ["3", "4", "7", "1", "12.5"], ["填表人：张三"]];
  expect(read(numbered)).toEqual({ values: "3 4 7 1 12.5", found: [] });
});

test("the unit's name before the figures is passed over", () => {
  const named: Paper = [
    [["单位", 2, 1], ...(HEADS[0] ?? [])],
    ["", ...(HEADS[1] ?? [])],
    ["水利局", "3", "4", "7", "1", "12.5"],
  ];
  expect(read(named)).toEqual({ values: "3 4 7 1 12.5", found: [] });
});

const bad = "unreadable unreadable unreadable unreadable unreadable";

test.each<[string, Paper, string, readonly string[]]>([
  ["two rows of figures", [...HEADS, ["3", "4", "7", "1", "2"], ["5", "6", "11", "1", "2"]], bad, ["VALUE.UNREADABLE"]],
  ["a cell too many", [...HEADS, ["3", "", "4", "7", "1", "12.5"]], bad, ["FORM.ROW_UNKNOWN", "VALUE.UNREADABLE"]],
  [
    "a heading that was lost",
    [HEADS[0] ?? [], ["警告、通报批评", "", "小计"], ["3", "4", "7", "1", "12.5"]],
    "unreadable none unreadable unreadable unreadable",
    ["FORM.COLUMN_MISSING", "VALUE.UNREADABLE"],
  ],
  [
    "a column that the form does not have",
    [[...(HEADS[0] ?? []), ["上年数", 2, 1]], HEADS[1] ?? [], ["3", "4", "7", "1", "12.5", "9"]],
    "3 4 7 1 12.5",
    ["FORM.ROW_UNKNOWN"],
  ],
  ["no headings at all", [["3", "4", "7", "1", "12.5"]], "none none none none none", ["FORM.TABLE_MISSING"]],
  [
    "rows and columns exchanged",
    [
      ["行政处罚", "警告、通报批评", "3"],
      ["", "罚款", "4"],
      ["", "小计", "7"],
      ["行政强制", "", "1"],
      ["罚没金额（万元）", "", "12.5"],
    ],
    "none none none none none",
    ["FORM.TABLE_MISSING"],
  ],
])("%s: right or said", (_, paper, values, found) => {
  expect(read(paper)).toEqual({ values, found });
});

test("a row of a document's table that ends before the last heading has lost a cell", () => {
  expect(read([...HEADS, ["3", "7", "1", "12.5"]], "RC")).toEqual({ values: bad, found: ["VALUE.UNREADABLE"] });
});

test("hidden columns are read, and said", () => {
  const grid = { ...gridOf([...HEADS, ["3", "4", "7", "1", "12.5"]], { sheet: "表" }), hiddenColumns: [1] };
  expect(readGrid(grid)).toEqual({ values: "3 4 7 1 12.5", found: ["FILE.HIDDEN_CONTENT"] });
});

test("a flattened table in running text is not read", () => {
  const text = [...HEADS, ["3", "4", "7", "1", "12.5"]].flatMap((row) =>
    row.map((cell) => (typeof cell === "string" ? cell : cell[0])),
  );
  expect(readGrid(textBlock(text.join("\n")))).toEqual({
    values: "none none none none none",
    found: ["FORM.TABLE_MISSING"],
  });
});
