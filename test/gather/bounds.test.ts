import { describe, expect, test } from "vitest";
import type { Effects, ListedFile } from "../../src/effects.js";
import type { Finding } from "../../src/finding.js";
import { unitsDue } from "../../src/form/form.js";
import { loadSchemas } from "../../src/form/load.js";
import { type Gathered, gather, openLayouts, processedText } from "../../src/gather/gather.js";
import { inBounds } from "../../src/gather/handed-over.js";
import { openShared } from "../../src/gather/packed/packed.js";
import { processFile } from "../../src/gather/processing.js";
import { indexRoster } from "../../src/intake/intake.js";
import { asked, submission } from "../command/office.js";
import { EXAMPLE_PERIOD, exampleEffects } from "../example/example-year.js";

const effects = exampleEffects();
const schemas = loadSchemas(await effects.schemas());

/** A folder of these files alone. With threads, they are handed over as text, as the machine does it. */
async function gathered(files: Readonly<Record<string, string>>, threads: boolean): Promise<Gathered> {
  const listed: ListedFile[] = Object.entries(files).map(([path, text]) => ({ path, size: text.length }));
  const own: Effects = {
    ...effects,
    list: async () => listed,
    bytes: async (_, path) => new TextEncoder().encode(files[path]),
    recall: async () => undefined,
    keep: async () => undefined,
    ...(threads && { process: async (job) => ({ text: await processedText(job, schemas, effects.read) }) }),
  };
  return gather(EXAMPLE_PERIOD, schemas, own);
}

const found = (findings: readonly Finding[]): readonly string[] =>
  findings.map(({ code, facts }) => `${code} ${"reason" in facts ? facts.reason : ""}`);

describe("the office's own files", () => {
  const row = (id: number): string => `a${id},水利局,YEAR.SWING,新收,${id},说明,张三\n`;
  const head = "编号,单位,规则,指标,数值,说明,填写人\n";

  test("are the same from a thread: explanations, text, the local table's figures, findings", async () => {
    const files = {
      "说明.csv": head + row(1) + row(2),
      "正文.md":
        "# 五、存在的主要问题及改进情况\n\n（一）问题。{applications.received.total}件\n\n| 统计项目 | 本年数量 |\n|---|---|\n| 编发政府公报期数 | 约3期 |\n\n# 九、没有的标题\n文字\n",
      "说明.txt": "没有标题",
    };
    const here = await gathered(files, false);
    expect(here.explanations).toHaveLength(2);
    expect(here.officeText.length).toBeGreaterThan(1);
    expect(found(here.officeFindings).join()).toContain("EXPLANATION.REFUSED");
    expect(await gathered(files, true)).toEqual(here);
  });

  test.each([
    [
      "more explanations than anybody writes",
      "说明.csv",
      head + Array.from({ length: 5001 }, (_, at) => row(at)).join(""),
    ],
    ["more paragraphs", "正文.md", `# 一、总体情况\n${"一段\n".repeat(3001)}`],
    ["longer text", "正文.md", `# 一、总体情况\n${`${"字".repeat(99_000)}\n`.repeat(4)}`],
    ["more placeholders", "正文.md", `# 一、总体情况\n${`${"{某}".repeat(700)}\n`.repeat(3)}`],
  ])("%s: nothing of it is used, and that is said once", async (_, path, text) => {
    for (const threads of [false, true]) {
      const { explanations, officeText, officeFindings } = await gathered({ [path]: text }, threads);
      expect([explanations, officeText]).toEqual([[], []]);
      expect(found(officeFindings)).toMatchObject([expect.stringMatching(/^FILE\.TOO_LARGE (?:说明|正文)/u)]);
    }
  });
});

describe("what a unit's file hands over", () => {
  const own = submission("象湖镇人民政府", asked(3));

  test("a narrative that is no report's is refused with the reason", async () => {
    const { findings, reports } = await gathered({ "象湖镇.txt": "字，\n".repeat(20_001) }, false);
    expect(reports).toEqual([]);
    expect(found(findings)).toEqual([expect.stringMatching(/^FILE\.TOO_LARGE 文字超过 2 万行/u)]);
  });

  test("of a hundred unknown rows too many, some are named and the others counted", async () => {
    const rows = Array.from({ length: 600 }, (_, at) => `未知项目${at},${at + 1},,,,,,,,\n`).join("");
    const { findings, reports } = await gathered({ "象湖镇.csv": own + rows }, true);
    expect(reports).toHaveLength(1);
    const unknown = findings.filter((one): one is Finding<"FORM.ROW_UNKNOWN"> => one.code === "FORM.ROW_UNKNOWN");
    expect(unknown).toHaveLength(101);
    expect(unknown.at(-1)?.facts.lines.slice(-2)).toEqual([
      expect.stringContaining("未知项目"),
      "另有300项没有一一列出",
    ]);
    for (const { sources } of unknown) expect(sources.length).toBeLessThanOrEqual(200);
  });

  test("a file with thousands of unknown rows is refused for them", async () => {
    const rows = Array.from({ length: 6_500 }, (_, at) => `未知项目${at},${at + 1},,,,,,,,\n`).join("");
    const { findings, reports } = await gathered({ "象湖镇.csv": own + rows }, true);
    expect(reports).toEqual([]);
    expect(found(findings)).toEqual([expect.stringMatching(/^FILE\.TOO_LARGE 需要说明的问题超过 5000 处/u)]);
  });

  test("lists in bounds are left as they are", () => {
    const finding: Finding = {
      code: "FORM.ROW_UNKNOWN",
      unit: null,
      figures: [],
      sources: [{ file: "a", sheet: "b", cell: "A1", text: "c" }],
      facts: { table: "表", lines: Array.from({ length: 200 }, (_, at) => `${at}`) },
    };
    expect(inBounds(finding)).toEqual(finding);
    const long = inBounds({
      ...finding,
      facts: { table: "表", lines: Array.from({ length: 201 }, () => "字".repeat(600)) },
    });
    expect(long.facts).toEqual({
      table: "表",
      lines: [...Array(200).fill(`${"字".repeat(500)}…`), "另有1项没有一一列出"],
    });
  });

  test("of a large sheet the rows about the figures are kept, with the places they have, and the figures are the same", async () => {
    const annex = Array.from({ length: 1200 }, (_, at) => `台账${at},甲,乙,丙,丁,戊\n`).join("");
    const { documents, reports } = await gathered({ "象湖镇.csv": `${own}\n\n\n\n\n\n\n\n${annex}` }, true);
    const alone = await gathered({ "象湖镇.csv": own }, true);
    expect(reports[0]?.observations).toEqual(alone.reports[0]?.observations);
    const [whole] = alone.documents[0]?.blocks ?? [];
    const [kept] = documents[0]?.blocks ?? [];
    if (whole?.kind !== "grid" || kept?.kind !== "grid") throw new Error("no grid");
    expect(kept.cells.length).toBeLessThan(whole.cells.length + 100);
    expect(kept.cells).toEqual(expect.arrayContaining([...whole.cells]));
  });

  test("a file larger than the limit is refused by its size and never taken into memory", async () => {
    const context = {
      period: EXAMPLE_PERIOD,
      schemas,
      effects: untouched,
      index: indexRoster(schemas, unitsDue(schemas, EXAMPLE_PERIOD)),
      layouts: openLayouts(),
      shared: openShared(),
    };
    const refused = await processFile({ path: "象湖镇.xlsx", size: 50 * 1024 * 1024 + 1 }, context);
    expect(refused).toMatchObject([
      { acceptance: { state: "refused", reasons: ["FILE.TOO_LARGE"] }, findings: [{ unit: "T01" }] },
    ]);
    await expect(processFile({ path: "象湖镇.xlsx", size: 50 * 1024 * 1024 }, context)).rejects.toThrow("taken");
  });

  const untouched: Effects = { ...effects, bytes: () => Promise.reject(new Error("taken")) };
});
