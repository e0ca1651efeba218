import { describe, expect, test } from "vitest";
import type { Block, ReadDocument } from "../../../src/grid.js";
import { flattened, gridOf, textBlock, workbook } from "../paper.js";
import { PAPERS, plain, readsAll, t } from "../submission.js";

const said = (verification: readonly string[]): readonly string[] =>
  verification.filter((message) => message.startsWith("FORM.ROW_UNKNOWN"));

const table = (n: 2 | 3 | 4): Block => gridOf(PAPERS[n], { sheet: `表格${n - 1}`, addressing: "RC" });
const small = (rows: string[][]): Block => gridOf(rows, { sheet: "表格9", addressing: "RC" });
const lines = (...texts: string[]): Block => textBlock(texts.join("\n"));

/** A page or a document: the part headings in the text, the tables between. */
function page({ between = [], after = [] }: { between?: readonly Block[]; after?: readonly Block[] }): ReadDocument {
  return {
    format: "docx",
    remarks: [],
    blocks: [
      lines("一、总体情况", "本单位认真贯彻落实条例。", "二、主动公开政府信息情况"),
      table(2),
      ...between,
      lines("三、收到和处理政府信息公开申请情况"),
      table(3),
      lines("四、政府信息公开行政复议、行政诉讼情况"),
      table(4),
      ...after,
    ],
  };
}

const REST = lines(
  "五、存在的主要问题及改进情况",
  "一是主动公开不够，全年公开信息120条，培训2次。",
  "二是队伍不稳定。",
  "六、其他需要报告的事项",
  "（一）收费情况",
  "本年度收费0元",
);

const STRAYS: Readonly<Record<string, Block>> = {
  两格的小表: small([["补充：政务新媒体", "55"]]),
  上下两格的小表: small([["政务新媒体"], ["55"]]),
  有表头的小表: small([
    ["项目", "数量"],
    ["政务新媒体", "55件"],
  ]),
  一段: lines("补充 政务新媒体 55件"),
  "名称：数": lines("政务新媒体：55"),
  用制表位隔开的一行: lines("", "", "补充：政务新媒体\t55"),
  名称和数各一行: lines("补充：政务新媒体", "55"),
  注后面的一行: lines("注：以上为全年数，不含村级公开的信息。", "政务新媒体 55"),
};

describe.each(Object.entries(STRAYS))("%s", (_, block) => {
  test("在表四下：说明，各项数字仍然采用", async () => {
    const [only, ...more] = said(await readsAll(page({ after: [block, REST] })));
    expect(more).toEqual([]);
    expect(only).toContain("四、政府信息公开行政复议、行政诉讼情况");
    expect(only).toContain("政务新媒体");
  });
});

describe.each(Object.entries(STRAYS).filter((_, at) => at % 3 === 0))("%s", (_, block) => {
  test("在表二下：说明，各项数字仍然采用", async () => {
    expect(said(await readsAll(page({ between: [block], after: [REST] })))).toHaveLength(1);
  });

  test("在表二的标题和表之间：说明，各项数字仍然采用", async () => {
    const { blocks, ...document } = page({ after: [REST] });
    expect(said(await readsAll({ ...document, blocks: [blocks[0]!, block, ...blocks.slice(1)] }))).toHaveLength(1);
  });
});

test.each([
  [["注：政务新媒体发布信息55件，不计入上表。"]],
  [["填表人：张三", "联系电话：0797-2522222", "打印日期：2024-01-05", "共1页"]],
  [["填表人", "张三", "联系电话", "2522222"]],
  [["瑞金市水利局", "2024年1月5日"]],
  [["— 5 —", "第5页 共12页", "5 / 12"]],
  [["附件1", "浏览次数：1234", "责任编辑：李四"]],
  [["备注：无", "单位：件、万元"]],
  [["政务新媒体 0"]],
])("表四下的%j不是数字", async (texts) => {
  expect(said(await readsAll(page({ after: [lines(...texts), REST] })))).toEqual([]);
});

test("下一部分标题后面的文字里，名称和数不是表式以外的行", async () => {
  const text = lines("五、存在的主要问题及改进情况", "培训次数 2", "六、其他需要报告的事项", "政务新媒体：55");
  expect(said(await readsAll(page({ after: [text] })))).toEqual([]);
});

test("签名、日期的小表不是数字", async () => {
  const signed = small([
    ["填报人", "张三", "联系电话", "0797-2522222"],
    ["填报日期", "2024年1月5日", "页码", "5"],
  ]);
  expect(said(await readsAll(page({ after: [signed, REST] })))).toEqual([]);
});

test.each(["补充：政务新媒体 55", "政务新媒体：55件"])("表格成了文本，表四下的“%s”：说明", async (line) => {
  const text = flattened(t);
  const at = text.indexOf("五、存在的主要问题及改进情况");
  const blocks = [textBlock([...text.slice(0, at), line, ...text.slice(at)].join("\n"))];
  expect(said(await readsAll({ format: "text", remarks: [], blocks }))).toHaveLength(1);
});

test("另一张工作表不是表下的行", async () => {
  const sheets = ([2, 3, 4] as const).map((n) => gridOf(PAPERS[n], { sheet: `表${n}` }));
  expect(said(await readsAll(workbook(...sheets, gridOf([["政务新媒体", "55"]], { sheet: "台账" }))))).toEqual([]);
});

test.each(["│", "┃", "｜", "║", "|"])("只用“%s”分栏、没有横线的表：全部读对", async (bar) => {
  const rows = [...plain(2), ...plain(3), ...plain(4)];
  const outer = rows.map((row) => `${bar}${row.join(bar)}${bar}`);
  const inner = rows.map((row) => row.join(bar));
  for (const text of [outer, inner])
    await readsAll({ format: "text", remarks: [], blocks: [textBlock(text.join("\n"))] });
});
