import { expect, test } from "vitest";
import { moneyStated, multiplesStated } from "../../../src/normalize/value/stated-unit.js";
import { gridOf, plainRows, tableTwo } from "../paper.js";
import { ask, plain, readsAll, sent, t } from "../submission.js";

test("表旁写有“单位：元”，栏目和格内都没有写明单位：数额须核实", async () => {
  for (const words of ["单位：元", "单位：件、元", "注：收费金额以元为单位"]) {
    const table = plain(2).map((row) => row.map((cell) => cell.replace("（单位：万元）", "")));
    const verdict = await ask(sent([["", "", "", words], ...table], 2));
    expect(verdict.verification.filter((message) => message.startsWith("VALUE.UNIT_DOUBTFUL"))).toHaveLength(1);
  }
  for (const words of ["单位：件、万元", "单位：元、万元"]) {
    const said = await readsAll(sent([["", "", "", words], ...plain(2)], 2));
    expect(said.filter((message) => message.startsWith("VALUE.UNIT_DOUBTFUL"))).toEqual([]);
  }
});

test("表旁写有“单位：千元”一类：疑为以该单位填报，须核实", async () => {
  for (const [words, unit] of [
    ["单位：千元", "千元"],
    ["（单位：件、百万元）", "百万元"],
    ["金额以亿元为单位", "亿元"],
    ["单位：人民币百元", "百元"],
  ] as const) {
    const verdict = await ask(sent([["", "", "", words], ...plain(2)], 2));
    const said = verdict.verification.filter((message) => message.startsWith("VALUE.UNIT_DOUBTFUL"));
    expect([words, said.length]).toEqual([words, 1]);
    expect(said[0]).toContain(`表旁写有“${words}”，疑为以${unit}填报`);
  }
  const precise = { ...t, "proactive.fees.amount": "12.345" };
  const verdict = await ask(sent([["", "", "", "单位：千元"], ...plainRows(tableTwo(precise))], 2), precise);
  expect(verdict.values["proactive.fees.amount"]).toBe("12.345");
  expect(verdict.verification.filter((message) => message.startsWith("VALUE.UNIT_DOUBTFUL"))).toHaveLength(1);
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

test("表旁写有“单位：万件”一类：件数大了许多倍，不能读取，也不相加", async () => {
  for (const words of [
    "单位：万件",
    "（单位：千件）",
    "计量单位：万件、万元",
    "单位：万元、百件",
    "注：以万件为单位",
    "（单位：万）",
    "计量单位：千",
  ]) {
    const verdict = await ask(sent([["", "", words], ...plain(4)], 4));
    expect([words, verdict.values["disputes.reconsideration.total"] ?? null]).toEqual([words, null]);
    expect(verdict.mandatory.some((message) => message.startsWith("VALUE.UNREADABLE"))).toBe(true);
    expect(verdict.messages.some((message) => message.includes(words.trim()))).toBe(true);
  }
  const below = await ask(sent([...plain(4), ["单位：万件"]], 4));
  expect(below.values["disputes.reconsideration.total"] ?? null).toBeNull();
  for (const words of ["单位：件", "单位：件、万元"]) await readsAll(sent([["", "", words], ...plain(4)], 4));
});

test("填报单位的名称不是表旁注明的货币单位", () => {
  const stated = (text: string) => moneyStated([gridOf([[text]], { sheet: "表二" })]).get("表二")?.[0]?.unit;
  expect([stated("金额单位：元"), stated("填报单位：元坝镇人民政府")]).toEqual(["元", undefined]);
});

test("填报单位的名称、叙述中的“万件”不是表旁注明的计量单位", () => {
  const stated = (text: string) => multiplesStated([gridOf([[text]], { sheet: "表四" })]).get("表四")?.[0];
  expect(stated("单位：千件")).toBe("单位：千件");
  for (const text of [
    "填报单位：千家镇人民政府",
    "单位：万户街道办事处",
    "全年制发文件1万件",
    "百件以上的单位：水利局",
    "填报单位：万",
    "单位：件、万",
  ])
    expect(stated(text)).toBeUndefined();
});
