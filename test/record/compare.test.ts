import { describe, expect, it } from "vitest";
import { describeChanges } from "../../src/record/changes-text.js";
import { type ComparedRun, compareRuns } from "../../src/record/compare.js";
import { parseBoth, parseConsolidated, parseFindings } from "../../src/record/content.js";

interface Told {
  readonly status?: string;
  readonly coverage?: object;
  readonly figures?: object;
  readonly findings?: readonly object[];
}

function run(id: string, { status = "final", coverage = {}, figures = {}, findings = [] }: Told): ComparedRun {
  const text = JSON.stringify({ jurisdiction: "某市", year: 2022, status, reasons: [], coverage, figures });
  return { id, consolidated: parseConsolidated(text), findings: parseFindings(JSON.stringify(findings)) };
}

function figure(value: string | null, units: Readonly<Record<string, string | null>> = {}, state = "final"): object {
  return { value, state, contributions: Object.entries(units).map(([unit, share]) => ({ unit, value: share })) };
}

const finding = (id: string, severity: string, explanation: object | null = null) => ({
  id,
  rule: "T3.BALANCE",
  severity,
  unit: "T01",
  message: `${id}的话`,
  explanation,
});

describe("compareRuns", () => {
  it("finds nothing between equal runs", () => {
    const told = { figures: { a: figure("1", { T01: "1" }) }, findings: [finding("F1", "notice")] };
    const changes = compareRuns(run("A", told), run("B", told));
    expect(changes.figures).toEqual([]);
    expect(changes.findings.still.map((still) => still.id)).toEqual(["F1"]);
    const text = describeChanges(changes);
    expect(text).toContain("状态没有变化");
    expect(text).toContain("单位报送情况没有变化");
    expect(text).toContain("数字没有变化");
    expect(text).toContain("审核意见没有增减");
  });

  it("names a few of the figures of which only the state changed, and counts them all", () => {
    const all = (state: string) =>
      Object.fromEntries(Array.from({ length: 200 }, (_, at) => [`f${at}`, figure("1", {}, state)]));
    const text = describeChanges(compareRuns(run("A", { figures: all("final") }), run("B", { figures: all("draft") })));
    expect(text).toContain("（200项）：f0、");
    expect(text).toMatch(/f7 等$/m);
    expect(text).not.toContain("f8");
  });

  it("tells of answers that are no numbers", () => {
    const told = (answer: string, answers: object): Told => ({
      figures: { a: { value: null, state: "final", answers, contributions: [{ unit: "T01", value: null, answer }] } },
    });
    const changes = compareRuns(run("A", told("是", { 是: 1, 否: 0 })), run("B", told("否", { 是: 0, 否: 1 })));
    expect(changes.figures).toMatchObject([{ before: "是1家、否0家", after: "是0家、否1家", difference: null }]);
    expect(describeChanges(changes)).toContain("由是变为否");
  });

  it("is exact where floats are not", () => {
    const changes = compareRuns(
      run("A", { figures: { a: figure("0.1") } }),
      run("B", { figures: { a: figure("0.3") } }),
    );
    expect(changes.figures[0]?.difference).toBe("0.2");
    const big = compareRuns(
      run("A", { figures: { a: figure("90071992547409931") } }),
      run("B", { figures: { a: figure("90071992547409930.5") } }),
    );
    expect(big.figures[0]?.difference).toBe("-0.5");
    expect(describeChanges(big)).toContain("由90071992547409931变为90071992547409930.5（减少0.5）");
  });

  it("tells absent from zero", () => {
    const changes = compareRuns(
      run("A", { figures: { a: figure(null) } }),
      run("B", { figures: { a: figure("0", { T01: "0" }) } }),
    );
    expect(changes.figures[0]).toMatchObject({ before: null, after: "0", difference: null });
    expect(describeChanges(changes)).toContain("“a”由空缺变为0；其中T01由空缺变为0");
  });

  it("sees parts that moved under an equal total", () => {
    const [a, b] = [
      run("A", { figures: { a: figure("5", { T01: "2", T02: "3" }) } }),
      run("B", { figures: { a: figure("5", { T01: "3", T02: "2" }) } }),
    ];
    const changes = compareRuns(a, b);
    expect(changes.figures[0]?.units).toEqual([
      { unit: "T01", before: "2", after: "3" },
      { unit: "T02", before: "3", after: "2" },
    ]);
    expect(describeChanges(changes)).toContain("合计没有变化（5），各单位所报有变化");
  });

  it("tells the figures that came with a new unit, or went with one, in a line of its own", () => {
    const units = (received: readonly string[], missing: readonly string[]) => ({
      due: ["T01", "T02", "T03"],
      received,
      missing,
      returned: [],
      late: [],
    });
    const shares = (one: Record<string, string>) => ({
      a: figure(Object.values(one).at(-1) ?? "0", one),
      b: figure("0", one),
      c: figure("9", {}),
    });
    const changes = compareRuns(
      run("A", { figures: shares({ T01: "5" }), coverage: units(["T01", "T03"], ["T02"]) }),
      run("B", { figures: shares({ T01: "6", T02: "7" }), coverage: units(["T01", "T02", "T03"], []) }),
    );
    const text = describeChanges(changes, { figures: { a: "甲项" }, units: { T02: "乙镇" } });
    expect(text).toContain("  乙镇：新收到，计入2项，其中不为0的2项：甲项 7、b 7\n");
    expect(text).toContain("1. “甲项”由5变为7（增加2）；其中T01由5变为6\n");
    expect(text).not.toContain("乙镇由空缺");
    const gone = compareRuns(
      run("A", { figures: { a: figure("7", { T02: "7" }) }, coverage: units(["T02"], []) }),
      run("B", { figures: { a: figure(null) }, coverage: units([], ["T02"]) }),
    );
    expect(describeChanges(gone)).toContain("  T02：变为未报，不再计入1项，其中不为0的1项：a 7");
    expect(describeChanges(gone)).not.toContain("1. “a”");
  });

  it("tells figures that came and went, and states that changed alone", () => {
    const a = run("A", { figures: { old: figure("1"), same: figure("2", {}, "provisional") } });
    const b = run("B", { figures: { fresh: figure("3"), same: figure("2") } });
    const text = describeChanges(compareRuns(a, b), { figures: { same: "不变项" }, units: {} });
    expect(text).toContain("“fresh”新增，为3");
    expect(text).toContain("“old”不再列出，原为1");
    expect(text).toContain("数值不变、状态由待核实变为已核定（1项）：不变项");
  });

  it("follows units and findings, explanations included", () => {
    const before = {
      due: ["T01", "T02", "T03"],
      received: ["T01"],
      missing: ["T02", "T03"],
      returned: ["T01"],
      late: [],
    };
    const after = { due: ["T01", "T02"], received: ["T01", "T02"], missing: [], returned: ["T02"], late: ["T02"] };
    const a = run("A", { coverage: before, findings: [finding("F1", "mandatory"), finding("F2", "verification")] });
    const b = run("B", {
      coverage: after,
      findings: [finding("F2", "verification", { text: "属实" }), finding("F3", "notice")],
    });
    const changes = compareRuns(a, b);
    expect(changes.units).toEqual({
      newlyReceived: ["T02"],
      newlyMissing: [],
      newlyReturned: ["T02"],
      noLongerReturned: ["T01"],
      newlyLate: ["T02"],
      noLongerLate: [],
      newlyDue: [],
      noLongerDue: ["T03"],
    });
    const text = describeChanges(changes, { figures: {}, units: { T01: "甲镇", T02: "乙镇" } });
    expect(text).toContain("新退回（1个）：乙镇");
    expect(text).toContain("不再列入应报（1个）：T03");
    expect(text).toMatch(/新出现（1条，其中强制性0条、核实性0条、提示性1条）：\n {4}- ［提示性］甲镇：F3的话（F3）/);
    expect(text).toMatch(/已消除（1条.*\n {4}- ［强制性］甲镇：F1的话/);
    expect(text).toMatch(/已作说明（1条.*\n {4}- ［核实性］甲镇：F2的话/);
    expect(text).toContain("仍存在：1条");
  });

  it("compares nothing with a run that can't be read, and does not call that no change", () => {
    const changes = compareRuns(
      { id: "A", consolidated: parseConsolidated("{"), findings: [] },
      run("B", { figures: { a: figure("1") } }),
    );
    expect(changes.comparable).toBe(false);
    expect(changes.figures).toEqual([]);
    expect(describeChanges(changes)).toContain("无法比较");
  });

  it("is not confused by codes that are names of every object", () => {
    const changes = compareRuns(
      run("A", {}),
      run("B", { figures: { constructor: figure("1"), toString: figure("2") } }),
    );
    expect(changes.figures.map((change) => [change.kind, change.after])).toEqual([
      ["added", "1"],
      ["added", "2"],
    ]);
    expect(describeChanges(changes)).toContain("“constructor”新增，为1");
  });
});

describe("two reports that are nearly the same", () => {
  const report = (shares: Readonly<Record<string, string>>, status = "final"): Uint8Array => {
    const head = JSON.stringify(
      { jurisdiction: "某市", year: 2022, status, reasons: [], coverage: { due: ["T01"] } },
      null,
      2,
    );
    const figures = Object.entries(shares).map(
      ([code, value]) =>
        `    "${code}": {"value":"${value}","state":"final",\n      "contributions": [\n        {"unit":"T01","value":"${value}","text":"\\n    \\"x\\": {"}\n      ] }`,
    );
    return new TextEncoder().encode(`${head.slice(0, -2)},\n  "figures": {\n${figures.join(",\n")}\n  }\n}\n`);
  };
  const compared = (before: Uint8Array, after: Uint8Array) => {
    const both = parseBoth(before, after);
    return compareRuns(
      { id: "A", consolidated: both.before, findings: [] },
      { id: "B", consolidated: both.after, findings: [] },
    );
  };
  const wholly = (before: Uint8Array, after: Uint8Array) =>
    compareRuns(
      { id: "A", consolidated: parseConsolidated(before), findings: [] },
      { id: "B", consolidated: parseConsolidated(after), findings: [] },
    );
  const former = report({ "a.x": "1", "a.xy": "2", "b.x": "3", "c.x": "4" });

  it.each([
    ["one figure changed", report({ "a.x": "1", "a.xy": "20", "b.x": "3", "c.x": "4" })],
    ["figures gone and new", report({ "a.x": "1", "b.x": "3", "d.x": "4", "e.x": "5" }, "draft")],
    ["nothing changed", report({ "a.x": "1", "a.xy": "2", "b.x": "3", "c.x": "4" })],
    ["no figures left", report({}).subarray()],
    ["laid out otherwise", new TextEncoder().encode(JSON.stringify(JSON.parse(new TextDecoder().decode(former))))],
    ["cut off within a figure", former.subarray(0, former.length - 40)],
    ["one sign lost", former.filter((_, at) => at !== former.length - 30)],
  ])("are compared as if all had been read: %s", (_, after) => {
    expect(compared(former, after)).toEqual(wholly(former, after));
    expect(compared(after, former)).toEqual(wholly(after, former));
  });

  it("are read only where they differ", () => {
    const both = parseBoth(former, report({ "a.x": "1", "a.xy": "2", "b.x": "30", "c.x": "4" }));
    expect(Object.keys(both.before?.figures ?? {})).toEqual(["b.x"]);
    expect(both.after?.coverage.due).toEqual(["T01"]);
  });
});
