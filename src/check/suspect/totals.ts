import { type Deltas, type Equation, type LinearSystem, mayChange, residualAfter, settles } from "./system.js";

/** 合计关系: a relation that makes one figure the sum of others. */
export interface TotalEquation {
  readonly total: number;
  readonly parts: readonly number[];
  readonly equation: Equation;
}

export function totalsOf(system: LinearSystem): readonly TotalEquation[] {
  return system.equations.flatMap((equation, number) => {
    const [total, ...others] = system.relations[number]!.right;
    if (total === undefined || others.length > 0) return [];
    const figure = system.figures.indexOf(total);
    return [{ total: figure, parts: equation.support.filter((part) => part !== figure), equation }];
  });
}

/** A total of totals of totals: no form goes further. */
const DEEPEST_TOTAL = 3;

/** 总计随之改动: the changes given, and those of every total above them (the total of a total included). */
export function withTotals(totals: readonly TotalEquation[], changes: Deltas): Deltas {
  const deltas = new Map(changes);
  for (let level = 0; level < DEEPEST_TOTAL; level += 1) {
    for (const { total, parts } of totals) {
      if (!changes.has(total))
        deltas.set(
          total,
          parts.reduce((sum, part) => sum + (deltas.get(part) ?? 0n), 0n),
        );
    }
  }
  for (const [figure, delta] of deltas) if (delta === 0n) deltas.delete(figure);
  return deltas;
}

/**
 * One figure typed wrong, or two neighbours exchanged, and the totals calculated from them by the workbook itself:
 * several cells differ from the truth, but only one slip was made, and it shows in the balance alone.
 */
export function slipsWithTotals(
  system: LinearSystem,
  equations: readonly Equation[],
  pairs: readonly (readonly [number, number])[],
): readonly Deltas[] {
  const totals = totalsOf(system);
  if (totals.some((one) => equations.includes(one.equation) && one.equation.residual !== 0n)) return [];
  const inputs = inputsOf(equations, totals);
  const singles = [...inputs].flatMap((figure) => singleWithTotals(system, equations, { totals, figure }));
  const swaps = pairs.flatMap(([a, b]) => {
    const difference = system.values[b]! - system.values[a]!;
    if (!inputs.has(a) || !inputs.has(b) || difference === 0n) return [];
    return [
      withTotals(
        totals,
        new Map([
          [a, difference],
          [b, -difference],
        ]),
      ),
    ];
  });
  return [...singles, ...swaps].filter(
    (deltas) => deltas.size > 1 && settles(equations, deltas) && allowed(system, deltas),
  );
}

function inputsOf(equations: readonly Equation[], totals: readonly TotalEquation[]): ReadonlySet<number> {
  const inputs = new Set(equations.flatMap((one) => one.support));
  for (const { total } of totals) inputs.delete(total);
  return inputs;
}

function singleWithTotals(
  system: LinearSystem,
  equations: readonly Equation[],
  choice: { readonly totals: readonly TotalEquation[]; readonly figure: number },
): readonly Deltas[] {
  const unit = withTotals(choice.totals, new Map([[choice.figure, 1n]]));
  const broken = equations.find((one) => one.residual !== 0n);
  if (!broken) return [];
  const effect = residualAfter(broken, unit) - broken.residual;
  if (effect === 0n || -broken.residual % effect !== 0n) return [];
  const delta = -broken.residual / effect;
  const deltas = new Map([...unit].map(([figure, times]) => [figure, times * delta] as const));
  return settles(equations, deltas) && allowed(system, deltas) ? [deltas] : [];
}

function allowed(system: LinearSystem, deltas: Deltas): boolean {
  return [...deltas].every(([figure, delta]) => mayChange(system, figure, delta));
}

/** 总计重算: every total taken anew from its parts; undefined if the rest still does not agree. */
export function totalsRecalculated(system: LinearSystem, equations: readonly Equation[]): Deltas | undefined {
  const totals = totalsOf(system).filter((one) => equations.includes(one.equation));
  const deltas = new Map<number, bigint>();
  for (let level = 0; level < DEEPEST_TOTAL; level += 1) {
    for (const { total, equation } of totals) {
      const residual = residualAfter(equation, deltas);
      if (residual !== 0n) deltas.set(total, (deltas.get(total) ?? 0n) + residual);
    }
  }
  for (const [figure, delta] of deltas) if (delta === 0n) deltas.delete(figure);
  return settles(equations, deltas) && allowed(system, deltas) ? deltas : undefined;
}

/**
 * 逐处归因: for a form with more mistakes than can be searched. Again and again the single change that puts most
 * broken relations right and breaks none, at least two at a time; it may leave some relations broken.
 */
export function changesOneByOne(system: LinearSystem, equations: readonly Equation[]): Deltas {
  const deltas = new Map<number, bigint>();
  let residuals = equations.map((one) => one.residual);
  for (
    let best = mostSettling(system, { equations, residuals, deltas });
    best;
    best = mostSettling(system, { equations, residuals, deltas })
  ) {
    const { figure, delta } = best;
    deltas.set(figure, delta);
    residuals = equations.map((one, number) => residuals[number]! + BigInt(one.terms[figure]!) * delta);
  }
  return deltas;
}

interface Progress {
  readonly equations: readonly Equation[];
  readonly residuals: readonly bigint[];
  readonly deltas: Deltas;
}

function mostSettling(
  system: LinearSystem,
  progress: Progress,
): { readonly figure: number; readonly delta: bigint } | undefined {
  const candidates = system.figures.flatMap((_, figure) => {
    const touched = progress.equations.flatMap((one, number) =>
      one.terms[figure] === 0 ? [] : [{ term: BigInt(one.terms[figure]!), residual: progress.residuals[number]! }],
    );
    const first = touched[0];
    if (!first || touched.length < 2 || first.residual === 0n || progress.deltas.has(figure)) return [];
    const delta = -first.residual / first.term;
    const all = touched.every(({ term, residual }) => residual + term * delta === 0n);
    return all && mayChange(system, figure, delta) ? [{ figure, delta, settled: touched.length }] : [];
  });
  return candidates.reduce<(typeof candidates)[number] | undefined>(
    (best, one) => (best && best.settled >= one.settled ? best : one),
    undefined,
  );
}
