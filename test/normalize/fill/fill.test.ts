import { expect, test } from "vitest";
import { judge } from "../judging.js";
import { gridOf, type Written, workbook } from "../paper.js";
import { PAPERS, plain, sent, t, takesNothing } from "../submission.js";

test("行政处罚、行政强制的数字合并为一格：两项都不采用", async () => {
  const merged = PAPERS[2].map((row, r): readonly Written[] =>
    r === 9 ? ["行政处罚", ["45", 2, 3]] : r === 10 ? ["行政强制"] : row,
  );
  const rules = await takesNothing(sent(merged, 2), [
    "proactive.penalties.decisions",
    "proactive.compulsion.decisions",
  ]);
  expect(rules).toContain("VALUE.UNREADABLE");
});

test("上下两行合并为一格填0：各行都是0", async () => {
  const merged = PAPERS[2].map((row, r): readonly Written[] =>
    r === 9 ? ["行政处罚", ["0", 2, 3]] : r === 10 ? ["行政强制"] : row,
  );
  const verdict = await judge(
    { "水利局.xlsx": sent(merged, 2) },
    { ...t, "proactive.penalties.decisions": "0", "proactive.compulsion.decisions": "0" },
  );
  expect([...verdict.silent, ...verdict.wrong, ...verdict.missing, ...verdict.mandatory]).toEqual([]);
});

test("表三有一行错位，另一工作表又有一张表三：该行不用那张表的数字填补", async () => {
  const shifted = plain(3).map((row, r) =>
    r === 8 ? [row[0]!, row[1]!, row[2]!, ["99", 1, 2] as const, ...row.slice(5)] : row,
  );
  const document = workbook(
    gridOf(PAPERS[2], { sheet: "表二" }),
    gridOf(shifted, { sheet: "表三", addressing: "RC" }),
    gridOf(PAPERS[4], { sheet: "表四" }),
    gridOf(
      plain(3).map((row, r) => (r === 8 ? row.map((cell, c) => (c > 2 ? "7" : cell)) : row)),
      { sheet: "草稿" },
    ),
  );
  await takesNothing(document, ["applications.refused.prohibitedByLaw.naturalPerson"]);
});

test("一份材料有一行错位，同一单位另一份材料也报了这张表：说明这一行", async () => {
  const broken = PAPERS[3].map((row, r) =>
    r === 8 ? [row[0]!, row[1]!, row[2]!, ["99", 1, 2] as const, ...row.slice(5)] : row,
  );
  const verdict = await judge(
    {
      "水利局.xlsx": sent(broken, 3),
      "水利局（表三）.xlsx": workbook(gridOf(PAPERS[3], { sheet: "表三" })),
    },
    t,
  );
  expect(verdict.silent).toEqual([]);
  expect(verdict.messages.some((message) => message.includes("2.其他法律行政法规禁止公开"))).toBe(true);
});
