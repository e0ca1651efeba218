import { expect, test } from "vitest";
import { textBlock } from "../paper.js";
import { ask, copied, PAPERS, plain } from "../submission.js";

/** How many rows of headings and columns of labels each table has. */
const SHAPE = { 3: [3, 3], 4: [3, 0] } as const;

/** A table as text, with another year's figure beside each of this year's. */
function doubled(n: 2 | 3 | 4, pair: readonly [string, string], former: string): string[][] {
  const first = pair[0].startsWith("本");
  const both = (cell: string): readonly string[] => (first ? [cell, former] : [former, cell]);
  if (n === 2)
    return plain(2).flatMap(([label = "", ...cells]) => {
      const filled = cells.filter((cell) => cell !== "");
      if (label === "信息内容") return [[label, ...filled], filled.flatMap(() => [...pair])];
      return [[label, ...filled.flatMap(both)]];
    });
  const [heads, labels] = SHAPE[n];
  const rows = plain(n).map((row, r) =>
    r < heads ? row : [...row.slice(0, labels), ...row.slice(labels).flatMap(both)],
  );
  const periods = rows[0]!.slice(labels).flatMap(() => [...pair]);
  return [...copied(PAPERS[n]).slice(0, heads), periods, ...rows.slice(heads)].map((row) =>
    row.filter((cell) => cell !== ""),
  );
}

test.each([
  [2, ["本年", "上年"], " | ", "0"],
  [2, ["上年", "本年"], "\t", "7"],
  [3, ["本年数", "上年数"], "\n", "7"],
  [3, ["上年", "本年"], " | ", "0"],
  [4, ["本年", "上年"], "  ", "7"],
  [4, ["上年", "本年"], "\n", "0"],
] as const)("复制成文本的表%s，每栏下分%j：一个数也不读，都写明", async (n, pair, divider, former) => {
  const tables = ([2, 3, 4] as const).flatMap((k) => (k === n ? doubled(n, pair, former) : copied(PAPERS[k])));
  const text = tables.map((row) => row.join(divider)).join("\n");
  const verdict = await ask({ format: "text", remarks: [], blocks: [textBlock(text)] });
  expect([...verdict.silent, ...verdict.wrong]).toEqual([]);
  expect(verdict.missing).toHaveLength({ 2: 10, 3: 175, 4: 15 }[n]);
});
