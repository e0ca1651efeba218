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
