import { describe, expect, test } from "vitest";
import type { Block, ReadDocument } from "../../src/grid.js";
import type { Sent } from "./judging.js";
import { ask, copied, divided, PAPERS, pages, plain, sheets } from "./submission.js";

const notice = async (document: Sent): Promise<string> => {
  const { messages } = await ask(document);
  const own = messages.filter((message) => message.includes("栏目名称与表式写法不一"));
  expect(own.length).toBeLessThanOrEqual(1);
  return own[0] ?? "";
};

const relabelled = (from: string, to: string): string[][] =>
  plain(3).map((row) => row.map((text) => (text === from ? to : text)));

const turned = (rows: readonly (readonly string[])[]): string[][] =>
  rows[0]!.map((_, column) => rows.map((row) => row[column] ?? ""));

describe("照表式写的栏目名称不提", () => {
  test.each<[string, Sent]>([
    ["电子表格", sheets(PAPERS[3])],
    ["文档中的表", sheets(PAPERS[3], 3, "RC")],
    ["没有合并单元格的表", sheets(plain(3))],
    ["复制成文本的表", pages(copied(PAPERS[3]), " | ")],
    ["名称中有空格、换行", sheets(relabelled("商业企业", "商业\n 企业"))],
    ["全角", sheets(relabelled("1.属于国家秘密", "１．属于国家秘密"))],
  ])("%s", async (_, document) => {
    expect(await notice(document)).toBe("");
  });
});

describe("写法不一的栏目名称写明按什么读、在哪里", () => {
  const alias = "“7.属于行政执法案件”按“7.属于行政执法案卷”读（名称不同）";
  const changed = relabelled("7.属于行政执法案卷", "7.属于行政执法案件");
  test.each<[string, Sent, string, string]>([
    ["电子表格中的别名", sheets(changed), alias, "“表3”"],
    ["文档表格中的别名", sheets(changed, 3, "RC"), alias, "“表3”"],
    ["行列互换的表中的别名", sheets(turned(changed)), alias, "“表3”"],
    ["文本中的别名", pages(changed, " | "), alias, "填写“7.属于行政执法案件”"],
    [
      "序号写作顿号以外的式样",
      sheets(relabelled("2.重复申请", "（2）重复申请")),
      "“（2）重复申请”按“2.重复申请”读",
      "表3",
    ],
    ["没有序号", sheets(relabelled("2.重复申请", "重复申请")), "（序号不同或缺少）", "填写“重复申请”"],
    ["繁体", sheets(relabelled("科研机构", "科研機構")), "“科研機構”按“科研机构”读（用字", "填写“科研機構”"],
    [
      "与上级标题连写",
      sheets(relabelled("商业企业", "法人或其他组织-商业企业")),
      "“法人或其他组织-商业企业”按“商业企业”读（与其他栏目连写）",
      "填写“法人或其他组织-商业企业”",
    ],
    ["合计栏的别名", divided(relabelled("总计", "合计")), "“合计”按“总计”读（名称不同）", "填写“合计”"],
  ])("%s", async (_, document, words, place) => {
    const message = await notice(document);
    expect(message).toContain(words);
    expect(message).toContain(place);
  });
});

test("同一写法在几处：处数都计，写法只列一次", async () => {
  const rows = plain(3).map((row) => row.map((text) => text.replace(/^[12]\.(?=\D)/, "")));
  const message = await notice(sheets(rows));
  expect(message).toMatch(/表格中有8处.* 等8种写法。位置：.* 等8处。/);
});

describe("标题和表头用语", () => {
  const titled = (title: string): Sent => {
    const { blocks, ...document } = sheets(PAPERS[4], 4, "RC") as ReadDocument;
    const text: Block = { kind: "text", sheet: "正文", lines: [{ text: title, place: "第9段" }] };
    return { ...document, blocks: [...blocks.slice(0, -1), text, ...blocks.slice(-1)] };
  };
  const official = "四、政府信息公开行政复议、行政诉讼情况";

  test.each([
    ["四、政府信息公开行政复议和行政诉讼情况", "名称不同"],
    ["五、政府信息公开行政复议、行政诉讼情况", "序号不同或缺少"],
    ["## 三、政府信息公开行政复议、行政诉讼情况", "序号不同或缺少"],
  ])("表的标题写作“%s”：写明按什么读、在哪里", async (title, how) => {
    const message = await notice(titled(title));
    expect(message).toContain(`按“${official}”读（${how}）`);
    expect(message).toContain("“正文” 第9段");
  });

  test("照表式写的标题不提", async () => {
    for (const title of [official, `## ${official}`, "四、 政府信息公开行政复议、\n行政诉讼情况"])
      expect(await notice(titled(title))).toBe("");
  });

  test("表头用语的写法", async () => {
    const stub = PAPERS[2].map((row) => row.map((cell) => (cell === "信息内容" ? "信息內容" : cell)));
    expect(await notice(sheets(stub, 2))).toContain("“信息內容”按“信息内容”读（用字");
    const box = relabelled("申请人情况", "申请人情况（件）");
    expect(await notice(sheets(box))).toContain("“申请人情况（件）”按“申请人情况”读");
  });
});
