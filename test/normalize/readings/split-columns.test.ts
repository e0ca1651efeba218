import { expect, test } from "vitest";
import type { Grid } from "../../../src/grid.js";
import { gridOf, type Paper, workbook } from "../paper.js";
import { ask, PAPERS, plain, readsAll } from "../submission.js";

const page = (rows: Paper, sheet: string): Grid => gridOf(rows, { sheet, addressing: "line" });
const part = (from: number, to: number, top = 0, end = Number.POSITIVE_INFINITY): string[][] =>
  plain(3)
    .slice(top, end)
    .map((row) => row.slice(from, to));
/** The other two tables, before and behind. */
const report = (...pages: readonly Grid[]) => ({
  ...workbook(page(PAPERS[2], "第1页"), ...pages, page(PAPERS[4], "第9页")),
  format: "pdf" as const,
});

test.each([4, 5, 6, 8, 9])("表三自第%s栏起印在下一页：各项数字全部读对，注明在哪一页", async (at) => {
  const document = report(page(part(0, at), "第2页"), page(part(at, 10), "第3页"));
  expect(await readsAll(document)).toEqual([]);
});

test("栏目分在三页", async () => {
  const document = report(page(part(0, 5), "第2页"), page(part(5, 8), "第3页"), page(part(8, 10), "第4页"));
  expect(await readsAll(document)).toEqual([]);
});

test("合并的标题在有的页上少占几行：按标题以下的行拼接", async () => {
  const [, , ...labels] = part(0, 3);
  const document = report(
    page(labels, "第2页"),
    page(part(3, 9), "第3页"),
    page([["总计"], ...part(9, 10, 3)], "第4页"),
  );
  expect(await readsAll(document)).toEqual([]);
});

const [TOP, BOTTOM] = [
  (from: number, to: number) => part(from, to, 0, 15),
  (from: number, to: number) => part(from, to, 15),
];

test("行、栏都分页：先往下再往右，或者先往右再往下", async () => {
  const down = report(
    page(TOP(0, 6), "第2页"),
    page(BOTTOM(0, 6), "第3页"),
    page(TOP(6, 10), "第4页"),
    page(BOTTOM(6, 10), "第5页"),
  );
  expect(await readsAll(down)).toEqual([]);
  const over = report(
    page(TOP(0, 6), "第2页"),
    page(TOP(6, 10), "第3页"),
    page(BOTTOM(0, 6), "第4页"),
    page(BOTTOM(6, 10), "第5页"),
  );
  expect(await readsAll(over)).toEqual([]);
});

test("续页重复表头的表", async () => {
  const heads = plain(3).slice(0, 3);
  const document = report(page(TOP(0, 10), "第2页"), page([...heads, ...BOTTOM(0, 10)], "第3页"));
  expect(await readsAll(document)).toEqual([]);
});

test("表四的栏目分在三页", async () => {
  const four = (from: number, to: number): string[][] => plain(4).map((row) => row.slice(from, to));
  const pages = [page(four(0, 5), "第7页"), page(four(5, 10), "第8页"), page(four(10, 15), "第9页")];
  const document = {
    ...workbook(page(PAPERS[2], "第1页"), page(PAPERS[3], "第2页"), ...pages),
    format: "pdf" as const,
  };
  expect(await readsAll(document)).toEqual([]);
});

test("右边一页少一行，不能确定各数字属于哪一行：说明，不拼接", async () => {
  const verdict = await ask(report(page(part(0, 6), "第2页"), page(part(6, 10).slice(0, -1), "第3页")));
  expect([...verdict.silent, ...verdict.wrong]).toEqual([]);
  expect(verdict.values["applications.granted.total"] ?? null).toBeNull();
});

test("右边一页没有标题而各行合计相符：拼接后按法定次序读，并且说明", async () => {
  const right = part(6, 10).map((row, r) => (r < 3 ? row.map(() => "") : row));
  const verification = await readsAll(report(page(part(0, 6), "第2页"), page(right, "第3页")));
  expect(verification.some((message) => message.startsWith("FORM.COLUMNS_ASSUMED"))).toBe(true);
});

const beside = (...parts: readonly (readonly (readonly string[])[])[]): string[][] =>
  parts[0]!.map((_, row) => parts.flatMap((rows) => rows[row]!));

test("每页重复打印标签列：先往下再往右，或者先往右再往下", async () => {
  const [left, right] = [part(0, 6), beside(part(0, 3), part(6, 10))];
  expect(await readsAll(report(page(left, "第2页"), page(right, "第3页")))).toEqual([]);
  const [upper, lower] = [beside(TOP(0, 3), TOP(6, 10)), beside(BOTTOM(0, 3), BOTTOM(6, 10))];
  const pages = [TOP(0, 6), BOTTOM(0, 6), upper, lower].map((rows, at) => page(rows, `第${at + 2}页`));
  expect(await readsAll(report(...pages))).toEqual([]);
});

test("重复打印的标签列有一行不同：说明，不拼接", async () => {
  const other = part(0, 3).map((row, r) => (r === 9 ? ["", "", "另一行"] : row));
  const verdict = await ask(report(page(part(0, 6), "第2页"), page(beside(other, part(6, 10)), "第3页")));
  expect([...verdict.silent, ...verdict.wrong]).toEqual([]);
  expect(verdict.values["applications.granted.total"] ?? null).toBeNull();
});

test("一页上有两个表的各一段，空白页不打印", async () => {
  const four = (from: number, to: number): string[][] => plain(4).map((row) => row.slice(from, to));
  const document = (pages: readonly (readonly Grid[])[]) => ({
    ...workbook(page(PAPERS[2], "第1页"), ...pages.flat()),
    format: "pdf" as const,
  });
  const down = [
    [page(TOP(0, 6), "第1页")],
    [page(BOTTOM(0, 6), "第2页"), page(four(0, 6), "第2页")],
    [page(TOP(6, 10), "第3页")],
    [page(BOTTOM(6, 10), "第4页"), page(four(6, 10), "第4页")],
    [page(four(10, 15), "第5页")],
  ];
  expect(await readsAll(document(down))).toEqual([]);
  const over = [
    [page(TOP(0, 6), "第1页")],
    [page(TOP(6, 10), "第2页")],
    [page(BOTTOM(0, 6), "第3页"), page(four(0, 6), "第3页")],
    [page(BOTTOM(6, 10), "第4页"), page(four(6, 10), "第4页")],
    [page(four(10, 15), "第5页")],
  ];
  expect(await readsAll(document(over))).toEqual([]);
});

test("下面的页最左边一列没有画出来", async () => {
  const narrower = BOTTOM(0, 6).map(([first, ...rest]) => (first === "" ? rest : [first!, ...rest.slice(1)]));
  const pages = [TOP(0, 6), narrower, TOP(6, 10), BOTTOM(6, 10)].map((rows, at) => page(rows, `第${at + 2}页`));
  expect(await readsAll(report(...pages))).toEqual([]);
});

test("同一部分印了两次而数字不同：不能确定是哪一次，说明，不拼接", async () => {
  const again = part(6, 10).map((row) => row.map((text) => (/^\d+$/.test(text) ? `${text}1` : text)));
  const verdict = await ask(report(page(part(0, 6), "第2页"), page(part(6, 10), "第3页"), page(again, "第4页")));
  expect([...verdict.silent, ...verdict.wrong]).toEqual([]);
  expect(verdict.values["applications.granted.total"] ?? null).toBeNull();
});
