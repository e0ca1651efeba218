import type { Distance } from "./layout.js";
import { type Alteration, type SlipKind, slipOfOne, slipOfTwo } from "./slip.js";
import type { Deltas, LinearSystem } from "./system.js";
import type { TotalEquation } from "./totals.js";

/** One slip: the figures typed wrong, by number. */
export interface RankedSlip {
  readonly kind: SlipKind | undefined;
  readonly cost: number;
  readonly figures: readonly number[];
}

/** A set of changes taken apart into slips, and totals that only follow them. */
export interface RankedChanges {
  readonly deltas: Deltas;
  readonly figures: readonly number[];
  readonly slips: readonly RankedSlip[];
  readonly followers: readonly number[];
  /** Compared from the front: figures typed wrong, unlikeliness of the slips, borne-out figures among them, figures changed in all. */
  readonly rank: readonly [cells: number, cost: number, vouched: number, changes: number];
}

export interface Terrain {
  readonly system: LinearSystem;
  /** Figures that something outside the form bears out. */
  readonly vouched: ReadonlySet<number>;
  readonly totals: readonly TotalEquation[];
  readonly distance: Distance;
  readonly neighbours: ReadonlyMap<number, readonly number[]>;
  /** Every two figures next to each other. */
  readonly pairs: readonly (readonly [number, number])[];
}

export function rankChanges(terrain: Terrain, deltas: Deltas): RankedChanges {
  const figures = [...deltas.keys()].sort((a, b) => a - b);
  const followers = figures.filter((figure) => follows(terrain, figure, deltas));
  const roots = figures.filter((figure) => !followers.includes(figure));
  const slips = slipsOf(terrain, roots, deltas);
  const cost = slips.reduce((sum, slip) => sum + slip.cost, 0);
  const cells = roots.length + (followers.length > 0 ? 1 : 0);
  return {
    deltas,
    figures,
    slips,
    followers,
    rank: [cells, cost, roots.filter((figure) => terrain.vouched.has(figure)).length, figures.length],
  };
}

/** A total that agreed with its parts as stated and changes only because one of them does. */
function follows(terrain: Terrain, figure: number, deltas: Deltas): boolean {
  const own = terrain.totals.filter((one) => one.total === figure);
  return (
    own.every((one) => one.equation.residual === 0n) && own.some((one) => one.parts.some((part) => deltas.has(part)))
  );
}

function slipsOf(terrain: Terrain, roots: readonly number[], deltas: Deltas): readonly RankedSlip[] {
  const single = new Map(roots.map((figure) => [figure, singleSlip(terrain, figure, deltas)]));
  const pairs = pairSlips(terrain, roots, deltas)
    .map((pair) => ({
      pair,
      saved: single.get(pair.figures[0]!)!.cost + single.get(pair.figures[1]!)!.cost - pair.cost,
    }))
    .sort((a, b) => b.saved - a.saved);
  const chosen: RankedSlip[] = [];
  for (const { pair, saved } of pairs) {
    if (saved <= 0 || !pair.figures.every((figure) => single.has(figure))) continue;
    for (const figure of pair.figures) single.delete(figure);
    chosen.push(pair);
  }
  return [...chosen, ...single.values()].sort((a, b) => a.figures[0]! - b.figures[0]!);
}

function singleSlip(terrain: Terrain, figure: number, deltas: Deltas): RankedSlip {
  return { ...slipOfOne(alteration(terrain, figure, deltas)), figures: [figure] };
}

function pairSlips(terrain: Terrain, roots: readonly number[], deltas: Deltas): readonly RankedSlip[] {
  return roots.flatMap((a, at) =>
    roots.slice(at + 1).flatMap((b) => {
      const distance = terrain.distance(a, b);
      if (distance === undefined) return [];
      const slip = slipOfTwo(alteration(terrain, a, deltas), alteration(terrain, b, deltas), distance);
      return slip ? [{ ...slip, figures: [a, b] }] : [];
    }),
  );
}

function alteration(terrain: Terrain, figure: number, deltas: Deltas): Alteration {
  const { values, steps } = terrain.system;
  const from = values[figure]!;
  return {
    from,
    to: from + deltas.get(figure)!,
    step: steps[figure]!,
    isTotal: terrain.totals.some((one) => one.total === figure),
    neighbours: (terrain.neighbours.get(figure) ?? []).map((other) => values[other]!),
  };
}

/** Fewest figures first, then the likelier slip, then the form's order. */
export function compareRanked(a: RankedChanges, b: RankedChanges): number {
  for (const [at, part] of a.rank.entries()) if (part !== b.rank[at]) return part - b.rank[at]!;
  for (const [at, figure] of a.figures.entries()) {
    const other = b.figures[at];
    if (other === undefined) return 1;
    if (figure !== other) return figure - other;
  }
  return a.figures.length - b.figures.length;
}
