import { expect, test } from "vitest";
import { gridOf, workbook } from "../paper.js";
import { ask, PAPERS, t } from "../submission.js";

test("万元栏的单元格是元的格式：数额须核实", async () => {
  const grid = gridOf(PAPERS[2], { sheet: "表二", numbers: true });
  const fee = t["proactive.fees.amount"]!;
  const cells = grid.cells.map((cell) => (cell.text === fee ? { ...cell, kind: "yuan" as const } : cell));
  const verdict = await ask(workbook({ ...grid, cells }, gridOf(PAPERS[3]), gridOf(PAPERS[4])));
  expect(verdict.verification.filter((message) => message.startsWith("VALUE.UNIT_DOUBTFUL"))).toHaveLength(1);
});
