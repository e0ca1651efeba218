import type { Decimal } from "../../decimal.js";
import { shift } from "../../decimal.js";
import type { FigureCode } from "../../figure.js";
import type { Form } from "../../form/form.js";
import type { Relation } from "../../relation.js";
import { adjacentPairs, distanceIn, layoutOf, layoutOfRelations } from "./layout.js";
import { compareRanked, type RankedChanges, rankChanges, type Terrain } from "./ranking.js";
import { smallestChanges } from "./search.js";
import type { Change, SuspectResult, Suspicion } from "./suspicion.js";
import { brokenParts, buildSystem, type Deltas, type LinearSystem, settles } from "./system.js";
import { changesOneByOne, slipsWithTotals, totalsOf, totalsRecalculated } from "./totals.js";

export type { Change, Slip, SuspectResult, Suspicion } from "./suspicion.js";
export { type CellNames, describeBriefly, describeSuspects } from "./wording.js";

export interface SuspectOptions {
  /** Gives the order of rows and columns and what values a figure may take; without it, whole numbers from 0. */
  readonly form?: Form;
  /** 有旁证: a figure that last year's, or the unit's own text, bears out. Of equals, the one that changes none of them comes first. */
  readonly vouched?: (figure: FigureCode) => boolean;
  /** Steps of the search before it gives up. */
  readonly limit?: number;
}

const LISTED = 5;
/** Past this many, the explanations of one part of the form are not set against each other one by one. */
const WEIGHED = 3000;
const COMBINED_OF_EACH = 8;
const DEFAULT_LIMIT = 8000;

/**
 * 查找疑似错处: the smallest sets of stated figures whose change satisfies every relation at once,
 * likeliest first. Nothing is broken: nothing is suspected.
 */
export function suspect(
  values: ReadonlyMap<FigureCode, Decimal>,
  relations: readonly Relation[],
  options: SuspectOptions = {},
): SuspectResult {
  const system = buildSystem(values, relations, options.form);
  const parts = brokenParts(system);
  if (parts.length === 0) return { suspicions: [], found: 0, tied: 0, ambiguous: false, exhaustive: true };
  const terrain = terrainOf(system, values, options);
  const traced = parts.map((part) => tracePart(terrain, part, options.limit ?? DEFAULT_LIMIT));
  const solved = traced.filter((part) => part.ranked.length > 0);
  const ranked = solved.length === 1 ? solved[0]!.ranked : combinations(terrain, solved);
  const found = solved.length === 0 ? 0 : solved.reduce((product, part) => product * part.ranked.length, 1);
  const tied = ranked.filter((one) => one.rank.every((key, at) => key === ranked[0]!.rank[at])).length;
  return {
    suspicions: ranked.slice(0, LISTED).map((one) => suspicionOf(system, one)),
    found,
    tied,
    ambiguous: found > 1,
    exhaustive: traced.every((part) => part.exhaustive),
  };
}

function terrainOf(
  system: LinearSystem,
  values: ReadonlyMap<FigureCode, Decimal>,
  { form, vouched }: SuspectOptions,
): Terrain {
  const layout = form ? layoutOf(form, (figure) => values.has(figure)) : layoutOfRelations(system.relations);
  const numbers = new Map(system.figures.map((figure, number) => [figure, number]));
  const pairs = adjacentPairs(layout, numbers);
  const neighbours = new Map<number, number[]>();
  for (const [a, b] of pairs) {
    neighbours.set(a, [...(neighbours.get(a) ?? []), b]);
    neighbours.set(b, [...(neighbours.get(b) ?? []), a]);
  }
  const borne = new Set(system.figures.flatMap((figure, number) => (vouched?.(figure) ? [number] : [])));
  return { system, vouched: borne, totals: totalsOf(system), distance: distanceIn(layout, numbers), neighbours, pairs };
}

/** The explanations of one part of the form that shares no figure with the rest. */
interface TracedPart {
  readonly ranked: readonly RankedChanges[];
  readonly exhaustive: boolean;
}

function tracePart(terrain: Terrain, part: readonly number[], limit: number): TracedPart {
  const equations = part.map((number) => terrain.system.equations[number]!);
  const search = smallestChanges(terrain.system, equations, limit);
  const smallest = search.solutions.length > 0 ? search.solutions : approximations(terrain.system, part);
  const several = smallest.length > 0 && smallest.every((deltas) => deltas.size > 1);
  const calculated = several ? slipsWithTotals(terrain.system, equations, terrain.pairs) : [];
  const candidates = distinct([...smallest.slice(0, WEIGHED), ...calculated]);
  return {
    ranked: candidates.map((deltas) => rankChanges(terrain, deltas)).sort(compareRanked),
    exhaustive: search.exhaustive && smallest.length <= WEIGHED,
  };
}

/** Where the search gave up: totals taken anew, else mistakes traced one by one, as far as that goes. */
function approximations(system: LinearSystem, part: readonly number[]): readonly Deltas[] {
  const equations = part.map((number) => system.equations[number]!);
  const traced = changesOneByOne(system, equations);
  const recalculated = totalsRecalculated(system, equations);
  if (recalculated) return settles(equations, traced) ? [recalculated, traced] : [recalculated];
  return traced.size > 0 ? [traced] : [];
}

function distinct(candidates: readonly Deltas[]): readonly Deltas[] {
  const key = (deltas: Deltas): string =>
    [...deltas]
      .sort(([a], [b]) => a - b)
      .map(([figure, delta]) => `${figure}:${delta}`)
      .join(" ");
  return [...new Map(candidates.map((deltas) => [key(deltas), deltas])).values()];
}

/** Independent parts of the form, each with its own explanations: the likeliest of each, joined and ranked again. */
function combinations(terrain: Terrain, parts: readonly TracedPart[]): readonly RankedChanges[] {
  let joined: readonly Deltas[] = parts.length === 0 ? [] : [new Map()];
  for (const { ranked } of parts) {
    joined = joined.flatMap((before) =>
      ranked.slice(0, COMBINED_OF_EACH).map((one) => new Map([...before, ...one.deltas])),
    );
    joined = joined.slice(0, WEIGHED);
  }
  return joined.map((deltas) => rankChanges(terrain, deltas)).sort(compareRanked);
}

function suspicionOf(system: LinearSystem, ranked: RankedChanges): Suspicion {
  const change = (figure: number): Change => ({
    figure: system.figures[figure]!,
    from: decimalOf(system, system.values[figure]!),
    to: decimalOf(system, system.values[figure]! + ranked.deltas.get(figure)!),
  });
  const broken = system.equations.flatMap((equation, number) => (equation.residual === 0n ? [] : [number]));
  const settled = broken.filter((number) => settles([system.equations[number]!], ranked.deltas));
  const slips = ranked.slips.map((slip) => ({ kind: slip.kind, changes: slip.figures.map(change) }));
  return {
    changes: ranked.figures.map(change),
    slip: slips.length === 1 ? slips[0]!.kind : undefined,
    slips,
    totals: ranked.followers.map(change),
    settlesAll: settles(system.equations, ranked.deltas),
    settled: settled.map((number) => system.relations[number]!),
    rank: ranked.rank,
  };
}

function decimalOf(system: LinearSystem, value: bigint): Decimal {
  return shift({ coefficient: value, scale: 0 }, -system.scale);
}
