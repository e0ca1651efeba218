import { describe, expect, it } from "vitest";
import type { GradedFinding } from "../../src/finding.js";
import { consolidatedYear, type MadeYear } from "../rules/made-year.js";

const A = "applications.";
const FOOTING = {
  [`${A}received.naturalPerson`]: "35",
  [`${A}received.total`]: "35",
  [`${A}granted.naturalPerson`]: "30",
  [`${A}granted.total`]: "30",
  [`${A}outcomesTotal.naturalPerson`]: "30",
  [`${A}outcomesTotal.total`]: "30",
  [`${A}carriedOut.naturalPerson`]: "5",
  [`${A}carriedOut.total`]: "5",
};
const DISPUTES = {
  "disputes.reconsideration.upheld": "3",
  "disputes.reconsideration.corrected": "1",
  "disputes.reconsideration.total": "5",
};

async function found(made: MadeYear, rule: string): Promise<GradedFinding> {
  const { findings } = await consolidatedYear(made);
  return findings.find((finding) => finding.rule === rule && finding.unit === "T01")!;
}

function unit(typed: Readonly<Record<string, string>>): MadeYear {
  return { files: { "象湖镇.xlsx": { typed } } };
}

describe("a cell that gives no valid figure", () => {
  it.each([
    ["VALUE.NEGATIVE", "-30"],
    ["VALUE.UNREADABLE", "三十几"],
    ["VALUE.NOT_WHOLE", "30.5"],
  ])("%s is solved from its totals, and nothing is put in its place", async (rule, text) => {
    const finding = await found(unit({ ...FOOTING, [`${A}granted.naturalPerson`]: text }), rule);
    expect(finding.suspects.join()).toMatch(/按所在的合计推算，“.*予以公开.*自然人”为30时，有关的2项勾稽关系都成立/);
    expect(finding.guesses).toEqual(["按合计推算为30"]);
    expect(finding.expected).toBeNull();
  });

  it("is left alone where its totals contradict each other, or would make it negative", async () => {
    const torn = { ...FOOTING, [`${A}granted.naturalPerson`]: "-30", [`${A}granted.total`]: "31" };
    expect((await found(unit(torn), "VALUE.NEGATIVE")).suspects).toEqual([]);
    const below = { ...DISPUTES, "disputes.reconsideration.total": "2", "disputes.reconsideration.upheld": "-3" };
    expect(
      (await found(unit({ ...below, "disputes.reconsideration.corrected": "4" }), "VALUE.NEGATIVE")).suspects,
    ).toEqual([]);
  });
});

describe("the total of table four", () => {
  it("is guessed first among equals where the parts stand as last year", async () => {
    const alone = await found(unit(DISPUTES), "T4.ROW_TOTAL");
    expect(alone.suspects[1]).not.toMatch(/总计”（[^）]*）由5改为4/);
    const { "disputes.reconsideration.total": _total, ...parts } = DISPUTES;
    const lastYear = { "象湖镇.xlsx": { typed: { ...parts, "disputes.reconsideration.total": "4" } } };
    const borne = await found({ ...unit(DISPUTES), lastYear }, "T4.ROW_TOTAL");
    expect(borne.suspects[1]).toMatch(/总计”（[^）]*）由5改为4/);
    expect(borne.expected).toBe("4");
    expect(borne.message).toContain("各分项之和是3＋1");
  });
});

describe("findings that name their place", () => {
  it("a change from last year states its measure and last year's cell", async () => {
    const typed = (penalties: string) => ({ "象湖镇.xlsx": { typed: { "proactive.penalties.decisions": penalties } } });
    const finding = await found({ files: typed("900"), lastYear: typed("100") }, "YEAR.SWING");
    expect(finding.message).toMatch(/本年为900，上年为100（《2021\/象湖镇.xlsx》“[^”]+”[A-Z]+\d+）/);
    expect(finding.message).toContain("变动不小于50，且大数不小于小数的5倍");
  });

  it("a unit whose file can't be used is told which file", async () => {
    const failure = { rule: "FILE.ENCRYPTED", reason: "文件有密码", advice: "请取消密码" } as const;
    const finding = await found({ files: { "象湖镇.xlsx": { failure } } }, "UNIT.MISSING");
    expect(finding.message).toContain("报送的材料《2022/象湖镇.xlsx》不能采用");
  });

  it("a missing row names the sheet of its table", async () => {
    const omit = ["applications.granted"];
    const { findings } = await consolidatedYear({ files: { "象湖镇.xlsx": { typed: FOOTING, omit } } });
    const [row] = findings.filter(({ rule }) => rule === "FORM.ROW_MISSING");
    expect(row?.sources[0]?.sheet).not.toBe("");
    expect(row?.sources[0]?.cell).toMatch(/^[A-Z]+\d+$/);
  });
});
