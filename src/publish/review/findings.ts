import { type GradedFinding, isOpen } from "../../finding.js";
import { NONE, type ReviewFinding } from "./model.js";
import type { ReviewPlaces } from "./places.js";
import { shortened } from "./strings.js";

const LONGEST_TEXT = 4000;
const LONGEST_TYPED = 400;

/** 审核意见, in the order of the findings themselves. */
export function packedFinding(
  finding: GradedFinding,
  places: ReviewPlaces,
  ruleAt: (id: string) => number,
): ReviewFinding {
  const { strings } = places;
  const { id, severity, expected, actual, sides, difference, explanation } = finding;
  const text = (words: string): number => strings.placeOf(shortened(words, LONGEST_TEXT));
  return {
    id,
    severity,
    expected,
    actual,
    ...(sides && { sides }),
    difference,
    explanation,
    rule: ruleAt(finding.rule),
    open: isOpen(finding),
    unit: places.unit(finding.unit),
    figures: finding.figures.map(places.figure).filter((figure) => figure !== NONE),
    message: text(finding.message),
    advice: text(finding.advice),
    sources: finding.sources.flatMap(({ file, sheet, cell, text: typed }) => [
      places.file(file),
      strings.placeOf(sheet),
      strings.placeOf(cell),
      strings.placeOf(shortened(typed, LONGEST_TYPED)),
    ]),
    cause: finding.cause === null ? NONE : strings.placeOf(finding.cause),
    suspects: finding.suspects.map(text),
  };
}
