import { expect, test } from "vitest";
import { format } from "../../src/decimal.js";
import { writeData } from "../../src/publish/data/data.js";
import { paperOf } from "../../src/publish/report/report.js";
import { writeStatutoryWorkbook } from "../../src/publish/statutory/statutory.js";
import { writeHtml } from "../../src/publish/web/web.js";
import { writeDocx } from "../../src/publish/word/word.js";
import { madePublication } from "../publish/making.js";
import { consolidate, type Level, sent } from "./level.js";

/** What a county publishes, as the level above may receive it: without a file for programs. */
const county = madePublication();

async function published(): Promise<Readonly<Record<string, Uint8Array>>> {
  return {
    "瑞金市.xlsx": (await writeStatutoryWorkbook(county))[0]!.bytes,
    "瑞金市人民政府2022年政府信息公开工作年度报告.docx": writeDocx(paperOf(county)),
    "瑞金市/年报.html": new TextEncoder().encode(writeHtml(county)),
  };
}

test.each(["瑞金市", "瑞金市人民政府"])(
  "a county's published workbook, Word document and page are read as its submission (%s)",
  async (name) => {
    for (const [path, bytes] of Object.entries(await published())) {
      const city: Level = {
        name: "赣州市",
        level: "city",
        within: ["江西省"],
        units: { C01: name, C02: "于都县" },
        files: { [path]: bytes, "于都县.json": sent("于都县") },
      };
      const { consolidation } = await consolidate(city);
      expect(consolidation.coverage.received, path).toEqual(["C01", "C02"]);
      for (const [code, { value, contributions }] of consolidation.figures) {
        const below = county.consolidation.figures.get(code)?.value;
        expect(value && format(value), `${path} ${code}`).toBe(below ? format(below) : null);
        if (value && below) expect(contributions[0]!.source?.file).toBe(`2022/${path}`);
      }
    }
  },
);

test("of a draft and a workbook with the same figures the draft counts, which says that it is one", async () => {
  const consolidation = { ...county.consolidation, status: "draft" as const, reasons: ["有1条强制性审核意见未改正"] };
  const draft = writeData({ ...county, consolidation }).find(({ path }) => path === "上报.json")!;
  const done = await consolidate({
    name: "赣州市",
    level: "city",
    within: ["江西省"],
    units: { C01: "瑞金市" },
    files: { "瑞金市.xlsx": (await published())["瑞金市.xlsx"]!, "瑞金市终稿上报.json": draft.bytes },
  });
  expect(done.consolidation.submissions.map(({ file, status }) => [file, status])).toEqual([
    ["2022/瑞金市.xlsx", "duplicate"],
    ["2022/瑞金市终稿上报.json", "counted"],
  ]);
  expect(done.consolidation.findings.map(({ rule }) => rule)).toContain("ROLLUP.DRAFT");
  expect(done.consolidation.status).toBe("draft");
});
