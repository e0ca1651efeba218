import { test } from "vitest";
import type { Sent } from "../judging.js";
import { gridOf, plainRows, type Truth, tableTwo, truthOf, workbook } from "../paper.js";
import { beside, PAPERS, plain, readsAll, sheets } from "../submission.js";

const example = (p: string[][], w: Truth) => beside(p, [["填写示例"], ...plainRows(tableTwo(w))], 2);

const below = [...plain(2), [], ["填表示例（仅供参考）："], ...plainRows(tableTwo(truthOf(9)))];

const belowOne = [...plain(2), [], ["例：", "本年制发件数", "本年废止件数", "现行有效件数"], ["规章", "3", "1", "2"]];

const SHAPES: Readonly<Record<string, Sent>> = {
  "另有“样表”工作表": workbook(
    gridOf(PAPERS[2], { sheet: "填写示例表二" }),
    gridOf(tableTwo(truthOf(7)), { sheet: "样表" }),
    gridOf(PAPERS[2], { sheet: "x" }),
    gridOf(PAPERS[3]),
    gridOf(PAPERS[4]),
  ),
  右侧附填写示例: sheets(example(plain(2), truthOf(9)), 2),
  下方附填表示例: sheets(below, 2),
  下方附一行示例: sheets(belowOne, 2),
};

for (const [name, document] of Object.entries(SHAPES)) {
  test(`${name}：各项数字全部读对，不误报`, async () => {
    await readsAll(document);
  });
}
