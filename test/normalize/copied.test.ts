import { expect, test } from "vitest";
import { judge, type Sent } from "./judging.js";
import { gridOf, plainRows, tableFour, tableThree, tableTwo, textBlock, truthOf, workbook } from "./paper.js";

const t = truthOf(5);
const plain = { 2: plainRows(tableTwo(t)), 3: plainRows(tableThree(t)), 4: plainRows(tableFour(t)) } as const;

/** Text divided into cells has no merged areas: such a table may also be read by its rows' labels alone. */
const divided = (rows: readonly (readonly string[])[]): Sent => workbook(gridOf(rows));

async function takesNothing(document: Sent, codes: readonly string[]): Promise<void> {
  const verdict = await judge({ "水利局.csv": document }, t);
  expect(verdict.silent).toEqual([]);
  expect(verdict.wrong).toEqual([]);
  for (const code of codes) expect(verdict.values[code]).toBeNull();
  expect(verdict.rules).toContain("VALUE.UNREADABLE");
}

test("千分位逗号把一个数分成两格，同一行又有空白：个数凑巧相等，也不按次序读", async () => {
  const rows = plain[2].map((row) => (row[0] === "行政规范性文件" ? ["行政规范性文件", "1", "234", "", "5"] : row));
  await takesNothing(divided([...rows, ...plain[3], ...plain[4]]), [
    "proactive.normativeDocuments.issued",
    "proactive.normativeDocuments.repealed",
    "proactive.normativeDocuments.inForce",
  ]);
});

test("表四下有两行不同的数字：不取第一行", async () => {
  const other = (plain[4].at(-1) ?? []).map((text) => String(Number(text) + 1));
  const rows = [...plain[4].slice(0, -1), other, ...plain[4].slice(-1)];
  await takesNothing(divided([...plain[2], ...plain[3], ...rows]), [
    "disputes.reconsideration.upheld",
    "disputes.litigationAfterReconsideration.total",
  ]);
});

test("一行里有几万个词，下面几千行同一个行名：读得完", async () => {
  const head = ["", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"];
  const rows = Array.from({ length: 3000 }, () => ["（一）予以公开", ..."1111116"]);
  const lines = ["三、 办公 ".repeat(10_000), ...[head, ...rows].map((row) => row.join("\t"))];
  const document: Sent = { format: "text", remarks: [], blocks: [textBlock(lines.join("\n"))] };
  expect((await judge({ "水利局.txt": document }, t)).values["applications.granted.total"]).toBe("6");
});

test("同一张表在一个文件里有几百份，数字各不相同：读得完，整表不采用", async () => {
  const copies = Array.from({ length: 400 }, (_, n) => [["信息内容", "本年处理决定数量"], ["行政许可", String(n)], []]);
  const document = divided([...plain[2], ...copies.flat()]);
  const verdict = await judge({ "水利局.csv": document }, t);
  expect(verdict.values["proactive.licensing.decisions"]).toBeNull();
});
