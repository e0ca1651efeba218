import type { Figure, Form } from "./form/form.js";
import { plainText, wordingOf } from "./wording.js";

/** 所指的指标: the figures that are named by a code, or by their labels of row and column. Labels are compared for equality. */
export function figuresCalled(wanted: string, forms: readonly Form[]): readonly Figure[] {
  const all = figuresOf(forms);
  const itself = all.find((figure) => figure.code === wanted.trim());
  if (itself) return [itself];
  const key = nameKey(wanted);
  return key === "" ? [] : all.filter((figure) => namesOf(figure).some((name) => nameKey(name) === key));
}

const SUGGESTED = 5;

/** 相近的指标: suggested to the person, never taken: those that share most pairs of characters with what was typed. */
export function figuresNear(wanted: string, forms: readonly Form[]): readonly Figure[] {
  const typed = pairsIn(nameKey(wanted));
  const scored = figuresOf(forms).map((figure) => {
    const scores = [figure.code, ...namesOf(figure)].map((name) => shared(typed, pairsIn(nameKey(name))));
    return { figure, score: Math.max(...scores) };
  });
  return scored
    .filter(({ score }) => score >= NEAR)
    .sort((a, b) => b.score - a.score)
    .slice(0, SUGGESTED)
    .map(({ figure }) => figure);
}

const NEAR = 0.4;

function figuresOf(forms: readonly Form[]): readonly Figure[] {
  return forms.flatMap((form) => [...form.figures.values()]);
}

function pairsIn(text: string): ReadonlySet<string> {
  return new Set([...text].slice(1).map((sign, at) => `${[...text][at]}${sign}`));
}

function shared(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const both = [...a].filter((pair) => b.has(pair)).length;
  return a.size + b.size === 0 ? 0 : (2 * both) / (a.size + b.size);
}

/** A label without its numbering: 一、本年新收… and 本年新收… are the same. */
function nameKey(text: string): string {
  return plainText(wordingOf(text).name);
}

function namesOf(figure: Figure): readonly string[] {
  const row = figure.rowLabel.split("／").at(-1) ?? "";
  const column = figure.columnLabel.split("／").at(-1) ?? "";
  return [
    figure.label,
    `${figure.rowLabel}${figure.columnLabel}`,
    `${row}${column}`,
    ...(figure.column === "value" ? [row] : []),
  ];
}
