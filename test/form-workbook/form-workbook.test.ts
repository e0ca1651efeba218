import { expect, test } from "vitest";
import { loadSchemas } from "../../src/form/load.js";
import { withContents } from "../../src/read/read.js";
import { problemsOf } from "../form/schema-files.js";
import { blankBook, MONTHLY, SIDE_BY_SIDE, STACKED, WIDE } from "./blanks.js";
import { bookOf, lines, proposalOf, schemasWith, settled } from "./made.js";

const ANSWERS: Readonly<Record<string, string>> = {
  汇总方式: "C/B*10000，四舍五入",
  document: "某民〔2022〕1号",
  级别: "核实性",
};

async function monthly() {
  return settled(await proposalOf(MONTHLY), (_, heading) => ANSWERS[heading]);
}

test("a monthly blank gives its lines, totals by formula, 其中 and 累计; the average is open", async () => {
  const proposal = await proposalOf(MONTHLY);
  expect(lines(proposal)).toEqual([
    "表|A3:E8|困难群众救助月报表|t1|人",
    "分表|A3:E8|项目|s1",
    "行|4|一、城市低保|r4|||||8",
    "行|5|其中：残疾人|r5",
    "行|6|二、农村低保|r6|||||8",
    "行|7|三、特困供养|r7|||||8",
    "行|8|合计|r8",
    "栏|B|人数（人）|cB|整数||人",
    "栏|C|本月支出（万元）|cC|小数|6|万元",
    "栏|D|累计支出（万元）|cD|小数|6|万元",
    "栏|E|人均支出（元）|cE|小数|2|元|待定（建议：C/B*10000，四舍五入）",
  ]);
  expect(proposal.relations.map((one) => one.关系)).toEqual(["B5<=B4", "C5<=C4", "D5<=D4", "D列=年内上期D列+C列"]);
  expect(proposal.settings).toMatchObject({ title: "困难群众救助月报表", period: "月报", from: "2022" });
});

test("while anything is open nothing is loaded, and every open cell is named", async () => {
  const files = await schemasWith("relief/2022/表式.xlsx", await bookOf(MONTHLY, await proposalOf(MONTHLY)));
  expect(problemsOf(files).map((line) => line.split("，")[0])).toEqual([
    "schemas/relief/2022/表式.xlsx “关系”表 D7：“级别”还没有定：待定（每年从头累计的",
    "schemas/relief/2022/表式.xlsx “设置”表 B6：“填写”还没有定：待定（文号",
    "schemas/relief/2022/表式.xlsx “项目”表 H14：“汇总方式”还没有定：待定（建议：C/B*10000",
  ]);
});

test("a settled workbook is a form like any other", async () => {
  const { forms } = loadSchemas(await schemasWith("relief/2022/表式.xlsx", await bookOf(MONTHLY, await monthly())));
  const form = forms.find(({ id }) => id === "relief");
  expect([...(form?.figures.keys() ?? [])]).toHaveLength(20);
  expect(form?.figures.get("t1.r8.cB" as never)?.parts).toEqual(["t1.r4.cB", "t1.r6.cB", "t1.r7.cB"]);
  expect(form?.figures.get("t1.r8.cE" as never)).toMatchObject({ unit: "元", decimals: 2, parts: [] });
  expect(form?.rules.get("T1S1R8.TOTAL")).toMatchObject({ kind: "total", along: "rows", line: "r8" });
  expect(form?.rules.get("R4.RELATION")).toMatchObject({
    left: ["t1.*.cD"],
    right: ["previousInYear:t1.*.cD", "t1.*.cC"],
    title: "‘累计支出（万元）’等于‘年内上期累计支出（万元）’加‘本月支出（万元）’",
    basis: { document: "某民〔2022〕1号" },
  });
  expect(form?.rules.get("UNIT.MISSING")?.basis.document).toBe("某民〔2022〕1号");
  expect(form?.outline?.parts).toEqual([{ heading: "一、困难群众救助月报表", table: "t1" }]);
});

test("headings over two rows make groups; a total by words alone is proposed where it can be meant in one way only", async () => {
  expect(lines(await proposalOf(WIDE))).toEqual([
    "表|A2:F6|行政执法统计年报|t1|宗",
    "分表|A2:F6|执法领域|s1",
    "行|4|市场监管|r4|||||6",
    "行|5|生态环境|r5|||||6",
    "行|6|合计|r6",
    "栏|B|行政处罚／警告（宗）|cB|整数||宗||D",
    "栏|C|行政处罚／罚款（宗）|cC|整数||宗||D",
    "栏|D|行政处罚／小计（宗）|cD|整数||宗",
    "栏|E|行政处罚／罚没金额（万元）|cE|小数|6|万元",
    "栏|F|待定（请核对上级名称：行政强制／宗数（宗），上下级之间用 ／ 隔开）|cF|整数||宗",
  ]);
});

test("tables one below the other are tables of their own, by cells that tell them apart", async () => {
  expect(lines(await proposalOf(STACKED))).toEqual([
    "表|A2:C4|政务服务月报表|t1|件",
    "分表|A2:C4|事项|s1",
    "行|3|网上办理|r3",
    "行|4|窗口办理|r4",
    "栏|B|受理数（件）|cB|整数||件",
    "栏|C|办结数（件）|cC|整数||件",
    "表|A7:D10|投诉举报情况|t2|件",
    "分表|A7:D10|来源|s2",
    "行|8|电话|r8|||||10",
    "行|9|信件|r9|||||10",
    "行|10|合计|r10",
    "栏|B|件数（件）|c2B|整数||件",
    "栏|C|已办结（件）|c2C|整数||件",
    "栏|D|满意（件）|c2D|整数||件",
  ]);
});

type Paper = readonly (readonly string[])[];

const FEET: readonly Paper[] = [
  [["填表人张三", "审核人李四", "2022年12月5日"]],
  [["填表人", "张三", "电话"]],
  [["填表人张三", "", "13800000000"]],
  [
    ["经办人", "", ""],
    ["负责人签字", "", ""],
  ],
  [["主管领导", "", "日期"], ["注：本表按月报送"]],
];

test("who made the sheet, below its table, is no line of it; the same words above others are", async () => {
  const table: Paper = [
    ["事项", "受理数（件）", "办结数（件）"],
    ["网上办理", "", ""],
    ["窗口办理", "", ""],
  ];
  const pairs: Paper = [["网站基本情况表"], ["网站名称", ""], ["主办单位", ""], ["访问量", ""]];
  for (const foot of FEET) {
    expect(lines(await proposalOf(blankBook([["重点工作月报表"], ...table, ...foot]))).slice(1, 5)).toEqual([
      "分表|A2:C4|事项|s1",
      "行|3|网上办理|r3",
      "行|4|窗口办理|r4",
      "栏|B|受理数（件）|cB|整数||件",
    ]);
    const fields = lines(await proposalOf(blankBook([...pairs, ...foot])));
    expect(fields.filter((line) => line.startsWith("格")).map((line) => line.split("|")[1])).toEqual([
      "B2",
      "B3",
      "B4",
    ]);
    expect(fields[0]).toContain("网站基本情况表");
  }
  const [heading = [], ...rows] = table;
  const inside = lines(await proposalOf(blankBook([["月报表"], heading, ["经办人数", "", ""], ...rows])));
  expect(inside).toContain("行|3|经办人数|r3");
});

test("tables side by side are said open, and nothing is proposed of their cells", async () => {
  const proposal = await proposalOf(SIDE_BY_SIDE);
  expect(lines(proposal)[1]).toContain("待定（表格左右并列，程序不能读取这样的表");
  expect(proposal.items).toHaveLength(2);
});

test.each([
  ["B5+B6=B8", "B7<=B4", undefined],
  ["B99=B4", undefined, "“B99”不是取数的格：“项目”表里没有这一行或这一栏"],
  ["B4约等于B5", undefined, "“关系”看不懂，现为“B4约等于B5”"],
  ["B4+SUM(C4)=B5", undefined, "“SUM(C4)”看不懂：单元格写作 D5"],
  ["B4<=nowhere/a.b.c", undefined, "“nowhere/a.b.c”看不懂：另一种报表的指标写作 报表代码/指标代码"],
  ["B4<=annual-report/申请数", undefined, "“申请数”不是指标代码的写法"],
  [
    "B4-上期annual-report/applications.received.total<=b5",
    undefined,
    "规则 R1.RELATION：“政府信息公开工作年度报告”与本报表的报告期类别不同",
  ],
])("the relation %s", async (relation, _, wrong) => {
  const proposal = await monthly();
  const own = { ...proposal, relations: [{ 编号: "R1.RELATION", 关系: relation, 级别: "强制性" }] };
  const files = await schemasWith("relief/2022/表式.xlsx", await bookOf(MONTHLY, own));
  if (wrong === undefined) expect(loadSchemas(files).forms.some(({ rules }) => rules.has("R1.RELATION"))).toBe(true);
  else expect(problemsOf(files)).toEqual([expect.stringMatching(new RegExp(`“关系”表 [AB]4：${literal(wrong)}`))]);
});

test("a relation names a cell of another form's workbook, and its figure there", async () => {
  const own = await monthly();
  const relation = (text: string) => ({ ...own, relations: [{ 编号: "R1.RELATION", 关系: text, 级别: "强制性" }] });
  const book = await bookOf(MONTHLY, own);
  const both = async (text: string) => {
    const path = "spending/2022/表式.xlsx";
    const bytes = await bookOf(MONTHLY, { ...relation(text), settings: { ...own.settings, title: "救助支出月报表" } });
    const files = (await schemasWith("relief/2022/表式.xlsx", book)).map((file) =>
      file.path === "jurisdiction.json"
        ? {
            ...file,
            text: JSON.stringify({ ...JSON.parse(file.text), forms: ["annual-report", "relief", "spending"] }),
          }
        : file,
    );
    return [...files, ...(await withContents([{ path, text: "another", bytes }]))];
  };
  const form = loadSchemas(await both("C列<=上期relief/C列+relief/b8")).forms.find(({ id }) => id === "spending");
  expect(form?.rules.get("R1.RELATION")).toMatchObject({
    left: ["t1.*.cC"],
    right: ["previous:relief/t1.*.cC", "relief/t1.r8.cB"],
  });
  expect(problemsOf(await both("C4<=relief/Z9"))).toEqual([expect.stringContaining("报表“relief”中“Z9”不是取数的格")]);
  const later = own.items.map((item) => (item.代码 === "r5" ? { ...item, 名称: "其中：老年人" } : item));
  const bytes = await bookOf(MONTHLY, { ...own, items: later, settings: { ...own.settings, from: "2024" } });
  const editions = async (text: string) => [
    ...(await both(text)),
    ...(await withContents([{ path: "relief/2024/表式.xlsx", text: "later", bytes }])),
  ];
  const unlike =
    "各年版的“C5”不是同一项（‘其中：老年人｜本月支出（万元）’、‘其中：残疾人｜本月支出（万元）’），请写指标代码";
  expect(problemsOf(await editions("C5<=relief/C5")).join()).toContain(unlike);
  expect(problemsOf(await editions("C4<=relief/C4")).join()).not.toContain("不是同一项");
});

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

test("what contradicts itself in the form is said at its cell, everything at once", async () => {
  const proposal = await monthly();
  const changed = proposal.items.map((item) => {
    if (item.代码 === "r5") return { ...item, 代码: "r4" };
    if (item.代码 === "cE") return { ...item, 汇总方式: "" };
    if (item.代码 === "r6") return { ...item, 属于: "99" };
    return item.代码 === "cC" ? { ...item, 类型: "小数", 小数位数: "" } : item;
  });
  const places = async (items: typeof changed) =>
    problemsOf(await schemasWith("relief/2022/表式.xlsx", await bookOf(MONTHLY, { ...proposal, items }))).map((line) =>
      /表 ([A-Z]\d+)：(.{6})/.exec(line)?.slice(1).join(" "),
    );
  expect(await places(changed)).toEqual(["I8 “属于”写的", "F12 类型是小数的"]);
  const inside = changed.map((item) => (item.属于 === "99" ? { ...item, 属于: "8" } : item));
  expect(await places(inside.map((item) => (item.代码 === "cC" ? { ...item, 小数位数: "2" } : item)))).toEqual([
    "C7 代码“r4”",
    "C14 “人均支出（",
  ]);
});

test("a form is a workbook or JSON, not both, and needs the observations that are common to all", async () => {
  const files = await schemasWith("relief/2022/表式.xlsx", await bookOf(MONTHLY, await monthly()));
  expect(problemsOf([...files, { path: "relief/2022/rules.json", text: '{ "rules": [] }' }])[0]).toBe(
    "schemas/relief/2022/rules.json：与 表式.xlsx 同时存在：表式和规则都写在工作簿里，请移走其中一份",
  );
  expect(problemsOf(files.filter(({ path }) => path !== "observations.json"))).toEqual([
    "schemas/observations.json：缺少这个文件，表式.xlsx 的报表要用它",
  ]);
});
