import { describe, expect, test } from "vitest";
import { sumForms } from "../../src/consolidate/consolidate.js";
import type { Contribution } from "../../src/consolidation.js";
import { decimal, divided, format } from "../../src/decimal.js";
import { type FigureCode, figureCode, type Observation, unitCode } from "../../src/figure.js";
import { compileForm } from "../../src/form/compile.js";
import type { Form, Unit } from "../../src/form/form.js";
import { lintForm } from "../../src/form/lint/lint.js";
import { FormSchema } from "../../src/form/records.js";

const columns = (rounding: "halfUp" | "halfEven") => [
  { code: "people", label: "人数" },
  { code: "money", label: "支出", unit: "万元", kind: "amount", decimals: 4 },
  {
    code: "average",
    label: "人均支出",
    unit: "元",
    kind: "amount",
    decimals: 2,
    combine: { ratio: { of: "money", over: "people", times: "10000" }, rounding },
  },
  { code: "days", label: "平均天数", kind: "amount", decimals: 1, combine: { weightedBy: "people", rounding } },
  { code: "shortest", label: "最短平均天数", combine: "min" },
  { code: "longest", label: "最长平均天数", combine: "max" },
  { code: "rank", label: "考核排名比例", combine: "none" },
];

function formWith(
  changed: (columns: object[]) => object[] = (same) => same,
  rounding: "halfUp" | "halfEven" = "halfUp",
) {
  const record = FormSchema.parse({
    form: "relief",
    edition: "2022",
    title: "救助表",
    basis: { document: "某民〔2022〕1号" },
    inForce: { from: 2022 },
    tables: [
      {
        code: "relief",
        title: "救助",
        basis: { document: "某民〔2022〕1号" },
        unit: "人",
        sections: [
          {
            code: "relief",
            layout: "matrix",
            rows: [
              { code: "town", label: "城镇" },
              { code: "country", label: "农村" },
              { code: "total", label: "合计", sumOf: ["town", "country"] },
            ],
            columns: changed(columns(rounding)),
          },
        ],
      },
    ],
  });
  return { record, form: { ...compileForm(record), rules: new Map() } as Form };
}

const UNITS: readonly Unit[] = ["T01", "T02"].map((code) => ({
  code: unitCode(code),
  name: code,
  aliases: [],
  category: "乡镇",
}));

function observed(values: Readonly<Record<string, string>>): ReadonlyMap<FigureCode, Observation> {
  return new Map(
    Object.entries(values).map(([name, text]) => {
      const figure = figureCode(`relief.${name}`);
      const source = { file: "a.csv", sheet: "a", cell: "A1", text };
      return [figure, { figure, amount: { kind: "reported", value: decimal(text) }, source } as Observation];
    }),
  );
}

function consolidated(form: Form, ...reported: readonly Readonly<Record<string, string>>[]) {
  const { figures } = sumForms({
    forms: [form],
    due: UNITS,
    reported: reported.map((values, at) => ({ unit: UNITS[at]!, observations: observed(values) })),
    office: { unit: unitCode("X"), observations: new Map() },
    blank: "zero",
  });
  return (name: string) => {
    const { value, state, contributions } = figures.get(figureCode(`relief.${name}`))!;
    return [value && format(value), state, contributions.map((one: Contribution) => one.value && format(one.value))];
  };
}

const FIRST = {
  "town.people": "100",
  "town.money": "2.5",
  "town.average": "250",
  "town.days": "10",
  "town.shortest": "3",
  "town.longest": "20",
  "town.rank": "50",
};
const SECOND = {
  "town.people": "300",
  "town.money": "3",
  "town.average": "100",
  "town.days": "11.1",
  "town.shortest": "2",
  "town.longest": "8",
  "town.rank": "75",
};

describe("figures that do not add", () => {
  const of = consolidated(formWith().form, FIRST, SECOND);

  test("a ratio is that of the consolidated figures, not the sum or mean of the units'", () => {
    expect(of("town.average")).toEqual(["137.5", "final", ["250", "100"]]);
  });

  test("an average is weighted by the units' own weights and rounded once", () => {
    expect(of("town.days")).toEqual(["10.8", "final", ["10", "11.1"]]);
  });

  test("the least and the greatest; what stands for itself has no value together", () => {
    expect([of("town.shortest")[0], of("town.longest")[0]]).toEqual(["2", "20"]);
    expect(of("town.rank")).toEqual([null, "final", ["50", "75"]]);
  });

  test("a row of totals passes over them: the total of ratios is the ratio of the totals", () => {
    const both = consolidated(formWith().form, { ...FIRST, "country.people": "100", "country.money": "0" }, SECOND);
    expect(both("total.people")[0]).toBe("500");
    expect(both("total.average")[0]).toBe("110");
    expect(both("total.rank")[0]).toBe(null);
  });

  test("of a unit that sent nothing they are incomplete, and nothing is divided by 0", () => {
    const one = consolidated(formWith().form, FIRST);
    expect(one("town.average").slice(0, 2)).toEqual(["250", "incomplete"]);
    expect(one("town.rank").slice(0, 2)).toEqual([null, "incomplete"]);
    const none = consolidated(formWith().form, { ...FIRST, "town.people": "0" }, { ...SECOND, "town.people": "0" });
    expect(none("town.average")[0]).toBe(null);
    expect(none("town.days")[0]).toBe(null);
  });
});

test.each([
  ["2.5", "1", 0, "halfUp", "3"],
  ["2.5", "1", 0, "halfEven", "2"],
  ["3.5", "1", 0, "halfEven", "4"],
  ["2.500001", "1", 0, "halfEven", "3"],
  ["-2.5", "1", 0, "halfUp", "-3"],
  ["1", "3", 4, "halfUp", "0.3333"],
  ["0.125", "10", 3, "halfEven", "0.012"],
] as const)("%s / %s to %d decimals by %s is %s", (a, b, decimals, rounding, wanted) => {
  expect(format(divided(decimal(a), decimal(b), decimals, rounding)!)).toBe(wanted);
});

describe("a form says how each figure combines", () => {
  const problems = (changed: (columns: object[]) => object[]): readonly string[] => {
    const { form, record } = formWith(changed);
    return lintForm(form, record).map(({ message }) => message);
  };

  test("all is said: nothing is wrong", () => expect(problems((same) => same)).toEqual([]));

  test.each(["办结率", "占比（%）", "户均补助", "平均时长", "比上年同比"])("%s without it is refused", (label) => {
    expect(problems((same) => [...same, { code: "more", label }])).toEqual([
      `“${label}”像是不能相加的数，请写明汇总方式 combine（能相加的写 sum）`,
    ]);
  });

  test("a line below a heading of rates is one", () => {
    const group = { label: "完成率", lines: [{ code: "first", label: "上半年" }] };
    expect(problems((same) => [...same, group])).toEqual([
      "“上半年”像是不能相加的数，请写明汇总方式 combine（能相加的写 sum）",
    ]);
  });

  test("a ratio of what is not there, and of itself", () => {
    const ratio = (of: string) => ({
      code: "more",
      label: "比率",
      combine: { ratio: { of, over: "people" }, rounding: "halfUp" },
    });
    expect(problems((same) => [...same, ratio("nobody")])).toEqual([
      "“救助｜城镇｜比率”的汇总方式用到“relief.town.nobody”，本报表没有这项指标",
    ]);
    expect(problems((same) => [...same, ratio("more")])).toEqual(["“救助｜城镇｜比率”的汇总方式绕了一圈又用到自身"]);
  });
});
