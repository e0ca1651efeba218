import { type Deltas, type Equation, equation, type LinearSystem, mayChange } from "./system.js";

/** 搜索结果: every smallest set of changes. `exhaustive` is false if the search reached its limit or found none. */
export interface SearchResult {
  readonly solutions: readonly Deltas[];
  readonly exhaustive: boolean;
  readonly steps: number;
}

/** A state of the search: `solved` figures may change and have been eliminated from the `open` equations. */
interface Node {
  readonly open: readonly Equation[];
  readonly solved: readonly { readonly figure: number; readonly equation: Equation }[];
  /** Figures that do not change below this state. Another branch tries the sets that contain them. */
  readonly kept: Uint8Array;
}

interface Search {
  readonly system: LinearSystem;
  readonly limit: number;
  readonly solutions: Deltas[];
  steps: number;
}

/**
 * 错误定位: finds the smallest sets of figures that satisfy all equations if they change, and by how much each changes (Fellegi and
 * Holt 1976). Every such set contains a figure of each broken equation, so the search picks a broken equation, tries each of its figures,
 * eliminates it from the other equations and goes on with those that are still broken. A set whose changes the equations leave open is
 * not returned. The limit counts steps and not time, so that the same figures give the same answer.
 */
export function smallestChanges(system: LinearSystem, equations: readonly Equation[], limit: number): SearchResult {
  const search: Search = { system, limit, solutions: [], steps: 0 };
  const start: Node = { open: equations, solved: [], kept: new Uint8Array(system.figures.length) };
  const first = disjointBroken(start, brokenOf(start)).length;
  for (let size = first; size <= equations.length && search.solutions.length === 0 && search.steps < limit; size += 1) {
    explore(search, start, size);
  }
  return {
    solutions: search.solutions,
    exhaustive: search.solutions.length > 0 && search.steps < limit,
    steps: search.steps,
  };
}

function explore(search: Search, node: Node, budget: number): void {
  if (search.steps >= search.limit) return;
  search.steps += 1;
  const broken = brokenOf(node);
  if (broken.length === 0) offer(search, node);
  if (broken.length === 0 || budget === 0) return;
  const disjoint = disjointBroken(node, broken);
  if (disjoint.length > budget) return;
  const tight = disjoint.length === budget;
  const pivot = narrowest(node, tight ? disjoint : broken);
  const kept = node.kept.slice();
  const candidates = pivot.support.filter((figure) => kept[figure] === 0);
  // No more figures may change than there are separate broken equations, so each equation gets one, whose change is known now.
  if (tight) for (const figure of candidates) kept[figure] = 1;
  for (const figure of candidates) {
    if (!tight || settlesAlone(search.system, node, { pivot, figure, last: budget === 1 })) {
      explore(search, eliminate(node, pivot, figure, kept.slice()), budget - 1);
    }
    kept[figure] = 1;
  }
}

function brokenOf(node: Node): readonly Equation[] {
  return node.open.filter((one) => one.residual !== 0n);
}

/** Broken equations that have no figure in common. Each needs a change of its own, so their number is a lower bound. */
function disjointBroken(node: Node, broken: readonly Equation[]): readonly Equation[] {
  const ascending = [...broken].sort((a, b) => a.support.length - b.support.length);
  const narrow = disjointOf(node, ascending);
  const wide = disjointOf(node, ascending.reverse());
  return wide.length > narrow.length ? wide : narrow;
}

function disjointOf(node: Node, broken: readonly Equation[]): readonly Equation[] {
  const taken = node.kept.slice();
  return broken.filter((one) => {
    if (one.support.some((figure) => taken[figure] !== node.kept[figure])) return false;
    for (const figure of one.support) if (node.kept[figure] === 0) taken[figure] = 1;
    return true;
  });
}

function narrowest(node: Node, equations: readonly Equation[]): Equation {
  let best = equations[0]!;
  let width = Number.POSITIVE_INFINITY;
  for (const one of equations) {
    let free = 0;
    for (const figure of one.support) if (node.kept[figure] === 0) free += 1;
    if (free < width) [best, width] = [one, free];
  }
  return best;
}

/** Whether this figure alone can satisfy the equation and, if no other may change after it, all equations. */
function settlesAlone(
  system: LinearSystem,
  node: Node,
  choice: { readonly pivot: Equation; readonly figure: number; readonly last: boolean },
): boolean {
  const { pivot, figure, last } = choice;
  const delta = quotient(-pivot.residual, pivot.terms[figure]!);
  if (delta === undefined || !mayChange(system, figure, delta)) return false;
  return !last || node.open.every((one) => BigInt(one.terms[figure]!) * delta + one.residual === 0n);
}

function eliminate(node: Node, pivot: Equation, figure: number, kept: Uint8Array): Node {
  const without = (one: Equation): Equation => (one.terms[figure] === 0 ? one : combine(one, pivot, figure));
  return {
    open: node.open.filter((one) => one !== pivot).map(without),
    solved: [
      ...node.solved.map((one) => ({ figure: one.figure, equation: without(one.equation) })),
      { figure, equation: pivot },
    ],
    kept,
  };
}

/** Subtracts a multiple of one equation from a multiple of the other so that the figure is eliminated. */
function combine(one: Equation, pivot: Equation, figure: number): Equation {
  const p = pivot.terms[figure]!;
  const q = one.terms[figure]!;
  const [a, b] = p === 1 || p === -1 ? [1, q * p] : [p, q];
  const terms = new Int32Array(one.terms.length);
  for (const at of one.support) terms[at] = a * one.terms[at]!;
  for (const at of pivot.support) terms[at]! -= b * pivot.terms[at]!;
  return equation(terms, BigInt(a) * one.residual - BigInt(b) * pivot.residual);
}

function offer(search: Search, node: Node): void {
  const deltas = new Map<number, bigint>();
  for (const { figure, equation: one } of node.solved) {
    const delta = quotient(-one.residual, one.terms[figure]!);
    if (delta === undefined || delta === 0n || !mayChange(search.system, figure, delta)) return;
    deltas.set(figure, delta);
  }
  search.solutions.push(deltas);
}

function quotient(dividend: bigint, divisor: number): bigint | undefined {
  const by = BigInt(divisor);
  return dividend % by === 0n ? dividend / by : undefined;
}
