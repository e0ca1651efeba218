import type { ConsolidatedFigure, Contribution } from "./consolidation.js";
import { type Decimal, equals, sum } from "./decimal.js";
import { type FigureCode, figureCode } from "./figure.js";
import type { Form, Unit } from "./form/form.js";

/** 填数来源: what the placeholders of a sentence are filled from. */
export interface Fillings {
  /** `{year}`, `{government}` and `{name}` (the jurisdiction's). */
  readonly names: { readonly year: string; readonly government: string; readonly name: string };
  readonly figures: ReadonlyMap<FigureCode, ConsolidatedFigure>;
  readonly forms: readonly Form[];
  readonly units: readonly Unit[];
}

/** 占位内容的结果. Unknown: there is no such code, unit or group. Missing: there is, but nobody reported it. */
export type Resolved =
  | { readonly kind: "name"; readonly text: string }
  | { readonly kind: "number"; readonly value: Decimal; readonly qualifier?: string }
  | { readonly kind: "missing" }
  | { readonly kind: "unknown"; readonly reason: string };

const PLACEHOLDER = /\{([^{}]*)\}/g;

/** 占位内容: the names between braces, in the order of the sentence: `{year}年新收{CODE}件` has `year` and `CODE`. */
export function placeholdersIn(sentence: string): readonly string[] {
  return [...sentence.matchAll(PLACEHOLDER)].map((match) => (match[1] ?? "").trim());
}

/** 替换: each placeholder replaced by the text that is given for its name. */
export function replacePlaceholders(sentence: string, textOf: (name: string) => string): string {
  return sentence.replace(PLACEHOLDER, (_, name: string) => textOf(name.trim()));
}

/** 取数: resolves `year`, `government`, `name`, `CODE`, `CODE@UNIT`, `CODE@!UNIT` (all other units), `CODE@=乡镇` (a group of units). */
export function resolvePlaceholder(fillings: Fillings, name: string): Resolved {
  const { names, figures, forms } = fillings;
  if (name === "year" || name === "government" || name === "name") return { kind: "name", text: names[name] };
  const [, typed = "", share] = /^([^@]*)(?:@(.*))?$/.exec(name) ?? [];
  const code = figureCode(typed);
  const figure = figures.get(code);
  if (!figure)
    return forms.some((form) => form.figures.has(code))
      ? { kind: "missing" }
      : { kind: "unknown", reason: `没有“${code}”这个指标代码` };
  return share === undefined ? numberOr(figure.value, figure.qualifier) : shareOf(fillings.units, figure, share);
}

function numberOr(value: Decimal | null | undefined, qualifier: string | undefined): Resolved {
  return value ? { kind: "number", value, ...(qualifier !== undefined && { qualifier }) } : { kind: "missing" };
}

function shareOf(units: readonly Unit[], figure: ConsolidatedFigure, share: string): Resolved {
  const mode = /^[!=]/.exec(share)?.[0];
  const wanted = mode ? share.slice(1) : share;
  const isNamed = (unit: Unit): boolean => (mode === "=" ? unit.category === wanted : unit.code === wanted);
  const named = new Set(units.filter(isNamed).map((unit) => unit.code));
  if (named.size === 0)
    return { kind: "unknown", reason: mode === "=" ? `没有“${wanted}”这个单位类别` : `单位名录中没有“${wanted}”` };
  const parts = figure.contributions.filter((one) => named.has(one.unit) !== (mode === "!"));
  return mode ? sumOfShares(figure, parts) : numberOr(parts[0]?.value, parts[0]?.qualifier);
}

/** The share of several units is known only where the shares of all units add up to the figure: else part of it is nobody's. */
function sumOfShares(figure: ConsolidatedFigure, parts: readonly Contribution[]): Resolved {
  const valuesOf = (all: readonly Contribution[]) => all.flatMap((one) => (one.value ? [one.value] : []));
  const values = valuesOf(parts);
  if (!figure.value || values.length === 0 || !equals(sum(valuesOf(figure.contributions)), figure.value))
    return { kind: "missing" };
  return numberOr(sum(values), parts.find((one) => one.qualifier)?.qualifier);
}
