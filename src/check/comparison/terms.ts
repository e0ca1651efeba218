import { type FigureCode, figureCode, figurePattern } from "../../figure.js";
import type { Figure, Term } from "../../form/form.js";

const STAR = "*";

/** The figures of a form, one's own where none is named; undefined of a form of which nothing is known. */
type FiguresIn = (form: string | undefined) => ReadonlyMap<FigureCode, Pick<Figure, "answer">> | undefined;

/**
 * 逐项展开: the terms of each relation that a rule with a star lays down. The star of all terms stands for the same row or column, and
 * only where every one of the figures is there and a number. Of another form that is not at hand nobody knows what it has.
 */
export function spreadTerms(
  sides: readonly (readonly Term[])[],
  figuresIn: FiguresIn,
): readonly (readonly (readonly Term[])[])[] {
  const all = sides.flat();
  const starred = all.filter(({ figure }) => figure.includes(STAR));
  const first = starred.find(({ form }) => figuresIn(form) !== undefined);
  const filled = first ? numbersOf(figuresIn(first.form)).flatMap((code) => heldByStar(first.figure, code)) : [""];
  return [...new Set(filled)]
    .map((text) =>
      sides.map((side) => side.map((term) => ({ ...term, figure: figureCode(term.figure.replace(STAR, text)) }))),
    )
    .filter((made) => made.flat().every(({ form, figure }) => isNumber(figuresIn(form), figure)));
}

function numbersOf(figures: ReturnType<FiguresIn>): readonly FigureCode[] {
  return [...(figures ?? [])].flatMap(([code, { answer }]) => (answer ? [] : [code]));
}

function isNumber(figures: ReturnType<FiguresIn>, code: FigureCode): boolean {
  const figure = figures?.get(code);
  return figures === undefined || (figure !== undefined && !figure.answer);
}

function heldByStar(pattern: string, code: FigureCode): readonly string[] {
  if (!figurePattern(pattern)(code)) return [];
  const at = pattern.indexOf(STAR);
  return [code.slice(at, code.length - (pattern.length - at - 1))];
}
