import fc from "fast-check";
import { expect, test } from "vitest";
import { judge } from "./judging.js";
import { gridOf, plainRows, stacked, truthOf, workbook } from "./paper.js";

const TRUTH = truthOf(3);
const SHEET = plainRows(stacked(TRUTH));
type Rows = readonly (readonly string[])[];

/** What people do to a sheet; none of it takes a figure's cell away without taking its row or column. */
const CHANGES: Readonly<Record<string, (rows: Rows, at: number, to: number) => Rows>> = {
  删去一栏: (rows, at) => rows.map((row) => row.filter((_, c) => c !== at % 10)),
  重复一行: (rows, at) => rows.flatMap((row, r) => (r === at ? [row, row] : [row])),
  重复一栏: (rows, at) => rows.map((row) => row.flatMap((cell, c) => (c === at % 10 ? [cell, cell] : [cell]))),
  交换两栏: (rows, at, to) =>
    rows.map((row) =>
      row.map((cell, c) => (c === at % 10 ? (row[to % 10] ?? "") : c === to % 10 ? (row[at % 10] ?? "") : cell)),
    ),
  插入没有名称的一行数: (rows, at) => [
    ...rows.slice(0, at),
    Array.from({ length: 10 }, (_, c) => String(c + 31)),
    ...rows.slice(at),
  ],
  插入表式以外的一行: (rows, at) => [
    ...rows.slice(0, at),
    ["其他情况", ...Array.from({ length: 9 }, (_, c) => String(c + 31))],
    ...rows.slice(at),
  ],
  插入一栏数: (rows, at) => rows.map((row, r) => [...row.slice(0, at % 11), String(r + 7), ...row.slice(at % 11)]),
  插入空栏: (rows, at) => rows.map((row) => [...row.slice(0, at % 11), "", ...row.slice(at % 11)]),
};

for (const [name, change] of Object.entries(CHANGES)) {
  test(`${name}：没有不声不响的错数`, async () => {
    const places = fc.tuple(fc.nat(SHEET.length - 1), fc.nat(SHEET.length - 1));
    await fc.assert(
      fc.asyncProperty(places, async ([at, to]) => {
        const verdict = await judge(
          { "水利局.xlsx": workbook(gridOf(change(SHEET, at, to).map((row) => [...row]))) },
          TRUTH,
        );
        expect(verdict.silent).toEqual([]);
      }),
      { numRuns: 12, seed: 7 },
    );
  });
}
