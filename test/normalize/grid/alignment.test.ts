import { expect, test } from "vitest";
import { installedPdfFiles } from "../../../src/machine/pdf-files.js";
import { DEFAULT_LIMITS, readSubmission } from "../../../src/read/read.js";
import { submission } from "../../command/office.js";
import { judge } from "../judging.js";
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

test.each([1, 2])("逗号分隔的一行少一格（第%i个数之前）：丢的是哪一格不能确定，不读取", async (at) => {
  const whole = submission("水利局", {}, 2023).split("\r\n");
  const lines = whole.map((line) =>
    line.startsWith("行政规范性文件,")
      ? ["行政规范性文件", "7", "6", "5"].filter((_, index) => index !== at).join(",")
      : line,
  );
  const bytes = new TextEncoder().encode(lines.join("\r\n"));
  const [result] = await readSubmission(bytes, "水利局.csv", DEFAULT_LIMITS, installedPdfFiles);
  if (!result || !("document" in result.outcome)) throw new Error("not read");
  const { values, rules } = await judge({ "水利局.csv": result.outcome.document }, {});
  for (const column of ["issued", "repealed", "inForce"])
    expect(values[`proactive.normativeDocuments.${column}`] ?? null).toBeNull();
  expect(rules).toContain("VALUE.UNREADABLE");
});
