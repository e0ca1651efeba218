import { expect, test } from "vitest";
import { ask, plain, readsAll, sent } from "../submission.js";

test("表旁写有“单位：元”，栏目和格内都没有写明单位：数额须核实", async () => {
  for (const words of ["单位：元", "单位：件、元", "注：收费金额以元为单位"]) {
    const table = plain(2).map((row) => row.map((cell) => cell.replace("（单位：万元）", "")));
    const verdict = await ask(sent([["", "", "", words], ...table], 2));
    expect(verdict.verification.filter((message) => message.startsWith("VALUE.UNIT_DOUBTFUL"))).toHaveLength(1);
  }
  const said = await readsAll(sent([["", "", "", "单位：件、万元"], ...plain(2)], 2));
  expect(said.filter((message) => message.startsWith("VALUE.UNIT_DOUBTFUL"))).toEqual([]);
});

test("栏目写万元、行名写元，或者相反：按与表式不同的一个换算，须核实", async () => {
  const told = async (heading: string, row: string) => {
    const table = plain(2).map((cells) =>
      cells.map((cell) => cell.replace("（单位：万元）", heading).replace("行政事业性收费", `行政事业性收费${row}`)),
    );
    const verdict = await ask(sent(table, 2));
    return verdict.verification.filter((message) => message.startsWith("VALUE.UNIT_CONVERTED")).length;
  };
  expect(await told("（单位：万元）", "（元）")).toBe(1);
  expect(await told("（单位：元）", "（万元）")).toBe(1);
  expect(await told("（单位：万元）", "（万元）")).toBe(0);
  expect(await told("", "（万元）")).toBe(0);
});
