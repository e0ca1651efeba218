import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Document, Packer, Paragraph, Table, TableCell, TableRow } from "docx";
import { expect, test } from "vitest";
import { loadSchemas } from "../../src/form/load.js";
import type { Proposal } from "../../src/form/proposal/proposal.js";
import { type Office, openOffice, WHOLE_YEAR } from "../command/office.js";
import { problemsOf } from "../form/schema-files.js";
import { BODIES, blankBook, LEAVES, LEDGER } from "./blanks.js";
import { bookOf, lines, proposalOf, schemasWith, settled } from "./made.js";

test("one row of figures under headings of several rows, and lists, are proposed as such", async () => {
  const leaves = lines(await proposalOf(LEAVES));
  expect(leaves.slice(1, 4)).toEqual([
    "分表|A3:G5|s1|单行表",
    "行|5|本单位|r5",
    "栏|A|行政处罚（宗）／警告、通报批评|cA|整数||宗||D",
  ]);
  expect(lines(await proposalOf(LEDGER)).map((line) => line.replace(/待定.*/, "待定"))).toEqual([
    "表|A3:G4|重点项目台账（年报）|t1|万元",
    "分表|A3:G4|s1|台账",
    "栏|A|序号|cA|不取数",
    "栏|B|项目编号|cB|编号",
    "栏|C|项目名称|cC|文字",
    "栏|D|项目类别|cD|待定",
    "栏|E|计划投资（万元）|cE|小数|6|万元",
    "栏|F|完成投资（万元）|cF|小数|6|万元",
    "栏|G|备注|cG|文字",
  ]);
  const bodies = lines(await proposalOf(BODIES));
  expect(bodies.slice(1, 4).map((line) => line.replace(/待定.*/, "待定"))).toEqual([
    "分表|A2:F4|s1|台账",
    "栏|A|序号|cA|不取数",
    "栏|B|执法主体名称|cB|待定",
  ]);
  const doubtful = lines(await proposalOf(blankBook([["统计年报"], ["单位名称", "件数"], ["", ""]])));
  expect(doubtful[1]).toContain("待定（只有一行数字的写 单行表；一行一条、条数不定的写 台账）");
});

test("days, 是否 and choices of a list are proposed, settled and checked", async () => {
  const blank = blankBook([["案件台账（月报）"], ["案号", "立案日期", "是否结案", "处理方式", "罚款（万元）"]]);
  const proposal = await proposalOf(blank);
  expect(lines(proposal).slice(2, 5)).toEqual(["栏|A|案号|cA|编号", "栏|B|立案日期|cB|日期", "栏|C|是否结案|cC|是否"]);
  const own = settled(proposal, () => "某办〔2022〕1号");
  const withItem = (code: string, more: object) => ({
    ...own,
    items: own.items.map((item) => (item.代码 === code ? { ...item, ...more } : item)),
  });
  const files = (made: typeof own) => bookOf(blank, made).then((bytes) => schemasWith("cases/2022/表式.xlsx", bytes));
  const right = withItem("cD", { 类型: "选项（可选几项）", 选项: "警告、罚款", 计量单位: "" });
  const asked = {
    ...right,
    items: right.items.map((one) => (one.代码 === "cB" ? { ...one, 要求: "必填、报告期内" } : one)),
  };
  const { forms } = loadSchemas(await files(asked));
  const list = forms.find(({ id }) => id === "cases")?.tables[0]?.sections[0]?.list;
  expect(
    list?.columns.map(({ role, required, answer }) => [role, required, answer?.kind, answer?.withinPeriod]),
  ).toEqual([
    ["key", true, undefined, undefined],
    ["text", true, "date", true],
    ["text", false, "yesNo", false],
    ["text", false, "choice", false],
  ]);
  expect(problemsOf(await files(withItem("cD", { 类型: "选项", 要求: "可不填", 计量单位: "" })))).toEqual([
    expect.stringContaining("K9：类型是选项的，请在“选项”一栏写明各选项"),
    expect.stringContaining("L9：“要求”看不懂“可不填”；可以写：必填"),
  ]);
});

test("a relation between columns of a list holds for each of its kinds", async () => {
  const own = settled(await proposalOf(LEDGER), (text, heading) =>
    heading === "document" ? "某办〔2022〕1号" : text.includes("分类汇总") ? "分类" : undefined,
  );
  const kinds = ["roads", "water"].map((code) => ({ 类别: "行", 名称: code, 代码: code }));
  const relations = [{ 编号: "R1.RELATION", 关系: "F列<=E列", 级别: "强制性" }];
  const settings = { ...own.settings, period: "月报" };
  const book = await bookOf(LEDGER, { ...own, items: [...own.items, ...kinds], relations, settings });
  const { forms } = loadSchemas(await schemasWith("projects/2022/表式.xlsx", book));
  expect(forms.find(({ id }) => id === "projects")?.rules.get("R1.RELATION")).toMatchObject({
    left: ["t1.*.cF"],
    right: ["t1.*.cE"],
  });
});

type Answers = (text: string, heading: string) => string | undefined;

/** The forms of an office beside the annual report: what was open is answered, and the kinds of the ledger are added. */
async function addForms(office: Office): Promise<void> {
  const answers: Answers = (text, heading) => {
    if (heading === "document") return "某办〔2022〕1号";
    return text.includes("认定一条记录") ? "编号" : text.includes("分类汇总") ? "分类" : undefined;
  };
  const kinds = [
    { 类别: "行", 名称: "交通", 代码: "roads" },
    { 类别: "行", 名称: "水利", 代码: "water", 其他写法: "水利工程" },
  ];
  const forms: readonly (readonly [string, Uint8Array, Proposal["items"]])[] = [
    ["acts", LEAVES, []],
    ["projects", LEDGER, kinds],
    ["bodies", BODIES, []],
  ];
  for (const [name, blank, more] of forms) {
    const own = settled(await proposalOf(blank), answers);
    const whole = { ...own, items: [...own.items, ...more], settings: { ...own.settings, reporters: "T01、T02、D01" } };
    await mkdir(join(office.schemas, name, "2022"), { recursive: true });
    await writeFile(join(office.schemas, name, "2022/表式.xlsx"), await bookOf(blank, whole));
  }
  const path = join(office.schemas, "jurisdiction.json");
  const settings = JSON.parse(await readFile(path, "utf8"));
  const order = { ...settings, forms: ["annual-report", ...forms.map(([name]) => name)] };
  await writeFile(path, JSON.stringify(order));
}

type Rows = readonly (readonly string[])[];

const csv = (rows: Rows): string => rows.map((row) => row.join(",")).join("\r\n");

function docx(title: string, rows: Rows): Promise<Uint8Array> {
  const cell = (text: string): TableCell => new TableCell({ children: [new Paragraph(text)] });
  const table = new Table({ rows: rows.map((row) => new TableRow({ children: row.map(cell) })) });
  return Packer.toBuffer(new Document({ sections: [{ children: [new Paragraph(title), table] }] }));
}

async function put(office: Office, files: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    const place = join(office.inputs, "2022", path);
    await mkdir(dirname(place), { recursive: true });
    await writeFile(place, content);
  }
}

async function figuresOf(office: Office, form: string): Promise<(code: string) => string | null | undefined> {
  const folder = join(office.outputs, `2022-${form}`);
  const { figures } = JSON.parse(await readFile(join(folder, "consolidated.json"), "utf8"));
  return (code) => figures[code]?.value;
}

const ACTS: Rows = [
  ["行政处罚（宗）", "", "", "", "行政强制（宗）", "", "罚没金额（万元）"],
  ["警告、通报批评", "罚款", "没收违法所得", "小计", "查封、扣押", "冻结", ""],
];
const PROJECTS = ["序号", "项目编号", "项目名称", "项目类别", "计划投资（万元）", "完成投资（万元）", "备注"];
const BODY: Rows = [
  ["序号", "执法主体名称", "行政处罚（宗）", "", "", "罚没金额（万元）"],
  ["", "", "警告", "罚款", "小计", ""],
];

async function filledYear(): Promise<Office> {
  const office = await openOffice(WHOLE_YEAR);
  await addForms(office);
  const acts = "行政执法情况统计年报";
  const projects = "重点项目台账（年报）";
  const bodies = "行政执法主体情况年报";
  await put(office, {
    [`${acts}/象湖镇.xlsx`]: blankBook([...ACTS, ["3", "4", "1", "8", "2", "0", "12.5"]], ["A1:D1", "E1:F1", "G1:G2"]),
    [`${acts}/叶坪镇.csv`]: csv([...ACTS, ["1", "0", "0", "1", "0", "0", "0.3"]]),
    [`${acts}/市政府办.csv`]: csv([...ACTS, ["0", "0", "0", "0", "0", "0", "0"]]),
    [`${projects}/象湖镇.xlsx`]: blankBook([
      ["重点项目台账（年报）"],
      PROJECTS,
      ["1", "X001", "环城路", "交通", "100", "60.5", ""],
      ["2", "X002", "北渠", "水利工程", "20", "20", "已完工"],
      ["", "合计", "", "", "120", "80.5", ""],
    ]),
    [`${projects}/叶坪镇.csv`]: csv([PROJECTS, ["1", "Y001", "乡道", "交通", "30", "1", ""]]),
    [`${projects}/市政府办.docx`]: await docx("瑞金市政府办公室重点项目台账", [
      PROJECTS,
      ["1", "Z001", "南渠", "水利", "5", "5", ""],
      ["2", "Z002", "大桥", "交通", "1000", "0", "缓建"],
    ]),
    [`${bodies}/象湖镇.csv`]: csv([
      ...BODY,
      ["1", "综合执法队", "3", "4", "7", "12.5"],
      ["合计", "", "3", "4", "7", "12.5"],
    ]),
    [`${bodies}/叶坪镇.csv`]: csv([
      ...BODY,
      ["1", "执法一队", "1", "0", "1", "0"],
      ["2", "执法二队", "2", "2", "4", "1.5"],
    ]),
    [`${bodies}/市政府办.csv`]: csv([...BODY, ["1", "监督科", "0", "0", "0", "0"]]),
  });
  return office;
}

test("an office's wide sheet, ledger and rows of sub-units beside the annual report, each set up from its blank", async () => {
  const office = await filledYear();
  for (const [name, count] of [
    ["acts", 7],
    ["projects", 2],
    ["bodies", 4],
  ] as const) {
    const checked = await office.crossfoot("form", "check", name);
    expect([checked.exitCode, checked.stdout]).toEqual([0, expect.stringContaining(`${count}格读回原样`)]);
  }
  const own = join(office.inputs, "2022/行政执法主体情况年报/叶坪镇.csv");
  expect(await office.crossfoot("check", own, "--form", "bodies")).toMatchObject({
    exitCode: 0,
    stdout: expect.stringContaining("强制性0条"),
  });
  expect((await office.crossfoot("status")).stdout).toContain("应报3，已报3");
  for (const name of ["acts", "projects"])
    expect(await office.crossfoot("run", "--form", name)).toMatchObject({ exitCode: 0 });
  const acts = await figuresOf(office, "行政执法情况统计年报");
  expect(["cA", "cB", "cD", "cE", "cG"].map((code) => acts(`t1.r5.${code}`))).toEqual(["4", "4", "9", "2", "12.8"]);
  const projects = await figuresOf(office, "重点项目台账（年报）");
  expect(
    ["roads", "water", "all"].map((row) => ["count", "cE", "cF"].map((code) => projects(`t1.${row}.${code}`))),
  ).toEqual([
    ["3", "1130", "61.5"],
    ["2", "25", "25"],
    ["5", "1155", "86.5"],
  ]);
  const traced = await office.crossfoot("trace", "t1.all.cE", "--form", "bodies");
  expect(traced.stdout).toContain("汇总数：12宗（已核定）");
  expect(traced.stdout).toContain("“叶坪镇.csv”E3:E4，填写“1+4”");
  const folder = join(office.outputs, "2022-重点项目台账（年报）");
  const rows = (await readFile(join(folder, "data/entries-t1.csv"), "utf8")).trim().split("\r\n");
  expect(rows).toHaveLength(6);
  expect(rows[2]).toBe(
    "T01,象湖镇人民政府,X002,北渠,水利工程,已完工,20,20,yes,2022/重点项目台账（年报）/象湖镇.xlsx,Sheet1,B4",
  );
  expect((await readdir(folder)).filter((name) => /\.(docx|html)$/.test(name))).toHaveLength(3);
}, 180_000);
