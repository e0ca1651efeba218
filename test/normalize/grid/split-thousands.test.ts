import { expect, test } from "vitest";
import type { Sent } from "../judging.js";
import { gridOf, workbook } from "../paper.js";
import { divided, plain, type TableNumber, t, takesNothing } from "../submission.js";

/** What a table becomes when a number with a separator stands unquoted in a file divided by commas. */
const split = (n: TableNumber, from: string, to: readonly string[]): Sent =>
  workbook(
    ...([2, 3, 4] as const).map((k) =>
      gridOf(k === n ? plain(k).map((row) => row.flatMap((cell) => (cell === from ? to : [cell]))) : plain(k), {
        sheet: `${k}.csv`,
      }),
    ),
  );

test("逗号分隔文件里未加引号的千分位：该行不采用", async () => {
  const licensing = t["proactive.licensing.decisions"]!;
  await takesNothing(split(2, licensing, ["1", "234"]), ["proactive.licensing.decisions"]);
  const repealed = t["proactive.normativeDocuments.repealed"]!;
  await takesNothing(split(2, repealed, ["1", "234"]), [
    "proactive.normativeDocuments.issued",
    "proactive.normativeDocuments.repealed",
    "proactive.normativeDocuments.inForce",
  ]);
  const upheld = t["disputes.litigationDirect.upheld"]!;
  await takesNothing(split(4, upheld, ["1", "234"]), ["disputes.litigationDirect.upheld"]);
});

test("千分位逗号把一个数分成两格，同一行又有空白：个数凑巧相等，也不按次序读", async () => {
  const rows = plain(2).map((row) => (row[0] === "行政规范性文件" ? ["行政规范性文件", "1", "234", "", "5"] : row));
  const rules = await takesNothing(divided([...rows, ...plain(3), ...plain(4)]), [
    "proactive.normativeDocuments.issued",
    "proactive.normativeDocuments.repealed",
    "proactive.normativeDocuments.inForce",
  ]);
  expect(rules).toContain("VALUE.UNREADABLE");
});
