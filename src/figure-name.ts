import { type FigureCode, figureCode } from "./figure.js";
import type { Figure, Form } from "./form/form.js";
import { plainText, wordingOf } from "./wording.js";

/** 有指标的报表: its figures, and the tables that they stand in. */
export type FormOfFigures = Pick<Form, "figures" | "tables">;

/**
 * 按名称找指标: the figures that a text names by code, by label, or by the labels of row and column; a row's label alone is the row's total. Labels are
 * compared for equality, without their numbering. None or several where it is not one.
 */
export function figuresCalled(wanted: string, forms: readonly FormOfFigures[]): readonly Figure[] {
  const code = figureCode(wanted.trim());
  for (const form of forms) {
    const itself = form.figures.get(code);
    if (itself) return [itself];
  }
  const all = figuresOf(forms);
  const plain = plainText(wanted);
  const whole = all.filter(({ label }) => plainText(label) === plain);
  if (whole.length === 1) return whole;
  const key = nameKey(wanted);
  if (key === "") return [];
  const named = all.filter((figure) => namesOf(figure).some((name) => nameKey(name) === key));
  if (named.length === 1) return named;
  const ofColumn = all.filter(({ columnLabel }) => nameKey(columnLabel.split("／").at(-1) ?? "") === key);
  // 总计 heads a column as well: nobody can tell which row's is meant.
  if (ofColumn.length > 1) return ofColumn;
  const ofRow = all.filter((figure) => rowNamesOf(figure).some((name) => nameKey(name) === key));
  const totals = rowsIn(ofRow) === 1 ? ofRow.filter((figure) => isRowTotal(figure, forms)) : [];
  return totals.length === 1 ? totals : named.length > 0 ? named : ofRow;
}

/** 最短的名称: by which `figuresCalled` finds this figure and no other. */
export function shortestName(figure: Figure, forms: readonly FormOfFigures[]): string {
  const finds = (name: string): boolean => {
    const found = figuresCalled(name, forms);
    return found.length === 1 && found[0]?.code === figure.code;
  };
  const names = [...rowNamesOf(figure), ...namesOf(figure)].map((name) => wordingOf(name).name);
  const short = names.filter((name) => name !== "" && finds(name)).sort((a, b) => a.length - b.length)[0];
  return short ?? figure.label;
}

const SUGGESTED = 5;
const NEAR = 0.4;

/** 相近的指标: suggested to a person, never taken: those that share most pairs of characters with what was typed. */
export function figuresNear(wanted: string, forms: readonly FormOfFigures[]): readonly Figure[] {
  if (wanted.length > LONGEST_TYPED) return [];
  const typed = pairsIn(nameKey(wanted));
  const scored = figuresOf(forms).map((figure) => {
    const names = [figure.code, ...namesOf(figure), ...rowTotalNames(figure, forms)];
    return { figure, score: Math.max(...names.map((name) => shared(typed, pairsOfName(name)))) };
  });
  return scored
    .filter(({ score }) => score >= NEAR)
    .sort((a, b) => b.score - a.score)
    .slice(0, SUGGESTED)
    .map(({ figure }) => figure);
}

function figuresOf(forms: readonly FormOfFigures[]): readonly Figure[] {
  return forms.flatMap((form) => [...form.figures.values()]);
}

function rowTotalNames(figure: Figure, forms: readonly FormOfFigures[]): readonly string[] {
  return isRowTotal(figure, forms) ? rowNamesOf(figure) : [];
}

/** The column that is the sum of the others: 总计. */
function isRowTotal({ table, section, column }: Figure, forms: readonly FormOfFigures[]): boolean {
  const own = forms.flatMap(({ tables }) => tables).find(({ code }) => code === table);
  const columns = own?.sections.find(({ code }) => code === section)?.columns.lines ?? [];
  return columns.some(({ code, sumOf }) => code === column && sumOf.length > 0);
}

function rowsIn(figures: readonly Figure[]): number {
  return new Set(figures.map(({ table, section, row }) => [table, section, row].join())).size;
}

/** No figure has such a name. */
const LONGEST_TYPED = 300;

/** The names of figures are compared with every name that is not known. */
const rememberedPairs = new Map<string, ReadonlySet<string>>();
const MOST_REMEMBERED = 10_000;

function pairsOfName(name: string): ReadonlySet<string> {
  const known = rememberedPairs.get(name);
  if (known) return known;
  const pairs = pairsIn(nameKey(name));
  if (rememberedPairs.size > MOST_REMEMBERED) rememberedPairs.clear();
  rememberedPairs.set(name, pairs);
  return pairs;
}

function pairsIn(text: string): ReadonlySet<string> {
  const signs = [...text];
  return new Set(signs.slice(1).map((sign, at) => `${signs[at]}${sign}`));
}

function shared(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let both = 0;
  for (const pair of a) if (b.has(pair)) both += 1;
  return a.size + b.size === 0 ? 0 : (2 * both) / (a.size + b.size);
}

/** A label without its numbering: 一、本年新收… and 本年新收… are the same. */
function nameKey(text: string): string {
  return plainText(wordingOf(text).name);
}

function rowNamesOf({ rowLabel }: Figure): readonly string[] {
  return [rowLabel.split("／").at(-1) ?? "", rowLabel];
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

/** The one figure that a text names; undefined where it names none or several. */
export function codeNamed(forms: readonly FormOfFigures[], wanted: string): FigureCode | undefined {
  const found = figuresCalled(wanted, forms);
  return found.length === 1 ? found[0]?.code : undefined;
}
