import { describe, expect, it } from "vitest";
import type { Consolidation } from "../../src/consolidation.js";
import { unitCode } from "../../src/figure.js";
import type { Unit } from "../../src/form/form.js";
import { sourceLinks } from "../../src/publish/workpaper/sources.js";
import { writeWorkpaper } from "../../src/publish/workpaper/workpaper.js";
import { times } from "../times.js";
import { madePublication } from "./making.js";
import { unzip } from "./reading.js";

const MB = 1024 * 1024;
const UNITS = times(1000, 3000);
/** What a workpaper of so many units may take: 400 MB for every thousand. */
const BOUND = UNITS * 0.4;

function withUnits({ units: made, ...consolidation }: Consolidation, count: number): Consolidation {
  const units: readonly Unit[] = Array.from({ length: count }, (_, index) => ({
    ...made[index % made.length]!,
    code: unitCode(`U${index}`),
    name: `第${index + 1}单位`,
    category: index % 4 === 0 ? "部门" : "乡镇",
  }));
  const figures = new Map(
    [...consolidation.figures].map(([code, figure]) => [
      code,
      {
        ...figure,
        contributions: units.map((unit, index) => ({ ...figure.contributions[index % made.length]!, unit: unit.code })),
      },
    ]),
  );
  const codes = units.map((unit) => unit.code);
  return {
    ...consolidation,
    units,
    figures,
    coverage: { ...consolidation.coverage, due: codes, received: codes, missing: [] },
  };
}

function rowCount(part: Uint8Array | undefined): number {
  const text = Buffer.from(part ?? []);
  let rows = 0;
  for (let at = text.indexOf("<row "); at >= 0; at = text.indexOf("<row ", at + 1)) rows += 1;
  return rows;
}

describe(`a roster of ${UNITS} units`, () => {
  it("is written whole, to the last contribution, in a bounded memory", async () => {
    const publication = madePublication();
    const consolidation = withUnits(publication.consolidation, UNITS);
    const before = process.memoryUsage().rss;
    let peak = before;
    const watch = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage().rss);
    }, 20);
    const [file] = await writeWorkpaper({ ...publication, consolidation });
    clearInterval(watch);
    const parts = unzip(file!.bytes);
    const counts = [...parts].filter(([name]) => /sheet\d+\.xml$/.test(name)).map(([, bytes]) => rowCount(bytes));
    expect(Math.max(...counts)).toBe(3 + consolidation.figures.size * UNITS);
    expect(counts).toContain(5 + UNITS + 2 + 2);
    expect((peak - before) / MB).toBeLessThan(BOUND);
  }, 600_000);

  it("goes on in a second sheet before the rows of one run out", () => {
    const { consolidation } = madePublication();
    const links = [...sourceLinks(withUnits(consolidation, 5000)).values()];
    const rows = links.map((link) => Number(link.cell.slice(1)));
    expect(new Set(links.map((link) => link.sheet))).toEqual(new Set(["数据来源", "数据来源2"]));
    expect(Math.max(...rows) + 5000).toBeLessThanOrEqual(1_048_576);
    expect(links.find((link) => link.sheet === "数据来源2")?.cell).toBe("A4");
  });
});
