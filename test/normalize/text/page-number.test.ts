import { expect, test } from "vitest";
import { isPageNumber } from "../../../src/normalize/stray/stray.js";
import { judge, type Sent } from "../judging.js";
import { flattened, type Paper, plainRows, stacked, textBlock, truthOf } from "../paper.js";
import { PAPERS, readsAll, sheets } from "../submission.js";

const TRUTH = truthOf(2);
const rows = plainRows(stacked(TRUTH));
const page = (lines: readonly string[]): Sent => ({
  format: "text",
  remarks: [],
  blocks: [textBlock(lines.join("\n"))],
});
const PAGES = ["— 5 —", "-5-", "第5页", "第五页", "第 5 页 共 12 页", "5 / 12", "·5·", "－５－"] as const;

/** The lines of the same report, written in three ways. */
const TEXTS = {
  一格一行: flattened(TRUTH),
  竖线分隔: rows.map((row) => row.join(" | ")),
  空格分隔: rows.map((row) => row.filter((cell) => cell !== "").join(" ")),
};

async function reads(document: Sent): Promise<void> {
  const verdict = await judge({ "水利局.txt": document }, TRUTH);
  expect([...verdict.silent, ...verdict.wrong, ...verdict.missing, ...verdict.mandatory]).toEqual([]);
}

for (const [name, lines] of Object.entries(TEXTS)) {
  const places = [
    lines.findIndex((line) => line.includes("第二十条第（一）项")) + 1,
    lines.findLastIndex((line) => line.includes("总计")) + 1,
    lines.findIndex((line) => line.includes("予以公开")),
  ];
  test.each(PAGES)(`${name}：表头与数字之间、各行之间的页码“%s”不是数字`, async (number) => {
    for (const at of places) await reads(page([...lines.slice(0, at), number, ...lines.slice(at)]));
  });
  test(`${name}：页码前后的空行也不是空格`, async () => {
    const at = places[2]!;
    await reads(page([...lines.slice(0, at), "", "— 5 —", "", ...lines.slice(at)]));
  });
  test(`${name}：单独的一个5可能是数字，不声不响的错数一个也没有`, async () => {
    for (const at of places) {
      const verdict = await judge({ "水利局.txt": page([...lines.slice(0, at), "5", ...lines.slice(at)]) }, TRUTH);
      expect([...verdict.silent, ...verdict.wrong]).toEqual([]);
    }
  });
}

test.each(["〔5〕", "【5】", "岚溪县政府信息公开年报", "第五版"])(
  "一格一行：标题与数字之间夹有“%s”，这一行不当作0",
  async (between) => {
    const lines = TEXTS.一格一行;
    const at = lines.findIndex((line) => line.includes("行政处罚")) + 1;
    const put = [...lines.slice(0, at), "", between, "", ...lines.slice(at)];
    const verdict = await judge({ "水利局.txt": page(put) }, TRUTH);
    expect([...verdict.silent, ...verdict.wrong]).toEqual([]);
  },
);

test.each(PAGES)("表格中单独一行的页码“%s”不是表式以外的数", async (number) => {
  for (const n of [3, 4] as const) {
    const at = n === 4 ? 3 : 9;
    const paper: Paper = [...PAPERS[n].slice(0, at), ["", number], ...PAPERS[n].slice(at)];
    expect(await readsAll(sheets(paper, n))).toEqual([]);
  }
});

test.each(["5", "-5", "5件", "1/2/3", "2023年", "第5项", "5-", "12345 / 2"])("“%s”不是页码", (text) => {
  expect(isPageNumber(text)).toBe(false);
});

test.each(["补充：政务新媒体 55", "备注 3", "补充：政务新媒体 | 55", "来信来访\t12件"])(
  "表下的一行“%s”：说明，各项数字仍然采用",
  async (line) => {
    const verdict = await judge({ "水利局.txt": page([...TEXTS.竖线分隔, line, "五、存在的主要问题"]) }, TRUTH);
    expect([...verdict.silent, ...verdict.wrong, ...verdict.missing, ...verdict.mandatory]).toEqual([]);
    expect(verdict.rules).toContain("FORM.ROW_UNKNOWN");
  },
);

test.each([
  "填表人：张三 联系电话 0797-2522222",
  "邮编 342500",
  "五、主要问题 3",
  "我单位全年认真做好各项工作，有序推进。 5",
])("表下的一行“%s”不是表式以外的数", async (line) => {
  const verdict = await judge({ "水利局.txt": page([...TEXTS.竖线分隔, line, "完"]) }, TRUTH);
  expect([...verdict.silent, ...verdict.wrong]).toEqual([]);
  expect(verdict.rules).not.toContain("FORM.ROW_UNKNOWN");
});
