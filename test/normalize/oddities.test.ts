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
  textBlock,
  textOf,
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

/** What a browser gives of a table that is copied as text: each row's own cells, one after another. */
const copied = (paper: Paper): string[][] => {
  const covered = new Set<string>();
  return paper.map((line, r) =>
    line.flatMap((cell, c) => {
      const [rows, columns] = typeof cell === "string" ? [1, 1] : [cell[1], cell[2]];
      const own = !covered.has(`${r},${c}`);
      for (let i = r; i < r + rows; i++) for (let j = c; j < c + columns; j++) covered.add(`${i},${j}`);
      return own ? [textOf(cell)] : [];
    }),
  );
};

const asText = (...papers: readonly Paper[]): Sent => workbook(gridOf(papers.flatMap((paper) => copied(paper))));

test("从网页复制成制表符文本的三张表：按各行自己的标题读取，全部读对", async () => {
  await readsAll(asText(PAPERS[2], PAPERS[3], PAPERS[4]));
});

test("从网页复制成文本，有一格写作“若干”：只有这一格不采用", async () => {
  const vague = PAPERS[3].map((row, r) => (r === 5 ? row.map((cell, c) => (c === 6 ? "若干" : cell)) : row));
  const verdict = await ask(asText(PAPERS[2], vague, PAPERS[4]));
  expect(verdict.silent).toEqual([]);
  expect(verdict.missing.filter((line) => !/total|Total/.test(line))).toHaveLength(1);
  expect(verdict.values["applications.granted.publicWelfareOrganization"]).toBeNull();
});

test("从网页复制成文本，有一格空白丢失：不移位", async () => {
  const short = PAPERS[3].map((row, r) => (r === 5 ? row.map((cell, c) => (c === 6 ? "" : cell)) : row));
  const document = workbook(gridOf([...copied(PAPERS[2]), ...copied(short), ...copied(PAPERS[4])]));
  await takesNothing(document, ["applications.granted.naturalPerson", "applications.granted.otherOrganization"]);
});

const pages = (rows: readonly (readonly string[])[], divider: string): Sent => ({
  format: "text",
  remarks: [],
  blocks: [textBlock([...plain(2), ...rows, ...plain(4)].map((row) => row.join(divider)).join("\n"))],
});

test.each(["\t", " | "])("文本以“%s”分隔，有一格写作“若干”：只有这一格不采用", async (divider) => {
  const rows = PAPERS[3].map((row, r) => (r === 5 ? row.map((cell, c) => (c === 6 ? "若干" : cell)) : row));
  const verdict = await ask(pages(copied(rows), divider));
  expect(verdict.silent).toEqual([]);
  expect(verdict.missing.filter((line) => !/total|Total/.test(line))).toHaveLength(1);
});

test("文本里有表式以外的一行数：说明有未采用的行", async () => {
  const rows = copied(PAPERS[3]);
  const verdict = await ask(
    pages([...rows.slice(0, 27), ["5.主动撤回", "3", "0", "0", "0", "0", "0", "3"], ...rows.slice(27)], "\t"),
  );
  expect([...verdict.silent, ...verdict.wrong, ...verdict.missing]).toEqual([]);
  expect(verdict.verification.filter((message) => message.startsWith("FORM.ROW_UNKNOWN"))).toHaveLength(1);
});

/** What a table becomes when a number with a separator stands unquoted in a file divided by commas. */
const split = (n: Number, from: string, to: readonly string[]): Sent =>
  workbook(
    ...([2, 3, 4] as const).map((k) =>
      gridOf(k === n ? plain(k).map((row) => row.flatMap((cell) => (cell === from ? to : [cell]))) : plain(k), {
        sheet: `${k}.csv`,
      }),
    ),
  );

test("逗号分隔文件里未加引号的千分位：该行不采用", async () => {
  const licensing = t["proactive.licensing.decisions"]!;
  await takesNothing(split(2, licensing, ["1", "234"]), ["proactive.licensing.decisions"]);
  const repealed = t["proactive.normativeDocuments.repealed"]!;
  await takesNothing(split(2, repealed, ["1", "234"]), [
    "proactive.normativeDocuments.issued",
    "proactive.normativeDocuments.repealed",
    "proactive.normativeDocuments.inForce",
  ]);
  const upheld = t["disputes.litigationDirect.upheld"]!;
  await takesNothing(split(4, upheld, ["1", "234"]), ["disputes.litigationDirect.upheld"]);
});

test("表旁写有“单位：元”，栏目和格内都没有写明单位：数额须核实", async () => {
  for (const words of ["单位：元", "单位：件、元", "注：收费金额以元为单位"]) {
    const table = plain(2).map((row) => row.map((cell) => cell.replace("（单位：万元）", "")));
    const verdict = await ask(sent([["", "", "", words], ...table], 2));
    expect(verdict.verification.filter((message) => message.startsWith("VALUE.UNIT_DOUBTFUL"))).toHaveLength(1);
  }
  const said = await readsAll(sent([["", "", "", "单位：件、万元"], ...plain(2)], 2));
  expect(said.filter((message) => message.startsWith("VALUE.UNIT_DOUBTFUL"))).toEqual([]);
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

test("万元栏的单元格是元的格式：数额须核实", async () => {
  const grid = gridOf(PAPERS[2], { sheet: "表二", numbers: true });
  const fee = t["proactive.fees.amount"]!;
  const cells = grid.cells.map((cell) => (cell.text === fee ? { ...cell, kind: "yuan" as const } : cell));
  const verdict = await ask(workbook({ ...grid, cells }, gridOf(PAPERS[3]), gridOf(PAPERS[4])));
  expect(verdict.verification.filter((message) => message.startsWith("VALUE.UNIT_DOUBTFUL"))).toHaveLength(1);
});
