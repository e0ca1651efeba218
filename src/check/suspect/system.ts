import type { Decimal } from "../../decimal.js";
import type { FigureCode } from "../../figure.js";
import type { Form } from "../../form/form.js";
import type { Relation } from "../../relation.js";

/** A relation as an equation in the changes: sum(terms × change) + residual = 0. Figures are numbers here, for speed. */
export interface Equation {
  /** One coefficient a figure: +1 on the left, −1 on the right. */
  readonly terms: Int32Array;
  /** The figures whose coefficient is not zero, ascending. */
  readonly support: readonly number[];
  /** sum(left) − sum(right) as stated, in units of 10^-scale. */
  readonly residual: bigint;
}

/** 方程组: the stated figures and the relations between them, brought to whole numbers once. */
export interface LinearSystem {
  readonly figures: readonly FigureCode[];
  readonly values: readonly bigint[];
  readonly scale: number;
  readonly relations: readonly Relation[];
  readonly equations: readonly Equation[];
  /** The step a figure moves in: 1 for a count, 0.000001 for 万元, both in units of 10^-scale. */
  readonly steps: readonly bigint[];
  readonly signed: readonly boolean[];
}

/** 改动: the amount by which each figure changes, by the figure's number. */
export type Deltas = ReadonlyMap<number, bigint>;

/** A relation with a term that was not stated is undecided: it takes no part. */
export function buildSystem(
  values: ReadonlyMap<FigureCode, Decimal>,
  relations: readonly Relation[],
  form?: Form,
): LinearSystem {
  const decided = relations.filter((relation) =>
    [...relation.left, ...relation.right].every((figure) => values.has(figure)),
  );
  const figures = figuresInOrder(decided, form);
  const stated = figures.map((figure) => values.get(figure)!);
  const decimals = figures.map((figure) => form?.figures.get(figure)?.decimals ?? 0);
  const scale = Math.max(0, ...stated.map((value) => value.scale), ...decimals);
  const integers = stated.map((value) => value.coefficient * 10n ** BigInt(scale - value.scale));
  const numbers = new Map(figures.map((figure, number) => [figure, number]));
  return {
    figures,
    scale,
    relations: decided,
    values: integers,
    equations: decided.map((relation) => equationOf(relation, numbers, integers)),
    steps: decimals.map((places) => 10n ** BigInt(scale - places)),
    signed: figures.map((figure) => form?.figures.get(figure)?.signed ?? false),
  };
}

/** In the form's order, so that the answer does not hang on the order in which a file was read. */
function figuresInOrder(relations: readonly Relation[], form: Form | undefined): readonly FigureCode[] {
  const used = new Set(relations.flatMap((relation) => [...relation.left, ...relation.right]));
  const known = [...(form?.figures.keys() ?? [])].filter((figure) => used.has(figure));
  for (const figure of known) used.delete(figure);
  return [...known, ...used];
}

function equationOf(relation: Relation, numbers: ReadonlyMap<FigureCode, number>, values: readonly bigint[]): Equation {
  const terms = new Int32Array(values.length);
  let residual = 0n;
  for (const figure of relation.left) {
    terms[numbers.get(figure)!]! += 1;
    residual += values[numbers.get(figure)!]!;
  }
  for (const figure of relation.right) {
    terms[numbers.get(figure)!]! -= 1;
    residual -= values[numbers.get(figure)!]!;
  }
  return equation(terms, residual);
}

export function equation(terms: Int32Array, residual: bigint): Equation {
  const support: number[] = [];
  for (let figure = 0; figure < terms.length; figure += 1) if (terms[figure] !== 0) support.push(figure);
  return { terms, support, residual };
}

/** May the figure change by this much? A count stays whole and does not fall below zero. */
export function mayChange(system: LinearSystem, figure: number, delta: bigint): boolean {
  const value = system.values[figure]! + delta;
  return (system.signed[figure]! || value >= 0n) && value % system.steps[figure]! === 0n;
}

/** Do all relations hold, or these of them, once the figures have changed? */
export function settles(equations: readonly Equation[], deltas: Deltas): boolean {
  return equations.every((one) => residualAfter(one, deltas) === 0n);
}

export function residualAfter(one: Equation, deltas: Deltas): bigint {
  let residual = one.residual;
  for (const [figure, delta] of deltas) {
    const term = one.terms[figure]!;
    if (term !== 0) residual += BigInt(term) * delta;
  }
  return residual;
}

/** The parts of the system that share no figure and hold a broken relation, each with its equations' numbers. */
export function brokenParts(system: LinearSystem): readonly (readonly number[])[] {
  const root = system.figures.map((_, figure) => figure);
  const find = (figure: number): number => {
    let at = figure;
    while (root[at] !== at) at = root[at]!;
    return at;
  };
  for (const { support } of system.equations) {
    for (const figure of support) root[find(figure)] = find(support[0]!);
  }
  const parts = new Map<number, number[]>();
  for (const [number, { support }] of system.equations.entries()) {
    const key = support.length === 0 ? -1 : find(support[0]!);
    parts.set(key, [...(parts.get(key) ?? []), number]);
  }
  return [...parts.values()].filter((part) => part.some((number) => system.equations[number]!.residual !== 0n));
}
