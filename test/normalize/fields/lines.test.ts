import { expect, test } from "vitest";
import { formFiles, openMessages, runForm, shownFigures } from "../../kinds/office.js";
import { paragraph, run } from "../../read/made-word.js";
import { makeDocx } from "../../read/making.js";

const BASIS = { document: "某办〔2022〕4号" };
const OWN = formFiles({
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
            { code: "url", label: "首页网址", kind: "text" },
            { code: "visits", label: "总访问量（次）", unit: "次" },
            { code: "topics", label: "专栏数量", unit: "个" },
            { label: "微博", lines: [{ code: "weibo", label: "信息发布量" }] },
            { label: "微信", lines: [{ code: "wechat", label: "信息发布量" }] },
          ],
          columns: [{ code: "value", label: "填报内容" }],
        },
      ],
    },
  ],
});

const LINES = [
  "象湖镇人民政府2022年网站情况表",
  "网站名称：象湖镇政府网",
  "首页网址：http://www.xh.gov.cn",
  "总访问量（次）：3000　专栏数量：8",
  "微博",
  "信息发布量：40",
  "微信",
  "信息发布量：60",
];
const TRUTH = {
  name: "象湖镇政府网=1",
  url: "http://www.xh.gov.cn=1",
  visits: "3000",
  topics: "8",
  weibo: "40",
  wechat: "60",
};

const changed = (at: number, ...lines: readonly string[]) => [...LINES.slice(0, at), ...lines, ...LINES.slice(at + 1)];
const docx = (lines: readonly string[]): Uint8Array =>
  makeDocx(lines.map((line) => paragraph(line.startsWith("<") ? line : run(line))).join(""));

async function read(name: string, content: string | Uint8Array) {
  const { consolidation } = await runForm(OWN, { [`象湖镇.${name}`]: content });
  const values = Object.entries(shownFigures(consolidation)).map(([code, text]) => [
    code.split(".")[1] ?? "",
    text.replace(/ ?(?:final|provisional|incomplete|notReported)$/, ""),
  ]);
  const messages = openMessages(consolidation).filter((message) => !/没有报送材料/.test(message));
  return { values: Object.fromEntries(values), messages };
}

test.each<readonly [string, string | Uint8Array]>([
  ["docx", docx(LINES)],
  ["txt", LINES.join("\n")],
  ["md", LINES.join("\n\n")],
])("names with their values behind a colon, line by line, in a %s", async (name, content) => {
  expect(await read(name, content)).toEqual({ values: TRUTH, messages: [] });
});

test("a figure is traced to its line", async () => {
  const { consolidation } = await runForm(OWN, { "象湖镇.docx": docx(LINES) });
  const share = consolidation.figures.get("site.topics.value" as never)?.contributions[0];
  expect(share?.source).toEqual({ file: "2022/site/象湖镇.docx", sheet: "正文", cell: "第4段", text: "8" });
});

const marked = (mark: string, text: string): string => `<w:r><w:rPr><w:${mark}/></w:rPr><w:t>${text}</w:t></w:r>`;

/** Of what is written otherwise in the line of visits and topics: what is not certain any more, and what is said. */
const HOSTILE: readonly (readonly [string, string, string | Uint8Array, readonly string[], RegExp])[] = [
  [
    "crossed out",
    "docx",
    docx(changed(3, run("总访问量（次）：") + marked("strike", "3000"), "专栏数量：8")),
    ["visits"],
    /写在文字行里/,
  ],
  [
    "partly hidden",
    "docx",
    docx(changed(3, run("总访问量（次）：30") + marked("vanish", "00"), "专栏数量：8")),
    ["visits"],
    /写在文字行里/,
  ],
  [
    "in the next line",
    "txt",
    changed(3, "总访问量（次）：", "3000", "专栏数量：8").join("\n"),
    ["visits"],
    /“3000”，写在文字行里/,
  ],
  ["broken", "txt", changed(3, "总访问量（次）：30", "00", "专栏数量：8").join("\n"), ["visits"], /写在文字行里/],
  [
    "a zero beside what is hidden",
    "docx",
    docx(changed(3, run("总访问量（次）：") + marked("vanish", "3") + run("0"), "专栏数量：8")),
    ["visits"],
    /写在文字行里/,
  ],
  [
    "another name between",
    "txt",
    changed(3, "总访问量（次）：3000 其他数量：5 专栏数量：8").join("\n"),
    ["visits"],
    /3000 其他数量：5/,
  ],
  [
    "a sentence",
    "txt",
    changed(3, "总访问量（次）：3000，比上年增长5%。专栏数量：8").join("\n"),
    ["visits"],
    /比上年增长5%/,
  ],
  [
    "words before the name",
    "txt",
    changed(3, "其中总访问量（次）：3000", "专栏数量：8").join("\n"),
    ["visits"],
    /缺少下列行.*总访问量/,
  ],
  [
    "without colons",
    "txt",
    changed(3, "总访问量（次） 3000", "专栏数量：8").join("\n"),
    ["visits", "url"],
    /缺少下列行.*总访问量/,
  ],
  [
    "last year's behind the value before",
    "txt",
    changed(3, "总访问量（次）：3000", "网址：无 上年 专栏数量：7").join("\n"),
    ["topics"],
    /缺少下列行.*专栏数量/,
  ],
  [
    "last year's in the same line",
    "txt",
    changed(3, "总访问量（次）：3000 次 上年 专栏数量：7").join("\n"),
    ["visits", "topics"],
    /“专栏数量|专栏数量”填写为“7”/,
  ],
  [
    "a group that the form does not have below one that it has",
    "docx",
    docx([...LINES.slice(0, 5), "抖音", "信息发布量：40", ...LINES.slice(6)]),
    ["weibo"],
    /“信息发布量”填写为“40”，表式中有几项是这个名称/,
  ],
  ...["抖音账号：x", "抖音账号 https://www.douyin.com/user/xianghu", "抖音账号已经注销，见下。"].map(
    (line) =>
      [
        `a name that the form does not have below a group: ${line}`,
        "txt",
        [...LINES.slice(0, 5), line, "信息发布量：40", ...LINES.slice(6)].join("\n"),
        ["weibo"],
        /“信息发布量”填写为“40”，表式中有几项是这个名称/,
      ] as const,
  ),
  [
    "a name of the form that is of no group below one",
    "txt",
    [...LINES.slice(0, 3), "微博", LINES[3]!, "信息发布量：40", ...LINES.slice(6)].join("\n"),
    ["weibo"],
    /“信息发布量”填写为“40”，表式中有几项是这个名称/,
  ],
  [
    "last year's by a note of the name",
    "txt",
    changed(3, "总访问量（次）：3000", "专栏数量（上年）：7").join("\n"),
    ["topics"],
    /“专栏数量（上年）”填写为“7”，标明的是“上年”，不能确定是不是本报告期的数/,
  ],
  [
    "an unknown heading below another year's",
    "txt",
    [LINES[0]!, "2021年", "栏目建设", LINES[3]!, "2022年", ...LINES.slice(1, 3), ...LINES.slice(4)].join("\n"),
    ["visits", "topics"],
    /标明的是“2021年”，不能确定是不是本报告期的数/,
  ],
  [
    "another year's heading",
    "docx",
    docx([LINES[0]!, "2021年", ...LINES.slice(1, 4), "2022年", ...LINES.slice(4)]),
    ["name", "url", "visits", "topics"],
    /标明的是“2021年”，不能确定是不是本报告期的数/,
  ],
  [
    "broken before a remark",
    "txt",
    changed(3, "总访问量（次）：30", "00 备注：截至年底", "专栏数量：8").join("\n"),
    ["visits"],
    /“30”，写在文字行里/,
  ],
  ["twice", "txt", [...LINES, "专栏数量：9"].join("\n"), ["topics"], /出现两次且数字不同.*专栏数量/],
  ["of which group", "txt", LINES.filter((line) => line !== "微信").join("\n"), ["weibo", "wechat"], /信息发布量/],
];

test.each(HOSTILE)("%s", async (_, name, content, lost, said) => {
  const { values, messages } = await read(name, content);
  const known = Object.fromEntries(Object.entries(TRUTH).filter(([code]) => !lost.includes(code)));
  expect(values).toMatchObject(known);
  for (const code of lost) expect([code, values[code] ?? ""]).toEqual([code, ""]);
  expect(messages.join()).toMatch(said);
});

test("a remark below a group and a value that goes on in the next line leave the group open", async () => {
  const remarked = [...LINES.slice(0, 5), "（填写全年发布的条数）", "备注：截至年底", ...LINES.slice(5)];
  expect(await read("txt", remarked.join("\n"))).toEqual({ values: TRUTH, messages: [] });
  const ended = [
    LINES[0]!,
    "一、2021年情况：",
    "专栏数量：7",
    "二、网站建设",
    ...LINES.slice(1, 3),
    "总访问量（次）：3000",
  ];
  const { values } = await read("txt", [...ended, ...LINES.slice(4)].join("\n"));
  expect(values).toEqual({ ...TRUTH, topics: "" });
});

test("what can't be seen in its text alone is said, not read, and a table is not looked for in the text around it", async () => {
  const page = await read("html", `<html><body>${LINES.map((line) => `<p>${line}</p>`).join("")}</body></html>`);
  expect(Object.values(page.values).join("")).toBe("");
  expect(page.messages).toHaveLength(6);
  const rows = LINES.slice(1, 4).flatMap((line) =>
    line.split("　").map((pair) =>
      pair
        .split(/：(.*)/s)
        .slice(0, 2)
        .join("</td><td>"),
    ),
  );
  const groups = ["微博</td><td>信息发布量</td><td>40", "微信</td><td>信息发布量</td><td>60"];
  const table = `<table>${[...rows, ...groups].map((row) => `<tr><td>${row}</td></tr>`).join("")}</table>`;
  const both = await read("html", `<html><body><p>${LINES[0]}</p>${table}<p>专栏数量：9</p></body></html>`);
  expect(both.values).toEqual(TRUTH);
});
