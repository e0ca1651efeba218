import { expect, test } from "vitest";
import { COURTS } from "../paper.js";
import { court, markdown, NAMES, of, published, results, TRUTH } from "../published-text.js";

test("Markdown 表格的一行少一格：丢的是哪一格不能确定，不读取", async () => {
  const [first, ...rest] = COURTS;
  const lines = [
    ...[
      "### 行政复议",
      ...markdown(
        results,
        court(first, TRUTH).filter((_, at) => at !== 2),
      ),
      "",
    ],
    ...rest.flatMap((name, at) => [NAMES[at + 1]!, ...markdown(results, court(name, TRUTH)), ""]),
  ];
  const verdict = await published(["四、政府信息公开行政复议、行政诉讼情况", "", ...lines], of(TRUTH, "disputes"));
  expect(verdict.silent).toEqual([]);
  expect(verdict.wrong).toEqual([]);
  expect(verdict.missing).toHaveLength(5);
});
