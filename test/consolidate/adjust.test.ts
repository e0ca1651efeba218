import { describe, expect, test } from "vitest";
import type { ConsolidatedFigure, Consolidation } from "../../src/consolidation.js";
import { format, sum } from "../../src/decimal.js";
import { figureCode, unitCode } from "../../src/figure.js";
import { loadSchemas } from "../../src/form/load.js";
import { writeData } from "../../src/publish/data/data.js";
import { consolidatedYear, type MadeYear, schemasOf } from "../rules/made-year.js";

const NEW = "applications.received.naturalPerson";
const TOTAL = "applications.received.total";

/** 新收5件，办结4件，结转1件. */
const TYPED = {
  [NEW]: "5",
  [TOTAL]: "5",
  "applications.granted.naturalPerson": "4",
  "applications.granted.total": "4",
  "applications.outcomesTotal.naturalPerson": "4",
  "applications.outcomesTotal.total": "4",
  "applications.carriedOut.naturalPerson": "1",
  "applications.carriedOut.total": "1",
};

const WHY = ["同一申请分送两单位，重复登记", "联席会议纪要（2023）1号", "李四", "2023-01-20"];

function year(adjustments: readonly (readonly string[])[]): MadeYear {
  return { files: { "象湖镇.xlsx": { typed: TYPED }, "叶坪镇.xlsx": { typed: TYPED } }, adjustments };
}

function figureOf({ figures }: Consolidation, code: string): ConsolidatedFigure {
  return figures.get(figureCode(code))!;
}

/** Value, plain sum, and what contributions and adjustments add up to. */
function amounts(figure: ConsolidatedFigure): readonly (string | null)[] {
  const { value, plain, contributions, adjustments = [] } = figure;
  const terms = [...contributions.flatMap((one) => one.value ?? []), ...adjustments.map(({ change }) => change)];
  return [value && format(value), plain ? format(plain) : null, format(sum(terms))];
}

describe("adjustments of the office", () => {
  test("a unit's figure and every total above it change, and what was reported stays beside", async () => {
    const made = await consolidatedYear(
      year([
        ["抵销", "象湖镇", NEW, "5", "4", ...WHY],
        ["抵销", "象湖镇", "applications.granted.naturalPerson", "4", "3", ...WHY],
      ]),
    );
    expect(made.status).toBe("final");
    for (const code of [NEW, TOTAL]) expect(amounts(figureOf(made, code))).toEqual(["9", "10", "9"]);
    expect(amounts(figureOf(made, "applications.outcomesTotal.total"))).toEqual(["7", "8", "7"]);
    expect(figureOf(made, NEW).contributions.map(({ value }) => value && format(value))).toEqual(["5", "5", "0"]);
    expect(figureOf(made, "proactive.licensing.decisions").plain).toBeUndefined();
  });

  test("a whole figure is taken from another source, and a missing unit no longer makes it incomplete", async () => {
    const rows = [["其他来源", "", "proactive.licensing.decisions", "0", "1,280", ...WHY]];
    const refused = await consolidatedYear({ ...year(rows), files: { "象湖镇.xlsx": null } });
    expect(refused.findings.filter(({ rule }) => rule === "ADJUSTMENT.REFUSED")).toHaveLength(1);
    const made = await consolidatedYear({
      files: { "象湖镇.xlsx": null },
      adjustments: [["其他来源", "", "proactive.licensing.decisions", "0", "1280", ...WHY]],
    });
    const figure = figureOf(made, "proactive.licensing.decisions");
    expect([...amounts(figure), figure.state]).toEqual(["1280", "0", "1280", "provisional"]);
    expect(made.status).toBe("draft");
  });

  test("a relation that an adjustment breaks is said of the sum", async () => {
    const made = await consolidatedYear(year([["更正", "象湖镇", NEW, "5", "6", ...WHY]]));
    const broken = made.findings.filter(({ rule }) => rule === "T3.BALANCE");
    expect(broken.map(({ unit, severity, actual, expected }) => [unit, severity, expected, actual])).toEqual([
      [null, "mandatory", "11", "10"],
      [null, "mandatory", "11", "10"],
    ]);
    expect(made.findings.filter(({ rule }) => rule === "ADJUSTMENT.UNBALANCED")).toEqual([]);
    expect(made.status).toBe("draft");
  });

  test("a row that has lapsed changes nothing and makes its figure provisional", async () => {
    const made = await consolidatedYear(year([["抵销", "象湖镇", NEW, "7", "4", ...WHY]]));
    expect(amounts(figureOf(made, NEW))).toEqual(["10", null, "10"]);
    expect(figureOf(made, NEW).state).toBe("provisional");
    expect(figureOf(made, TOTAL).state).toBe("provisional");
  });

  test("a file of adjustments that was not read keeps the report a draft", async () => {
    const { status, findings } = await consolidatedYear({ files: { "调整.csv": { unstable: "文件还在写入" } } });
    expect(status).toBe("draft");
    expect(findings.filter(({ severity }) => severity === "mandatory").map(({ message }) => message)).toEqual([
      "调整文件不予采用：文件还在写入，这次没有读取。位置：《2022/调整.csv》。",
    ]);
  });

  test("last year's figure is the adjusted one, in the sum and not in the unit's own", async () => {
    const lastYear = { "象湖镇.xlsx": { typed: TYPED }, "叶坪镇.xlsx": { typed: TYPED }, "市政府办.xlsx": {} };
    const rows = [
      ["抵销", "象湖镇", NEW, "5", "4", ...WHY],
      ["抵销", "象湖镇", "applications.granted.naturalPerson", "4", "3", ...WHY],
    ];
    const { prior } = await consolidatedYear({ lastYear, adjustedLastYear: rows });
    const shown = [NEW, TOTAL, "applications.granted.total", "applications.carriedOut.total"].map(figureCode);
    expect(shown.map((code) => format(prior!.figures.get(code)!))).toEqual(["9", "9", "7", "2"]);
    expect(format(prior!.byUnit.get(unitCode("T01"))!.get(figureCode(NEW))!)).toBe("5");
  });

  test("the data files list an adjustment among the contributions, with reason, basis and person", async () => {
    const rows = [
      ["抵销", "象湖镇", NEW, "5", "4", ...WHY],
      ["抵销", "象湖镇", "applications.granted.naturalPerson", "4", "3", ...WHY],
    ];
    const consolidation = await consolidatedYear(year(rows));
    const files = writeData({ consolidation, schemas: loadSchemas(schemasOf(year(rows))), officeText: [] });
    const text = (path: string): string => new TextDecoder().decode(files.find((file) => file.path === path)!.bytes);
    const figure = JSON.parse(text("consolidated.json")).figures[NEW];
    expect([figure.value, figure.sum]).toEqual(["9", "10"]);
    expect(figure.contributions.at(-1)).toEqual({
      unit: "T01",
      kind: "adjusted",
      value: "-1",
      type: "抵销",
      figure: NEW,
      from: "5",
      to: "4",
      reason: WHY[0],
      basis: WHY[1],
      by: WHY[2],
      date: WHY[3],
      file: "2022/调整.csv",
      sheet: "调整.csv",
      cell: "E2",
      text: "4",
    });
    expect(text("data/contributions.csv")).toContain(
      `${NEW},T01,象湖镇人民政府,-1,2022/调整.csv,调整.csv,E2,4,adjusted,${WHY[0]},${WHY[1]},${WHY[2]}\r\n`,
    );
    expect(text("data/figures.csv")).toMatch(new RegExp(`^${TOTAL},.*,件,9,final,10\r$`, "m"));
  });
});
