import { expect, test } from "vitest";
import { gridOf, textBlock, workbook } from "../paper.js";
import { ask, PAPERS, plain, sheets, takesNothing } from "../submission.js";

const DISPUTES = [
  "disputes.reconsideration.upheld",
  "disputes.litigationDirect.upheld",
  "disputes.litigationAfterReconsideration.total",
];

test.each(["A1", "RC"] as const)("表四少了一个标题、后面的标题左移（%s）：没有错数", async (addressing) => {
  const unreadable = plain(4).map((row, r) => (r === 3 ? row.map((cell, c) => (c === 13 ? "若干" : cell)) : row));
  const paper = unreadable.map((row, r) => (r === 2 ? [...row.filter((_, c) => c !== 10), ""] : row));
  const verdict = await ask(sheets(paper, 4, addressing));
  expect([...verdict.silent, ...verdict.wrong]).toEqual([]);
});

test("标题向下合并、盖住了数字所在的行：整行不采用，也不当作空白", async () => {
  const paper = PAPERS[4].map((row, r) =>
    r === 2 ? row.map((cell, c) => (c === 7 && typeof cell === "string" ? ([cell, 2, 1] as const) : cell)) : row,
  );
  await takesNothing(sheets(paper, 4), DISPUTES);
});

const ISSUED = ["issued", "repealed", "inForce"].map((column) => `proactive.normativeDocuments.${column}`);

test("网页表格的一行多了一个数：整行不采用", async () => {
  const paper = PAPERS[2].map((row, r) => (r === 3 ? [...row.slice(0, 2), "77", ...row.slice(2)] : row));
  await takesNothing(sheets(paper, 2, "RC"), ISSUED);
});

test("工作表的一行插进了文字、数字右移到表外：整行不采用", async () => {
  const paper = PAPERS[2].map((row, r) => (r === 3 ? [...row.slice(0, 1), "其他", ...row.slice(1)] : row));
  await takesNothing(sheets(paper, 2), ISSUED);
});

test.each([
  ["标题行前面插进一个空格", 1, [0, 1]],
  ["标题行中间插进一个空格", 1, [0, 2]],
  ["数字行插进一个空格", 3, [0, 1]],
] as const)("工作表：%s，数字错位：没有不声不响的错数", async (_, at, [from, to]) => {
  const paper = plain(2).map((row, r) => (r === at ? [...row.slice(from, to), "", ...row.slice(to)] : row));
  for (const addressing of ["A1", "RC"] as const) {
    const verdict = await ask(sheets(paper, 2, addressing));
    expect([...verdict.silent, ...verdict.wrong]).toEqual([]);
  }
});

test("工作表的一行多了一格、最后一个数在表外，别的行没有：整行不采用", async () => {
  const paper = PAPERS[2].map((row, r) => (r === 3 ? [...row.slice(0, 1), "0", ...row.slice(1)] : row));
  await takesNothing(sheets(paper, 2), ISSUED);
});

test.each([
  ["网页表格", "RC"],
  ["工作表", "A1"],
] as const)("%s中同一行出现两次、第一次多了一格：整行不采用", async (_, addressing) => {
  const longer = plain(2).map((row, r) => (r === 3 ? [...row.slice(0, 1), "77", ...row.slice(1)] : row));
  const again = [longer[3]![0]!, "77", "3281", "3315", "3417"];
  await takesNothing(sheets([...longer.slice(0, 11), again, ...longer.slice(11)], 2, addressing), ISSUED);
});

test("只有一行比表头多一格、其中一格空白：整行不采用", async () => {
  const paper = plain(2).map((row, r) => (r === 3 ? [row[0]!, "", row[1]!, row[2]!, ""] : row));
  await takesNothing(sheets(paper, 2, "RC"), ISSUED);
});

test("各行都比表头多一格、一行有空白：空白仍按规定计为0", async () => {
  const paper = plain(2).map((row, r) => [...(r === 3 ? [row[0]!, "", ...row.slice(2)] : row), ""]);
  const verdict = await ask(sheets(paper, 2, "RC"));
  expect(verdict.rules).toContain("VALUE.BLANK_AS_ZERO");
  expect(verdict.rules).not.toContain("VALUE.UNREADABLE");
});

test("表四一组的总计不是各项之和、下一组的总计不能读取：下一组不采用", async () => {
  const [figures] = plain(4).slice(-1);
  const moved = [...figures!.slice(0, 9), "0", ...figures!.slice(9, 13), "若干"];
  await takesNothing(sheets([...plain(4).slice(0, -1), moved], 4), ["disputes.litigationAfterReconsideration.upheld"]);
});

test("表四标题行插进一格空白，“复议后起诉”下没有栏目：全表不采用", async () => {
  const paper = PAPERS[4].map((row, r) => (r === 1 ? [...row.slice(0, 5), ["", 1, 5] as const, ...row.slice(5)] : row));
  const verdict = await ask(sheets(paper, 4, "RC"));
  expect([...verdict.silent, ...verdict.wrong]).toEqual([]);
});

test("右侧有没有标题的核对数：各行仍然采用", async () => {
  const paper = plain(2).map((row, r) => (r === 2 || r === 3 ? [...row, "5"] : row));
  const verdict = await ask(sheets(paper, 2));
  expect([...verdict.silent, ...verdict.wrong, ...verdict.missing]).toEqual([]);
});

const LOCAL = [
  "第一部分局部统计表",
  "统计项目",
  "本年数量",
  "发布政策解读",
  "5",
  "清理新媒体",
  "7",
  "督促整改的问题",
  "8",
];
const unknown = (verification: readonly string[]): readonly string[] =>
  verification.filter((message) => message.startsWith("FORM.ROW_UNKNOWN"));

test("文本里的局部统计表有两行名称写错：逐行说明", async () => {
  const lines = [...LOCAL, "政务公开培训会", "3", "附注"];
  const { verification } = await ask(workbook(textBlock(lines.join("\n"))));
  expect(unknown(verification)).toHaveLength(2);
  expect(unknown(verification).join()).toContain("清理新媒体");
});

test("文本里的局部统计表丢了第一行的名称：说明没有名称的数", async () => {
  const lines = [...LOCAL.filter((line) => line !== "发布政策解读"), "政务公开培训会", "3", "附注"];
  const { verification } = await ask(workbook(textBlock(lines.join("\n"))));
  expect(unknown(verification).join()).toContain("没有名称的行");
});

test("局部统计表后半截的各行连成一行文字：逐项说明", async () => {
  const rows = [
    ["统计项目", "本年数量"],
    ["发布政策解读", "5"],
  ];
  const rest = textBlock("清理政务新媒体7 督促整改问题8 政务公开培训会3");
  const { verification } = await ask(workbook(gridOf(rows, { addressing: "RC" }), rest));
  expect(unknown(verification).join()).toContain("清理政务新媒体");
});

test("局部统计表有一行的名称移到了数字的栏下：说明缺这一行，没有写出的行不问", async () => {
  const rows = [
    ["统计项目", "本年数量"],
    ["发布政策解读", "5"],
    ["", "清理政务新媒体", "7"],
    ["政务公开培训会", "3"],
  ];
  const { verification } = await ask(workbook(gridOf(rows, { addressing: "RC" })));
  const missing = verification.filter((message) => message.startsWith("FORM.ROW_MISSING"));
  expect(missing).toHaveLength(1);
  expect(missing[0]).toContain("清理政务新媒体。");
});

test("网页里的一行名称移到了数字的栏下：说明", async () => {
  const rows = [
    ["统计项目", "本年数量"],
    ["发布政策解读", "5"],
    ["", "清理政务新媒体", "7"],
    ["政务公开培训会", "3"],
  ];
  const { verification } = await ask(sheets(rows, 2, "RC"));
  expect(unknown(verification).join()).toContain("清理政务新媒体");
});
