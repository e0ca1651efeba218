import { expect, test } from "vitest";
import { DEFAULT_LIMITS, readSubmission } from "../../../src/read/read.js";
import { gridOf, type Paper, textBlock } from "../paper.js";
import { BODIES, CASES, HEAD, LEDGER, ROWS, read, readBlocks, UNITS } from "./ledger.js";

const RIGHT = "all.count=blank all.money=blank roads.count=2 roads.money=30.5 water.count=1 water.money=7";

test("a ledger is counted and summed by kind, each figure from the cells of its entries", () => {
  const { figures, found, entries, sources } = read([HEAD, ...ROWS]);
  expect([figures, found]).toEqual([RIGHT, []]);
  expect(entries).toEqual([
    "B2|A1|roads|A1|甲路|道路||10",
    "B3|A2|roads|A2|乙路|道路|续建|20.5",
    "B4|B1|water|B1|丙渠|水利||7",
  ]);
  expect(sources.slice(3, 4)).toEqual(["台账 E2:E3 10+20.5"]);
});

test("as many rows as there are: one more is one more", () => {
  expect(read([HEAD, ...ROWS, ["4", "B2", "丁渠", "水利工程", "1", ""]]).figures).toContain(
    "water.count=2 water.money=8",
  );
});

test("totals are held against the entries and never added, wherever they stand", () => {
  const total = ["合计", "", "", "", "37.5", ""];
  for (const paper of [
    [HEAD, ...ROWS, total],
    [HEAD, total, ...ROWS],
    [HEAD, ROWS[0]!, total, ...ROWS.slice(1)],
  ])
    expect(read(paper)).toMatchObject({ figures: RIGHT, found: [] });
  const wrong = read([HEAD, ...ROWS, ["合 计", "", "", "", "37", ""]]);
  expect(wrong).toMatchObject({ figures: RIGHT, found: ["LIST.TOTAL"] });
  expect(wrong.messages[0]).toContain("A5“合 计”：“金额（万元）”是37，所属各条之和是37.5");
});

test("subtotals stand between the entries that they are the sum of", () => {
  const [a, b, c] = ROWS;
  const sub = (money: string): string[] => ["", "小计", "", "", money, ""];
  const paper = [HEAD, a!, b!, sub("30.5"), c!, sub("7"), ["", "总计", "", "", "37.5", ""]];
  expect(read(paper)).toMatchObject({ figures: RIGHT, found: [] });
  expect(read([HEAD, a!, b!, sub("31"), c!, sub("7")])).toMatchObject({ figures: RIGHT, found: ["LIST.TOTAL"] });
});

test("headings that are repeated, numbered columns, spare lines, notes and titles over parts are no entries", () => {
  const numbered = ["1", "2", "3", "4", "5", "6"];
  const spare = ["4", "", "", "", "", ""];
  const paper: Paper = [
    ["项目台账"],
    HEAD,
    numbered,
    [["一、城区", 1, 6]],
    ROWS[0]!,
    ROWS[1]!,
    [],
    HEAD,
    ROWS[2]!,
    spare,
    ["填表人：张三", "", "", "联系电话：", "13800000000"],
    ["注：金额以合同为准。"],
  ];
  const { figures, found, messages } = read(paper);
  expect([figures, found, messages]).toEqual([RIGHT, [], []]);
});

const VOID = "all.count=blank all.money=blank roads.count=unreadable roads.money=unreadable";

test.each<[string, readonly string[], string]>([
  ["a blank key", ["4", "", "丁路", "道路", "1", ""], "没有填写“编号”"],
  ["a kind that is blank", ["4", "B2", "丁路", "", "1", ""], "没有填写“类别”"],
  ["a kind that the form does not have", ["4", "B2", "丁路", "公路", "1", ""], "“类别”填写的“公路”不是道路、水利之一"],
  ["part of another row", ["4", "其中：A1", "甲路一期", "道路", "1", ""], "像是另一行的一部分"],
  ["an example", ["例", "示例", "某路", "道路", "1", ""], "像是填写示例"],
  ["a cell too many", ["4", "B2", "", "丁路", "道路", "1", "2"], "比栏目多出一格数字"],
  ["a single cell", ["", "", "待补充", "", "", ""], "只填了一格"],
])("%s: no sum that it may belong to is certain", (_, row, words) => {
  const { figures, found, messages } = read([HEAD, ...ROWS, row]);
  expect(found).toContain("LIST.ROW_DOUBTFUL");
  expect(messages.join()).toContain(words);
  expect(figures).toContain("roads.count=unreadable");
});

test("a key that stands twice", () => {
  const { figures, found, messages } = read([HEAD, ...ROWS, ["4", " a1 ".toUpperCase(), "甲路", "道路", "10", ""]]);
  expect([figures.includes(VOID), figures.includes("water.money=7"), found]).toEqual([true, true, ["LIST.TWICE"]]);
  expect(messages[0]).toContain(
    "下列各条出现了不止一次，不能确定以哪一次为准，所涉各数未予采用：A1。位置：《2022/水利局.xlsx》 “台账” B2（填写“A1”）、B5",
  );
});

test("a number that can't be read, and required text that is blank", () => {
  const { figures, found, messages } = read([HEAD, ...ROWS, ["4", "B2", "", "水利", "约3万", ""]]);
  expect(figures).toBe(
    "all.count=blank all.money=blank roads.count=2 roads.money=30.5 water.count=2 water.money=unreadable",
  );
  expect(found).toEqual(["LIST.CELL_BLANK", "VALUE.UNREADABLE"]);
  expect(messages.join()).toContain("B5“B2”的项目名称");
});

test("several cells of one figure that can't be read are one finding with all their cells", () => {
  const rows = [
    ["4", "B2", "a", "水利", "x", ""],
    ["5", "B3", "b", "水利", "y", ""],
  ];
  const { messages } = read([HEAD, ...ROWS, ...rows]);
  expect(messages).toEqual([expect.stringMatching(/（2处）.*E5（填写“x”）、E6（填写“y”）/)]);
});

test("an entry that is the sum of those before it may be a total under another name", () => {
  const { figures, found, messages } = read([HEAD, ...ROWS.slice(0, 2), ["3", "C1", "城区道路", "道路", "30.5", ""]]);
  expect([found, figures.includes("roads.money=61")]).toEqual([["LIST.MAY_BE_TOTAL"], true]);
  expect(messages[0]).toContain("B4“C1”的各数正好是相邻几条之和");
});

test("a heading that was lost: of a figure its column is missing, of the key nothing is certain", () => {
  const without = (name: string) => HEAD.map((one) => (one === name ? "" : one));
  expect(read([without("金额（万元）"), ...ROWS])).toMatchObject({
    figures: "all.count=blank all.money=none roads.count=2 roads.money=none water.count=1 water.money=none",
    found: ["FORM.COLUMN_MISSING"],
  });
  const { figures, found } = read([without("编号"), ...ROWS]);
  expect(found).toEqual(["FORM.COLUMN_MISSING"]);
  expect(figures).toContain(VOID);
});

test("a column that the form does not have is said where it holds numbers", () => {
  const paper = [
    [...HEAD.slice(0, 5), "上年金额", "备注"],
    ...ROWS.map((row) => [...row.slice(0, 5), "3", row[5] ?? ""]),
  ];
  expect(read(paper)).toMatchObject({ figures: RIGHT, found: ["FORM.ROW_UNKNOWN"] });
});

test("hidden rows are entries, and said", () => {
  const grid = { ...gridOf([HEAD, ...ROWS], { sheet: "台账" }), hiddenRows: [2] };
  expect(readBlocks(LEDGER, grid)).toMatchObject({ figures: RIGHT, found: ["FILE.HIDDEN_CONTENT"] });
});

test("a key merged over rows is nobody's for certain, a kind merged over rows is that of all", () => {
  const merged: Paper = [
    HEAD,
    ["1", "A1", "甲路", ["道路", 2, 1], "10", ""],
    ["2", "A2", "乙路", "", "20.5", ""],
    ROWS[2]!,
  ];
  expect(read(merged)).toMatchObject({ figures: RIGHT, found: [] });
  const key: Paper = [HEAD, ["1", ["A1", 2, 1], "甲路", "道路", "10", ""], ["2", "", "乙路", "道路", "20.5", ""]];
  expect(read(key).found).toEqual(["LIST.ROW_DOUBTFUL"]);
});

test("a list without entries is blank, a list that is not there is missing", () => {
  expect(read([HEAD])).toMatchObject({ found: ["FORM.TABLE_BLANK"] });
  expect(read([["编号"], ["A1"]]).found).toEqual(["FORM.TABLE_MISSING"]);
  expect(read(ROWS).found).toEqual(["FORM.TABLE_MISSING"]);
});

test("nothing to report is no entry, in one cell or in all", () => {
  for (const nothing of [["无"], ["1", "无", "无", "/", "—", ""], ["本单位无此类项目"]].slice(0, 3))
    expect(read([HEAD, nothing.length > 1 ? ["", ...nothing.slice(1)] : nothing]).found).toEqual(["FORM.TABLE_BLANK"]);
});

test("an entry whose texts are names of columns ends no list", () => {
  const named = ["4", "备注", "项目名称", "水利", "1", "备注"];
  expect(read([HEAD, ...ROWS, named, ["5", "B3", "戊渠", "水利", "2", ""]]).figures).toContain(
    "water.count=3 water.money=10",
  );
});

test("what stands behind a text is another table", () => {
  const page = (paper: Paper) => gridOf(paper, { sheet: "表格", addressing: "RC" });
  const other = page([["1", "C1", "他表", "道路", "99", ""]]);
  expect(readBlocks(LEDGER, page([HEAD, ...ROWS]), textBlock("附：人员情况"), other).figures).toBe(RIGHT);
});

test("a total of very many entries under another name is asked about", () => {
  const many = Array.from({ length: 250 }, (_, at) => [String(at), `N${at}`, `第${at}项`, "道路", "1", ""]);
  const { found, figures } = read([HEAD, ...many, ["", "全部", "全部项目", "道路", "250", ""]]);
  expect([found, figures.includes("roads.money=500")]).toEqual([["LIST.MAY_BE_TOTAL"], true]);
  expect(read([HEAD, ...many, ["", "合计金额", "", "", "250", ""]])).toMatchObject({ found: [] });
});

test("a list goes on over pages without headings, and over sheets with them", () => {
  const page = (paper: Paper) => gridOf(paper, { sheet: "表格", addressing: "RC" });
  expect(readBlocks(LEDGER, page([HEAD, ROWS[0]!, ROWS[1]!]), page([ROWS[2]!]))).toMatchObject({
    figures: RIGHT,
    found: [],
  });
  const sheet = (paper: Paper, name: string) => gridOf(paper, { sheet: name });
  expect(readBlocks(LEDGER, sheet([HEAD, ROWS[0]!, ROWS[1]!], "城区"), sheet([HEAD, ROWS[2]!], "乡镇")).figures).toBe(
    RIGHT,
  );
});

test("a row of a document's table that ends before the last heading has lost a cell", () => {
  const { figures, found } = read([HEAD, ...ROWS, ["4", "B2", "丁路", "道路", "1"]], LEDGER, "RC");
  expect([figures.includes(VOID), found]).toEqual([true, ["LIST.ROW_DOUBTFUL"]]);
});

const UNIT_HEAD: Paper = [
  [["单位名称", 2, 1], ["行政处罚", 1, 2], "", ["总数", 2, 1]],
  ["", "警告", "罚款", ""],
];

test("a row per unit: names of the roster alone, a total that is checked, and each row's own sum", () => {
  const rows = [
    ["象湖镇", "3", "4", "7"],
    ["叶坪镇人民政府", "1", "1", "2"],
  ];
  expect(read([...UNIT_HEAD, ...rows, ["合计", "4", "5", "9"]], UNITS)).toMatchObject({
    figures: "all.warned=4 all.fined=5 all.sum=9",
    found: [],
    entries: ["A3|T01|all|象湖镇|3|4|7", "A4|T02|all|叶坪镇人民政府|1|1|2"],
  });
  const unknown = read([...UNIT_HEAD, ...rows, ["叶坪乡", "0", "2", "2"]], UNITS);
  expect(unknown.found).toEqual(["LIST.ROW_DOUBTFUL"]);
  expect(unknown.messages[0]).toContain("A5“叶坪乡”名称不在单位名录中");
  expect(read([...UNIT_HEAD, ...rows, ["象湖镇人民政府", "1", "0", "1"]], UNITS).found).toEqual(["LIST.TWICE"]);
  const apart = read([...UNIT_HEAD, ["象湖镇", "3", "4", "8"], ["叶坪镇人民政府", "1", "1", "1"]], UNITS);
  expect(apart.messages.filter((one) => one.includes("所属各栏之和"))).toHaveLength(2);
});

test("a row per sub-unit, of any name", () => {
  const rows = [
    ["市监一队", "3", "4", "7"],
    ["市监二队", "1", "1", "2"],
  ];
  const heads: Paper = [[["执法主体", 2, 1], ...(UNIT_HEAD[0]?.slice(1) ?? [])], UNIT_HEAD[1]!];
  expect(read([...heads, ...rows], BODIES)).toMatchObject({ figures: "all.warned=4 all.fined=5 all.sum=9", found: [] });
});

const CASE_HEAD = ["案号", "立案日期", "是否结案", "处理方式", "罚款（万元）"];

test("days, 是 or 否 and choices of an entry are read as such, and what they can't be is said", () => {
  const right = read(
    [CASE_HEAD, ["1号", "2022年3月5日", "是", "警告、罚款", "2"], ["2号", "2022/4/1", "", "", "1"]],
    CASES,
  );
  expect(right).toMatchObject({ figures: "all.fine=3", found: [] });
  expect(right.entries).toEqual(["A2|1号|all|1号|2022-03-05|是|警告、罚款|2", "A3|2号|all|2号|2022-04-01|||1"]);
  const wrong = read([CASE_HEAD, ["1号", "2021-12-30", "是", "警告", "2"], ["2号", "", "在办", "没收", "1"]], CASES);
  expect(wrong).toMatchObject({ figures: "all.fine=3", found: ["LIST.CELL_BLANK", "LIST.CELL_WRONG"] });
  expect(wrong.messages.find((one) => one.includes("不合要求"))).toContain(
    "A2“1号”的“立案日期”不在报告期（2022年1月1日至2022年12月31日）之内；A3“2号”的“是否结案”应填是或否；A3“2号”的“处理方式”应填下列选项",
  );
});

test("a ledger of 30,000 entries is summed to the last one, and one beyond the limits of a file is refused by name", async () => {
  const rows = Array.from({ length: 30_000 }, (_, at) => [String(at + 1), `N${at}`, `第${at}项`, "道路", "0.01", ""]);
  const bytes = new TextEncoder().encode([HEAD, ...rows].map((row) => row.join(",")).join("\n"));
  const asked = (cells: number) =>
    readSubmission(bytes, "台账.csv", { ...DEFAULT_LIMITS, cells }, () => Promise.reject());
  const [whole] = await asked(DEFAULT_LIMITS.cells);
  const blocks = whole && "document" in whole.outcome ? whole.outcome.document.blocks : [];
  const { figures, found } = readBlocks(LEDGER, ...blocks);
  expect([figures.includes("roads.count=30000 roads.money=300 "), found]).toEqual([true, []]);
  const [refused] = await asked(150_000);
  expect(refused?.outcome).toMatchObject({ failure: { rule: "FILE.TOO_LARGE", reason: "单元格超过 150000 个" } });
});
