import { expect, test } from "vitest";
import { withoutMissing } from "../src/clauses.js";
import { composedPart, numbered } from "../src/composition.js";
import { officeSectionsIn } from "../src/intake/intake.js";
import { levelWordOf } from "../src/placeholder.js";

const PART = {
  heading: "一、总体情况",
  paragraphs: [
    "全年公开{a.b.c}条。",
    { heading: "（一）主动公开情况" },
    "主动公开{a.b.c}条。",
    { heading: "（二）依申请公开情况" },
    "收到{a.b.d}件。",
    { heading: "（三）监督保障" },
    "培训{a.b.e}次。",
  ],
};
const OUTLINE = {
  title: "报告",
  preamble: [],
  parts: [PART, { heading: "五、存在的主要问题及改进情况", office: true }],
};

/** The report's part one as the office's lines make it: headings with #, sentences as they are. */
function partOne(...lines: readonly string[]): readonly string[] {
  const block = {
    kind: "text",
    sheet: "正文",
    lines: lines.map((text, at) => ({ text, place: `第${at + 1}行` })),
  } as const;
  const sections = officeSectionsIn({ format: "text", remarks: [], blocks: [block] }, "正文.md", OUTLINE);
  return numbered(composedPart(PART, sections)).flatMap(({ heading, sentences }) => [
    ...(heading === undefined ? [] : [`#${heading}`]),
    ...sentences.map(({ text }) => text),
  ]);
}

const OUTLINES = [
  "全年公开{a.b.c}条。",
  "#（一）主动公开情况",
  "主动公开{a.b.c}条。",
  "#（二）依申请公开情况",
  "收到{a.b.d}件。",
  "#（三）监督保障",
  "培训{a.b.e}次。",
];

test("without text of the office the outline's sentences stand", () => {
  expect(partOne()).toEqual(OUTLINES);
  expect(partOne("五、存在的主要问题及改进情况", "人手不足。")).toEqual(OUTLINES);
});

test("text right under the part's heading is the whole part", () => {
  expect(
    partOne("## 一、总体情况", "全年工作如下。", "### 主动公开", "公开5条。", "### 依申请公开", "收到3件。"),
  ).toEqual(["全年工作如下。", "#主动公开", "公开5条。", "#依申请公开", "收到3件。"]);
});

test.each([
  [["## 一、总体情况", "### （二）依申请公开情况", "我办收到3件。"]],
  [["一、总体情况", "（五）依申请公开情况", "我办收到3件。"]],
  [["## 依申请公开情况", "我办收到3件。"]],
  [["## 五、存在的主要问题及改进情况", "人手不足。", "## 依申请公开情况", "我办收到3件。"]],
  [["## 一、总体情况", "（二）依申请公开情况。我办收到3件。"]],
])("a sub-heading takes the place of the outline's: %j", (lines) => {
  const wanted = OUTLINES.map((line) => (line === "收到{a.b.d}件。" ? "我办收到3件。" : line));
  expect(partOne(...lines).map((line) => line.replace(/^#(?!（)/, "#（二）"))).toEqual(wanted);
});

test("a new sub-heading stays behind the one the office put it behind, and all are numbered in order", () => {
  const lines = ["一、总体情况", "（一）主动公开情况", "我办公开5条。", "（二）政策解读", "解读2条。"];
  expect(partOne(...lines).filter((line) => line.startsWith("#"))).toEqual([
    "#（一）主动公开情况",
    "#（二）政策解读",
    "#（三）依申请公开情况",
    "#（四）监督保障",
  ]);
});

const MISSING = new Set(["a.x.n", "a.y.n", "oversightOffice", "a.b.n@oversightOffice"]);
const kept = (text: string): string => withoutMissing(text, (name) => MISSING.has(name)).text;

test.each([
  ["收到{a.b.n}件；培训{a.x.n}次。办结{a.c.n}件。", "收到{a.b.n}件；办结{a.c.n}件。"],
  ["收到{a.b.n}件；培训{a.x.n}次。", "收到{a.b.n}件。"],
  ["{year}年收到{a.b.n}件，其中{oversightOffice}{a.b.n@{oversightOffice}}件。", "{year}年收到{a.b.n}件。"],
  ["{year}年，公开{a.x.n}条，推送{a.b.n}篇，保障了知情权。", "{year}年，推送{a.b.n}篇，保障了知情权。"],
  ["账号{a.x.n}个，其中微信{a.b.n}个；清理{a.c.n}个。", "清理{a.c.n}个。"],
  ["账号{a.b.n}个，其中微信{a.x.n}个、微博{a.c.n}个。", "账号{a.b.n}个，其中微博{a.c.n}个。"],
  ["收到建言{a.b.n}件、转办单{a.x.n}件、留言{a.c.n}则。", "收到建言{a.b.n}件、留言{a.c.n}则。"],
  ["收到建言{a.x.n}件、转办单{a.b.n}件。", ""],
  ["以{a.x.n}种方式发布{a.b.n}条。", ""],
  ["通过“微信，微博”发布{a.x.n}条，培训{a.b.n}次。", "培训{a.b.n}次。"],
  ["没有占位。", "没有占位。"],
])("%s → %s", (text, wanted) => {
  expect(kept(text)).toBe(wanted);
});

test.each([
  ["瑞金市", "市"],
  ["浦东新区", "区"],
  ["恭城瑶族自治县", "县"],
  ["象湖镇", "镇"],
  ["翠湖街道", "街道"],
  ["某某", ""],
])("%s: 全%s", (name, word) => {
  expect(levelWordOf(name)).toBe(word);
});
