import { expect, test } from "vitest";
import { decimal } from "../../src/decimal.js";
import { figureCode, type Observation, unitCode } from "../../src/figure.js";
import { choose } from "../../src/intake/intake.js";
import type { ListEntry } from "../../src/list-entry.js";
import { schemas } from "../normalize/judging.js";

const SUM = figureCode("t.all.money");

/** A submission of one list, each entry of which is worth as much as its key says. */
function listed(file: string, ...entries: readonly (readonly [key: string, value: number])[]) {
  const source = (cell: string) => ({ file, sheet: "台账", cell, text: "" });
  const sum = decimal(String(entries.reduce((all, [, value]) => all + value, 0)));
  const observation: Observation = { figure: SUM, amount: { kind: "reported", value: sum }, source: source("C2:C3") };
  const read = entries.map(
    ([key, value], at): ListEntry => ({
      ...{ table: "t", section: "s", row: "all", key, name: key, counted: true },
      values: { money: String(value) },
      source: source(`A${at + 2}`),
    }),
  );
  return { file, observations: new Map([[SUM, observation]]), entries: read, dated: undefined, remarks: 0 };
}

function chosen(...candidates: readonly ReturnType<typeof listed>[]) {
  const { naming } = schemas();
  return choose({ unit: unitCode("D02"), candidates, naming, labelOf: () => "项目台账｜金额" });
}

test("two lists of one unit with equal sums are one submission only where the same entries stand in them", () => {
  const first = listed("a.xlsx", ["A1", 10], ["A2", 5]);
  const again = listed("b.xlsx", ["A2", 5], ["A1", 10]);
  expect(chosen(first, again)).toMatchObject({ used: [first], duplicates: [again] });
  const { used, findings } = chosen(first, listed("b.xlsx", ["B1", 12], ["B2", 3]));
  expect([used, findings.map(({ code }) => code)]).toEqual([[], ["UNIT.AMBIGUOUS"]]);
  expect(findings[0]?.facts).toMatchObject({ differing: ["项目台账｜金额：《a》15，《b》15，所列的记录不同"] });
});

test("a list that calls itself a correction replaces the one with the same sum", () => {
  const first = listed("台账.xlsx", ["A1", 10]);
  const corrected = listed("台账（更正）.xlsx", ["A9", 10]);
  expect(chosen(first, corrected)).toMatchObject({ used: [corrected], superseded: [first] });
});
