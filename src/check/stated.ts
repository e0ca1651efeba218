import { type Decimal, sum, ZERO } from "../decimal.js";
import type { FigureCode, Observation } from "../figure.js";
import type { Figure, Form } from "../form/form.js";
import { countedAs } from "../normalize/normalize.js";

/** 填报数: the figures of a form as one unit stated them, with the form's totals recomputed beside them. */
export interface Stated {
  readonly form: Form;
  readonly observations: ReadonlyMap<FigureCode, Observation>;
  /** The value as stated; a total left blank counts as the sum of its parts; undefined where it can't be known. */
  value(code: FigureCode): Decimal | undefined;
  /** The sum of the parts of a derived figure, or the stated value of an input. */
  recomputed(code: FigureCode): Decimal | undefined;
  /** Parts that take part here: a group filled as one row stands for its items, or they for it. */
  parts(figure: Figure): readonly FigureCode[];
}

/** 取填报数: `blank` says whether a blank counts as 0 or as missing. */
export function statedFigures(
  form: Form,
  observations: ReadonlyMap<FigureCode, Observation>,
  blank: "zero" | "unreadable",
): Stated {
  const replaced = new Set(
    optionalFigures(form)
      .filter((figure) => observations.has(figure.code))
      .flatMap((figure) => figure.insteadOf)
      .filter((code) => !observations.has(code)),
  );
  const isThere = (code: FigureCode): boolean =>
    !replaced.has(code) && (observations.has(code) || form.figures.get(code)?.optional !== true);
  const parts = ({ parts: all }: Figure): readonly FigureCode[] => (all.every(isThere) ? all : all.filter(isThere));
  const totals = new Map<FigureCode, Decimal | undefined>();
  const recomputed = (code: FigureCode): Decimal | undefined => {
    const figure = form.figures.get(code);
    if (!figure || figure.parts.length === 0) return stated(code);
    if (totals.has(code)) return totals.get(code);
    // A row that its group's undivided row stands for has no parts left: it is not there, which is not 0.
    const own = parts(figure);
    totals.set(code, own.length === 0 ? undefined : total(own.map(recomputed)));
    return totals.get(code);
  };
  const stated = (code: FigureCode, figure = form.figures.get(code)): Decimal | undefined => {
    const amount = observations.get(code)?.amount;
    // What is no number is none when it is left blank either.
    return amount && !figure?.answer ? countedAs(amount, blank) : undefined;
  };
  const value = (code: FigureCode): Decimal | undefined => {
    const figure = form.figures.get(code);
    const isDerived = figure !== undefined && figure.parts.length > 0;
    return isDerived && observations.get(code)?.amount.kind === "blank" ? recomputed(code) : stated(code, figure);
  };
  return { form, observations, value, recomputed, parts };
}

const optional = new WeakMap<Form, readonly Figure[]>();

/** Every unit's figures are asked for them, several times. */
function optionalFigures(form: Form): readonly Figure[] {
  const known = optional.get(form) ?? [...form.figures.values()].filter((figure) => figure.optional);
  optional.set(form, known);
  return known;
}

/** 上面的合计: the derived figures that any of these go into, and that are not among them. What is wrong below is wrong there too. */
export function totalsAbove(codes: readonly FigureCode[], form: Form): readonly FigureCode[] {
  const reached = new Set(codes);
  let grown = true;
  while (grown) {
    grown = false;
    for (const figure of form.figures.values()) {
      if (reached.has(figure.code) || !figure.parts.some((part) => reached.has(part))) continue;
      reached.add(figure.code);
      grown = true;
    }
  }
  return [...reached].filter((code) => !codes.includes(code));
}

/** The sum, if every term is known: a sum with a missing term is not smaller, it is unknown. */
export function total(terms: readonly (Decimal | undefined)[]): Decimal | undefined {
  const known = terms.filter((term) => term !== undefined);
  return known.length === terms.length ? sum([ZERO, ...known]) : undefined;
}
