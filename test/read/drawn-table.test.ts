import { expect, test } from "vitest";
import type { Grid, ReadDocument } from "../../src/grid.js";
import { readText, withDrawnTables } from "../../src/read/plain/plain.js";
import { DEFAULT_LIMITS, readSubmission } from "../../src/read/read.js";
import { readHtml } from "../../src/read/web/web.js";
import { ask, PAPERS, plain, readsAll, t, takesNothing } from "../normalize/submission.js";
import { ASCII, DOUBLE, drawn, HEAVY, LIGHT, type Pen, WIDE } from "./drawing.js";

const TITLES = {
  2: "二、主动公开政府信息情况",
  3: "三、收到和处理政府信息公开申请情况",
  4: "四、行政复议、行政诉讼情况",
};
const report = (pen: Pen): string =>
  ([2, 3, 4] as const).map((n) => `${TITLES[n]}\n${drawn(PAPERS[n], pen)}\n`).join("\n");
const read = (text: string): ReadDocument => withDrawnTables(readText(text));
const grids = (document: ReadDocument): readonly Grid[] => document.blocks.filter((block) => block.kind === "grid");

test.each([
  ["细线", LIGHT],
  ["双线", DOUBLE],
  ["粗线，引号占两格", HEAVY],
  ["制表符占两格", WIDE],
  ["加号减号竖线", ASCII],
] as const)("用制表符画成、有合并单元格的三张表（%s）：各项数字全部读对", async (_, pen) => {
  expect(await readsAll(read(report(pen)))).toEqual([]);
});

test("只在表头上下画线、各行之间不画线的表：一行是一行", async () => {
  const rows = plain(3)
    .slice(2)
    .map((row, r) => (r === 0 ? ["", "", "", "自然人", ...row.slice(4, 9), "总计"] : row));
  const widths = rows[0]!.map((_, c) => Math.max(...rows.map((row) => [...(row[c] ?? "")].length * 2)) + 2);
  const pad = (text: string, width: number): string => {
    const used = [...text].reduce((sum, sign) => sum + (sign.charCodeAt(0) < 0x2e80 ? 1 : 2), 0);
    return ` ${text}${" ".repeat(Math.max(0, width - used))}`;
  };
  const rule = `+${widths.map((width) => "-".repeat(width + 1)).join("+")}+`;
  const line = (row: readonly string[]): string => `|${row.map((cell, c) => pad(cell, widths[c]!)).join("|")}|`;
  const text = [rule, line(rows[0]!), rule, ...rows.slice(1).map(line), rule].join("\n");
  const document = read(`${drawn(PAPERS[2], ASCII)}\n\n${text}\n\n${drawn(PAPERS[4], ASCII)}`);
  expect(await readsAll(document)).toEqual([]);
});

test.each(["\n", "\n\n"])("表四的框下面紧接或隔行另有一个小框：表四照读，小框里的数说明", async (gap) => {
  const box = drawn([["补充：政务新媒体", "55"]], LIGHT);
  const [only, ...more] = await readsAll(read(`${report(LIGHT).trimEnd()}${gap}${box}\n`));
  expect(more).toEqual([]);
  expect(only).toMatch(/^FORM\.ROW_UNKNOWN .*政务新媒体.*（填写“55”）/);
});

test("一行的竖线同横线对不上：这一行不采用，也不错位", async () => {
  const lines = report(LIGHT).split("\n");
  const at = lines.findIndex((line) => line.includes("予以公开"));
  const bars = lines[at]!.split("│");
  lines[at] = [...bars.slice(0, -3), bars.slice(-3).join("")].join("│").replace(/$/, "│");
  const verdict = await ask(read(lines.join("\n")));
  expect([...verdict.silent, ...verdict.wrong]).toEqual([]);
  for (const column of ["naturalPerson", "enterprise", "total"])
    expect(verdict.values[`applications.granted.${column}`]).toBeNull();
  expect(verdict.values["applications.partlyGranted.total"]).toBe(t["applications.partlyGranted.total"]);
});

test("只有竖线个数齐全而位置参差的行，各格按次序读", async () => {
  const ragged = report(LIGHT).replace(/^│ (?=规章)/m, "│  ");
  expect(await readsAll(read(ragged))).toEqual([]);
});

test("合并了几行的数字不分给任何一行", async () => {
  const paper = PAPERS[2].map((row, r) => (r === 9 ? [row[0]!, ["88", 2, 3] as const] : r === 10 ? [row[0]!] : row));
  const rules = await takesNothing(read([paper, PAPERS[3], PAPERS[4]].map((one) => drawn(one, LIGHT)).join("\n\n")), [
    "proactive.penalties.decisions",
    "proactive.compulsion.decisions",
  ]);
  expect(rules).toContain("VALUE.UNREADABLE");
});

test("一个数在窄格里折成两行：不采用，也不只读前一半", async () => {
  const lines = report(LIGHT).split("\n");
  const at = lines.findIndex((line) => line.startsWith("│ 行政许可"));
  const [, label = "", figure = "", ...others] = lines[at]!.split("│");
  const digits = figure.trim();
  const row = (...cells: readonly string[]): string => ["", ...cells, ...others].join("│");
  const broken = [
    row(label, ` ${digits}`.padEnd(figure.length)),
    row(label.replace(/[^ ]/g, "  "), " 4".padEnd(figure.length)),
  ];
  const text = [...lines.slice(0, at), ...broken, ...lines.slice(at + 1)].join("\n");
  expect(await takesNothing(read(text), ["proactive.licensing.decisions"])).toContain("VALUE.UNREADABLE");
});

test("网页中预排版的表和别的文字", async () => {
  const html = `<html><body><h1>年报</h1><pre>${report(LIGHT)}</pre><p>说明</p></body></html>`;
  const document = withDrawnTables(readHtml(html, DEFAULT_LIMITS));
  expect(grids(document)).toHaveLength(3);
  expect(await readsAll(document)).toEqual([]);
});

test("表格以外的行仍是正文，行号不变；单元格写明行号", async () => {
  const [result] = await readSubmission(
    new TextEncoder().encode("第一行\n┌──┬──┐\n│规章│ 3  │\n├──┼──┤\n│收费│-   │\n└──┴──┘\n末行\n"),
    "表.txt",
    DEFAULT_LIMITS,
    async () => undefined as never,
  );
  const document = result!.outcome as { document: ReadDocument };
  const [first, table, last] = document.document.blocks;
  expect(first).toMatchObject({ kind: "text", lines: [{ text: "第一行", place: "第1行" }] });
  expect(last).toMatchObject({ kind: "text", lines: [{ text: "末行", place: "第7行" }] });
  expect((table as Grid).cells.map(({ text, place }) => [text, place])).toEqual([
    ["规章", "第3行第1列"],
    ["3", "第3行第2列"],
    ["收费", "第5行第1列"],
    ["-", "第5行第2列"],
  ]);
});
