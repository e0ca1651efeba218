import type { ConsolidatedFigure, Consolidation, Contribution } from "../../consolidation.js";
import { equals, sum } from "../../decimal.js";
import type { Jurisdiction } from "../../form/form.js";
import { figureText, valueText } from "../figure-text.js";
import { withoutControls } from "../markup.js";
import type { Publication } from "../publication.js";

/** 缺: what a sentence says where its figure is missing. */
export const MISSING_WORD = "「缺」";

/** 占位内容: `{CODE}` in a sentence. Unknown: no such code, unit or group; missing: known, but nobody reported it. */
export type Resolved =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "missing" }
  | { readonly kind: "unknown"; readonly reason: string };

const PLACEHOLDER = /\{([^{}]*)\}/g;

/** 填数: puts the figures into a sentence and says whether one was missing. */
export function fillSentence(
  publication: Publication,
  sentence: string,
): { readonly text: string; readonly missing: boolean } {
  let missing = false;
  const text = sentence.replace(PLACEHOLDER, (_, name: string) => {
    const resolved = resolvePlaceholder(publication, name.trim());
    if (resolved.kind === "text") return resolved.text;
    missing = true;
    return MISSING_WORD;
  });
  return { text: withoutControls(text), missing };
}

export function placeholdersIn(sentence: string): readonly string[] {
  return [...sentence.matchAll(PLACEHOLDER)].map((match) => (match[1] ?? "").trim());
}

/** Resolves `year`, `government`, `name`, `CODE`, `CODE@UNIT`, `CODE@!UNIT` (all others), `CODE@=乡镇` (a group of units). */
export function resolvePlaceholder({ consolidation, schemas }: Publication, name: string): Resolved {
  const named = namedText(consolidation, schemas.jurisdiction, name);
  if (named !== undefined) return { kind: "text", text: named };
  const [, code = "", share] = /^([^@]*)(?:@(.*))?$/.exec(name) ?? [];
  const figure = consolidation.figures.get(code);
  if (!figure)
    return isKnown(consolidation, code)
      ? { kind: "missing" }
      : { kind: "unknown", reason: `没有“${code}”这个指标代码` };
  if (share !== undefined) return resolveShare(consolidation, figure, share);
  return figure.value ? { kind: "text", text: figureText(figure) } : { kind: "missing" };
}

function namedText(consolidation: Consolidation, jurisdiction: Jurisdiction, name: string): string | undefined {
  switch (name) {
    case "year":
      return String(consolidation.year);
    case "government":
      return consolidation.government;
    case "name":
      return jurisdiction.name;
    default:
      return undefined;
  }
}

function isKnown({ form, overview }: Consolidation, code: string): boolean {
  return form.figures.has(code) || (overview?.figures.has(code) ?? false);
}

function resolveShare(consolidation: Consolidation, figure: ConsolidatedFigure, share: string): Resolved {
  const mode = /^[!=]/.exec(share)?.[0];
  const wanted = mode ? share.slice(1) : share;
  const unitsOf = (match: (unit: Consolidation["units"][number]) => boolean) =>
    new Set(consolidation.units.filter(match).map((unit) => unit.code));
  const named = mode === "=" ? unitsOf((unit) => unit.category === wanted) : unitsOf((unit) => unit.code === wanted);
  if (named.size === 0)
    return { kind: "unknown", reason: mode === "=" ? `没有“${wanted}”这个单位类别` : `单位名录中没有“${wanted}”` };
  const parts = figure.contributions.filter((one) => named.has(one.unit) !== (mode === "!"));
  return mode ? sumOfShares(figure, parts) : oneShare(parts[0]);
}

function oneShare(part: Contribution | undefined): Resolved {
  return part?.value ? { kind: "text", text: valueText(part.value, part.qualifier) } : { kind: "missing" };
}

/** Several units' share is said only where the shares of all add up to the figure: else part of it belongs to a share nobody knows. */
function sumOfShares(figure: ConsolidatedFigure, parts: readonly Contribution[]): Resolved {
  const valuesOf = (all: readonly Contribution[]) => all.flatMap((one) => (one.value ? [one.value] : []));
  const values = valuesOf(parts);
  if (!figure.value || values.length === 0 || !equals(sum(valuesOf(figure.contributions)), figure.value))
    return { kind: "missing" };
  return { kind: "text", text: valueText(sum(values), parts.find((one) => one.qualifier)?.qualifier) };
}
