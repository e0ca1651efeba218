import { describe, expect, test } from "vitest";
import { type SumRequest, type Sums, sumForms } from "../../src/consolidate/consolidate.js";
import { decimal, format } from "../../src/decimal.js";
import { type Amount, type FigureCode, figureCode, type Observation, unitCode } from "../../src/figure.js";
import { compileForm } from "../../src/form/compile.js";
import type { Form, Unit } from "../../src/form/form.js";
import { FormSchema } from "../../src/form/records.js";

function formOf(table: Readonly<Record<string, unknown>>, rows: readonly Readonly<Record<string, unknown>>[]): Form {
  const basis = { document: "制度" };
  const columns = [{ code: "value", label: "数量" }];
  const sections = [{ code: "s", layout: "matrix", rows, columns }];
  const form = compileForm(
    FormSchema.parse({
      form: String(table["code"]),
      edition: "1",
      title: "表",
      basis,
      inForce: { from: 2000 },
      tables: [{ title: "表", basis, unit: "件", sections, ...table }],
    }),
  );
  return { ...form, rules: new Map() };
}

/** The statutory form: a blank is the jurisdiction's to judge, and what is not filled is missing. */
const STATUTORY = formOf({ code: "main" }, [
  { code: "a", label: "甲" },
  { code: "b", label: "乙" },
  { code: "all", label: "合计", sumOf: ["a", "b"] },
]);

/** The local form beside it: a blank says nothing, and figures combine in their own ways. */
const LOCAL = formOf({ code: "local", optional: true }, [
  { code: "posts", label: "发布", approximate: true },
  { code: "hosted", label: "承办", combine: { from: "D01" } },
  { code: "office", label: "自填", combine: "office" },
  { code: "nowhere", label: "他处", combine: { from: "X99" } },
  { code: "all", label: "合计", sumOf: ["posts", "hosted", "office"] },
]);

const UNITS: readonly Unit[] = ["T01", "T02", "D01"].map((code) => ({
  code: unitCode(code),
  name: code,
  aliases: [],
  category: "乡镇",
}));

const number = (text: string, qualifier?: string): Amount => ({
  kind: "reported",
  value: decimal(text),
  ...(qualifier && { qualifier }),
});
const BLANK: Amount = { kind: "blank" };
const UNREADABLE: Amount = { kind: "unreadable" };

function observations(
  amounts: Readonly<Record<string, Amount>>,
  file = "a.xlsx",
): ReadonlyMap<FigureCode, Observation> {
  return new Map(
    Object.entries(amounts).map(([code, amount]) => [
      figureCode(code),
      { figure: figureCode(code), amount, source: { file, sheet: "表", cell: code, text: "" } },
    ]),
  );
}

const FILLED = { "main.a.value": number("1"), "main.b.value": number("2"), "main.all.value": number("3") };

function sums(
  reported: Readonly<Record<string, Readonly<Record<string, Amount>>>>,
  more: Partial<SumRequest> & { entries?: Readonly<Record<string, Amount>> } = {},
): Sums {
  return sumForms({
    forms: [STATUTORY, LOCAL],
    due: UNITS,
    reported: UNITS.flatMap((unit) => {
      const amounts = reported[unit.code];
      return amounts ? [{ unit, observations: observations(amounts, `${unit.code}.xlsx`) }] : [];
    }),
    office: { unit: unitCode("D01"), observations: observations(more.entries ?? {}, "正文.md") },
    blank: "zero",
    ...more,
  });
}

function told({ figures }: Sums, code: string): readonly [string | null, string, string] {
  const { value, state, contributions } = figures.get(figureCode(code))!;
  return [
    value && format(value),
    state,
    contributions.map((one) => `${one.unit} ${one.value ? format(one.value) : "?"}`).join(", "),
  ];
}

describe("both kinds of form in one run", () => {
  const whole = { T01: FILLED, T02: FILLED, D01: FILLED };

  test("every form's figures stand in the forms' order, each with its contributions", () => {
    const result = sums({ ...whole, T02: { ...FILLED, "local.posts.value": number("7") } });
    expect([...result.figures.keys()].map((code) => code.replace(".value", ""))).toEqual([
      ...["main.a", "main.b", "main.all"],
      ...["local.posts", "local.hosted", "local.office", "local.nowhere", "local.all"],
    ]);
    expect(told(result, "main.all.value")).toEqual(["9", "final", "T01 3, T02 3, D01 3"]);
    expect(told(result, "local.posts.value")).toEqual(["7", "final", "T02 7"]);
  });

  test("a blank counts by the policy in the one and says nothing in the other", () => {
    const given = {
      ...whole,
      T01: { ...FILLED, "main.a.value": BLANK, "local.posts.value": BLANK },
      T02: { ...FILLED, "local.posts.value": number("7") },
    };
    expect(told(sums(given), "main.a.value")).toEqual(["2", "final", "T01 0, T02 1, D01 1"]);
    expect(told(sums(given), "local.posts.value")).toEqual(["7", "final", "T02 7"]);
    const strict = sums(given, { blank: "unreadable" });
    expect(told(strict, "main.a.value")).toEqual(["2", "incomplete", "T01 ?, T02 1, D01 1"]);
    expect(told(strict, "local.posts.value")).toEqual(["7", "final", "T02 7"]);
  });

  test("what is not filled is missing in the one and no matter in the other", () => {
    const { "main.a.value": _, ...without } = FILLED;
    const result = sums({ ...whole, T01: without });
    expect(told(result, "main.a.value")).toEqual(["2", "incomplete", "T01 ?, T02 1, D01 1"]);
    expect(told(result, "main.all.value")).toEqual(["8", "incomplete", "T01 ?, T02 3, D01 3"]);
    expect(told(result, "local.posts.value")).toEqual([null, "notReported", ""]);
  });

  test("what can't be read is missing in both", () => {
    const unread = { ...FILLED, "main.a.value": UNREADABLE, "local.posts.value": UNREADABLE };
    const result = sums({ ...whole, T01: unread, T02: { ...FILLED, "local.posts.value": number("7") } });
    expect(told(result, "main.a.value")).toEqual(["2", "incomplete", "T01 ?, T02 1, D01 1"]);
    expect(told(result, "local.posts.value")).toEqual(["7", "incomplete", "T01 ?, T02 7"]);
  });

  test("a unit that sent nothing leaves open what is asked of it, and nothing else", () => {
    const result = sums(
      { T01: { ...FILLED, "local.posts.value": number("7") }, T02: FILLED },
      { entries: { "local.office.value": number("4") } },
    );
    expect(told(result, "main.a.value")).toEqual(["2", "incomplete", "T01 1, T02 1"]);
    expect(told(result, "local.posts.value")).toEqual(["7", "incomplete", "T01 7"]);
    expect(told(result, "local.hosted.value")).toEqual([null, "notReported", ""]);
    expect(told(result, "local.office.value")).toEqual(["4", "final", "D01 4"]);
    const others = sums({ T01: FILLED, D01: { ...FILLED, "local.hosted.value": number("5") } });
    expect(told(others, "local.hosted.value")).toEqual(["5", "final", "D01 5"]);
  });

  test("a figure is taken only from whom it is asked of, and the total of such figures too", () => {
    const all = { "local.posts.value": number("7", "余"), "local.hosted.value": number("5") };
    const result = sums(
      { ...whole, T01: { ...FILLED, ...all, "local.office.value": number("100") }, D01: { ...FILLED, ...all } },
      { entries: { "local.office.value": number("4"), "local.posts.value": number("1000") } },
    );
    expect(told(result, "local.posts.value")).toEqual(["14", "final", "T01 7, D01 7"]);
    expect(told(result, "local.hosted.value")).toEqual(["5", "final", "D01 5"]);
    expect(told(result, "local.office.value")).toEqual(["4", "final", "D01 4"]);
    expect(told(result, "local.all.value")).toEqual(["23", "final", "T01 7, D01 16"]);
    expect(result.figures.get(figureCode("local.all.value"))?.qualifier).toBe("余");
    expect(result.figures.get(figureCode("local.office.value"))?.contributions[0]?.source?.file).toBe("正文.md");
  });

  test("a total with a part that nobody gave is not whole", () => {
    const result = sums({ ...whole, T01: { ...FILLED, "local.posts.value": number("7") } });
    expect(told(result, "local.all.value")).toEqual(["7", "incomplete", "T01 7"]);
  });

  test("an oversight office that the roster lacks gives its own figures all the same", () => {
    const entries = observations({ "local.office.value": number("4"), "local.hosted.value": number("9") });
    const result = sums(whole, { office: { unit: unitCode("X01"), observations: entries } });
    expect(told(result, "local.office.value")).toEqual(["4", "final", "X01 4"]);
    expect(told(result, "local.hosted.value")).toEqual([null, "notReported", ""]);
    expect(told(result, "local.all.value")).toEqual(["4", "incomplete", "X01 4"]);
    expect(told(result, "main.all.value")).toEqual(["9", "final", "T01 3, T02 3, D01 3"]);
  });

  test("the printed totals stand beside the recomputed one", () => {
    const result = sums({ ...whole, T01: { ...FILLED, "main.all.value": number("5") } });
    const { printed, value, contributions } = result.figures.get(figureCode("main.all.value"))!;
    expect([printed && format(printed), value && format(value)]).toEqual(["11", "9"]);
    expect(contributions[0]?.source?.cell).toBe("main.all.value");
  });

  test("says which unit did not send the local form, and which unit the roster lacks", () => {
    const { findings } = sums({ ...whole, T01: { ...FILLED, "local.posts.value": BLANK } });
    expect(findings.map(({ code, unit, figures }) => [code, unit, figures])).toEqual([
      ["RULE.UNDECIDED", null, ["local.nowhere.value"]],
      ["FORM.TABLE_NOT_SENT", "T02", []],
      ["FORM.TABLE_NOT_SENT", "D01", []],
    ]);
    expect(findings[0]?.facts).toEqual({
      title: "表的1项",
      missing: "这些数取自单位X99，单位名录中没有这个单位",
    });
  });
});
