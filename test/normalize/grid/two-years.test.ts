import { expect, test } from "vitest";
import type { Grid } from "../../../src/grid.js";
import { type Paper, type Truth, tableFour, tableThree, type Written } from "../paper.js";
import { ask, PAPERS, plain, readsAll, sheets, type TableNumber, t } from "../submission.js";

const PAIRS = [
  ["本年", "上年"],
  ["上年", "本年"],
  ["本年数", "上年数"],
  ["2023年", "2022年"],
  ["2022年", "2023年"],
  ["本期", "上期"],
  ["本年", "去年同期"],
] as const;

/** The rows of headings and the columns of labels of each table. */
const SHAPE: Readonly<Record<3 | 4, readonly [number, number]>> = { 3: [3, 3], 4: [3, 0] };

interface Doubling {
  readonly pair: readonly [string, string];
  readonly merged: boolean;
  /** What stands in another year's column in the rows below. */
  readonly former: (row: number, column: number) => string;
}

/** The table with a second column under each heading. */
function doubled(n: 3 | 4, { pair, merged, former }: Doubling): Paper {
  const [heads, labels] = SHAPE[n];
  const first = /^(?:本|2023)/.test(pair[0]);
  const both = (cell: string, r: number, c: number): readonly Written[] => {
    if (r >= heads) return first ? [cell, former(r, c)] : [former(r, c), cell];
    return merged && cell !== "" ? [[cell, 1, 2], ""] : [cell, ""];
  };
  const rows = plain(n).map((row, r) => [
    ...row.slice(0, labels),
    ...row.slice(labels).flatMap((cell, c) => both(cell, r, c)),
  ]);
  const periods = [
    ...Array<string>(labels).fill(""),
    ...plain(n)[0]!
      .slice(labels)
      .flatMap(() => pair),
  ];
  return [...rows.slice(0, heads), periods, ...rows.slice(heads)];
}

const last = (row: number, column: number): string => String(900 + row * 16 + column);
/** Where this year's column is blank, last year's alone is filled. */
const sparse = (row: number, column: number): string => ((row + column) % 2 === 0 ? last(row, column) : "");

for (const n of [3, 4] as const)
  for (const pair of PAIRS)
    test.each([
      ["A1", true],
      ["A1", false],
      ["RC", true],
      ["RC", false],
    ] as const)(
      `表${n}每栏下分${pair.join("、")}（%s，标题合并：%s）：只读本年的，上年的说明`,
      async (addressing, merged) => {
        for (const former of [last, sparse]) {
          const document = sheets(doubled(n, { pair, merged, former }), n, addressing as Grid["addressing"]);
          const verification = await readsAll(document);
          expect(verification.some((message) => message.startsWith("FORM.ROW_UNKNOWN"))).toBe(true);
        }
      },
    );

test("本年各格空白、上年各格有数：空白不读成上年的数", async () => {
  const zero = Object.fromEntries(
    Object.entries(t).map(([code, value]) => [code, code.startsWith("disputes.") ? "0" : value]),
  );
  const blank = doubled(4, { pair: ["本年", "上年"], merged: true, former: last }).map((row, r) =>
    r === 4 ? row.map((cell, c) => (c % 2 === 0 ? "" : cell)) : row,
  );
  const verdict = await ask(sheets(blank, 4), zero);
  expect([...verdict.silent, ...verdict.wrong, ...verdict.missing]).toEqual([]);
});

test("只有一部分栏目分本年、上年：各行都不采用，也不混用", async () => {
  const paper = doubled(3, { pair: ["本年", "上年"], merged: true, former: last }).map((row, r) =>
    r === 3 ? row.map((cell, c) => (c > 8 ? "" : cell)) : row,
  );
  const verdict = await ask(sheets(paper, 3));
  expect([...verdict.silent, ...verdict.wrong]).toEqual([]);
  for (const code of Object.keys(t).filter((one) => one.startsWith("applications.")))
    expect(verdict.values[code] ?? null).toBeNull();
});

test.each(["\t", " | ", " "])("文本中以“%s”分隔的两年数：各行都读对或者都不采用", async (divider) => {
  const rows = (n: TableNumber): readonly (readonly string[])[] =>
    n === 2
      ? plain(2)
      : doubled(n as 3 | 4, { pair: ["本年", "上年"], merged: false, former: sparse }).map((row) => row.map(String));
  const text = ([2, 3, 4] as const).flatMap((n) =>
    rows(n).map((row) => row.filter((cell) => divider !== " " || cell !== "").join(divider)),
  );
  const lines = text.map((line, at) => ({ text: line, place: `第${at + 1}行` }));
  const verdict = await ask({ format: "text", remarks: [], blocks: [{ kind: "text", sheet: "正文", lines }] });
  expect([...verdict.silent, ...verdict.wrong]).toEqual([]);
});

test("上年的一栏另有标题的，仍照旧说明", async () => {
  expect(PAPERS[3].length).toBeGreaterThan(3);
  const rows = plain(3).map((row, r) => [...row, r === 2 ? "上年数" : r > 2 ? String(50 + r) : ""]);
  expect((await readsAll(sheets(rows, 3))).some((message) => message.startsWith("FORM.ROW_UNKNOWN"))).toBe(true);
});

test("首行的数恰好像年份（2015、2022）：是数，不是上年、本年两栏", async () => {
  const [person, company] = ["applications.received.naturalPerson", "applications.received.enterprise"];
  const alike: Truth = { ...t, [person!]: "2015", [company!]: "2022" };
  for (const addressing of ["A1", "RC"] as const) {
    const { values, missing } = await ask(sheets(tableThree(alike), 3, addressing), alike);
    expect([values[person!], values[company!], missing]).toEqual(["2015", "2022", []]);
  }
  const [upheld, corrected] = ["disputes.reconsideration.upheld", "disputes.reconsideration.corrected"];
  const single: Truth = { ...t, [upheld!]: "2021", [corrected!]: "2022" };
  const { values, missing } = await ask(sheets(tableFour(single), 4), single);
  expect([values[upheld!], values[corrected!], missing]).toEqual(["2021", "2022", []]);
});
