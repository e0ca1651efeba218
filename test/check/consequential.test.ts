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

function oneUnit(typed: Readonly<Record<string, string>>): MadeYear {
  return { files: { "象湖镇.xlsx": { typed: { ...FOOTING, ...typed } } } };
}

async function findingsOf(made: MadeYear): Promise<readonly GradedFinding[]> {
  return (await consolidatedYear(made)).findings;
}

function broken(findings: readonly GradedFinding[]): readonly GradedFinding[] {
  return findings.filter((finding) => /^T[34]\./.test(finding.rule));
}

describe("consequential findings", () => {
  it.each([
    ["读不出来", "三十几"],
    ["为负", "-35"],
    ["不是整数", "3.5"],
  ])(
    "a cell that is %s leaves its relations undecided: none is broken, in the unit or in the sum",
    async (_what, text) => {
      const findings = await findingsOf(oneUnit({ [`${A}granted.naturalPerson`]: text }));
      expect(broken(findings).map((finding) => finding.message)).toEqual([]);
      expect(findings.filter((finding) => finding.severity === "mandatory")).toHaveLength(1);
      const undecided = findings.filter(
        (finding) =>
          finding.rule === "RULE.UNDECIDED" && finding.unit === "T01" && /（七）总计|各行总计/.test(finding.message),
      );
      expect(undecided).toHaveLength(2);
    },
  );

  it("a missing table is one finding, and its relations are undecided", async () => {
    const findings = await findingsOf({ files: { "象湖镇.xlsx": { typed: FOOTING, omit: ["applications"] } } });
    expect(findings.filter((finding) => finding.severity === "mandatory").map((finding) => finding.rule)).toEqual([
      "FORM.TABLE_MISSING",
    ]);
  });

  it("a relation of the sum that only a unit's slip breaks asks nothing of its own, and bears that slip's cause", async () => {
    const findings = await findingsOf(oneUnit({ [`${A}granted.naturalPerson`]: "3" }));
    const own = broken(findings).filter((finding) => finding.unit === "T01");
    const whole = broken(findings).filter((finding) => finding.unit === null);
    expect(own.map((finding) => finding.severity)).toEqual(own.map(() => "mandatory"));
    expect(whole.length).toBeGreaterThan(0);
    for (const finding of whole) expect([finding.severity, finding.cause]).toEqual(["notice", own[0]!.cause]);
  });
});

describe("causes and suspects", () => {
  it("the broken relations of one wrong cell share a cause, and each names the cell and what it would be", async () => {
    const own = broken(await findingsOf(oneUnit({ [`${A}granted.naturalPerson`]: "3" }))).filter(
      (finding) => finding.unit === "T01",
    );
    expect(own.map((finding) => finding.rule).sort()).toEqual(["T3.OUTCOMES_TOTAL", "T3.ROW_TOTAL"]);
    expect(new Set(own.map((finding) => finding.cause))).toEqual(new Set([`T01:${A}granted.naturalPerson`]));
    for (const finding of own) expect(finding.suspects[0]).toMatch(/（一）予以公开.*自然人.*改为\s*30/);
  });

  it("two slips far apart are two causes", async () => {
    const own = broken(
      await findingsOf(oneUnit({ [`${A}granted.naturalPerson`]: "3", "disputes.reconsideration.upheld": "2" })),
    ).filter((finding) => finding.unit === "T01");
    expect(new Set(own.map((finding) => finding.cause)).size).toBe(2);
    expect(own.map((finding) => finding.rule)).toContain("T4.ROW_TOTAL");
  });

  it("every broken relation is a finding of its own, without a cap", async () => {
    const typed = Object.fromEntries(
      ["received", "granted", "partlyGranted", "notProcessed.petition", "carriedOut"].map((row) => [
        `${A}${row}.enterprise`,
        "7",
      ]),
    );
    const own = broken(await findingsOf(oneUnit(typed))).filter((finding) => finding.unit === "T01");
    expect(own.filter((finding) => finding.rule === "T3.ROW_TOTAL")).toHaveLength(5);
    expect(new Set(own.map((finding) => finding.id)).size).toBe(own.length);
  });
});
