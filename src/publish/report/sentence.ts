import type { Consolidation } from "../../consolidation.js";

import { type Fillings, periodNames, replacePlaceholders, resolvePlaceholder } from "../../placeholder.js";
import { shownText } from "../../shown-text.js";
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
  const { period, government, jurisdiction, oversightOffice, figures, forms, units } = consolidation;
  return {
    names: { ...periodNames(period), government, name: jurisdiction },
    ...(oversightOffice !== undefined && { oversightOffice }),
    figures,
    forms,
    units,
  };
}
