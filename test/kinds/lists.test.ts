import { expect, test } from "vitest";
import { parseRollUp, printRollUp } from "../../src/roll-up-file.js";
import { refusalOf } from "../form/schema-files.js";
import { formFiles, openMessages, runForm, schemasWithForm, shownFigures } from "./office.js";

const BASIS = { document: "某办〔2022〕4号" };

/** A list by whose key an entry is known: a unit of the roster, or whatever is typed. */
function listForm(columns: readonly object[], names?: "roster") {
  const section = {
    code: "s",
    layout: "list",
    rows: [{ code: "all", label: "合计" }],
    columns: [
      { code: "count", label: "条数", unit: "条" },
      { code: "money", label: "金额", unit: "万元", kind: "amount", decimals: 2 },
    ],
    list: { columns, count: "count", ...(names && { names }) },
  };
  const table = { code: "t", title: "救灾资金台账", basis: BASIS, unit: "条", sections: [section] };
  const head = { form: "sites", edition: "2022", title: "救灾资金年报", basis: BASIS, inForce: { from: 2022 } };
  return { ...head, tables: [table] };
}

const UNITS = formFiles(listForm([{ code: "unit", label: "单位", role: "key" }], "roster"));
const list = (unit: string, ...rows: readonly string[]): string =>
  `${unit}2022年救灾资金年报\n单位,金额\n${rows.join("\n")}\n`;

test("units of the roster without a row are asked about, of the categories that have rows, and not those that sent nothing", async () => {
  const rows = ["象湖镇,3", "瑞金市水利局,1"];
  const sent = { "水利局.csv": list("瑞金市水利局", ...rows) };
  const lacking = (messages: readonly string[]) => messages.filter((message) => message.includes("没有行"));
  expect(lacking(openMessages((await runForm(UNITS, sent)).consolidation))).toEqual([]);
  const all = { ...sent, "象湖镇.csv": list("象湖镇人民政府", ...rows), "叶坪镇.csv": list("叶坪镇人民政府", ...rows) };
  const { consolidation } = await runForm(UNITS, all);
  expect(lacking(openMessages(consolidation))).toEqual([
    "“救灾资金台账”逐个单位填报，名录中的乡镇有1个没有行：叶坪镇人民政府；合计中没有它们的数。",
  ]);
  expect(consolidation.findings.find(({ rule }) => rule === "LIST.UNIT_MISSING")?.unit).toBeNull();
  const whole = { ...all, "叶坪镇.csv": list("叶坪镇人民政府", ...rows, "叶坪镇,0") };
  expect(lacking(openMessages((await runForm(UNITS, whole)).consolidation))).toEqual([]);
});

test("a level below that sent its own list of units is not asked for a row of itself", async () => {
  const own = {
    "叶坪镇.csv": list("叶坪镇人民政府", "叶坪镇,4"),
    "水利局.csv": list("瑞金市水利局", "瑞金市水利局,1"),
  };
  const { files } = await runForm(UNITS, { ...own, "象湖镇.csv": list("象湖镇人民政府", "象湖镇,3") });
  const sent = parseRollUp(new TextDecoder().decode((await files()).get("上报.json")?.bytes));
  const rollUp = "rollUp" in sent ? sent.rollUp : undefined;
  const unit = { name: "象湖镇人民政府", government: "象湖镇人民政府", level: "乡" };
  const above = await runForm(UNITS, { ...own, "象湖镇.json": printRollUp({ ...rollUp!, unit }) });
  expect(openMessages(above.consolidation)).toEqual([]);
  expect(shownFigures(above.consolidation)).toEqual({ "t.all.count": "5 final", "t.all.money": "13 final" });
});

test.each([
  [{ choices: ["甲", "乙"] }, "“方式”写了 choices，它的类型不读取这一项"],
  [{ several: true }, "“方式”写了 several，它的类型不读取这一项"],
  [{ kind: "yesNo", withinPeriod: true }, "“方式”写了 withinPeriod，它的类型不读取这一项"],
  [{ kind: "choice", choices: ["甲", "甲"] }, "可选项“甲”写了两次"],
])("a column of a list that says %j is refused", (way, message) => {
  const form = formFiles(
    listForm([
      { code: "number", label: "编号", role: "key" },
      { code: "way", label: "方式", role: "text", ...way },
    ]),
  );
  expect(refusalOf(schemasWithForm(form))).toContain(message);
});
