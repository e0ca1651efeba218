import { expect, test } from "vitest";
import { unitsDue } from "../../src/form/form.js";
import { loadSchemas } from "../../src/form/load.js";
import type { Cell, Grid, ReadDocument } from "../../src/grid.js";
import { evidenceIn } from "../../src/intake/evidence.js";
import { identify } from "../../src/intake/identify.js";
import { indexRoster, unitWithin, yearsNamed } from "../../src/intake/naming/naming.js";
import { yearPeriod } from "../../src/period.js";
import { judge, type Sent } from "../normalize/judging.js";
import {
  gridOf,
  stacked,
  tableFour,
  tableThree,
  tableTwo,
  threeSheets,
  truthOf,
  workbook,
} from "../normalize/paper.js";
import { schemaFiles } from "../rules/made-year.js";

const t = truthOf(),
  u = truthOf(5);
const T = "政府信息公开工作年度报告";
const titled = (...top: string[][]): ReadDocument => workbook(gridOf([...top, ...stacked(t)]));
const onSheet = (sheet: string, ...top: string[][]): ReadDocument =>
  workbook(gridOf([...top, ...stacked(t)], { sheet }));

const RULE: Readonly<Record<string, string>> = {
  unknown: "UNIT.UNKNOWN",
  conflict: "UNIT.CONFLICT",
  year: "YEAR.MISMATCH",
  ambiguous: "UNIT.AMBIGUOUS",
};

const CASES: Readonly<Record<string, readonly [Readonly<Record<string, Sent>>, string]>> = {
  单位文件夹里的正文是单位的材料: [{ "水利局/正文.docx": threeSheets(t) }, "ok"],
  上级的水利局: [{ "赣州市水利局2023年年报.xlsx": threeSheets(t) }, "unknown"],
  省里的水利局: [{ "江西省水利局2023年年报.xlsx": threeSheets(t) }, "unknown"],
  文件名是本级的而标题是上级的: [{ "水利局.xlsx": titled([`赣州市水利局2023年${T}`]) }, "conflict"],
  上级名称后接本级名称: [{ "江西省赣州市瑞金市水利局2023年年报.xlsx": threeSheets(t) }, "ok"],
  情况统计表的标题也是标题: [{ "水利局.xlsx": titled(["瑞金市财政局2023年政府信息公开情况统计表"]) }, "conflict"],
  封面是名录外的单位: [{ "水利局.xlsx": titled(["填报单位：瑞金市图书馆"]) }, "conflict"],
  封面是单位内的办公室: [{ "水利局.xlsx": titled(["填报单位：瑞金市水利局办公室"]) }, "ok"],
  封面只写局办公室: [{ "水利局.xlsx": titled(["填报单位：局办公室"]) }, "ok"],
  封面留有样字: [{ "水利局.xlsx": titled(["填报单位：XX局（盖章）"]) }, "ok"],
  工作表名是别的单位: [{ "水利局.xlsx": onSheet("财政局") }, "conflict"],
  只有工作表名写明单位: [{ "统计表.xlsx": onSheet("水利局") }, "ok"],
  各单位工作表中一张的封面写错: [
    {
      "汇集.xlsx": workbook(...onSheet("水利局", ["填报单位：叶坪镇"]).blocks, gridOf(stacked(u), { sheet: "财政局" })),
    },
    "conflict",
  ],
  每个单位三张工作表: [
    {
      "汇集.xlsx": workbook(
        ...(["水利局", "财政局"] as const).flatMap((name, at) => [
          gridOf(tableTwo(at === 0 ? t : u), { sheet: `${name}表二` }),
          gridOf(tableThree(at === 0 ? t : u), { sheet: `${name}表三` }),
          gridOf(tableFour(at === 0 ? t : u), { sheet: `${name}表四` }),
        ]),
      ),
    },
    "ok",
  ],
  压缩包名是单位: [{ "水利局2023年年报.zip!/年报.xlsx": threeSheets(t) }, "ok"],
  扩展名写了两遍: [{ "水利局.xlsx.xlsx": threeSheets(t) }, "ok"],
  中文序号: [{ "三、水利局年报.xlsx": threeSheets(t) }, "ok"],
  附表2: [{ "附表2 水利局.xlsx": threeSheets(t) }, "ok"],
  最终版: [{ "水利局最终版.xlsx": threeSheets(t) }, "ok"],
  二〇二三年: [{ [`水利局二〇二三年${T}.xlsx`]: threeSheets(t) }, "ok"],
  名称后有联系人和电话: [{ "水利局张三13800138000.xlsx": threeSheets(t) }, "unknown"],
  联系人和电话在括号里: [{ "水利局（张三 13800138000）.xlsx": threeSheets(t) }, "ok"],
  单位文件夹里印有本级名称的表: [{ "水利局/统计表.xlsx": titled(["瑞金市2023年政府信息公开年报统计表"]) }, "ok"],
  填报单位的值在下一行: [
    { "统计表.xlsx": titled(["填报单位", "填报人", "电话"], ["瑞金市水利局", "张三", "0797-2522222"]) },
    "ok",
  ],
  填报单位后没有冒号: [{ "统计表.xlsx": titled(["填报单位 瑞金市水利局"]) }, "ok"],
  填报单位后有填报日期: [{ "统计表.xlsx": titled(["填报单位（盖章）：瑞金市水利局    2024年1月10日"]) }, "ok"],
  标题的括号里是单位: [{ "统计表.xlsx": titled([`2023年${T}（瑞金市水利局）`]) }, "ok"],
  标题的下一行是单位: [{ "统计表.xlsx": titled([`2023年${T}`], ["瑞金市水利局"]) }, "ok"],
  引用文件的一行不是标题: [{ "水利局.xlsx": titled(["按2021年印发的政府信息公开工作年度报告格式填报"]) }, "ok"],
  上年的文件夹: [{ "2022年年报/水利局.xlsx": threeSheets(t) }, "year"],
  次年收件的文件夹: [{ "2024年1月收/水利局.xlsx": threeSheets(t) }, "ok"],
  文件名是上年1至12月: [{ "水利局2022年1-12月政府信息公开统计表.xlsx": threeSheets(t) }, "year"],
  文件名是22年: [{ "水利局22年年报.xlsx": threeSheets(t) }, "year"],
  文件名是23年: [{ "水利局23年年报.xlsx": threeSheets(t) }, "ok"],
  标题是二〇二二年: [{ "水利局.xlsx": titled([`瑞金市水利局二〇二二年${T}`]) }, "year"],
  标题是上年1月至12月: [{ "水利局.xlsx": titled(["瑞金市水利局2022年1月至12月政府信息公开统计表"]) }, "year"],
  封面单位后注明上年度: [{ "水利局.xlsx": titled(["填报单位：瑞金市水利局（2022年度）"]) }, "year"],
  填表说明里举例的标题不是标题: [
    {
      "水利局.xlsx": workbook(
        gridOf([["填表说明"], [`例：瑞金市财政局2023年${T}`]], { sheet: "填表说明" }),
        gridOf(stacked(t), { sheet: "表" }),
      ),
    },
    "ok",
  ],
  上年的工作表在前且有标题: [
    {
      "水利局.xlsx": workbook(
        gridOf([[`水利局2022年${T}`], ...stacked(u)], { sheet: "2022年" }),
        gridOf([[`水利局2023年${T}`], ...stacked(t)], { sheet: "2023年" }),
      ),
    },
    "ok",
  ],
};

for (const [name, [files, outcome]] of Object.entries(CASES)) {
  test(`${name}：${RULE[outcome] ?? "计入"}`, async () => {
    const verdict = await judge(files, t);
    expect([...verdict.silent, ...verdict.wrong]).toEqual([]);
    if (outcome === "ok") expect([...verdict.missing, ...verdict.mandatory]).toEqual([]);
    else expect(verdict.rules).toContain(RULE[outcome]);
    if (outcome !== "ok") expect(verdict.missing.length).toBe(Object.keys(t).length);
  });
}

const NAMED = `瑞金市水利局2023年${T}`;

test.each([
  [`${NAMED}_瑞金市人民政府`, "ok"],
  [`${NAMED} - 瑞金市人民政府网`, "ok"],
  [`${NAMED}-瑞金市人民政府门户网站`, "ok"],
  [`${NAMED}—江西省人民政府`, "ok"],
  [`${NAMED}｜赣州市人民政府`, "ok"],
  [`${NAMED}_政府信息公开专栏_中国瑞金`, "ok"],
  [`${NAMED}_政府信息公开年报_瑞金市政务公开网`, "ok"],
  [`瑞金市人民政府 ${NAMED}`, "ok"],
  [`瑞金市人民政府网站_${NAMED}`, "ok"],
  [`2023年${T}_瑞金市人民政府`, "ok"],
  [`2023年${T}_政府信息公开专栏`, "ok"],
  [`2023年${T}_瑞金市水利局政府信息公开专栏`, "ok"],
  [`当前位置：首页>政府信息公开>政府信息公开年报>财政局2023年${T}`, "ok"],
  [`您现在的位置： 首页 » 部门 » 财政局 » 2023年${T}`, "ok"],
  [`水利局_${NAMED}`, "ok"],
  [`瑞金市水利局-水利局2023年${T}`, "ok"],
  [`水利局_${NAMED}_赣州市人民政府`, "ok"],
  [`财政局_${NAMED}`, "conflict"],
  [`${NAMED}_瑞金市财政局`, "conflict"],
  [`${NAMED}_青山县水利局`, "conflict"],
  [`${NAMED}_青山县人民政府`, "conflict"],
  [`青山县水利局2023年${T}_瑞金市人民政府`, "conflict"],
  [`瑞金市财政局2023年${T}_瑞金市人民政府`, "conflict"],
] as const)("网页标题“%s”：%s", async (title, outcome) => {
  const page: Sent = { ...titled(), format: "html" };
  const lines = [{ text: title, place: "标题" }];
  const document: Sent = { ...page, blocks: [{ kind: "text", sheet: "正文", lines }, ...page.blocks] };
  const verdict = await judge({ "水利局.html": document }, t);
  expect([...verdict.silent, ...verdict.wrong]).toEqual([]);
  if (outcome === "ok") expect([...verdict.missing, ...verdict.mandatory]).toEqual([]);
  else expect(verdict.rules).toContain(RULE[outcome]);
});

test("只有网站是本级政府的、没有单位名称的网页是本级的报告，不作单位的材料", async () => {
  const page = titled([`2023年${T}_瑞金市人民政府`]);
  const verdict = await judge({ "年报.html": page, "水利局.xlsx": threeSheets(t) }, t);
  expect([...verdict.silent, ...verdict.wrong, ...verdict.missing]).toEqual([]);
  expect(verdict.messages.join()).toContain("本级政府的年度报告");
});

const NING_ROSTER =
  "code,name,aliases,category,from,to\nB1,梅子镇人民政府,,乡镇,,\nB2,城关镇人民政府,,乡镇,,\nB3,杨林镇人民政府,衡阳市衡东县杨林镇,乡镇,,\nB4,江口街道办事处,,乡镇,,\nB5,城关乡人民政府,,乡镇,,\n";
const countyOf = (name: string, within: readonly string[]) => {
  const county = loadSchemas(
    schemaFiles().map((file) => {
      if (file.path === "units.csv") return { ...file, text: NING_ROSTER };
      if (file.path !== "jurisdiction.json") return file;
      return {
        ...file,
        text: JSON.stringify({ ...JSON.parse(file.text), name, aliases: [], within, oversightOffice: "B1" }),
      };
    }),
  );
  return indexRoster(county, county.units);
};

test.each([
  ["宁陕县", ["陕西省", "安康市"], "宁陕县梅子镇人民政府", "B1"],
  ["宁陕县", ["陕西省", "安康市"], "安康市宁陕县梅子镇人民政府", "B1"],
  ["宁陕县", ["陕西省", "安康市"], "陕西省宁陕县梅子镇", "B1"],
  ["宁陕县", ["陕西省", "安康市"], "宁陕县梅子镇", "B1"],
  ["宁陕县", ["陕西省", "安康市"], "县梅子镇", "B1"],
  ["宁陕县", [], "安康市宁陕县梅子镇", "B1"],
  ["宁陕县", ["陕西省"], "梅子镇_梅子镇人民政府2023年政府信息公开工作年度报告", "B1"],
  ["宁陕县", ["陕西省"], "梅子镇人民政府-梅子镇2023年政府信息公开工作年度报告", "B1"],
  ["宁陕县", ["陕西省"], "梅子镇宁陕县梅子镇人民政府2023年年报", "B1"],
  ["宁陕县", ["陕西省"], "城关镇_城关乡2023年年报", undefined],
  ["宁陕县", ["陕西省"], "安康市宁陕县梅子镇人民政府", "B1"],
  ["宁陕县", ["陕西省"], "陕西省安康市宁陕县梅子镇人民政府", "B1"],
  ["宁陕县", ["陕西省"], "四川省安康市宁陕县梅子镇人民政府", undefined],
  ["宁陕县", ["陕西省", "安康市"], "赣州市宁陕县梅子镇人民政府", undefined],
  ["岚溪县", ["陕西省"], "岚溪县城关镇2023年政府信息公开工作年度报告", "B2"],
  ["岚溪县", ["陕西省"], "青山县城关镇2023年政府信息公开工作年度报告", undefined],
  ["岚溪县", ["陕西省"], "陕西省青山县城关镇2023年政府信息公开工作年度报告", undefined],
  ["岚溪县", [], "青山县城关镇", undefined],
  ["岚溪县", [], "岚溪县江口街道2023年年报", "B4"],
  ["瑞金市", ["江西省", "赣州市"], "衡东县杨林镇人民政府2023年年报", "B3"],
  ["瑞金市", ["江西省", "赣州市"], "衡阳市衡东县杨林镇人民政府2023年年报", "B3"],
  ["瑞金市", ["江西省", "赣州市"], "衡山县杨林镇人民政府2023年年报", undefined],
])("%s（属%j）的“%s”：单位之前的行政区", (name, within, text, code) => {
  expect(unitWithin(countyOf(name, within), text)?.code).toBe(code);
});

const ROSTER =
  "code,name,aliases,category,from,to\nA1,瑞金市教育局,,部门,,\nA2,瑞金市教育科技体育局,教育局,部门,,\nA3,瑞金市数据局,数据局,部门,,\nA4,附城镇人民政府,附城镇,乡镇,,\nA5,瑞金市政务公开办公室,政务公开办,部门,,\nA6,瑞金市扶贫办公室,扶贫办,部门,,2021\n";
const schemas = loadSchemas(
  schemaFiles().map((file) => (file.path === "units.csv" ? { ...file, text: ROSTER } : file)),
);
const index = indexRoster(
  schemas,
  schemas.units.filter(({ to }) => to === undefined),
);

test.each([
  ["教育局2023年年报", "A2"],
  ["瑞金市教育局2023年年报", "A1"],
  ["市教育局2023年年报", undefined],
  ["数据局统计数据", "A3"],
  ["附城镇2023年年报", "A4"],
  ["附件2附城镇年报", "A4"],
  ["2023年政务公开年报政务公开办", "A5"],
  ["扶贫办2023年年报", undefined],
])("“%s”是%s：名称中的字不当作前后的用语，两家都说得通的不算", (text, code) => {
  expect(unitWithin(index, text)?.code).toBe(code);
});

test.each([
  ["2022年1月1日至12月31日", [2022]],
  ["2022.1.1-2022.12.31", [2022]],
  ["水利局20240115", []],
  ["水利局2024年1月15日报", []],
  ["二○二二年政府信息公开工作年度报告", [2022]],
  ["2024年1月公布2023年年报", [2023]],
])("“%s”写明的年度", (text, years) => {
  expect(yearsNamed(text)).toEqual(years);
});

test.each([
  ["瑞金市人民政府2023年政府信息公开工作年度报告", "编制单位：瑞金市人民政府办公室", "本级政府的年度报告"],
  ["瑞金市人民政府2023年政府信息公开工作年度报告", "编制单位：瑞金市财政局", "不是同一个单位"],
  ["瑞金市2023年政府信息公开年报统计表", "填报单位：瑞金市图书馆", "不能确定是哪个单位"],
])("标题“%s”、封面“%s”：%s", async (title, cover, said) => {
  const verdict = await judge({ "年报.xlsx": titled([title], [cover]), "水利局.xlsx": threeSheets(t) }, t);
  expect([...verdict.silent, ...verdict.wrong, ...verdict.missing]).toEqual([]);
  expect(verdict.messages.join()).toContain(said);
});

test("单位一览表中“单位”后的各单位都不是填报单位", async () => {
  const summary = workbook(
    gridOf([
      ["单位", "水利局", "财政局", "象湖镇"],
      ["一、本年新收政府信息公开申请数量", "3", "4", "5"],
    ]),
  );
  const verdict = await judge({ "汇总.xlsx": summary, "水利局.xlsx": threeSheets(t) }, t);
  expect([...verdict.silent, ...verdict.wrong, ...verdict.missing, ...verdict.mandatory]).toEqual([]);
  expect(verdict.messages.join()).toContain("名单或汇总表");
});

test("名录中有而本年度不应报的单位：说明不在应报之列", () => {
  const request = {
    index,
    file: "2023/扶贫办2023年年报.xlsx",
    document: threeSheets(t),
    period: yearPeriod(2023),
    shared: false,
  };
  expect(identify(request).findings.map(({ code, facts }) => ({ code, facts }))).toEqual([
    { code: "UNIT.UNKNOWN", facts: { named: ["扶贫办"], notDue: "瑞金市扶贫办公室" } },
  ]);
});

test("没有年报表格的单位名单说成名单，不说其中没有名录中的单位", async () => {
  const list = workbook(
    gridOf([
      ["序号", "单位", "联系人"],
      ["1", "水利局", "张三"],
      ["2", "财政局", "李四"],
      ["3", "象湖镇", "王五"],
    ]),
  );
  const verdict = await judge({ "联系人.xlsx": list, "水利局.xlsx": threeSheets(t) }, t);
  expect(verdict.messages.filter((one) => one.includes("联系人.xlsx"))).toEqual([
    expect.stringContaining("名单或汇总表"),
  ]);
});

test("统计期限一格既按栏名又按内容认出，位置只列一次，同一张表的各格合写", async () => {
  const verdict = await judge(
    { "水利局.xlsx": titled(["瑞金市水利局2022年政府信息公开年报统计表"], ["统计期限：2022年1月1日至12月31日"]) },
    undefined,
  );
  const [message = ""] = verdict.messages.filter((one) => one.includes("材料写明的年度"));
  expect(message.match(/A2/g)).toHaveLength(1);
  expect(message.match(/《2023\/水利局\.xlsx》/g)).toHaveLength(1);
  expect(message).toMatch(/A1（填写“[^”]+”）、A2（填写/);
});

test("一张写满标题和填报单位的表：照样很快说清是谁的", () => {
  const cell = (row: number, column: number, text: string): Cell => ({
    row,
    column,
    rowSpan: 1,
    columnSpan: 1,
    text,
    kind: "text",
  });
  const cells = Array.from({ length: 40 }, (_, row) =>
    Array.from({ length: 500 }, (_, column) =>
      cell(row, column, column % 2 === 0 ? "2023年政府信息公开工作年度报告" : "填报单位"),
    ),
  ).flat();
  const grid: Grid = {
    kind: "grid",
    sheet: "Sheet1",
    addressing: "A1",
    rows: 40,
    columns: 500,
    cells,
    hiddenRows: [],
    hiddenColumns: [],
    hidden: false,
  };
  const schemas = loadSchemas(schemaFiles());
  const index = indexRoster(schemas, unitsDue(schemas, yearPeriod(2023)));
  const { titles, cover } = evidenceIn({ format: "xlsx", blocks: [grid], remarks: [] }, index, yearPeriod(2023));
  expect([titles.length, cover.length]).toEqual([40 * 250, 40 * 249]);
});
