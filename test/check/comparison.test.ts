import { describe, expect, test } from "vitest";
import { checkUnit } from "../../src/check/check.js";
import { decimal } from "../../src/decimal.js";
import { figureCode, type Observation, unitCode } from "../../src/figure.js";
import type { Finding } from "../../src/finding.js";
import { compileForm } from "../../src/form/compile.js";
import type { Form, Forms, Schemas } from "../../src/form/form.js";
import { lintRules } from "../../src/form/lint/lint.js";
import { FormSchema, RulesSchema } from "../../src/form/records.js";
import { periodNamed } from "../../src/period.js";
import type { UnitReport } from "../../src/unit-report.js";

const BASIS = { document: "某民〔2022〕1号" };
const RECORD = FormSchema.parse({
  form: "relief",
  edition: "2022",
  title: "救助月报",
  period: "month",
  basis: BASIS,
  inForce: { from: 2022 },
  tables: [
    {
      code: "relief",
      title: "救助",
      basis: BASIS,
      unit: "人",
      sections: [
        {
          code: "relief",
          layout: "matrix",
          rows: [
            { code: "town", label: "城镇" },
            { code: "country", label: "农村" },
          ],
          columns: [
            { code: "people", label: "人数" },
            { code: "women", label: "其中女性" },
            { code: "month", label: "本月支出" },
            { code: "sofar", label: "累计支出" },
          ],
        },
      ],
    },
  ],
});

const RULES = [
  { id: "R.WOMEN", kind: "compare", left: ["relief.*.women"], sign: "<=", right: ["relief.*.people"] },
  {
    id: "R.SOFAR",
    kind: "compare",
    left: ["relief.*.sofar"],
    sign: "=",
    right: ["previous:relief.*.sofar", "relief.*.month"],
    tolerance: "0.5",
  },
  {
    id: "R.INYEAR",
    kind: "compare",
    left: ["relief.*.sofar"],
    sign: "=",
    right: ["previousInYear:relief.*.sofar", "relief.*.month"],
    tolerance: "0.5",
  },
  { id: "R.YEARAGO", kind: "compare", left: ["relief.*.people"], sign: ">=", right: ["sameLastYear:relief.*.people"] },
  { id: "R.BOTH", kind: "together", figures: ["relief.town.people", "relief.town.month"] },
  { id: "R.THEN", kind: "implies", when: "relief.country.month", also: "relief.country.people" },
].map((rule) => ({ ...rule, severity: "mandatory", title: rule.id, basis: BASIS, advice: "请核对。" }));

const { rules } = RulesSchema.parse({ rules: RULES });

function formWith(...ids: readonly string[]): Form {
  const own = rules.filter(({ id }) => ids.includes(id));
  return { ...compileForm(RECORD), rules: new Map(own.map((rule) => [rule.id, rule])) } as Form;
}

const form = formWith("R.WOMEN", "R.SOFAR", "R.BOTH", "R.THEN");

type Values = Readonly<Record<string, string>>;
const GOOD: Values = {
  "town.people": "10",
  "town.women": "4",
  "town.month": "3",
  "town.sofar": "9",
  "country.people": "5",
  "country.women": "5",
  "country.month": "2",
  "country.sofar": "6",
};
const BEFORE: Values = { "town.sofar": "6", "country.sofar": "4" };

interface Beside {
  readonly form?: Form;
  readonly period?: string;
  readonly yearAgo?: Values;
}

const figuresIn = (values: Values) =>
  new Map(Object.entries(values).map(([name, text]) => [figureCode(`relief.${name}`), decimal(text)]));

function found(changed: Values, before: Values | undefined = BEFORE, beside: Beside = {}): readonly Finding[] {
  const observations = new Map(
    Object.entries({ ...GOOD, ...changed }).map(([name, text]) => {
      const figure = figureCode(`relief.${name}`);
      const source = { file: "a.csv", sheet: "a", cell: name, text };
      return [figure, { figure, amount: { kind: "reported", value: decimal(text) }, source } as Observation];
    }),
  );
  const report = {
    unit: { code: unitCode("T01"), name: "象湖镇", aliases: [], category: "乡镇" },
    observations,
    narratives: [],
    before: before && figuresIn(before),
    sameLastYear: beside.yearAgo && figuresIn(beside.yearAgo),
  } as unknown as UnitReport;
  const schemas = { jurisdiction: { policies: { blank: "zero" }, level: "county" }, units: [] } as unknown as Schemas;
  return checkUnit(report, {
    schemas,
    forms: [beside.form ?? form] as unknown as Forms,
    period: periodNamed(beside.period ?? "2022-03")!,
  });
}

const said = (findings: readonly Finding[]) => findings.map((one) => ["rule" in one ? one.rule : one.code, one.facts]);

describe("comparisons of sums", () => {
  test("what holds says nothing", () => expect(found({})).toEqual([]));

  test("a part above its whole, in its row alone", () => {
    const [finding, ...more] = found({ "country.women": "6" });
    expect(more).toEqual([]);
    expect(finding).toMatchObject({
      code: "RELATION",
      rule: "R.WOMEN",
      figures: ["relief.country.women", "relief.country.people"],
      expected: "不大于5",
      actual: "6",
      difference: "1",
      facts: { left: "“农村｜其中女性”是6", right: "“农村｜人数”是5" },
    });
    expect(finding!.sources.map(({ cell }) => cell)).toEqual(["country.women", "country.people"]);
  });

  test("the period before and this one make what is cumulative, within the tolerance", () => {
    expect(found({ "town.sofar": "9.5" })).toEqual([]);
    expect(said(found({ "town.sofar": "9.6" }))).toEqual([
      [
        "R.SOFAR",
        expect.objectContaining({ left: "“城镇｜累计支出”是9.6", right: "上期“城镇｜累计支出”加“城镇｜本月支出”是9" }),
      ],
    ]);
  });

  test("without a period before it is undecided, and says so once", () => {
    const open = found({ "town.sofar": "100" }, {});
    expect(open).toMatchObject([{ code: "RULE.UNDECIDED", facts: { title: "R.SOFAR" } }]);
  });

  test("what is cumulative within the year begins anew with its first period", () => {
    const inYear = formWith("R.INYEAR");
    expect(found({}, BEFORE, { form: inYear })).toEqual([]);
    expect(found({ "town.sofar": "3", "country.sofar": "2" }, {}, { form: inYear, period: "2023-01" })).toEqual([]);
    expect(said(found({ "country.sofar": "2" }, BEFORE, { form: inYear, period: "2023-01" }))).toEqual([
      [
        "R.INYEAR",
        expect.objectContaining({
          right: "年内上期（本年第一期，计为0）“城镇｜累计支出”加“城镇｜本月支出”是3",
        }),
      ],
    ]);
    expect(found({}, {}, { form: inYear })).toMatchObject([{ code: "RULE.UNDECIDED" }]);
  });

  test("the same period last year", () => {
    const yearAgo = { "town.people": "12", "country.people": "1" };
    expect(said(found({}, BEFORE, { form: formWith("R.YEARAGO"), yearAgo }))).toEqual([
      ["R.YEARAGO", expect.objectContaining({ right: "上年同期“城镇｜人数”是12" })],
    ]);
    expect(found({}, BEFORE, { form: formWith("R.YEARAGO") })).toMatchObject([
      { code: "RULE.UNDECIDED", facts: { missing: "没有2021年3月的数字（缺少该期的报送材料或汇总结果）" } },
    ]);
  });

  test("figures that come together, and one that follows from another", () => {
    expect(said(found({ "town.people": "0", "town.women": "0" })).map(([id]) => id)).toEqual(["R.BOTH"]);
    expect(said(found({ "country.people": "0", "country.women": "0" })).map(([id]) => id)).toEqual(["R.THEN"]);
    expect(found({ "country.month": "0", "country.sofar": "4" })).toEqual([]);
  });
});

test("a rule that names what the form lacks is refused", () => {
  const wrong = RulesSchema.parse({
    rules: [
      { ...RULES[0], right: ["relief.*.persons"] },
      { ...RULES.at(-1), when: "previous:relief.city.month" },
    ],
  }).rules;
  expect(lintRules(wrong, compileForm(RECORD)).map(({ message }) => message)).toEqual([
    "规则 R.WOMEN 所指的指标“relief.*.persons”不存在",
    "规则 R.THEN 所指的指标“relief.city.month”不存在",
  ]);
});
