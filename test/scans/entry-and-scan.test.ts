import { describe, expect, it } from "vitest";
import { entryFindings } from "../../src/gather/scans/scans.js";
import type { Cell, ReadDocument } from "../../src/grid.js";
import { periodOfKey } from "../../src/period.js";
import { placeOfAddress } from "../../src/publish/review/address.js";
import { asMade, confirmed, consolidated, form, rulesOf, SCAN, schemas, share, unit } from "./confirmed-period.js";
import { entryOf, withCells } from "./filled-entry.js";

const RECEIVED = "applications.received.naturalPerson";

describe("a confirmed workbook", () => {
  it("is not taken where the scan is another unit's by now", async () => {
    const result = await consolidated({ "叶坪镇.png": SCAN, "录入.xlsx": await confirmed() });
    const [refused] = result.findings.filter(({ rule }) => rule === "SCAN.REFUSED");
    expect(refused?.message).toContain("扫描件《2022/叶坪镇.png》现在是叶坪镇人民政府的");
    expect(result.coverage.missing).toContain(unit.code);
    expect(share(result, RECEIVED).value).toBeNull();
    expect(rulesOf(result, "FILE.")).toEqual(["FILE.UNSUPPORTED"]);
  });

  it("stands for every copy of its scan that is the unit's", async () => {
    const files = { "象湖镇.png": SCAN, "象湖镇副本.png": SCAN, "录入.xlsx": await confirmed() };
    const result = await consolidated(files);
    expect(share(result, RECEIVED)).toMatchObject({ value: "36", source: { file: "2022/象湖镇.png" } });
    expect(rulesOf(result)).toEqual(["SCAN.CONFIRMED"]);
    expect(rulesOf(result, "FILE.")).toEqual([]);
  });

  it("of which a sheet is large is still held against its scan", async () => {
    const without = [...form.figures.values()].map(({ table, row }) => `${table}.${row}`);
    const left = without.filter((code) => code !== "applications.received");
    const whole = await confirmed({}, { without: left });
    const notes = Array.from({ length: 5_001 }, (_, at): Cell => {
      return { row: 2_000 + at, column: 30, rowSpan: 1, columnSpan: 1, text: "注", kind: "text" };
    });
    const blocks = whole.blocks.map((block) => (block.sheet === "照原件填" ? withNotes(block, notes) : block));
    const result = await consolidated({ "象湖镇.png": SCAN, "录入.xlsx": { ...whole, blocks } });
    expect(share(result, RECEIVED)).toMatchObject({ value: "36", source: { file: "2022/象湖镇.png" } });
    expect(rulesOf(result)).toEqual(["SCAN.CONFIRMED"]);
  });

  it("holds for its own period alone, also within a year", async () => {
    const document = await confirmed();
    const identity = { owner: { kind: "unit" as const, unit }, otherYear: false, findings: [], dated: undefined };
    const received = { file: "录入.xlsx", sha256: "", format: "xlsx" as const, document, identity };
    const said = (key: string) => entryFindings(received, periodOfKey(key)!, schemas).map(({ facts }) => facts);
    expect(said("2022")).toEqual([]);
    expect(said("2022-03")).toEqual([
      { reason: "它是2022年的扫描件所用，本期是2022年3月", advice: expect.stringContaining("所属期") },
    ]);
  });

  it.each([" \u3000", "\u200b", "/", "——"])("names nobody by the sign %j", async (by) => {
    const result = await consolidated({ "象湖镇.png": SCAN, "录入.xlsx": await confirmed({ by }) });
    expect(rulesOf(result)).toEqual(["SCAN.REFUSED"]);
    expect(share(result, RECEIVED).value).toBeNull();
  });
});

describe("a cell that nobody confirmed", () => {
  it("is named where it is to be typed, and nobody stands for it", async () => {
    const files = { "象湖镇.png": SCAN, "录入.xlsx": await confirmed({ open: ["proactive.fees.amount"] }) };
    const result = await consolidated(files);
    const [finding] = result.findings.filter(({ rule }) => rule === "SCAN.UNCONFIRMED");
    expect(finding?.sources).toMatchObject([{ file: "2022/录入.xlsx", sheet: "逐格核对" }]);
    expect(finding?.sources[0]).not.toHaveProperty("confirmed");
    expect(share(result, "proactive.fees.amount").source).not.toHaveProperty("confirmed");
  });

  it.each([
    [{ "applications.received.total": "看不清" }, "“总计”填的“看不清”不是数"],
    [{ "applications.received.enterprise": "看不清" }, "有的分项填的不是数"],
  ])("is said with what is wrong: %j", async (typed, words) => {
    const result = await consolidated({ "象湖镇.png": SCAN, "录入.xlsx": await confirmed({ typed }) });
    expect(share(result, RECEIVED).value).toBeNull();
    expect(result.findings.find(({ rule }) => rule === "SCAN.UNCONFIRMED")?.message).toContain(words);
  });

  it("does not become a figure by a total without a result", async () => {
    const { mark } = entryOf(await asMade());
    const row = mark.rows.find(({ code }) => code === "disputes.litigationDirect")!;
    const total = row.cells.find(({ figure }) => figure.endsWith(".total"))!;
    const { row: at, column } = placeOfAddress(total.typed)!;
    const document = withCells(await confirmed(), ({ sheet }, cell) =>
      sheet === row.sheet && cell.row === at && cell.column === column
        ? { ...cell, text: "", kind: "uncalculated" }
        : cell,
    );
    const result = await consolidated({ "象湖镇.png": SCAN, "录入.xlsx": document });
    expect(share(result, "disputes.litigationDirect.pending").value).toBeNull();
    expect(rulesOf(result)).toContain("SCAN.UNCONFIRMED");
  });
});

function withNotes(block: ReadDocument["blocks"][number], notes: readonly Cell[]): typeof block {
  return block.kind === "grid" ? { ...block, rows: 8_000, cells: [...block.cells, ...notes] } : block;
}
