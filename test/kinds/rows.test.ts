import { expect, test } from "vitest";
import { formFiles, openMessages, runForm, shownFigures, sitesForm } from "./office.js";

/** Texts before and behind the numbers of a row. */
const OWN = formFiles(
  sitesForm([
    { code: "name", label: "账号名称", kind: "text", mayBeBlank: true },
    { code: "posts", label: "发布数" },
    { code: "likes", label: "点赞数" },
    { code: "checked", label: "是否认证", kind: "yesNo" },
  ]),
);

type Rows = readonly (readonly string[])[];

const HEAD = ["平台", "账号名称", "发布数", "点赞数", "是否认证"];
const LAST = ["微信", "乙", "5", "6", "否"];
const RIGHT = ["甲=1", "12", "30", "是=1 否=0"];
const NOTHING = ["", "", "", "是=0 否=0"];

test.each<readonly [string, Rows, readonly string[], RegExp]>([
  ["as it should be", [HEAD, ["微博", "甲", "12", "30", "是"], LAST], RIGHT, /^$/],
  ["a text lost", [HEAD, ["微博", "12", "30", "是"], LAST], NOTHING, /单元格与栏目对不上/],
  ["a number lost", [HEAD, ["微博", "甲", "30", "是"], LAST], NOTHING, /单元格与栏目对不上/],
  ["a number more", [HEAD, ["微博", "甲", "12", "30", "40", "是"], LAST], NOTHING, /单元格与栏目对不上/],
  ["a name that is a number", [HEAD, ["微博", "360", "12", "30", "是"], LAST], ["360=1", ...RIGHT.slice(1)], /^$/],
  ["a row's name as a text", [HEAD, ["微博", "微信", "12", "30", "是"], LAST], ["微信=1", ...RIGHT.slice(1)], /^$/],
  ["a heading as a text", [HEAD, ["微博", "发布数", "12", "30", "是"], LAST], ["发布数=1", ...RIGHT.slice(1)], /^$/],
  [
    "a heading lost",
    [HEAD.filter((text) => text !== "账号名称"), ["微博", "甲", "12", "30", "是"], LAST],
    NOTHING,
    /缺少栏目，而有的内容与栏目不符/,
  ],
])("texts beside numbers in a row: %s", async (_, rows, expected, said) => {
  const title = "象湖镇人民政府2022年政务新媒体年报";
  const cells = rows.map((row) => `<tr>${row.map((text) => `<td>${text}</td>`).join("")}</tr>`);
  for (const [name, content] of [
    ["象湖镇.csv", `${title}\n${rows.map((row) => row.join(",")).join("\n")}\n`],
    ["象湖镇.html", `<html><body><p>${title}</p><table>${cells.join("")}</table></body></html>`],
  ] as const) {
    const { consolidation } = await runForm(OWN, { [name]: content });
    const shown = shownFigures(consolidation);
    const values = ["name", "posts", "likes", "checked"].map((column) =>
      (shown[`sites.weibo.${column}`] ?? "").replace(/ ?(?:incomplete|notReported|final)$/, ""),
    );
    expect(values).toEqual(expected);
    const messages = openMessages(consolidation).filter((message) => !/未报送|没有报送/.test(message));
    expect(messages.join("\n")).toMatch(said);
  }
});
