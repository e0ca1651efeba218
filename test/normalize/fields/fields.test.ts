import { expect, test } from "vitest";
import { refusalOf } from "../../form/schema-files.js";
import { formFiles, openMessages, runForm, schemasWithForm, shownFigures } from "../../kinds/office.js";

const BASIS = { document: "某办〔2022〕4号" };

/** Names with a value beside each: some alone in a line, some in pairs, some of one name in two groups. */
const FORM = {
  form: "site",
  edition: "2022",
  title: "网站情况表",
  basis: BASIS,
  inForce: { from: 2022 },
  tables: [
    {
      code: "site",
      title: "网站情况",
      basis: BASIS,
      unit: "条",
      sections: [
        {
          code: "site",
          rowHeading: "项目",
          layout: "fields",
          rows: [
            { code: "name", label: "网站名称", kind: "text" },
            { code: "visits", label: "总访问量（次）", unit: "次" },
            { code: "topics", label: "专栏数量", unit: "个" },
            { code: "opened", label: "新开专栏数量", unit: "个" },
            { code: "cost", label: "运行经费", kind: "amount", unit: "元", decimals: 2 },
            {
              label: "留言办理",
              lines: [
                { code: "messages", label: "收到数量" },
                { code: "days", label: "平均办理时间（天）", kind: "amount", decimals: 1, combine: "max" },
              ],
            },
            {
              label: "微博",
              lines: [
                { code: "weiboName", label: "名称", kind: "text", mayBeBlank: true },
                { code: "weiboPosts", label: "信息发布量" },
              ],
            },
            {
              label: "微信",
              lines: [
                { code: "wechatName", label: "名称", kind: "text", mayBeBlank: true },
                { code: "wechatPosts", label: "信息发布量" },
              ],
            },
          ],
          columns: [{ code: "value", label: "填报内容" }],
        },
      ],
    },
  ],
};

const OWN = formFiles(FORM);

type Cells = readonly (readonly string[])[];

const WHOLE: Cells = [
  ["网站名称", "象湖镇政府网"],
  ["总访问量（次）", "3000"],
  ["专栏数量", "8", "新开专栏数量", "2"],
  ["运行经费", "5"],
  ["留言办理", "收到数量", "15", "平均办理时间（天）", "3.5"],
  ["微博", "名称", "象湖发布"],
  ["", "信息发布量", "40"],
  ["微信", "名称", "象湖微信"],
  ["", "信息发布量", "60"],
];

const TRUTH = {
  name: "象湖镇政府网=1",
  visits: "3000",
  topics: "8",
  opened: "2",
  cost: "5",
  messages: "15",
  days: "3.5",
  weiboName: "象湖发布=1",
  weiboPosts: "40",
  wechatName: "象湖微信=1",
  wechatPosts: "60",
};

const csv = (rows: Cells): string => `象湖镇人民政府2022年网站情况表\n${rows.map((row) => row.join(",")).join("\n")}\n`;
const html = (rows: Cells): string =>
  `<html><body><p>象湖镇人民政府2022年网站情况表</p><table>${rows
    .map((row) => `<tr>${row.map((text) => `<td>${text}</td>`).join("")}</tr>`)
    .join("")}</table></body></html>`;

/** The values of one unit that are certain, by line, and what must be answered. */
async function read(name: string, content: string, form = OWN) {
  const { consolidation } = await runForm(form, { [`象湖镇.${name}`]: content });
  const shown = Object.entries(shownFigures(consolidation)).map(([code, text]) => [
    code.split(".")[1] ?? "",
    text.replace(/ ?(?:final|provisional|incomplete|notReported)$/, ""),
  ]);
  const messages = openMessages(consolidation).filter((message) => !/没有报送材料|未报送/.test(message));
  return { values: Object.fromEntries(shown) as Record<string, string>, messages };
}

/** Rows with one of them written otherwise. */
const changed = (at: number, ...rows: Cells): Cells => [...WHOLE.slice(0, at), ...rows, ...WHOLE.slice(at + 1)];

test.each(["csv", "html"])("pairs, several in a line and groups beside their names, in a %s", async (format) => {
  const { values, messages } = await read(format, format === "csv" ? csv(WHOLE) : html(WHOLE));
  expect(values).toEqual(TRUTH);
  expect(messages).toEqual([]);
});

/** Of what is written otherwise: the values that are not those of the truth, and what is said. */
const HOSTILE: readonly (readonly [string, Cells, Readonly<Record<string, string>>, RegExp])[] = [
  [
    "a name twice with two values",
    changed(1, ["总访问量", "3000"], ["总访问量", "300"]),
    { visits: "" },
    /出现两次且数字不同.*总访问量/,
  ],
  ["a value that is not there", changed(1, ["总访问量"], []), { visits: "0" }, /^$/],
  [
    "a name in the place of a value",
    changed(2, ["专栏数量", "新开专栏数量", "8", "2"]),
    { topics: "", opened: "" },
    /“专栏数量”右边没有填内容的格/,
  ],
  [
    "a name that the form does not have below a group's heading",
    [...WHOLE.slice(0, 5), ["微博"], ["抖音账号", "象湖抖音"], ["信息发布量", "40"], ...WHOLE.slice(7)],
    { weiboName: "", weiboPosts: "" },
    /“信息发布量”填写为“40”，表式中有几项是这个名称/,
  ],
  [
    "a name of no group below one that was written once",
    [...WHOLE.slice(0, 2), ...WHOLE.slice(3, 6), ["", "专栏数量", "8"], ["", "新开专栏数量", "2"], ...WHOLE.slice(6)],
    { weiboPosts: "" },
    /“信息发布量”填写为“40”，表式中有几项是这个名称/,
  ],
  [
    "another year over the values and in a name",
    [
      ["项目", "2021年"],
      ...WHOLE.slice(0, 2),
      ["项目", "2022年"],
      ["专栏数量（去年）", "8", "新开专栏数量", "2"],
      ...WHOLE.slice(3),
    ],
    { name: "", visits: "", topics: "" },
    /“总访问量（次）”填写为“3000”，标明的是“2021年”，不能确定是不是本报告期的数/,
  ],
  ["two numbers beside a name", changed(1, ["总访问量", "3000", "2800"]), { visits: "" }, /右边有两个数/],
  ["a name lost among pairs", changed(2, ["专栏数量", "8", "", "2"]), { opened: "" }, /缺少下列行.*新开专栏数量/],
  [
    "a name lost and the line moved up",
    changed(2, ["8", "新开专栏数量", "2"]),
    { topics: "", opened: "" },
    /前面的“8”不是表式中的名称/,
  ],
  ["a value a cell further right", changed(1, ["总访问量", "", "3000"]), { visits: "" }, /右边的格空着，再往右有内容/],
  [
    "values below their names",
    changed(2, ["专栏数量", "", "新开专栏数量", ""], ["8", "", "2", ""]),
    { topics: "", opened: "" },
    /下面的格有内容/,
  ],
  ["a value below its name", changed(1, ["总访问量"], ["3000"]), { visits: "" }, /下面的格有内容/],
  [
    "a pair more in the line",
    changed(2, ["专栏数量", "8", "新开专栏数量", "2", "撤销专栏数量", "1"]),
    {},
    /表式以外的行或栏填了数字：撤销专栏数量/,
  ],
  ["a line more", changed(1, ["总访问量", "3000"], ["抖音粉丝数", "77"]), {}, /表式以外的行或栏填了数字：抖音粉丝数/],
  [
    "a group that the form does not have",
    changed(7, ["抖音", "名称", "象湖抖音"]),
    { wechatName: "", wechatPosts: "" },
    /“抖音”不是表式中的名称/,
  ],
  [
    "a group that the form does not have in a line of its own",
    [...WHOLE.slice(0, 5), ["微博"], ["抖音"], ["信息发布量", "77"], ...WHOLE.slice(7)],
    { weiboName: "", weiboPosts: "" },
    /“信息发布量”填写为“77”，表式中有几项是这个名称/,
  ],
  ["last year's part behind this year's", [...WHOLE, ["上年情况"], ["总访问量", "77"]], {}, /^$/],
  [
    "a group whose name is lost",
    changed(7, ["", "名称", "象湖微信"]),
    { weiboName: "", wechatName: "", weiboPosts: "", wechatPosts: "" },
    /缺少下列行.*微信—名称、微信—信息发布量/,
  ],
  ["a name that is misspelt", changed(1, ["总方问量", "3000"]), { visits: "" }, /缺少下列行.*总访问量/],
  [
    "a group beside another's name",
    changed(4, ["微博", "收到数量", "15", "平均办理时间（天）", "3.5"]),
    { messages: "" },
    /名称与前面的上级名称对不上/,
  ],
  [
    "names a line below their values",
    [
      ["", "象湖镇政府网"],
      ["网站名称", "3000"],
      ["总访问量", "8"],
      ["专栏数量", "2"],
      ["新开专栏数量", ""],
      ...WHOLE.slice(3),
    ],
    { name: "", visits: "", topics: "", opened: "" },
    /上下错开了一行/,
  ],
  [
    "names a line above their values",
    [
      ["网站名称", ""],
      ["总访问量", "象湖镇政府网"],
      ["专栏数量", "3000"],
      ["新开专栏数量", "8"],
      ["", "2"],
      ...WHOLE.slice(3),
    ],
    { name: "", visits: "", topics: "", opened: "" },
    /上下错开了一行/,
  ],
  ["a column of numbers before the names", WHOLE.map((row, at) => [String(at + 1), ...row]), {}, /^$/],
  ["a number before a name", changed(1, ["3000", "总访问量", ""]), { visits: "" }, /总访问量/],
  ["a measure behind the value", changed(2, ["专栏数量", "8", "个", "新开专栏数量", "2", "个"]), {}, /^$/],
  ["the measure of money behind the value", changed(3, ["运行经费", "5", "元"]), {}, /^$/],
  ["another measure of money", changed(3, ["运行经费", "5", "万元"]), { cost: "50000" }, /运行经费.*万元/],
  ["tens of thousands", changed(1, ["总访问量", "30", "万次"]), { visits: "" }, /“万次”与表式不符/],
  ["tens of thousands without a word", changed(1, ["总访问量", "30", "万"]), { visits: "" }, /另有一格“万”/],
  [
    "hours under days",
    changed(4, ["留言办理", "收到数量", "15", "平均办理时间（天）", "28", "小时"]),
    { days: "" },
    /内容后面写的“小时”与计量单位“天”不符/,
  ],
  ["who filled it in below", [...WHOLE, ["填表人：", "李四", "联系电话：", "0797-2522222"]], {}, /^$/],
];

test.each(HOSTILE)("%s", async (_, rows, other, said) => {
  const { values, messages } = await read("csv", csv(rows));
  expect(values).toEqual({ ...TRUTH, ...other });
  expect(messages.join("\n")).toMatch(said);
});

const page = (table: string): string => `<html><body><p>象湖镇人民政府2022年网站情况表</p>${table}</body></html>`;
const cell = (text: string, rows = 1, columns = 1): string => `<td rowspan="${rows}" colspan="${columns}">${text}</td>`;
const line = (...cells: readonly string[]): string => `<tr>${cells.join("")}</tr>`;

/** The same table with merged groups and values, some of its lines written otherwise. */
const merged = (lines: Partial<Record<"visits" | "topics" | "wechat", string>> = {}): string =>
  page(
    `<table>${[
      line(cell("一、基本情况", 1, 5)),
      line(cell("网站名称", 1, 2), cell("象湖镇政府网", 1, 3)),
      lines.visits ?? line(cell("总访问量（次）", 1, 2), cell("3000", 1, 3)),
      lines.topics ?? line(cell("专栏数量", 1, 2), cell("8"), cell("新开专栏数量"), cell("2")),
      line(cell("运行经费", 1, 2), cell("5", 1, 3)),
      line(cell("留言办理", 2), cell("收到数量"), cell("15", 1, 3)),
      line(cell("平均办理时间（天）"), cell("3.5", 1, 3)),
      line(cell("微博", 2), cell("名称"), cell("象湖发布", 1, 3)),
      line(cell("信息发布量"), cell("40", 1, 3)),
      lines.wechat ?? line(cell("微信", 2), cell("名称"), cell("象湖微信", 1, 3)),
      line(cell("信息发布量"), cell("60", 1, 3)),
    ].join("")}</table>`,
  );

test.each<readonly [string, string, Readonly<Record<string, string>>, RegExp]>([
  ["merged groups and values", merged(), {}, /^$/],
  [
    "a value's cell that is not there",
    merged({ visits: line(cell("总访问量（次）", 1, 5)) }),
    { visits: "" },
    /总访问量.*右边没有填内容的格/,
  ],
  [
    "a row that ends early",
    merged({ topics: line(cell("专栏数量", 1, 2), cell("8"), cell("新开专栏数量")) }),
    { opened: "" },
    /新开专栏数量.*右边没有填内容的格/,
  ],
  [
    "a value merged over two names",
    merged({ visits: line(cell("总访问量（次）", 1, 2), cell("3000", 2, 3)), topics: line(cell("专栏数量", 1, 2)) }),
    { visits: "", topics: "", opened: "" },
    /单元格合并了几行/,
  ],
])("in a page: %s", async (_, content, other, said) => {
  const { values, messages } = await read("html", content);
  expect(values).toEqual({ ...TRUTH, ...other });
  expect(messages.join("\n")).toMatch(said);
});

test("of two answers beside a name neither is taken, a remark behind one is none", async () => {
  const form = structuredClone(FORM);
  form.tables[0]!.sections[0]!.rows.push({ code: "open", label: "是否开通", kind: "yesNo" });
  const asked = formFiles(form);
  const rows = (...answers: readonly string[]): string =>
    csv([["网站名称", "象湖镇政府网"], ["是否开通", ...answers], ...WHOLE.slice(1)]);
  const two = await read("csv", rows("是", "否"), asked);
  expect(two.values).toEqual({ ...TRUTH, open: "是=0 否=0" });
  expect(two.messages).toEqual([expect.stringContaining("右边另有一格“否”，不能确定哪一格是这一项的")]);
  expect(await read("csv", rows("是", "2015年开通"), asked)).toEqual({
    values: { ...TRUTH, open: "是=1 否=0" },
    messages: [],
  });
});

test("names of the form in a table of something else are no fields", async () => {
  const { values } = await read(
    "html",
    page("<table><tr><td>名称</td><td>数量</td></tr><tr><td>桌子</td><td>4</td></tr></table>"),
  );
  expect(Object.values(values).filter((value) => value !== "")).toEqual([]);
});

test("a section of fields has one column", () => {
  const form = structuredClone(FORM);
  form.tables[0]!.sections[0]!.columns.push({ code: "other", label: "备注" });
  expect(refusalOf(schemasWithForm(formFiles(form)))).toContain("layout 为 fields 的分表只能有一栏");
});
