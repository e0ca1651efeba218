import { beforeAll, describe, expect, it } from "vitest";
import { traced } from "../../src/command/trace/trace.js";
import type { Consolidation } from "../../src/consolidation.js";
import { writeData } from "../../src/publish/data/data.js";
import { scanPieces } from "../../src/publish/review/scans.js";
import { sourceSheets } from "../../src/publish/workpaper/sources.js";
import { effectsWith } from "../effects.js";
import { confirmed, consolidated, SCAN, schemas, unit } from "./confirmed-period.js";

const RECEIVED = "applications.received.naturalPerson";
let consolidation: Consolidation;

beforeAll(async () => {
  consolidation = await consolidated({ "象湖镇.png": SCAN, "录入.xlsx": await confirmed() });
});

function dataFile(path: string): string {
  const file = writeData({ consolidation, schemas, officeText: [] }).find((one) => one.path.endsWith(path))!;
  return new TextDecoder().decode(file.bytes);
}

describe("who confirmed a figure of a scan, and where, stands", () => {
  it("in consolidated.json", () => {
    const { contributions } = JSON.parse(dataFile("consolidated.json")).figures[RECEIVED];
    const own = contributions.find((one: { unit: string }) => one.unit === unit.code);
    expect(JSON.stringify(own)).toContain('"confirmed":{"by":"张三","file":"2022/录入.xlsx","sheet":"整行核对"');
  });

  it("in contributions.csv, as columns of their own", () => {
    const [head, ...rows] = dataFile("contributions.csv").split("\n");
    expect(head).toContain("confirmed_by,confirmed_in");
    const own = rows.find((row) => row.includes(RECEIVED) && row.includes(unit.code));
    expect(own).toMatch(/张三,2022\/录入\.xlsx 整行核对 [A-Z]+\d+/);
  });

  it("in the workpaper", () => {
    const cells = sourceSheets(consolidation).flatMap(({ rows }) => [...rows].flatMap((row) => row.cells));
    const texts = cells.map((cell) => (typeof cell?.value === "string" ? cell.value : "")).join("\n");
    expect(texts).toContain("张三");
    expect(texts).toContain("2022/象湖镇.png");
  });

  it("in what trace says", async () => {
    const effects = effectsWith({ schemas: async () => [], list: async () => [], bytes: async () => SCAN });
    const lines = await traced(RECEIVED, { consolidation, effects, given: {} as never });
    expect(lines.join("\n")).toMatch(
      /《2022\/象湖镇\.png》“第2页”第1个表格.*，由张三核对录入（《2022\/录入\.xlsx》“整行核对”/,
    );
  });

  it("while nothing waits any more", () => {
    expect(consolidation.scans ?? []).toEqual([]);
    expect([...scanPieces(consolidation)]).toEqual([]);
  });
});
