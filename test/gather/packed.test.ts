import { describe, expect, test } from "vitest";
import { parseDecimal } from "../../src/decimal.js";
import { figureCode, type Observation, type SourceCell } from "../../src/figure.js";
import { openShared, packedSubmission, type Shared } from "../../src/gather/packed/packed.js";
import type { FilledSubmission } from "../../src/gather/submission.js";
import { type Cell, type Grid, NOTHING_HIDDEN } from "../../src/grid.js";

const cell = (row: number, column: number, text: string, others: Partial<Cell> = {}): Cell => ({
  row,
  column,
  rowSpan: 1,
  columnSpan: 1,
  text,
  kind: "text",
  ...others,
});

function gridOf(cells: readonly Cell[]): Grid {
  return {
    kind: "grid",
    sheet: "政府信息公开工作年度报告",
    addressing: "A1",
    rows: 9,
    columns: 9,
    cells,
    ...NOTHING_HIDDEN,
  };
}

const source = (at: string, text: string, file = "2022/甲镇.xlsx"): SourceCell => ({
  file,
  sheet: "政府信息公开工作年度报告",
  cell: at,
  text,
});

const observation = (code: string, amount: Observation["amount"], at: string): Observation => ({
  figure: figureCode(code),
  amount,
  source: source(at, "1"),
});

function submissionOf(
  cells: readonly Cell[],
  observations: readonly Observation[],
  file = "2022/甲镇.xlsx",
): FilledSubmission {
  const text = { kind: "text", sheet: "正文", lines: [{ text: "一、总体情况", place: "第1段" }] } as const;
  return {
    received: {
      file,
      sha256: "00",
      format: "xlsx",
      identity: { owner: { kind: "unnamed", lists: false }, otherYear: false, findings: [], dated: undefined },
      document: { format: "xlsx", blocks: [gridOf(cells), text], remarks: [{ kind: "macros" }], marked: "abc" },
    },
    filled: {
      edition: "2021",
      observations: new Map(observations.map((one) => [one.figure, one])),
      findings: [
        {
          code: "VALUE.BLANK_AS_ZERO",
          unit: null,
          figures: observations.map(({ figure }) => figure),
          sources: [...observations.map((one) => ({ ...one.source })), source("Z9", "别处")],
          facts: { table: "一", count: observations.length, examples: [] },
        },
      ],
      entries: [],
      tables: [],
      years: [],
      narrative: [],
    },
    findings: [],
    acceptance: { state: "refused", reasons: ["UNIT.UNKNOWN"] },
  };
}

function packed(one: FilledSubmission, shared: Shared = openShared()): FilledSubmission {
  const result = packedSubmission(one, shared);
  if (!("filled" in result)) throw new Error("not filled");
  return result;
}

describe("收起的材料", () => {
  const rare: readonly Partial<Cell>[] = [
    { kind: "number", formula: true },
    { kind: "percent", shown: "50%" },
    { kind: "date" },
    { kind: "yuan" },
    { kind: "scaled", unseen: "3" },
    { kind: "boolean" },
    { kind: "error", doubt: "struck" },
    { kind: "uncalculated", place: "第17行" },
    { kind: "blank", rowSpan: 3, columnSpan: 7 },
  ];

  test("a document's blocks are the same each time they are asked for", () => {
    const cells = [cell(0, 0, "表一"), ...rare.map((one, at) => cell(at + 1, at, String(at), one))];
    const one = submissionOf(cells, []);
    const { document } = packed(one).received;
    expect(document.blocks).toEqual(one.received.document.blocks);
    expect(document.blocks).toEqual(one.received.document.blocks);
    expect(document).toEqual(one.received.document);
  });

  test.each([0xffff, 0x10000, 1_048_575, 2 ** 40])("a cell in row %d stays there", (row) => {
    const one = submissionOf([cell(row, 3, "1", { rowSpan: 2 })], []);
    expect(packed(one).received.document.blocks).toEqual(one.received.document.blocks);
  });

  const figures = [
    observation("a.b.c", { kind: "reported", value: parseDecimal("1.50")! }, "B7"),
    observation("a.b.d", { kind: "reported", value: parseDecimal("1.5")!, qualifier: "余" }, "B8"),
    observation("a.b.e", { kind: "answered", answer: "是" }, "B9"),
    observation("a.b.f", { kind: "blank" }, "B10"),
    observation("a.b.g", { kind: "unreadable" }, "B11"),
  ];

  test("figures are looked up, counted and walked through as in a map", () => {
    const one = submissionOf([], figures);
    const plain = one.filled.observations;
    const { observations } = packed(one).filled;
    expect(observations.size).toBe(figures.length);
    expect([...observations]).toEqual([...plain]);
    expect([...observations.keys()]).toEqual([...plain.keys()]);
    expect([...observations.values()]).toEqual([...plain.values()]);
    expect([...observations.entries()]).toEqual([...plain.entries()]);
    const walked: unknown[] = [];
    observations.forEach((value, key) => {
      walked.push([key, value]);
    });
    expect(walked).toEqual([...plain]);
    for (const [code, given] of plain) {
      expect(observations.has(code)).toBe(true);
      expect(observations.get(code)).toEqual(given);
    }
    expect(observations.has(figureCode("a.b.z"))).toBe(false);
    expect(observations.get(figureCode("a.b.z"))).toBeUndefined();
  });

  test("amounts that differ in their digits or beside them stay apart, and equal ones of two files are one", () => {
    const shared = openShared();
    const [first, second] = ["2022/甲镇.xlsx", "2022/乙镇.xlsx"].map(
      (file) => packed(submissionOf([], figures, file), shared).filled.observations,
    );
    const amounts = figures.map(({ figure }) => first?.get(figure)?.amount);
    expect(amounts).toEqual(figures.map(({ amount }) => amount));
    expect(second?.get(figures[0]!.figure)?.amount).toBe(amounts[0]);
  });

  test("a finding names the very cells of the figures, and others as they were", () => {
    const one = submissionOf([], figures);
    const { filled } = packed(one);
    expect(filled.findings).toEqual(one.filled.findings);
    for (const [at, { figure }] of figures.entries())
      expect(filled.findings[0]?.sources[at]).toBe(filled.observations.get(figure)?.source);
  });

  test("a cell of the same address with another text, or one that somebody confirmed, is another cell", () => {
    const given = submissionOf([], figures);
    const [finding] = given.filled.findings;
    const confirmed = { by: "张三", file: "2022/录入.xlsx", sheet: "一", cell: "A1" };
    const sources = [source("B7", "2"), source("B7", "1", "2022/乙镇.xlsx"), { ...source("B7", "1"), confirmed }];
    const one = { ...given, filled: { ...given.filled, findings: [{ ...finding!, sources }] } };
    expect(packed(one).filled.findings[0]?.sources).toEqual(sources);
  });
});
