import { describe, expect, it } from "vitest";
import { decimal } from "../../src/decimal.js";
import type { Merge, Sheet, SheetRow, SheetStyle } from "../../src/publish/workbook/sheet.js";
import { writeWorkbook } from "../../src/publish/workbook/workbook.js";
import { unzip } from "./reading.js";

const STYLES: readonly SheetStyle[] = ["title", "figure", "text", "code", "link", "missing", "entry", "plain"];
const VALUES: readonly SheetRow["cells"][number][] = [
  { value: '普通<文字>&"引号"\'', style: "text" },
  { value: "  有\u0007控制符、半个\ud800字、_x000A_ 和\n换行", style: "plain" },
  { value: "", style: "figure" },
  null,
  { value: decimal("0"), style: "figure" },
  { value: decimal("-3.25"), style: "figure" },
  { value: decimal("999999999999999"), style: "figure" },
  { value: decimal("1000000000000000"), style: "missing" },
  { value: decimal("0.1234567890123456"), style: "figure" },
  { value: { formula: 'HYPERLINK("#\'数据 来源\'!A4","来<源")', result: "来<源>" }, style: "link" },
  { value: { formula: "SUM(A1:A9)", result: decimal("12") }, style: "entry" },
  { value: { formula: "SUM(A1)", result: "" }, style: "title" },
  { value: "长".repeat(33_000), style: "text" },
];

/** Each value first in its row once, with gaps, rows without cells, and styles first met on every kind of value. */
const rows: readonly SheetRow[] = [
  ...VALUES.map((_, at): SheetRow => ({ cells: [...VALUES.slice(at), ...VALUES.slice(0, at)] })),
  { cells: [] },
  { cells: [null, null, { value: "只有一格", style: "code" }], height: 33.5 },
  ...STYLES.map(
    (style): SheetRow => ({
      cells: [
        { value: "甲", style },
        { value: decimal("1"), style },
      ],
    }),
  ),
];

async function sheetXml(merges: readonly Merge[]): Promise<Record<string, string>> {
  const sheet: Sheet = { name: "表", widths: [12, 30], rows, merges, filter: "A1:B2" };
  const parts = unzip(await writeWorkbook({ author: "某市", date: "2023-03-31", sheets: [sheet] }));
  const texts = [...parts].map(([name, bytes]) => [name, new TextDecoder().decode(bytes)] as const);
  return Object.fromEntries(texts.map(([name, text]) => [name, text.replace(/<mergeCells.*?<\/mergeCells>/, "")]));
}

describe("rows written straight into the sheet", () => {
  it("are to the sign what the library makes of them, texts and styles of the workbook included", async () => {
    const last = rows.length;
    const byLibrary = await sheetXml([{ top: last, left: 1, bottom: last, right: 2 }]);
    const straight = await sheetXml([]);
    // The merge itself clears what it covers, so that its row is compared by the others.
    const withoutLast = (text: string): string => text.replace(new RegExp(`<row r="${last}".*?</row>`), "");
    expect(Object.keys(straight)).toEqual(Object.keys(byLibrary));
    for (const [name, text] of Object.entries(straight)) {
      if (name.includes("sharedStrings")) continue;
      expect(withoutLast(text), name).toBe(withoutLast(byLibrary[name] ?? ""));
    }
  });
});
