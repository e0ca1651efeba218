import { expect, test } from "vitest";
import { type PriorSources, priorYear } from "../../src/consolidate/consolidate.js";
import { format, parseDecimal } from "../../src/decimal.js";
import { type Amount, figureCode, unitCode } from "../../src/figure.js";
import { formInForce } from "../../src/form/form.js";
import { loadSchemas } from "../../src/form/load.js";
import { yearPeriod } from "../../src/period.js";
import { writeData } from "../../src/publish/data/data.js";
import { madePublication } from "../publish/making.js";
import { schemaFiles } from "../rules/made-year.js";

const schemas = loadSchemas(schemaFiles());
const YEAR = 2022;
const form = formInForce(schemas, yearPeriod(YEAR))!;
const LICENSING = "proactive.licensing.decisions";
const PENALTIES = "proactive.penalties.decisions";

const none: PriorSources = {
  period: yearPeriod(YEAR),
  form,
  blank: "zero",
  reported: [],
  due: 2,
  ids: new Set([form.id]),
  consolidation: undefined,
  published: undefined,
};

function reported(unit: string, figures: Readonly<Record<string, string>>): PriorSources["reported"][number] {
  const source = { file: `${YEAR}/${unit}.xlsx`, sheet: "表二", cell: "B7", text: "" };
  const observations = Object.entries(figures).map(([code, text]) => {
    const figure = figureCode(code);
    const amount: Amount = { kind: "reported", value: parseDecimal(text)! };
    return [figure, { figure, amount, source }] as const;
  });
  return { unit: schemas.units.find(({ code }) => code === unit)!, observations: new Map(observations) };
}

const shown = (sources: Partial<PriorSources>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...(priorYear({ ...none, ...sources })?.figures ?? [])]
      .filter(([code]) => code === LICENSING || code === PENALTIES)
      .map(([code, value]) => [code, format(value)]),
  );

const former = (figures: unknown): string => JSON.stringify({ figures });
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test("上年的汇总只取已定稿的数，草稿和不全的不当作上年数", () => {
  const figure = (state: string): unknown => ({ value: "9", state, contributions: [{ unit: "T01", value: "9" }] });
  expect(
    shown({ consolidation: bytes(former({ [LICENSING]: figure("final"), [PENALTIES]: figure("provisional") })) }),
  ).toEqual({
    [LICENSING]: "9",
  });
  expect(shown({ consolidation: bytes(former({ [LICENSING]: figure("incomplete") })) })).toEqual({});
});

test("另一种报表的汇总不当作上年数：改过报表次序的，同一目录里原来是另一种报表", () => {
  const figures = { [LICENSING]: { value: "9", state: "final", contributions: [{ unit: "T01", value: "9" }] } };
  const taken = (head: object): boolean => {
    const consolidation = bytes(JSON.stringify({ ...head, figures }));
    return priorYear({ ...none, consolidation }) !== undefined;
  };
  expect([taken({ form: "relief" }), taken({ form: form.id }), taken({})]).toEqual([false, true, true]);
});

test("上年草稿中单位自己的数照样是该单位的上年数", () => {
  const figure = {
    value: "9",
    state: "incomplete",
    contributions: [
      { unit: "T01", value: "4" },
      { unit: "T02", value: null },
    ],
  };
  const prior = priorYear({ ...none, consolidation: bytes(former({ [LICENSING]: figure })) });
  expect([...(prior?.byUnit.keys() ?? [])]).toEqual(["T01"]);
  expect(format(prior!.byUnit.get(unitCode("T01"))!.get(figureCode(LICENSING))!)).toBe("4");
});

test("上年的材料不全时不相加", () => {
  expect(shown({ reported: [reported("T01", { [LICENSING]: "3" })] })).toEqual({});
});

test("上年有一个单位缺一项：只有这一项没有合计", () => {
  const both = [reported("T01", { [LICENSING]: "3", [PENALTIES]: "5" }), reported("T02", { [LICENSING]: "4" })];
  expect(shown({ reported: both })).toEqual({ [LICENSING]: "7" });
});

test.each([
  "",
  "{",
  "null",
  "[]",
  "7",
  '{"figures":null}',
  '{"figures":[null]}',
  former({ [LICENSING]: null, [PENALTIES]: { value: 3, state: "final" } }),
  former({ [LICENSING]: { value: "九", state: "final", contributions: [null] } }),
  former({ [LICENSING]: { value: "9", state: "final", contributions: "T01" } }),
  former({ [LICENSING]: { value: "九", state: "final", contributions: [{ unit: 3, value: 4 }] } }),
  former({ [LICENSING]: { value: "9", state: "final", contributions: [{ unit: "T01", value: 4 }] } }),
  former({ [LICENSING]: { value: "9", state: true } }),
  former({ [LICENSING]: [{ value: "9", state: "final" }] }),
])("损坏了的上年汇总当作没有：%s", (consolidation) => {
  expect(shown({ consolidation: bytes(consolidation) })).toEqual({});
});

test("上年的汇总逐项读取，与整份读取相同；其中一项损坏，整份当作没有", () => {
  const written = writeData(madePublication()).find(({ path }) => path === "consolidated.json")!.bytes;
  const text = new TextDecoder().decode(written);
  const prior = priorYear({ ...none, consolidation: written });
  expect(prior?.byUnit.size).toBeGreaterThan(0);
  expect(prior).toEqual(priorYear({ ...none, consolidation: bytes(JSON.stringify(JSON.parse(text))) }));
  const spoiled = bytes(text.replace('"contributions": [', '"contributions": [['));
  expect(spoiled.length).toBe(written.length + 1);
  expect(priorYear({ ...none, consolidation: spoiled })).toEqual(priorYear(none));
});
