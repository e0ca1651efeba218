import { expect, test } from "vitest";
import { saysVoid } from "../../src/normalize/void-notes.js";
import { ask, pages, plain, readsAll, sent } from "./submission.js";

const placeholders = (messages: readonly string[]) => messages.filter((one) => one.startsWith("TEXT.PLACEHOLDER"));

test("表旁或标题写有作废、样表、草稿、模拟数据：数照读，但须核实", async () => {
  const notes = ["此表作废", "作废", "（样表）", "填报示例", "征求意见稿", "草稿", "以下为模拟数据", "表四（作废）"];
  for (const words of [...notes, "政府信息公开行政复议、行政诉讼情况（草稿）"]) {
    const verdict = await ask(sent([["", "", words], ...plain(4)], 4));
    expect([words, placeholders(verdict.verification).length]).toEqual([words, 1]);
    const finding = verdict.findings.find(({ rule }) => rule === "TEXT.PLACEHOLDER");
    expect(finding?.figures).toHaveLength(15);
    expect(finding?.sources[0]?.text).toBe(words);
  }
  const below = await ask(sent([...plain(4), ["此表作废，请勿使用"]], 4));
  expect(placeholders(below.verification)).toHaveLength(1);
  const inText = await ask(pages([["此表作废"], ...plain(3)], "\t"));
  expect(placeholders(inText.verification)).toHaveLength(1);
});

test("工作表名写明作废、草稿：其中的数照读，但须核实", async () => {
  const named = (name: string) => {
    const document = sent(plain(4), 4);
    if (!("blocks" in document)) throw new Error("no document");
    const blocks = document.blocks.map((block) => (block.sheet === "表4" ? { ...block, sheet: name } : block));
    return { ...document, blocks: blocks.map((block) => ({ ...block, addressing: "A1" as const })) };
  };
  for (const name of ["作废", "表四（作废）", "草稿", "草稿2", "测试数据", "复议诉讼（讨论稿）", "作废表"]) {
    const verdict = await ask(named(name));
    expect([name, placeholders(verdict.verification).length]).toEqual([name, 1]);
    const finding = verdict.findings.find(({ rule }) => rule === "TEXT.PLACEHOLDER");
    expect(finding?.figures).toHaveLength(15);
    expect(finding?.sources[0]).toMatchObject({ sheet: name, cell: "" });
  }
  for (const name of ["表四", "送审", "作废文件情况", "定稿"])
    expect([name, placeholders(await readsAll(named(name)))]).toEqual([name, []]);
});

test("叙述、名称、别的文件中的这些字不算", async () => {
  const others = [
    "本年废止件数",
    "抽查样本12件",
    "全年作废文件3件，均已公告。",
    "示例乡人民政府",
    "《瑞金市政务公开办法（征求意见稿）》",
    "就三件征求意见稿公开征求意见",
    "政务公开示范点",
    "无效",
    "草稿箱清理情况",
  ];
  for (const text of others) expect([text, saysVoid(text)]).toEqual([text, false]);
  const lines = ["《瑞金市政务公开办法（征求意见稿）》", "政务公开办法（征求意见稿）", "全年作废文件3件，均已公告。"];
  const said = await readsAll(pages([...lines.map((line) => [line]), ...plain(3)], "\t"));
  expect(placeholders(said)).toEqual([]);
});

test("单位自己的表旁另有填写示例：示例不读，也不另行核实", async () => {
  const verdict = await ask(sent([...plain(4), [""], ["填写示例"], ...plain(4)], 4));
  expect(placeholders(verdict.verification)).toEqual([]);
});
