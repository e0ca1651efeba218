import { expect, test } from "vitest";
import { judge } from "../judging.js";
import { gridOf, tableThree, tableTwo, truthOf, type Written, workbook } from "../paper.js";
import { divided, PAPERS, plain, readsAll, t, takesNothing } from "../submission.js";

test("另一工作表的数字不同：本表空白的格子也不用那张表的数字填补", async () => {
  const other = truthOf(8);
  const own = PAPERS[2].map((row, r): readonly Written[] => (r === 13 ? ["行政事业性收费", ["", 1, 3]] : row));
  const document = workbook(
    gridOf(own, { sheet: "表二" }),
    gridOf(PAPERS[3], { sheet: "表三" }),
    gridOf(PAPERS[4], { sheet: "表四" }),
    gridOf(tableTwo(other), { sheet: "下属单位" }),
  );
  await takesNothing(document, ["proactive.fees.amount"]);
});

test("本表缺一个分项，另一工作表的数字不同：不用那张表的数字填补", async () => {
  const document = workbook(
    gridOf(PAPERS[2].slice(0, 11), { sheet: "表二" }),
    gridOf(PAPERS[3], { sheet: "表三" }),
    gridOf(PAPERS[4], { sheet: "表四" }),
    gridOf(tableTwo(truthOf(8)), { sheet: "下属单位" }),
  );
  await takesNothing(document, ["proactive.fees.amount"]);
});

test("另有一张空白表：仍以填好的一张为准", async () => {
  const blank = Object.fromEntries(Object.keys(t).map((code) => [code, ""]));
  await readsAll(
    workbook(
      gridOf(tableThree(blank), { sheet: "空表" }),
      ...([2, 3, 4] as const).map((n) => gridOf(PAPERS[n], { sheet: `表${n}` })),
    ),
  );
});

test("同一张表在一个文件里有几百份，数字各不相同：读得完，整表不采用", async () => {
  const copies = Array.from({ length: 400 }, (_, n) => [["信息内容", "本年处理决定数量"], ["行政许可", String(n)], []]);
  const document = divided([...plain(2), ...copies.flat()]);
  const verdict = await judge({ "水利局.csv": document }, t);
  expect(verdict.values["proactive.licensing.decisions"]).toBeNull();
});
