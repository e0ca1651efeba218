import { type FigureCode, figureCode, figurePattern } from "../figure.js";
import type { Figure, Term } from "../form/form.js";

const STAR = "*";

/**
 * 逐项展开: the terms of each relation that a rule with a star lays down. The star of all terms stands for the same row or column, and
 * only where every one of the figures is there and a number.
 */
export function spreadTerms(
  sides: readonly (readonly Term[])[],
  figures: ReadonlyMap<FigureCode, Pick<Figure, "answer">>,
): readonly (readonly (readonly Term[])[])[] {
  const known = new Set([...figures].flatMap(([code, { answer }]) => (answer ? [] : [code])));
  const all = sides.flat();
  const starred = all.find(({ figure }) => figure.includes(STAR));
  const filled = starred ? [...known].flatMap((code) => heldByStar(starred.figure, code)) : [""];
  return [...new Set(filled)]
    .map((text) =>
      sides.map((side) => side.map((term) => ({ ...term, figure: figureCode(term.figure.replace(STAR, text)) }))),
    )
    .filter((made) => made.flat().every(({ figure }) => known.has(figure)));
}

function heldByStar(pattern: string, code: FigureCode): readonly string[] {
  if (!figurePattern(pattern)(code)) return [];
  const at = pattern.indexOf(STAR);
  return [code.slice(at, code.length - (pattern.length - at - 1))];
}
