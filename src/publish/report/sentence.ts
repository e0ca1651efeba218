import type { Consolidation } from "../../consolidation.js";
import {
  type Fillings,
  periodNames,
  placeholderPieces,
  replacePlaceholders,
  resolvePlaceholder,
} from "../../placeholder.js";
import { shownText } from "../../shown-text.js";
import { type LineFormat, looksKept, runsOf, type TextRun } from "../../text-format.js";
import { valueText } from "../figure-text.js";

/** 缺: what a sentence says where its figure is missing. */
const MISSING_WORD = "「缺」";

/** 填数: puts the figures into a sentence and says whether one was missing. */
export function fillSentence(
  consolidation: Consolidation,
  sentence: string,
): { readonly text: string; readonly missing: boolean } {
  const fillings = fillingsOf(consolidation);
  let missing = false;
  const text = replacePlaceholders(sentence, (name) => {
    const words = textOf(fillings, name);
    if (words === undefined) missing = true;
    return words ?? MISSING_WORD;
  });
  return { text: shownText(text), missing };
}

/**
 * 填数后的格式: what is left of a sentence with the looks that it had, and each figure with that of its placeholder. Runs only where the
 * pieces give the very text that is printed.
 */
export function formatted(
  consolidation: Consolidation,
  { sentence, kept, text }: { readonly sentence: string; readonly kept: string; readonly text: string },
  { alignment, firstLine, looks }: LineFormat,
): {
  readonly runs?: readonly TextRun[];
  readonly alignment?: LineFormat["alignment"] & string;
  readonly firstLine?: number;
} {
  const own = looksKept(sentence, looks, kept);
  const pieces = placeholderPieces(kept).map(({ at, length, name }) => {
    const typed = kept.slice(at, at + length);
    if (name === undefined) return { text: typed, looks: own.slice(at, at + length) };
    const filled = fillSentence(consolidation, typed).text;
    return { text: filled, looks: Array.from({ length: filled.length }, () => own[at] ?? "") };
  });
  const runs = runsOf(
    pieces.map((piece) => piece.text).join(""),
    pieces.flatMap((piece) => piece.looks),
  );
  const isSame = runs.map((run) => run.text).join("") === text;
  return {
    ...(alignment && { alignment }),
    ...(firstLine !== undefined && { firstLine }),
    ...(isSame && runs.some(({ look }) => look !== "") && { runs }),
  };
}

/** Whether there is anything to put in the place of a placeholder. */
export function isFilled(consolidation: Consolidation, name: string): boolean {
  return textOf(fillingsOf(consolidation), name) !== undefined;
}

function textOf(fillings: Fillings, name: string): string | undefined {
  const resolved = resolvePlaceholder(fillings, name);
  switch (resolved.kind) {
    case "name":
      return resolved.text;
    case "number":
      return valueText(resolved.value, resolved.qualifier);
    default:
      return undefined;
  }
}

function fillingsOf(consolidation: Consolidation): Fillings {
  const { period, government, jurisdiction, oversightOffice, figures, forms, units, others } = consolidation;
  return {
    names: { ...periodNames(period), government, name: jurisdiction },
    ...(oversightOffice !== undefined && { oversightOffice }),
    figures,
    forms,
    units,
    ...(others && { others }),
  };
}
