import { describe, expect, test } from "vitest";

/** The benchmarks are scripts: what they write is looked at here, with numbers that are given. */
const script = (name: string) => import(new URL(`../bench/${name}`, import.meta.url).href);

const MS: Readonly<Record<string, readonly [number, number]>> = {
  floor: [0.2, 0.3],
  read: [0.8, 0.9],
  checked: [1.6, 4.2],
  SheetJS: [2.4, 2.1],
};

const RESULTS = {
  machine: {
    date: "2022-01-05",
    cores: 2,
    gigabytes: 8,
    system: "linux x64",
    program: "1.2.3",
    node: "20.0.0",
    versions: [{ name: "SheetJS", version: "0.20" }],
  },
  rounds: 3,
  alone: {
    rows: Object.entries({ floor: [0.1, 0.2], checked: [1.3, 4.4], SheetJS: [2.6, 2.2] }).flatMap(
      ([name, [alike, messy]]) => [
        { format: "xlsx", look: "alike", name, files: 300, ms: alike },
        { format: "xlsx", look: "messy", name, files: 300, ms: messy },
      ],
    ),
    absent: [],
  },
  files: {
    rows: ["xlsx", "pdf"].flatMap((format) =>
      Object.entries(MS).flatMap(([name, [alike, messy]]) => [
        { format, look: "alike", name, files: 60, ms: alike },
        { format, look: "messy", name, files: 60, ms: messy },
      ]),
    ),
    versions: [],
    absent: ["pandas"],
  },
  threads: [
    { look: "alike", threads: 1, wall: 3, processor: 3 },
    { look: "alike", threads: 2, wall: 1.5, processor: 3.2 },
  ],
  jobs: {
    rows: [
      { units: 60, mix: "alike", run: "first", rounds: 3, wall: 1.5, processor: 2, megabytes: 150 },
      { units: 60, mix: "alike", run: "nothing changed", rounds: 3, wall: 0.4, processor: 0.5, megabytes: 90 },
      { units: 600, mix: "alike", run: "first", rounds: 1, wall: 9, processor: 20, megabytes: 300 },
    ],
    threads: [
      { units: 60, mix: "alike", threads: 1, wall: 2, processor: 2 },
      { units: 60, mix: "alike", threads: 2, wall: 1.6, processor: 2 },
    ],
  },
};

describe("what a benchmark writes", () => {
  test("a table a question, each figure beside the floor, with the machine and what was not there", async () => {
    const { sectionOf } = await script("report/tables.mjs");
    const lines: string[] = sectionOf(RESULTS).split("\n");
    expect(lines[0]).toBe(
      "2022-01-05, 2 cores, 8.00 GB, linux x64, Node 20.0.0, crossfoot 1.2.3; SheetJS 0.20. Medians of 3 rounds in which all took turns.",
    );
    expect(lines).toContain(
      "| 300 workbooks of one kind alone, ms of processor time each | alike | × floor | messy | × floor |",
    );
    expect(lines).toContain("| crossfoot, read to checked | 1.30 | 13.0 | 4.40 | 22.0 |");
    expect(lines).toContain("| crossfoot, read to checked | 1.60 | 8.00 | 4.20 | 14.0 |");
    expect(lines).toContain("| pdf, a page | 60 | 0.80 | 1.60 | 0.90 | 4.20 |");
    expect(lines).toContain("| read to checked, alike, ms a file | 3.00 | 1.50 | 2.00 | 3.00 | 3.20 |");
    expect(lines).toContain("| 60 units, alike | nothing changed | 0.40 | 0.50 | 90 | 3 |");
    expect(lines).toContain("- pandas was not there and was not measured.");
    expect(lines.find((line) => line.startsWith("- From 60 to 600 units"))).toContain("exponent 1.00");
    expect(lines.find((line) => line.includes("as fast as"))).toContain(
      "1.50 × SheetJS (alike); 0.50 × SheetJS (messy)",
    );
  });

  test("each target stands beside what was measured; one that was not is left out", async () => {
    const { targetsTable } = await script("report/targets.mjs");
    const lines: string[] = targetsTable(RESULTS).split("\n");
    expect(lines).toContain("| a workbook, read to checked, alike | ≤ 1.3 ms | 1.30 ms | reached |");
    expect(lines).toContain("| the same, messy | ≤ 4 ms | 4.40 ms | missed |");
    expect(lines).toContain("| as fast as SheetJS's mere reading | ≥ 1.7 × | 2.00 × | reached |");
    expect(lines).toContain("| two threads against one, read to checked | ≥ 1.6 × | 2.00 × | reached |");
    expect(lines).toContain("| 60 units, nothing changed, clock | ≤ 0.5 s | 0.40 s | reached |");
    expect(lines.join()).not.toMatch(/pandas|6,000|NaN|undefined/);
  });

  test("the section takes the place of the former one and of nothing else", async () => {
    const { insertedInto } = await script("report/tables.mjs");
    const page = "# A\n<!-- measured: begin -->\nold\n<!-- measured: end -->\n# B\n";
    const once = insertedInto(page, "new");
    expect(once).toBe("# A\n<!-- measured: begin -->\nnew\n<!-- measured: end -->\n# B\n");
    expect(insertedInto(once, "new")).toBe(once);
    expect(() => insertedInto("# A\n", "new")).toThrow("measured: begin");
  });

  test("a bar is as long as its number, and the same numbers give the same picture", async () => {
    const { plotOf } = await script("report/plot.mjs");
    const svg: string = plotOf(RESULTS);
    expect(plotOf(structuredClone(RESULTS))).toBe(svg);
    const bars = [...svg.matchAll(/width="([\d.]+)" height="11" fill="#2f6f9f"/g)].map(([, width]) => Number(width));
    expect(bars.slice(0, 4).map((width) => Math.round((width / bars[2]!) * 16))).toEqual([2, 8, 16, 24]);
    expect(svg.match(/<circle/g)).toHaveLength(2);
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  });

  test("the median of an even number of rounds lies between the two in the middle; a quadratic cost has exponent 2", async () => {
    const { exponent, inTurn, median } = await script("measure/clock.mjs");
    expect([median([3, 1, 2]), median([4, 1, 2, 9])]).toEqual([2, 3]);
    expect(exponent({ size: 10, cost: 1 }, { size: 100, cost: 100 })).toBeCloseTo(2);
    const turns: string[] = [];
    const named = (name: string, costs: number[]) => [
      name,
      () => turns.push(name) && { processor: costs.shift(), wall: 0 },
    ];
    const seen = await inTurn(new Map([named("a", [99, 1, 2, 3]), named("b", [99, 5, 4, 6])] as never), { rounds: 3 });
    expect(turns.join("")).toBe("abababab");
    expect([seen.get("a").processor, seen.get("b").processor]).toEqual([2, 5]);
  });
});
