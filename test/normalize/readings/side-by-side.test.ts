import { test } from "vitest";
import type { Sent } from "../judging.js";
import { gridOf, plainRows, tableTwo, truthOf, workbook } from "../paper.js";
import { beside, PAPERS, plain, readsAll, sheets } from "../submission.js";

const SHAPES: Readonly<Record<string, Sent>> = {
  示例表与正表并排同行: sheets(
    beside([["二、主动公开"], ...plain(2)], [["填写示例"], ...plainRows(tableTwo(truthOf(9)))], 2),
    2,
  ),
  两张表紧挨并排: workbook(gridOf(beside(PAPERS[2], PAPERS[3], 0)), gridOf(PAPERS[4])),
  表二表三并排: workbook(gridOf(beside(PAPERS[2], PAPERS[3])), gridOf(PAPERS[4])),
  表三表四并排: workbook(gridOf(PAPERS[2]), gridOf(beside(PAPERS[3], PAPERS[4]))),
  表三在左表二在右: workbook(gridOf(beside(PAPERS[3], PAPERS[2])), gridOf(PAPERS[4])),
};

for (const [name, document] of Object.entries(SHAPES)) {
  test(`${name}：各项数字全部读对，不误报`, async () => {
    await readsAll(document);
  });
}
