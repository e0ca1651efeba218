import { expect, test } from "vitest";
import { format } from "../../src/decimal.js";
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
    "瑞金市人民政府2022年政府信息公开工作年度报告.docx": await writeDocx(county),
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
