import { expect, test } from "vitest";
import { judge } from "./judging.js";
import { plain, sheets, t } from "./submission.js";

const mapped = (rows: readonly (readonly string[])[], change: (text: string) => string): string[][] =>
  rows.map((row) => row.map(change));

test("栏目写明是2022年：不计入汇总", async () => {
  const verdict = await judge(
    {
      "水利局.xlsx": sheets(
        mapped(plain(2), (s) => s.replace("本年", "2022年")),
        2,
      ),
    },
    t,
  );
  expect(verdict.rules).toContain("YEAR.MISMATCH");
  expect(verdict.silent).toEqual([]);
});
