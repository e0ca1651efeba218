import { expect, test } from "vitest";
import { unitsDue } from "../../src/form/form.js";
import { loadSchemas } from "../../src/form/load.js";
import type { ReadDocument } from "../../src/grid.js";
import { identify } from "../../src/intake/identify.js";
import { indexRoster } from "../../src/intake/intake.js";
import { messageOf } from "../../src/messages.js";
import { yearPeriod } from "../../src/period.js";
import { judge, type Sent } from "../normalize/judging.js";
import {
  flattened,
  gridOf,
  stacked,
  tableFour,
  tableThree,
  tableTwo,
  textBlock,
  threeSheets,
  truthOf,
  workbook,
} from "../normalize/paper.js";
import { schemaFiles } from "../rules/made-year.js";

const t = truthOf(),
  u = truthOf(5);
const titled = (...top: string[][]): ReadDocument => workbook(gridOf([...top, ...stacked(t)]));
const fail: Sent = { failure: { rule: "FILE.UNSUPPORTED", reason: "图片", advice: "请报送表格" } };
const T = "政府信息公开工作年度报告";
/** A document whose tables two to four stand below titles of their own. */
const partsOf = (format: ReadDocument["format"], ...titles: readonly (string | undefined)[]): ReadDocument => ({
  format,
  remarks: [],
  blocks: [tableTwo(t), tableThree(t), tableFour(t)].flatMap((paper, at) => [
    textBlock(titles[at] ?? ""),
    gridOf(paper, { sheet: `表格${at + 1}`, addressing: "RC" }),
  ]),
});
const [OWN, OTHER] = [`瑞金市水利局2023年${T}`, `瑞金市财政局2023年${T}`];
const CASES: Readonly<Record<string, readonly [Readonly<Record<string, Sent>>, string]>> = {
  文件名带序号: [{ "03.水利局2023年年报.xlsx": threeSheets(t) }, "ok"],
  文件名带附件2和盖章版: [{ "附件2：瑞金市水利局2023年政府信息公开工作年度报告（盖章版）.xlsx": threeSheets(t) }, "ok"],
  "附件3-2与副本号": [{ "附件3-2：水利局政府信息公开年报统计表（2023年）(1).xlsx": threeSheets(t) }, "ok"],
  文件名带日期: [{ "水利局20240115.xlsx": threeSheets(t) }, "ok"],
  "文件名带2024.1.15报送日期": [{ "2024.1.15水利局年报.xlsx": threeSheets(t) }, "ok"],
  终稿副本: [{ "水利局（终稿）-副本.xlsx": threeSheets(t) }, "ok"],
  横线连接: [{ "瑞金市水利局-2023年度政府信息公开工作年度报告.xlsx": threeSheets(t) }, "ok"],
  单位写在括号里: [{ "2023年政府信息公开工作年度报告（水利局）.xlsx": threeSheets(t) }, "ok"],
  下划线连接: [{ "水利局_2023_年报.xlsx": threeSheets(t) }, "ok"],
  "带(2)": [{ "水利局 (2).xlsx": threeSheets(t) }, "ok"],
  市水利局: [{ "市水利局.xlsx": threeSheets(t) }, "ok"],
  江西省瑞金市水利局: [{ "江西省瑞金市水利局.xlsx": threeSheets(t) }, "ok"],
  填报单位同格: [{ "年报.xlsx": titled(["填报单位：瑞金市水利局", "", "填报人：张三"]) }, "ok"],
  填报单位在邻格: [{ "年报.xlsx": titled(["填报单位（盖章）：", "瑞金市水利局", "联系电话", "0797-2522222"]) }, "ok"],
  填报单位与电话同格: [{ "年报.xlsx": titled(["填报单位：瑞金市水利局 填报人：张三 联系电话：13800000000"]) }, "ok"],
  文件夹为单位名: [{ "水利局/表.xlsx": threeSheets(t) }, "ok"],
  多级文件夹: [{ "部门/02水利局/2023年年报.xlsx": threeSheets(t) }, "ok"],
  只有标题写明: [{ "新建 XLSX 工作表.xlsx": titled([`瑞金市水利局2023年${T}`]) }, "ok"],
  标题分两行: [{ "年报.xlsx": titled(["瑞金市水利局"], [`2023年${T}`]) }, "ok"],
  标题格内换行: [{ "年报.xlsx": titled([`瑞金市水利局\n2023年${T}`]) }, "ok"],
  正文标题分两行: [
    {
      "年报.txt": {
        format: "text",
        remarks: [],
        blocks: [textBlock(["瑞金市水利局", `2023年${T}`, ...flattened(t).slice(1)].join("\n"))],
      },
    },
    "ok",
  ],
  象湖镇中心小学不是象湖镇: [{ "象湖镇中心小学2023年年报.xlsx": threeSheets(t) }, "unknown"],
  一个文件名两个单位: [{ "水利局、财政局2023年年报.xlsx": threeSheets(t) }, "unknown"],
  文件名与标题不同: [{ "水利局.xlsx": titled([`瑞金市财政局2023年${T}`]) }, "conflict"],
  文件名与封面不同: [{ "水利局.xlsx": titled(["填报单位：财政局"]) }, "conflict"],
  文件名重于文件夹: [{ "财政局/水利局.xlsx": threeSheets(t) }, "ok"],
  标题是2022年: [{ "水利局.xlsx": titled([`水利局2022年${T}`]) }, "year"],
  文件名是2022年: [{ "水利局2022年年报.xlsx": threeSheets(t) }, "year"],
  统计期限是2022年: [{ "水利局.xlsx": titled(["统计期限：2022年1月1日至2022年12月31日"]) }, "year"],
  统计年度邻格2022: [{ "水利局.xlsx": titled(["统计年度", "2022"]) }, "year"],
  表头写2022: [
    {
      "水利局.xlsx": workbook(
        gridOf(tableTwo(t).map((r) => r.map((c) => (c === "本年制发件数" ? "本年（2022）制发件数" : c)))),
        gridOf(tableThree(t)),
        gridOf(tableFour(t)),
      ),
    },
    "year",
  ],
  "填报日期在次年、依据写2019年": [
    {
      "水利局.xlsx": titled(
        [`水利局2023年${T}`],
        ["统计期限：2023年1月1日至12月31日"],
        ["填报日期：2024年1月10日"],
        ["依据2019年条例和国办公开办函〔2021〕30号"],
      ),
    },
    "ok",
  ],
  另有2022年工作表: [
    { "水利局.xlsx": workbook(gridOf(stacked(u), { sheet: "2022年" }), gridOf(stacked(t), { sheet: "2023年" })) },
    "ok",
  ],
  网页导航列出其他单位其他年度: [
    {
      "水利局.html": {
        format: "html",
        remarks: [],
        blocks: [
          textBlock(["首页", `瑞金市财政局2022年${T}`, `瑞金市水利局2022年${T}`, `瑞金市水利局2021年${T}`].join("\n")),
          textBlock(flattened(t).join("\n")),
        ],
      },
    },
    "ok",
  ],
  页脚导航列出其他单位: [
    {
      "水利局.html": {
        format: "html",
        remarks: [],
        blocks: [
          textBlock(flattened(t).join("\n")),
          textBlock(["上一篇", `瑞金市水利局2022年${T}`, `瑞金市财政局2022年${T}`].join("\n")),
        ],
      },
    },
    "ok",
  ],
  一单位一工作表: [
    { "汇总.xlsx": workbook(gridOf(stacked(t), { sheet: "水利局" }), gridOf(stacked(u), { sheet: "财政局" })) },
    "ok",
  ],
  表格与文档相同: [{ "水利局.xlsx": threeSheets(t), "水利局.docx": threeSheets(t) }, "ok"],
  两份各填不同的表: [
    {
      "水利局1.xlsx": workbook(gridOf(tableTwo(t))),
      "水利局2.xlsx": workbook(gridOf(tableThree(t)), gridOf(tableFour(t))),
    },
    "ok",
  ],
  更正件: [{ "水利局.xlsx": threeSheets(u), "水利局（更正）.xlsx": threeSheets(t) }, "ok"],
  第二版: [{ "水利局v1.xlsx": threeSheets(u), "水利局v2.xlsx": threeSheets(t) }, "ok"],
  终稿: [{ "水利局.xlsx": threeSheets(u), "水利局终稿.xlsx": threeSheets(t) }, "ok"],
  另有不明文件: [{ "水利局甲.xlsx": threeSheets(u), "水利局.xlsx": titled(["填报日期：2024年1月10日"]) }, "ok"],
  填报日期较晚: [
    {
      "水利局1.xlsx": workbook(gridOf([["填报日期：2024年1月5日"], ...stacked(u)])),
      "水利局2.xlsx": titled(["填报日期：2024年1月10日"]),
    },
    "ok",
  ],
  两份不同且不能定序: [{ "水利局1.xlsx": threeSheets(u), "水利局2.xlsx": threeSheets(t) }, "ambiguous"],
  另有扫描件: [{ "水利局.xlsx": threeSheets(t), "水利局（盖章扫描）.pdf": fail }, "ok"],
  只有扫描件: [{ "水利局.pdf": fail }, "file"],
  另有空白模板: [{ "水利局.xlsx": threeSheets(t), "水利局模板.xlsx": threeSheets({}) }, "ok"],
  本级政府上年报告: [
    { "瑞金市人民政府2022年政府信息公开工作年度报告.docx": threeSheets(u), "水利局.xlsx": threeSheets(t) },
    "ok",
  ],
  本级政府本年报告: [
    { "瑞金市人民政府2023年政府信息公开工作年度报告.docx": threeSheets(u), "水利局.xlsx": threeSheets(t) },
    "ok",
  ],
  无关文件: [
    {
      "会议通知.docx": { format: "docx", remarks: [], blocks: [textBlock("关于开会的通知\n请准时参加")] },
      "水利局.xlsx": threeSheets(t),
    },
    "ok",
  ],
  另有报送说明: [
    {
      "水利局报送说明.docx": { format: "docx", remarks: [], blocks: [textBlock("瑞金市水利局\n现将年报报上")] },
      "水利局.xlsx": threeSheets(t),
    },
    "ok",
  ],
  只有报送说明: [
    { "水利局.docx": { format: "docx", remarks: [], blocks: [textBlock("瑞金市水利局\n现将年报报上")] } },
    "missing",
  ],
  文档后面的表上写着别的单位的标题: [{ "水利局.docx": partsOf("docx", OWN, OTHER) }, "conflict"],
  文档后面的表上又写了一次本单位的标题: [{ "水利局.pdf": partsOf("pdf", OWN, OWN, OWN) }, "ok"],
  文档末尾提到别的单位的年报: [
    { "水利局.docx": { ...partsOf("docx", OWN), blocks: [...partsOf("docx", OWN).blocks, textBlock(OTHER)] } },
    "ok",
  ],
  网页里列着别的单位的年报: [{ "水利局.html": partsOf("html", OWN, OTHER) }, "ok"],
  旧表在隐藏工作表: [
    { "水利局.xlsx": workbook({ ...gridOf(stacked(u), { sheet: "旧" }), hidden: true }, gridOf(stacked(t))) },
    "ok",
  ],
};

const RULE: Readonly<Record<string, string>> = {
  unknown: "UNIT.UNKNOWN",
  conflict: "UNIT.CONFLICT",
  year: "YEAR.MISMATCH",
  ambiguous: "UNIT.AMBIGUOUS",
  file: "FILE.UNSUPPORTED",
  missing: "FORM.TABLE_MISSING",
};

for (const [name, [files, outcome]] of Object.entries(CASES)) {
  test(`${name}：${RULE[outcome] ?? "计入"}`, async () => {
    const verdict = await judge(files, t);
    expect(verdict.silent).toEqual([]);
    expect(verdict.wrong).toEqual([]);
    if (outcome !== "ok") expect(verdict.rules).toContain(RULE[outcome]);
    else expect(verdict.missing).toEqual([]);
  });
}

test("名录中有、起止年度不包括本年度的单位：照实说明，不说名录中没有，也不提示别的单位", () => {
  const roster =
    "code,name,aliases,category,from,to\nT01,象湖镇人民政府,象湖镇,乡镇,,\nT02,叶坪镇人民政府,叶坪镇,乡镇,2024,\n";
  const files = schemaFiles().map((file) => (file.path === "units.csv" ? { ...file, text: roster } : file));
  const schemas = loadSchemas(files);
  const index = indexRoster(schemas, unitsDue(schemas, yearPeriod(2023)));
  const { findings } = identify({
    index,
    file: "2023/叶坪镇.xlsx",
    document: undefined,
    period: yearPeriod(2023),
    shared: false,
  });
  expect(findings.map(messageOf)).toEqual([
    expect.stringMatching(
      /^文件写明的是“叶坪镇人民政府”，不是本期应报单位（名录中的起止年度不包括本期，或本报表不由它填报），.*《2023\/叶坪镇\.xlsx》/u,
    ),
  ]);
});
