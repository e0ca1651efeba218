import { expect, test } from "vitest";
import { gridOf, type Paper } from "../paper.js";
import { CASES, HEAD, LEDGER, ROWS, read, readBlocks } from "./ledger.js";

const RIGHT = "all.count=blank all.money=blank roads.count=2 roads.money=30.5 water.count=1 water.money=7";

const MORE = [
  ["4", "B2", "丁渠", "水利", "100"],
  ["5", "B3", "戊渠", "水利工程", "200"],
];

test("a list that goes on over a sheet without headings is not summed without them", () => {
  const head = gridOf([HEAD, ...ROWS], { sheet: "台账" });
  const { figures, messages } = readBlocks(LEDGER, head, gridOf([], { sheet: "空表" }), gridOf(MORE, { sheet: "续" }));
  expect(figures).toContain("roads.count=2 roads.money=30.5 water.count=unreadable water.money=unreadable");
  expect(messages.join()).toContain("B1“B2”所在工作表没有栏目标题，不能确定各格属于哪一栏");
  const kinds = gridOf([["道路"], ["水利"]], { sheet: "下拉选项" });
  expect(readBlocks(LEDGER, head, kinds)).toMatchObject({ figures: RIGHT, found: [] });
});

test("rows of a document behind the list, under no headings and of another width, are said", () => {
  const page = (paper: Paper, sheet: string) => gridOf(paper, { sheet, addressing: "RC" });
  const apart = readBlocks(LEDGER, page([HEAD, ...ROWS], "表1"), page(MORE, "表2"));
  expect(apart).toMatchObject({ figures: RIGHT, found: ["FORM.ROW_UNKNOWN"] });
  expect(apart.messages).toHaveLength(2);
});

test("of a row that lost a cell no figure is certain, also where it seems blank", () => {
  const head = ["案号", "立案日期", "是否结案", "处理方式", "罚款（万元）"];
  const lost = ["1号", "2022-01-01", "是", "5"];
  const { figures, found } = read([head, lost, ["2号", "2022-01-01", "是", "警告", "3"]], CASES, "RC");
  expect([figures, found.includes("LIST.ROW_DOUBTFUL")]).toEqual(["all.fine=unreadable", true]);
});

test("a number beside the column in which it is missed", () => {
  const { figures, messages } = read([HEAD, ...ROWS, ["4", "B2", "丁渠", "水利", "", "9"]]);
  expect(figures).toContain("water.count=unreadable water.money=unreadable");
  expect(messages.join()).toContain("B5“B2”“备注”填的是数字而旁边的“金额（万元）”空着");
  const batches = ROWS.map((row) => [...row.slice(0, 5), "3"]);
  expect(read([HEAD, ...batches, ["4", "B2", "丁渠", "水利", "", "2"]]).figures).toContain(
    "water.count=2 water.money=7",
  );
});

test("an entry that begins like the name of who filled the list in is asked about, not left out", () => {
  const { figures, messages } = read([HEAD.slice(1), ["负责人培训班", "培训", "道路", "", ""]]);
  expect(figures).toContain("roads.count=unreadable");
  expect(messages.join()).toContain("像是填表人、联系人一类的内容");
  for (const filled of [["填表人张三"], ["负责人（签字）", "张三"], ["填报日期：2022年12月30日", "", "联系电话：138"]])
    expect(read([HEAD, ...ROWS, filled])).toMatchObject({ figures: RIGHT, found: [] });
});

test("a numbered row that says 无 is no entry, and one that says more than that is asked about", () => {
  const head = ["序号", "案号", "立案日期", "是否结案", "处理方式", "罚款（万元）"];
  const own = ["1", "1号", "2022-01-01", "是", "警告", "5"];
  for (const nothing of [
    ["2", "无", "", "", "", ""],
    ["2", "/", "/", "/", "/", "0"],
  ])
    expect(read([head, own, nothing], CASES)).toMatchObject({ figures: "all.fine=5", found: [] });
  const { figures, messages } = read([head, own, ["2", "/", "2022-01-02", "是", "警告", "3"]], CASES);
  expect([figures, messages.join()]).toEqual([
    "all.fine=unreadable",
    expect.stringContaining("“案号”填的是“/”，而其他栏填有内容"),
  ]);
});

test("rows behind the list on a sheet of another width are told and not summed", () => {
  const head = gridOf([HEAD, ...ROWS], { sheet: "台账" });
  const behind = (...paper: Paper) => readBlocks(LEDGER, head, gridOf(paper, { sheet: "续" }));
  for (const paper of [
    [["B2", "丁渠", "水利", "100"]],
    [["4", "B2", "丁渠", "100"]],
    [["4", "B2", "丁渠", "水利", "100", "", "2022-01-01"]],
    [
      ["编号", "金额"],
      ["B2", "5"],
    ],
    [
      ["项目号", "工程", "类型", "资金"],
      ["B2", "丁渠", "水利", "100"],
    ],
    [["2022年续表"], ["项目号", "工程", "类型", "资金", "工期"], ["B2", "丁渠", "水利", "100", "三个月"]],
  ] satisfies Paper[]) {
    const { figures, messages } = behind(...paper);
    expect(figures).toBe(RIGHT);
    expect(messages).toEqual([
      expect.stringContaining("工作表“续”中的1行（像是台账的续表，栏目或栏数与台账不同），未予采用"),
    ]);
  }
  const others: readonly Paper[] = [
    [
      ["科室", "人数"],
      ["办公室", "5"],
      ["财务室", "3"],
    ],
    [
      ["1", "道路"],
      ["2", "水利"],
    ],
    [
      ["道路", "30.5"],
      ["水利", "7"],
    ],
    [["填表说明"], ["1.编号不得重复"]],
    [
      ["种类", "个数", "合计"],
      ["道路", "2", "30.5"],
      ["合计", "全部", "30.5"],
    ],
  ];
  for (const paper of others) expect(behind(...paper)).toMatchObject({ figures: RIGHT, found: [] });
  const third = readBlocks(
    LEDGER,
    head,
    gridOf([["B2", "丁渠", "1"]], { sheet: "续1" }),
    gridOf([["B3", "戊渠", "2"]], { sheet: "续2" }),
  );
  expect(third.messages).toHaveLength(2);
});
