import { expect, test } from "vitest";
import type { Grid, ReadDocument } from "../../../src/grid.js";
import { judge } from "../judging.js";
import { gridOf, type Paper, stacked, workbook } from "../paper.js";
import { ask, PAPERS, readsAll, sheets, t } from "../submission.js";

const ADDRESSING = ["A1", "RC"] as const;
const below = (n: 2 | 3 | 4, ...rows: string[][]): Paper => [...PAPERS[n], ...rows];
const said = (verification: readonly string[]): readonly string[] =>
  verification.filter((message) => message.startsWith("FORM.ROW_UNKNOWN"));
const all = (paper: Paper, n: 2 | 3 | 4, addressing: Grid["addressing"]): Promise<readonly string[]> =>
  readsAll(sheets(paper, n, addressing));

const FIGURES: Readonly<Record<string, readonly [2 | 3 | 4, string[][]]>> = {
  表四下隔两行的补充: [4, [[], ["补充：政务新媒体", "55"]]],
  表四下的备注: [4, [["备注", "3"]]],
  表四下没有名称的数: [4, [[], ["", "", "55"]]],
  表四下的说明: [4, [["说明：另有来信来访", "", "12件"]]],
  表三下的补充: [3, [[], ["补充：政务新媒体", "", "", "55"]]],
  表三下远处的一行: [3, [[], [], [], ["来信来访", "三件"]]],
  表三下没有名称的数: [3, [["", "", "", "8"]]],
  表二下的备注: [2, [["备注", "3"]]],
  表二下的补充: [2, [[], ["依申请公开", "7"]]],
};

for (const [name, [n, rows]] of Object.entries(FIGURES))
  test.each(ADDRESSING)(`${name}（%s）：说明，各项数字仍然采用`, async (addressing) => {
    expect(said(await all(below(n, ...rows), n, addressing))).toHaveLength(1);
  });

const NO_FIGURES: readonly (readonly string[])[][] = [
  [["填表人：张三", "联系电话", "0797-2522222", "填报日期", "2024年1月5日"]],
  [["填表人", "张三", "联系电话：0797-2522222"]],
  [
    ["填报人", "联系电话", "填报日期"],
    ["张三", "13800138000", "2024-01-05"],
  ],
  [["审核人（签字）", "李四", "", "邮编", "342500"]],
  [["第5页"]],
  [["— 5 —"]],
  [["第5页 共12页"]],
  [["5 / 12"]],
  [["备注：本表由办公室填报"]],
  [["备注", "0"]],
  [["2024年1月5日"]],
  [["", "2024.1.5"]],
];

test.each(NO_FIGURES.map((rows) => [JSON.stringify(rows), rows] as const))("表下的%s不是数字", async (_, rows) => {
  for (const n of [2, 3, 4] as const)
    expect(said(await all(below(n, ...rows.map((row) => [...row])), n, "A1"))).toEqual([]);
});

test.each([2, 3] as const)("表%s右侧没有栏目的数：说明", async (n) => {
  const paper = PAPERS[n].map((row, r) => (r === 6 ? [...row, ...Array(n === 2 ? 3 : 1).fill(""), "66"] : row));
  expect(said(await all(paper, n, "A1"))).toHaveLength(1);
});

test("表右侧的行次不是数字", async () => {
  const paper = PAPERS[3].map((row, r) => (r > 2 ? [...row, "", String(r - 2)] : row));
  expect(said(await all(paper, 3, "A1"))).toEqual([]);
});

test.each([
  [2, 6],
  [3, 3],
] as const)("表%s第%s行重复一次、数字相同：采用一次，重复的行说明", async (n, row) => {
  const paper = [...PAPERS[n].slice(0, row + 1), PAPERS[n][row]!, ...PAPERS[n].slice(row + 1)];
  const [only, ...more] = said(await all(paper, n, "A1"));
  expect(more).toEqual([]);
  expect(only).toContain("重复的行");
});

test("同一张工作表上的几张表，互不说成表式以外的行", async () => {
  expect(said(await readsAll(workbook(gridOf(stacked(t)))))).toEqual([]);
});

test("名称写作“1 . 信 访举报投诉类申请”的行不是表式以外的数", async () => {
  const spaced = stacked(t).map((row) =>
    row.map((cell) => (typeof cell === "string" ? cell.replace(/^(\d)\.(.)/, "$1 . $2 ") : cell)),
  );
  expect(said(await readsAll(workbook(gridOf(spaced))))).toEqual([]);
});

test("表四空白、下面有补充的一行：空白不读成补充的数", async () => {
  const blank = PAPERS[4].map((row, r) => (r === 3 ? row.map(() => "") : row));
  const zero = Object.fromEntries(
    Object.entries(t).map(([code, value]) => [code, code.startsWith("disputes.") ? "0" : value]),
  );
  const verdict = await ask(sheets([...blank, [], ["补充：政务新媒体", "55"]], 4), zero);
  expect([...verdict.silent, ...verdict.wrong, ...verdict.missing]).toEqual([]);
  expect(said(verdict.verification)).toHaveLength(1);
});

const OVERVIEW: readonly (readonly string[])[] = [
  ["统计项目", "本年数量"],
  ["通过政府门户网站主动公开政府信息", "31"],
  ["政务微信公众号发布信息", "32"],
  ["发布政策解读", "33"],
];

test.each([1, 2, 3])("局部统计表第%s行的名称空白：说明有未采用的数", async (row) => {
  const paper = OVERVIEW.map((cells, r) => (r === row ? ["", cells[1]!] : cells));
  const document = workbook(...(sheets(PAPERS[3]) as ReadDocument).blocks, gridOf(paper, { sheet: "局部统计表" }));
  const verdict = await judge({ "水利局.xlsx": document }, t);
  expect([...verdict.silent, ...verdict.wrong, ...verdict.missing, ...verdict.mandatory]).toEqual([]);
  expect(said(verdict.verification)).toHaveLength(1);
});

test.each([
  [2, 3],
  [2, 6],
  [2, 9],
  [3, 3],
  [3, 10],
  [3, 27],
] as const)("表%s第%s行的名称空白：这一行的数说明，不归别的行", async (n, row) => {
  const paper = PAPERS[n].map((cells, r) =>
    r === row ? cells.map((cell, c) => (c < (n === 2 ? 1 : 3) ? "" : cell)) : cells,
  );
  const verdict = await ask(sheets(paper, n));
  expect([...verdict.silent, ...verdict.wrong]).toEqual([]);
  expect([...verdict.rules]).toEqual(expect.arrayContaining(["FORM.ROW_MISSING", "FORM.ROW_UNKNOWN"]));
});
