import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { smallestChanges } from "../../src/check/suspect/search.js";
import { type Suspicion, suspect } from "../../src/check/suspect/suspect.js";
import { buildSystem, type Deltas, settles } from "../../src/check/suspect/system.js";
import { type Decimal, equals, sum } from "../../src/decimal.js";
import { type FigureCode, figureCode } from "../../src/figure.js";
import type { Relation } from "../../src/relation.js";
import { times } from "../times.js";
import { form, relations, type Sheet, town } from "./suspect-sheet.js";

/** A table of three rows and a total row, two columns and a total column: small enough to try everything. */
const SMALL: readonly Relation[] = [
  ...["a", "b", "c", "t"].map((row) => ({
    rule: "ROW",
    where: row,
    left: [figureCode(`${row}.x`), figureCode(`${row}.y`)],
    right: [figureCode(`${row}.t`)],
  })),
  ...["x", "y", "t"].map((column) => ({
    rule: "COLUMN",
    where: column,
    left: ["a", "b", "c"].map((row) => figureCode(`${row}.${column}`)),
    right: [figureCode(`t.${column}`)],
  })),
];
const SMALL_FIGURES = ["a", "b", "c", "t"].flatMap((row) =>
  ["x", "y", "t"].map((column) => figureCode(`${row}.${column}`)),
);
const HIGHEST = 8;

function footed(parts: readonly number[]): number[] {
  const lines = [0, 1, 2].map((row) => [parts[2 * row]!, parts[2 * row + 1]!]);
  lines.push([0, 1].map((column) => lines.reduce((total, line) => total + line[column]!, 0)));
  return lines.flatMap((line) => [...line, line[0]! + line[1]!]);
}

function decimals(numbers: readonly number[]): Sheet {
  return new Map(SMALL_FIGURES.map((figure, at) => [figure, { coefficient: BigInt(numbers[at]!), scale: 0 }]));
}

function subsets(size: number, from = 0): number[][] {
  if (size === 0) return [[]];
  return SMALL_FIGURES.slice(from).flatMap((_, at) =>
    subsets(size - 1, from + at + 1).map((rest) => [from + at, ...rest]),
  );
}

/** Every way to change so many figures to values from 0 to HIGHEST × 2 so that all relations hold. */
function tryEverything(numbers: readonly number[], size: number): string[] {
  const system = buildSystem(decimals(numbers), SMALL);
  const order = SMALL_FIGURES.map((figure) => system.figures.indexOf(figureCode(figure)));
  const fill = (figures: readonly number[], deltas: Deltas): Deltas[] => {
    const [first, ...rest] = figures;
    if (first === undefined) return settles(system.equations, deltas) ? [deltas] : [];
    const values = Array.from({ length: 2 * HIGHEST + 1 }, (_, value) => value - numbers[first]!).filter(
      (delta) => delta !== 0,
    );
    return values.flatMap((delta) => fill(rest, new Map([...deltas, [order[first]!, BigInt(delta)]])));
  };
  return subsets(size)
    .flatMap((figures) => fill(figures, new Map()))
    .map(keyOf)
    .sort();
}

function keyOf(deltas: Deltas): string {
  return [...deltas]
    .sort(([a], [b]) => a - b)
    .map(([figure, delta]) => `${figure}:${delta}`)
    .join(" ");
}

const broken = fc.record({
  parts: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 6, maxLength: 6 }),
  typed: fc.array(fc.tuple(fc.nat({ max: 11 }), fc.nat({ max: HIGHEST })), { minLength: 1, maxLength: 2 }),
});

describe("the search against trying everything", () => {
  it("finds every smallest set of changes of a small table, and no others", () => {
    fc.assert(
      fc.property(broken, ({ parts, typed }) => {
        const numbers = footed(parts);
        for (const [at, value] of typed) numbers[at] = value;
        const system = buildSystem(decimals(numbers), SMALL);
        fc.pre(system.equations.some((one) => one.residual !== 0n));
        const found = smallestChanges(system, system.equations, 10_000);
        expect(found.exhaustive).toBe(true);
        const size = found.solutions[0]!.size;
        if (size > 1) expect(tryEverything(numbers, 1)).toEqual([]);
        expect(found.solutions.map(keyOf).sort()).toEqual(tryEverything(numbers, size));
      }),
      { seed: 4, numRuns: times(150) },
    );
  });

  it("finds all explanations of two independent mistakes once each", () => {
    const numbers = footed([2, 1, 0, 2, 1, 1]);
    numbers[0] = 5;
    numbers[4] = 4;
    const system = buildSystem(decimals(numbers), SMALL);
    const found = smallestChanges(system, system.equations, 10_000);
    expect(found.solutions.map(keyOf)).toEqual([...new Set(found.solutions.map(keyOf))]);
    expect(found.solutions.map(keyOf).sort()).toEqual(tryEverything(numbers, 2));
  });
});

const whole = [...town().keys()];
const mistakes = fc.array(fc.tuple(fc.nat({ max: whole.length - 1 }), fc.nat({ max: 300 })), {
  minLength: 1,
  maxLength: 4,
});

function withMistakes(typed: readonly (readonly [number, number])[]): Sheet {
  const cells = town();
  for (const [at, value] of typed) cells.set(whole[at]!, { coefficient: BigInt(value), scale: 0 });
  return cells;
}

function after(cells: Sheet, suspicion: Suspicion): Sheet {
  return new Map([...cells, ...suspicion.changes.map((change) => [change.figure, change.to] as const)]);
}

function holds(cells: Sheet, relation: Relation): boolean {
  const side = (figures: readonly FigureCode[]): Decimal => sum(figures.map((figure) => cells.get(figure)!));
  return equals(side(relation.left), side(relation.right));
}

describe("any few mistakes in the whole form", () => {
  it("every suspicion satisfies every relation, with counts only, and no more changes than mistakes", () => {
    fc.assert(
      fc.property(mistakes, (typed) => {
        const cells = withMistakes(typed);
        const result = suspect(cells, relations, { form });
        for (const suspicion of result.suspicions) {
          expect(relations.filter((relation) => !holds(after(cells, suspicion), relation))).toEqual([]);
          expect(suspicion.changes.every(({ to }) => to.coefficient >= 0n && to.scale === 0)).toBe(true);
          expect(suspicion.settled).toEqual(relations.filter((relation) => !holds(cells, relation)));
        }
        const first = result.suspicions[0];
        if (first && result.exhaustive) expect(first.rank[0]).toBeLessThanOrEqual(typed.length);
        expect(result.suspicions.length > 0).toBe(relations.some((relation) => !holds(cells, relation)));
      }),
      { seed: 11, numRuns: times(200) },
    );
  });

  it("does not hang on the order in which figures or relations are given", () => {
    fc.assert(
      fc.property(mistakes, (typed) => {
        const cells = withMistakes(typed);
        const { suspicions, ...counts } = suspect(cells, relations, { form });
        const turned = suspect(new Map([...cells].reverse()), [...relations].reverse(), { form });
        const changesOf = (list: readonly Suspicion[]) =>
          list.map((one) => ({ changes: one.changes, slips: one.slips, rank: one.rank }));
        expect(changesOf(turned.suspicions)).toEqual(changesOf(suspicions));
        expect({ ...turned, suspicions: [] }).toEqual({ ...counts, suspicions: [] });
      }),
      { seed: 12, numRuns: times(100) },
    );
  });
});

describe("other relations", () => {
  it("works without a form, on amounts with decimals, and with a figure on both sides", () => {
    const amount = (coefficient: number, scale: number): Decimal => ({ coefficient: BigInt(coefficient), scale });
    const [a, b, total] = [figureCode("fees.a"), figureCode("fees.b"), figureCode("fees.total")] as const;
    const fees = { rule: "FEES", where: "fees", left: [a, b], right: [total] };
    const idle = { rule: "IDLE", where: "idle", left: [a], right: [a] };
    const result = suspect(
      new Map([
        [a, amount(3, 0)],
        [b, amount(4, 0)],
        [total, amount(75, 1)],
      ]),
      [fees, idle],
    );
    expect(result.suspicions.map((one) => one.changes)).toEqual([
      [{ figure: "fees.total", from: amount(75, 1), to: amount(7, 0) }],
    ]);
  });

  it("counts a figure as often as it stands in a relation", () => {
    const [zero, one] = [0n, 1n].map((coefficient) => ({ coefficient, scale: 0 }));
    const [x, y, z] = [figureCode("x"), figureCode("y"), figureCode("z")] as const;
    const both = [
      { rule: "A", where: "a", left: [x], right: [y] },
      { rule: "B", where: "b", left: [x, x], right: [y, z] },
    ];
    const found = suspect(
      new Map([
        [x, one!],
        [y, one!],
        [z, zero!],
      ]),
      both,
    );
    expect(found.suspicions.map((suspicion) => suspicion.changes)).toEqual([[{ figure: "z", from: zero, to: one }]]);
    const odd = [{ rule: "C", where: "c", left: [x, x], right: [y] }];
    const even = suspect(
      new Map([
        [x, one!],
        [y, one!],
      ]),
      odd,
    );
    expect(even.suspicions.map((suspicion) => suspicion.changes)).toEqual([
      [{ figure: "y", from: one, to: { coefficient: 2n, scale: 0 } }],
    ]);
  });
});
