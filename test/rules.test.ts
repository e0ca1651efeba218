import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { figureCode } from "../src/figure.js";
import type { GradedFinding } from "../src/finding.js";
import { consolidatedYear, type MadeYear, schemaFiles } from "./rules/made-year.js";

type Kind = "pass" | "fail" | "undecided";

/** One case of a rule: a made year and what is to be found in it. */
interface RuleCase extends MadeYear {
  readonly case: Kind;
  readonly says: string;
  readonly expect?: {
    readonly unit?: string | null;
    readonly severity?: GradedFinding["severity"];
    /** All of them stand among the finding's figures. */
    readonly figures?: readonly string[];
    readonly message?: string;
    readonly cell?: string;
    readonly count?: number;
    readonly status?: "final" | "draft";
  };
}

const FOLDER = join(import.meta.dirname, "rules");
const RULES = rulesOfSchemas();
const covered = new Map<string, Kind[]>();

function rulesOfSchemas(): ReadonlyMap<string, { readonly title: string; readonly kind: string }> {
  const files = schemaFiles().filter(({ path }) => path.endsWith("rules.json"));
  const records = files.flatMap(
    ({ text }) => (JSON.parse(text) as { rules: { id: string; title: string; kind: string }[] }).rules,
  );
  return new Map(records.map((rule) => [rule.id, rule]));
}

function casesOf(rule: string): readonly RuleCase[] {
  const path = join(FOLDER, rule, "cases.json");
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as RuleCase[]) : [];
}

/** Kinds of rules that hold figures against each other, and so may lack one of them. */
const DECIDABLE = new Set(["cross-footing", "total", "at-most", "roll-forward", "carry-over", "swing"]);

describe.each([...RULES.keys()])("rule %s", (rule) => {
  const cases = casesOf(rule);

  it.each(cases.map((one) => [one.case, one.says, one] as const))("%s: %s", async (kind, _says, made) => {
    const { findings, status } = await consolidatedYear(made);
    const own = findings.filter(
      (finding) => finding.rule === rule && (made.expect?.unit === undefined || finding.unit === made.expect.unit),
    );
    expect(new Set(findings.map((finding) => finding.id)).size).toBe(findings.length);
    if (kind === "fail") expectFound(own, made);
    else expect(own.map((finding) => finding.message)).toEqual([]);
    if (kind === "undecided") expectUndecided(findings, rule, made);
    if (made.expect?.status) expect(status).toBe(made.expect.status);
    covered.set(rule, [...(covered.get(rule) ?? []), kind]);
  });

  it("has a passing and a failing case, and an undecided one where it can have one", () => {
    const kinds = new Set(cases.map((one) => one.case));
    expect([...kinds]).toEqual(
      expect.arrayContaining(["pass", "fail", ...(DECIDABLE.has(RULES.get(rule)!.kind) ? ["undecided"] : [])]),
    );
  });
});

function expectFound(own: readonly GradedFinding[], { expect: wanted = {} }: RuleCase): void {
  const shown = own.map(({ message, severity, figures }) => ({ message, severity, figures }));
  expect(own.length, JSON.stringify(shown)).toBeGreaterThan(0);
  if (wanted.count !== undefined) expect(own.length, JSON.stringify(shown)).toBe(wanted.count);
  const fitting = own.filter(
    (finding) =>
      (wanted.severity === undefined || finding.severity === wanted.severity) &&
      (wanted.figures ?? []).every((code) => finding.figures.includes(figureCode(code))) &&
      (wanted.message === undefined || finding.message.includes(wanted.message)) &&
      (wanted.cell === undefined || finding.sources.some(({ cell }) => cell === wanted.cell)),
  );
  expect(fitting.length, JSON.stringify(shown)).toBeGreaterThan(0);
}

function expectUndecided(findings: readonly GradedFinding[], rule: string, made: RuleCase): void {
  const open = findings.filter(
    (finding) =>
      finding.rule === "RULE.UNDECIDED" &&
      finding.message.includes(RULES.get(rule)!.title) &&
      (made.expect?.unit === undefined || finding.unit === made.expect.unit),
  );
  expect(open.map((finding) => finding.severity)).toContain("notice");
}

describe("the catalogue and the cases", () => {
  it("every folder of cases is a rule of the schemas", () => {
    const folders = readdirSync(FOLDER, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
    expect(folders.filter((folder) => !RULES.has(folder))).toEqual([]);
    expect([...RULES.keys()].filter((rule) => !folders.includes(rule))).toEqual([]);
  });
});

afterAll(() => {
  const count = (kind: Kind): number => [...covered.values()].filter((kinds) => kinds.includes(kind)).length;
  console.info(
    `rules ${RULES.size}: ${count("pass")} with a passing, ${count("fail")} with a failing, ${count("undecided")} with an undecided case; ${[...covered.values()].flat().length} cases in all`,
  );
});
