import { expect } from "vitest";
import type { Grid } from "../../src/grid.js";
import { judge, type Sent, type Verdict } from "./judging.js";
import {
  gridOf,
  type Paper,
  plainRows,
  type Truth,
  tableFour,
  tableThree,
  tableTwo,
  textBlock,
  textOf,
  truthOf,
  workbook,
} from "./paper.js";

/** 一个单位的一份材料: the true figures of one unit, and its three tables as the form prints them. */
export const t: Truth = truthOf(5);
export const PAPERS = { 2: tableTwo(t), 3: tableThree(t), 4: tableFour(t) } as const;
export type TableNumber = keyof typeof PAPERS;

/** A table without merged areas, cell by cell. */
export const plain = (n: TableNumber): string[][] => plainRows(PAPERS[n]);

/** The three tables, one a sheet, with one of them written otherwise. */
export function sheets(paper: Paper, n: TableNumber = 3, addressing: Grid["addressing"] = "A1"): Sent {
  return workbook(
    ...([2, 3, 4] as const).map((k) =>
      gridOf(k === n ? paper : PAPERS[k], { sheet: `表${k}`, ...(k === n && { addressing }) }),
    ),
  );
}

/** The same, with the changed table in a document that keeps its empty cells. */
export const sent = (paper: Paper, n: TableNumber): Sent => sheets(paper, n, "RC");

/** Text divided into cells has no merged areas: such a table may also be read by its rows' labels alone. */
export const divided = (rows: readonly (readonly string[])[]): Sent => workbook(gridOf(rows));

/** What a browser gives of a table that is copied as text: each row's own cells, one after another. */
export function copied(paper: Paper): string[][] {
  const covered = new Set<string>();
  return paper.map((line, r) =>
    line.flatMap((cell, c) => {
      const [rows, columns] = typeof cell === "string" ? [1, 1] : [cell[1], cell[2]];
      const own = !covered.has(`${r},${c}`);
      for (let i = r; i < r + rows; i++) for (let j = c; j < c + columns; j++) covered.add(`${i},${j}`);
      return own ? [textOf(cell)] : [];
    }),
  );
}

/** The three tables as text, table three given row by row. */
export const pages = (rows: readonly (readonly string[])[], divider: string): Sent => ({
  format: "text",
  remarks: [],
  blocks: [textBlock([...plain(2), ...rows, ...plain(4)].map((row) => row.join(divider)).join("\n"))],
});

/** Two tables beside each other on one sheet. */
export function beside(a: Paper, b: Paper, gap = 1): string[][] {
  const [left, right] = [plainRows(a), plainRows(b)];
  const width = left[0]!.length;
  return Array.from({ length: Math.max(left.length, right.length) }, (_, i) => [
    ...(left[i] ?? Array(width).fill("")),
    ...Array(gap).fill(""),
    ...(right[i] ?? []),
  ]);
}

export const ask = (document: Sent, truth: Truth = t): Promise<Verdict> => judge({ "水利局.xlsx": document }, truth);

/** Every figure is read right and nothing is wrongly said to be wrong; gives what has to be verified. */
export async function readsAll(document: Sent, truth: Truth = t): Promise<readonly string[]> {
  const verdict = await ask(document, truth);
  expect([...verdict.silent, ...verdict.wrong, ...verdict.missing]).toEqual([]);
  expect(verdict.mandatory).toEqual([]);
  return verdict.verification;
}

/** None of the figures is taken, none is wrong, and what is missing is said; gives the rules that were broken. */
export async function takesNothing(document: Sent, codes: readonly string[]): Promise<ReadonlySet<string>> {
  const verdict = await ask(document);
  expect(verdict.silent).toEqual([]);
  expect(verdict.wrong).toEqual([]);
  for (const code of codes) expect(verdict.values[code]).toBeNull();
  return verdict.rules;
}
