import { expect, test } from "vitest";
import { refusalOf } from "../form/schema-files.js";
import { formFiles, openMessages, runForm, schemasWithForm, shownFigures, sitesForm } from "./office.js";

/** A sheet of rows and columns in which some columns are no numbers. */
const SITES = sitesForm([
  { code: "name", label: "账号名称", kind: "text", longest: 10, mayBeBlank: true },
  { code: "opened", label: "开通日期", kind: "date", mayBeBlank: true },
  { code: "checked", label: "是否认证", kind: "yesNo" },
  { code: "state", label: "运行状态", kind: "choice", choices: ["正常", "停更", "注销"] },
  { code: "posts", label: "发布数" },
]);

const OWN = formFiles(SITES);

const sheet = (unit: string, weibo: string, wechat: string): string =>
  `${unit}2022年政务新媒体年报\n平台,账号名称,开通日期,是否认证,运行状态,发布数\n微博,${weibo}\n微信,${wechat}\n`;

test("what is no number is counted by answer beside numbers that are added", async () => {
  const { consolidation } = await runForm(OWN, {
    "象湖镇.csv": sheet("象湖镇人民政府", "象湖发布,2015-03-01,是,正常,12", "象湖微信,2016/4/2,有,正常,30"),
    "叶坪镇.csv": sheet("叶坪镇人民政府", "/,/,否,停更,0", "叶坪发布,2017年5月3日,√,□正常 ☑停更 □注销,5"),
    "水利局.csv": sheet("瑞金市水利局", "水利在线,2014.1.9,否,注销,3", "水利,2020-02-29,是,正常,4"),
  });
  expect(openMessages(consolidation)).toEqual([]);
  expect(shownFigures(consolidation)).toEqual({
    "sites.weibo.name": "象湖发布=1 水利在线=1 final",
    "sites.weibo.opened": "2015-03-01=1 2014-01-09=1 final",
    "sites.weibo.checked": "是=1 否=2 final",
    "sites.weibo.state": "正常=1 停更=1 注销=1 final",
    "sites.weibo.posts": "15 final",
    "sites.wechat.name": "象湖微信=1 叶坪发布=1 水利=1 final",
    "sites.wechat.opened": "2016-04-02=1 2017-05-03=1 2020-02-29=1 final",
    "sites.wechat.checked": "是=3 否=0 final",
    "sites.wechat.state": "正常=2 停更=1 注销=0 final",
    "sites.wechat.posts": "39 final",
  });
});

test("what is not certain is said and not counted; its figure is incomplete and the numbers beside it stand", async () => {
  const { consolidation } = await runForm(OWN, {
    "象湖镇.csv": sheet("象湖镇人民政府", "象湖发布,2015年3月,大概,正常,12", ",,,其他,30"),
    "叶坪镇.csv": sheet(
      "叶坪镇人民政府",
      "一二三四五六七八九十甲,2021-02-29,是√否,正常,7",
      "甲,,☑是☑否,□正常 □停更 □注销,5",
    ),
    "水利局.csv": sheet("瑞金市水利局", "乙,,否,注销,3", "丙,,否,正常,4"),
  });
  const label = (row: string, column: string) => `“政务新媒体情况｜${row}｜${column}”`;
  expect(openMessages(consolidation)).toEqual(
    [
      `${label("微博", "开通日期")}填写为“2015年3月”，不是写全年、月、日的日期，应写作 2022-03-05 或 2022年3月5日，未予采用`,
      `${label("微博", "是否认证")}填写为“大概”，应填是或否，未予采用`,
      `${label("微信", "是否认证")}没有填写，未予采用`,
      `${label("微信", "运行状态")}填写为“其他”，应填下列选项之一：正常、停更、注销，未予采用`,
      `${label("微博", "账号名称")}填写为“一二三四五六七八九十甲”，有11个字，最多10个字，未予采用`,
      `${label("微博", "开通日期")}填写为“2021-02-29”，没有这一天，未予采用`,
      `${label("微博", "是否认证")}填写为“是√否”，应填是或否，未予采用`,
      `${label("微信", "是否认证")}填写为“☑是☑否”，勾选了2项，只能选一项，未予采用`,
      `${label("微信", "运行状态")}填写为“□正常 □停更 □注销”，没有勾选，未予采用`,
    ].sort(),
  );
  expect(shownFigures(consolidation)).toMatchObject({
    "sites.weibo.checked": "是=0 否=1 incomplete",
    "sites.wechat.checked": "是=0 否=1 incomplete",
    "sites.weibo.posts": "22 final",
    "sites.wechat.posts": "39 final",
  });
});

test("the outputs count answers, the office's own papers list them by unit with their cells, the public ones do not", async () => {
  const { files } = await runForm(OWN, {
    "象湖镇.csv": sheet("象湖镇人民政府", "象湖发布,2015-03-01,是,正常,12", "象湖微信,,是,正常,30"),
    "叶坪镇.csv": sheet("叶坪镇人民政府", ",,否,停更,0", "叶坪发布,,是,停更,5"),
    "水利局.csv": sheet("瑞金市水利局", "水利在线,,否,注销,3", "水利,,是,正常,4"),
  });
  const made = await files();
  const text = (path: string): string => new TextDecoder().decode(made.get(path)?.bytes);
  const page = text("瑞金市人民政府2022年政务新媒体年报.html");
  for (const words of ["是1家、否2家", "正常1家、停更1家、注销1家", "2家已填", ">39<"]) expect(page).toContain(words);
  const openData = JSON.parse(text("open-data/figures.json")).figures;
  expect(openData.find(({ code }: { code: string }) => code === "sites.wechat.checked")).toMatchObject({
    value: null,
    answers: { 是: 3, 否: 0 },
  });
  for (const shown of [page, text("open-data/figures.json"), text("open-data/figures.csv")])
    expect(shown).not.toContain("象湖发布");
  const { figures } = JSON.parse(text("consolidated.json"));
  expect(figures["sites.weibo.name"]).toMatchObject({ value: null, answers: { 象湖发布: 1, 水利在线: 1 } });
  expect(figures["sites.weibo.opened"].contributions).toEqual([
    {
      unit: "T01",
      value: null,
      answer: "2015-03-01",
      file: "2022/sites/象湖镇.csv",
      sheet: "象湖镇.csv",
      cell: "C3",
      text: "2015-03-01",
    },
  ]);
  expect(text("data/contributions.csv")).toContain("象湖镇.csv,C3,2015-03-01,2015-03-01");
});

test.each([
  [{ kind: "choice", choices: undefined }, "“运行状态”的类型是选项，没有写可选项 choices"],
  [{ choices: ["正常", "正常"] }, "可选项“正常”写了两次"],
  [{ kind: "text" }, "“运行状态”写了 choices，它的类型不读取这一项"],
  [{ combine: "sum" }, "“运行状态”不是数，不能汇总"],
  [{ decimals: 2 }, "“运行状态”不是数，不能写 decimals"],
])("a form with %j contradicts itself", (change, message) => {
  const form = structuredClone(SITES);
  Object.assign(form.tables[0]!.sections[0]!.columns[3]!, change);
  expect(refusalOf(schemasWithForm(formFiles(form)))).toContain(message);
});

test("a total of what is no number is refused", () => {
  const form = structuredClone(SITES);
  Object.assign(form.tables[0]!.sections[0]!.columns[4]!, { sumOf: ["checked"] });
  expect(refusalOf(schemasWithForm(formFiles(form)))).toContain("由“政务新媒体情况｜微博｜是否认证”相加，它不是数");
});

test("of days a form may take the last one: in its table, in its sentences and in the data", async () => {
  const columns = [
    { code: "opened", label: "开通日期", kind: "date", mayBeBlank: true, combine: "latest" },
    { code: "posts", label: "发布数" },
  ];
  const own = formFiles(sitesForm(columns));
  const outline = own.files.find(({ path }) => path.endsWith("outline.json"))!;
  const parts = [{ heading: "一、情况", paragraphs: ["最近一次开通是{sites.weibo.opened}。"], table: "sites" }];
  const text = JSON.stringify({ ...JSON.parse(outline.text), parts });
  const form = { ...own, files: own.files.map((file) => (file === outline ? { ...file, text } : file)) };
  const short = (unit: string, weibo: string) =>
    `${unit}2022年政务新媒体年报\n平台,开通日期,发布数\n微博,${weibo},1\n微信,,1\n`;
  const { consolidation, files } = await runForm(form, {
    "象湖镇.csv": short("象湖镇人民政府", "2015-03-01"),
    "叶坪镇.csv": short("叶坪镇人民政府", "2021年12月9日"),
    "水利局.csv": short("瑞金市水利局", ""),
  });
  expect(openMessages(consolidation)).toEqual([]);
  const made = await files();
  const read = (path: string): string => new TextDecoder().decode(made.get(path)?.bytes);
  const page = read("瑞金市人民政府2022年政务新媒体年报.html");
  expect(page.match(/2021年12月9日/g)).toHaveLength(2);
  expect(page).toContain("最近一次开通是2021年12月9日。");
  expect(JSON.parse(read("consolidated.json")).figures["sites.weibo.opened"]).toMatchObject({
    value: null,
    latest: "2021-12-09",
    answers: { "2015-03-01": 1, "2021-12-09": 1 },
  });
});

test.each([
  [{ kind: "text", combine: "latest" }, "“开通日期”不是数，不能汇总"],
  [{ kind: "date", combine: "max" }, "“开通日期”不是数，不能汇总"],
  [{ combine: "latest" }, "“开通日期”不是日期，不能取最晚（latest）"],
])("a column with %j is refused", (kind, message) => {
  const columns = [{ code: "opened", label: "开通日期", ...kind }];
  expect(refusalOf(schemasWithForm(formFiles(sitesForm(columns))))).toContain(message);
});
