import { describe, expect, it } from "vitest";
import type { Consolidation } from "../../src/consolidation.js";
import { unitCode } from "../../src/figure.js";
import { writeReminders } from "../../src/publish/returns/returns.js";
import { madePublication } from "./making.js";
import { mandatoryFinding, verificationFinding } from "./making-findings.js";
import { sheetjsBook, textRows } from "./parts.js";

type Rows = readonly (readonly string[])[];

function rowsOf(publication: Parameters<typeof writeReminders>[0]): Rows {
  const [file, ...more] = writeReminders(publication);
  expect([file?.path, more]).toEqual(["催报.xlsx", []]);
  return textRows(sheetjsBook(file!).Sheets["催报清单"]) as Rows;
}

/** One unit has sent nothing, another has to explain; both have somebody to call. */
function publicationOn(today: string | undefined): Parameters<typeof writeReminders>[0] {
  const made = madePublication({ missing: true });
  const consolidation: Consolidation = {
    ...made.consolidation,
    units: made.consolidation.units.map((unit) =>
      unit.code === "D02" ? { ...unit, contact: "刘梅", phone: "0797-2551234" } : unit,
    ),
    findings: [...made.consolidation.findings, verificationFinding({})],
    ...(today !== undefined && { today }),
  };
  return { ...made, consolidation };
}

describe("writeReminders", () => {
  it("lists whom to call, what about, how late, and the words to send; the missing first", () => {
    const { submission } = madePublication().schemas.jurisdiction.deadlines;
    const [, note, headings, missing, questioned, ...more] = rowsOf(publicationOn("2023-02-10"));
    expect(more).toEqual([]);
    expect(headings?.slice(2, 7)).toEqual(["单位", "联系人", "联系电话", "状态", "逾期天数"]);
    const late = (Date.parse("2023-02-10") - Date.parse(`2023-${submission}`)) / 86_400_000;
    expect(missing?.slice(2, 7)).toEqual(["瑞金市发展和改革委员会", "刘梅", "0797-2551234", "未报", String(late)]);
    expect(missing?.[8]).toBe("还没有报送，请催报");
    expect(missing?.[10]).toMatch(/^瑞金市发展和改革委员会：\n你单位尚未报送2022年度/);
    expect(missing?.[11]).toBe("returns/瑞金市发展和改革委员会.xlsx");
    expect(questioned?.slice(5, 7)).toEqual(["待说明", ""]);
    expect(questioned?.[8]).toContain("核实性意见1条");
    expect(note?.[0]).toContain("需要联系2个：未报1个，待说明1个");
  });

  it("says of a unit that is to send again what else it is to explain", () => {
    const findings = [mandatoryFinding({ unit: unitCode("D01") }), verificationFinding({ unit: unitCode("D01") })];
    const made = madePublication({ findings });
    const consolidation = {
      ...made.consolidation,
      coverage: { ...made.consolidation.coverage, returned: ["D01"].map(unitCode) },
    };
    const [returned] = rowsOf({ ...made, consolidation }).slice(3);
    expect(returned?.[8]).toBe(
      "有强制性意见1条（第一项加第二项之和，等于第三项加第四项之和），请改正后重报；另有核实性意见1条，请一并核对或说明",
    );
  });

  it("counts no days where the day of the run is not known", () => {
    const [, note, , missing] = rowsOf(publicationOn(undefined));
    expect(missing?.[6]).toBe("");
    expect(note?.[0]).toContain("不计逾期天数");
  });

  it("is left out where nothing is wanted of anybody", () => {
    expect(writeReminders(madePublication())).toEqual([]);
  });
});
