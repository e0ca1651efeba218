import { expect, test } from "vitest";
import { divided, plain, readsAll, sent, takesNothing } from "../submission.js";

test("表四数字下一行是联系电话和日期：不当作第二行数字", async () => {
  await readsAll(sent([...plain(4), ["联系电话", "0797-2522222", "填报日期", "2024-01-12"]], 4));
});

test("表四栏目下有(1)(2)(3)编号行：不当作数字", async () => {
  const numbered = [...plain(4).slice(0, 3), Array.from({ length: 15 }, (_, c) => `(${c + 1})`), plain(4)[3]!];
  await readsAll(sent(numbered, 4));
});

test("表四下有两行不同的数字：不取第一行", async () => {
  const other = (plain(4).at(-1) ?? []).map((text) => String(Number(text) + 1));
  const rows = [...plain(4).slice(0, -1), other, ...plain(4).slice(-1)];
  const rules = await takesNothing(divided([...plain(2), ...plain(3), ...rows]), [
    "disputes.reconsideration.upheld",
    "disputes.litigationAfterReconsideration.total",
  ]);
  expect(rules).toContain("VALUE.UNREADABLE");
});
