import { expect, test } from "vitest";
import { judge, type Sent } from "./judging.js";
import {
  gridOf,
  type Paper,
  plainRows,
  type Truth,
  tableFour,
  tableThree,
  tableTwo,
  truthOf,
  type Written,
  workbook,
} from "./paper.js";

const t = truthOf(5);
const PAPERS = { 2: tableTwo(t), 3: tableThree(t), 4: tableFour(t) } as const;
type Number = keyof typeof PAPERS;
const plain = (n: Number): string[][] => plainRows(PAPERS[n]);

/** The three tables, one a sheet, with one of them written otherwise. */
function sent(paper: Paper, n: Number): Sent {
  return workbook(
    ...([2, 3, 4] as const).map((k) =>
      gridOf(k === n ? paper : PAPERS[k], { sheet: `表${k}`, ...(k === n && { addressing: "RC" as const }) }),
    ),
  );
}

const ask = (document: Sent, truth: Truth = t) => judge({ "水利局.xlsx": document }, truth);

async function readsAll(document: Sent): Promise<readonly string[]> {
  const verdict = await ask(document);
  expect([...verdict.silent, ...verdict.wrong, ...verdict.missing]).toEqual([]);
  expect(verdict.mandatory).toEqual([]);
  return verdict.verification;
}

async function takesNothing(document: Sent, codes: readonly string[]): Promise<ReadonlySet<string>> {
  const verdict = await ask(document);
  expect(verdict.silent).toEqual([]);
  expect(verdict.wrong).toEqual([]);
  for (const code of codes) expect(verdict.values[code]).toBeNull();
  return verdict.rules;
}

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

test("表四分组名称手工居中：不能确定各数字属于哪一组，整表不采用", async () => {
  const row = (...at: readonly (readonly [number, string])[]): string[] =>
    Array.from({ length: 15 }, (_, c) => at.find(([column]) => column === c)?.[1] ?? "");
  const [, , results = [], figures = []] = plain(4);
  const centred = [
    row([2, "行政复议"], [9, "行政诉讼"]),
    row([7, "未经复议直接起诉"], [12, "复议后起诉"]),
    [...results.slice(5, 10), ...results.slice(5)],
    figures,
  ];
  await takesNothing(
    sent(centred, 4),
    Object.keys(t).filter((code) => code.startsWith("disputes.")),
  );
});

test("从网页复制的表四，合并单元格合到了一处：整表不采用", async () => {
  const results = plain(4)[2]!.slice(5);
  const collapsed = [
    ["行政复议", "行政诉讼"],
    [...results.slice(0, 5), "未经复议直接起诉", "复议后起诉"],
    results,
    plain(4)[3]!,
  ];
  await takesNothing(
    sent(collapsed, 4),
    Object.keys(t).filter((code) => code.startsWith("disputes.")),
  );
});

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

test("栏目居中、数字填在旁边一格：不把空格当作0", async () => {
  const beside = plain(2).map((row, r) => (r >= 4 && row[1] === "本年处理决定数量" ? [row[0]!, "", row[1]!, ""] : row));
  await takesNothing(sent(beside, 2), [
    "proactive.licensing.decisions",
    "proactive.penalties.decisions",
    "proactive.compulsion.decisions",
  ]);
});

test.each(["三件", "约30", "300余", "十二"])("表式以外的行填有“%s”：说明有未采用的行", async (text) => {
  const extra = plain(3).flatMap((row, r) => (r === 10 ? [row, ["", "", "9.主动撤回", text]] : [row]));
  const verification = await readsAll(sent(extra, 3));
  expect(verification.filter((message) => message.startsWith("FORM.ROW_UNKNOWN"))).toHaveLength(1);
});

test("表式以外的一栏填有“三件”：说明有未采用的栏", async () => {
  const extra = plain(3).map((row, r) => [
    ...row.slice(0, 9),
    r === 2 ? "个体工商户" : r === 5 ? "三件" : "",
    ...row.slice(9),
  ]);
  const verification = await readsAll(sent(extra, 3));
  expect(verification.filter((message) => message.startsWith("FORM.ROW_UNKNOWN"))).toHaveLength(1);
});

test("表头行里另有一格“2022年”：不当作数字，表头照常识别", async () => {
  const flat = plain(3).slice(2);
  const heading = ["项目", "", "", "自然人", ...flat[0]!.slice(4, 9), "总计", "2022年"];
  await readsAll(sent([heading, ...flat.slice(1).map((row) => [...row, "5"])], 3));
});

test("（七）总计写作七、总计：照常识别", async () => {
  await readsAll(
    sent(
      plain(3).map((row) => row.map((cell) => cell.replace(/^（([一二三四五六七])）/, "$1、"))),
      3,
    ),
  );
});

test("表三在总计之前另有小计一栏：小计不采用，总计照常识别", async () => {
  const extra = plain(3).map((row, r) => [...row.slice(0, 9), r === 2 ? "小计" : r > 2 ? "999" : "", ...row.slice(9)]);
  const verification = await readsAll(sent(extra, 3));
  expect(verification.some((message) => message.startsWith("FORM.ROW_UNKNOWN"))).toBe(true);
});

test("表四末尾另有合计一栏：合计不采用，各项照常识别", async () => {
  const extra = plain(4).map((row, r) => [...row, r === 0 ? "合计" : r === 3 ? "999" : ""]);
  const verification = await readsAll(sent(extra, 4));
  expect(verification.some((message) => message.startsWith("FORM.ROW_UNKNOWN"))).toBe(true);
});

test("表四数字下一行是联系电话和日期：不当作第二行数字", async () => {
  await readsAll(sent([...plain(4), ["联系电话", "0797-2522222", "填报日期", "2024-01-12"]], 4));
});

test("表四栏目下有(1)(2)(3)编号行：不当作数字", async () => {
  const numbered = [...plain(4).slice(0, 3), Array.from({ length: 15 }, (_, c) => `(${c + 1})`), plain(4)[3]!];
  await readsAll(sent(numbered, 4));
});

test("栏目名称抄重了（科研机构 科研机构）：不把另一栏的数字并入", async () => {
  const copied = plain(3).map((row, r) =>
    r === 2
      ? row.map((cell) => (cell === "社会公益组织" ? "科研机构" : cell))
      : r > 2
        ? row.map((cell, c) => (c === 5 ? "" : cell))
        : row,
  );
  const verdict = await ask(sent(copied, 3), { ...t });
  expect(verdict.silent).toEqual([]);
  expect(verdict.values["applications.granted.researchInstitution"]).toBeNull();
});
