import { expect, test } from "vitest";
import { ROWS } from "../paper.js";
import { cell, closed, NOBODY, of, published, right, TRUTH, values } from "../published-text.js";

test("每格一行、以竖线收尾，空格只剩一条竖线：空格照数", async () => {
  const row = (code: string): string[] => values(code, TRUTH).map((value, at) => cell(at > 0 && at < 6 ? "" : value));
  const rows = ROWS.flatMap(([code, label]) => [`${label} |`, ...row(code), code.includes(".") ? "|" : "||"]);
  const wanted = Object.fromEntries(
    Object.entries(of(TRUTH, "applications")).filter(([code]) => code.endsWith(".naturalPerson")),
  );
  const verdict = await published(closed(TRUTH, rows), wanted);
  right(verdict);
});

test("每格一行、以竖线收尾，丢了一个数字：行末补齐的竖线不当作合计栏的空格", async () => {
  const rows = ROWS.flatMap(([code, label]) => [
    `${label} |`,
    ...values(code, TRUTH)
      .slice(code === "notProcessed.excessive" ? 1 : 0)
      .map(cell),
    code.includes(".") ? "|" : "||",
  ]);
  const verdict = await published(closed(TRUTH, rows), of(TRUTH, "applications"));
  expect(verdict.silent).toEqual([]);
  expect(verdict.wrong.filter((line) => !line.startsWith("applications.outcomesTotal"))).toEqual([]);
});

test("每格一行、以竖线收尾，整行空白：都是空白，不报不能读取", async () => {
  const rows = ROWS.flatMap(([, label]) => [`${label} |`, ...Array(8).fill("|")]);
  const verdict = await published(closed(NOBODY, rows), of(NOBODY, "applications"));
  right(verdict);
  expect(verdict.rules.has("VALUE.UNREADABLE")).toBe(false);
});

test("竖线写在下一行收尾：这条竖线不是空格", async () => {
  const rows = ROWS.flatMap(([code, label]) => [label, "|", ...values(code, TRUTH).map(cell), "||"]);
  right(await published(closed(TRUTH, rows), of(TRUTH, "applications")));
});
