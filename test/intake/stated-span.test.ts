import { expect, test } from "vitest";
import { type Period, periodOfKey, yearPeriod } from "../../src/period.js";
import { notesIn, otherSpans } from "../../src/stated-span.js";
import { ask, plain, readsAll, sent } from "../normalize/submission.js";

const found = (notes: readonly string[], title = "", period: Period = yearPeriod(2023)): readonly string[] =>
  otherSpans(
    notes.flatMap((text) => notesIn({ text }, () => true)),
    [{ text: title }],
    period,
  ).map((one) => one.found);

test("表旁写明只统计了一年的一部分，或者是别的年度的数据", () => {
  const notes: readonly (readonly [string, string])[] = [
    ["统计时间：1月至6月", "1月至6月"],
    ["截至9月30日", "1月至9月"],
    ["（数据截止2023年9月底）", "2023年1月至9月"],
    ["1-9月", "1月至9月"],
    ["一月至十一月", "1月至11月"],
    ["统计期限：2023年1月1日至2023年9月30日", "2023年1月至9月"],
    ["数据统计期限为7月1日至12月31日", "7月至12月"],
    ["统计时段：前三季度", "1月至9月"],
    ["统计时间：2023.01.01-2023.06.30", "2023年1月至6月"],
    ["统计时间：2023-01-01至2023-06-30", "2023年1月至6月"],
    ["数据期间：2023/1/1～2023/9/30", "2023年1月至9月"],
    ["2023.1.1-6.30", "2023年1月至6月"],
    ["（2023.1-6）", "2023年1月至6月"],
    ["2023.01-2023.09", "2023年1月至9月"],
    ["2023年上半年数据", "2023年1月至6月"],
    ["填报单位：象湖镇　统计时间：1月至6月", "1月至6月"],
    ["截至2022年9月30日", "2022年1月至9月"],
    ["以下为上年数据", "上年"],
    ["注：本表数据为去年数据。", "上年"],
    ["2021年数据", "2021"],
    ["以下数据均为2021年度数据", "2021"],
  ];
  for (const [note, span] of notes) expect([note, found([note])]).toEqual([note, [span]]);
  for (const title of ["象湖镇2023年上半年政府信息公开工作统计表", "象湖镇政府信息公开统计表（2023年1-9月）"])
    expect(found([], title)).toHaveLength(1);
});

test("写明是全年的、说的是别的事的，都不算", () => {
  const notes = [
    "截至12月31日",
    "1月至12月",
    "2023.01.01-2023.12.31",
    "2023.1-12",
    "2023-01-05至2023-01-20",
    "2023.12.31",
    "统计时间：1月1日至12月31日",
    "2023年1月1日至2023年12月31日",
    "截至2024年1月10日",
    "填报时间：1月5日至1月20日",
    "报送期限：1月1日至3月31日",
    "2024年1月10日",
    "上年结转",
    "上年数",
    "2023年数据",
    "截至9月30日，全镇共收到申请3件，比上年同期多1件，均已按期办结。",
    "（2022年数据见上年报告）",
  ];
  for (const note of notes) expect([note, found([note])]).toEqual([note, []]);
  expect(found(["上半年", "下半年"])).toEqual([]);
  expect(found(["2022年数据", "2023年数据"])).toEqual([]);
  expect(found(["1月至6月"], "", periodOfKey("2023-H1"))).toEqual([]);
  expect(found(["截至6月30日"], "2023年第二季度统计表", periodOfKey("2023-Q2"))).toEqual([]);
});

test("写明时段不符的材料不计入汇总，全年的照常读取", async () => {
  for (const words of ["统计时间：1月至6月", "截至9月30日", "以下为上年数据"]) {
    const verdict = await ask(sent([["", "", words], ...plain(4)], 4));
    expect([words, verdict.mandatory.filter((message) => message.startsWith("YEAR.MISMATCH")).length]).toEqual([
      words,
      1,
    ]);
    expect(verdict.values["disputes.reconsideration.total"] ?? null).toBeNull();
  }
  await readsAll(sent([["", "", "统计时间：1月1日至12月31日"], ...plain(4)], 4));
});
