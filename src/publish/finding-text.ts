import { type GradedFinding, isOpen } from "../finding.js";
import { shownName } from "../shown-text.js";
import type { SheetStyle } from "./workbook/workbook.js";

/** 底色: an open finding is coloured by its severity. */
export function severityStyle(finding: GradedFinding): SheetStyle {
  if (!isOpen(finding)) return "text";
  return finding.severity === "mandatory" ? "mandatory" : "verification";
}

const SHOWN = 8;

/** 位置: file, sheet and cell, one line a source. Of many sources only the first are listed. */
export function placesText({ sources }: GradedFinding): string {
  return shortList(
    sources.map(({ file, sheet, cell }) =>
      [`《${shownName(file)}》`, sheet, cell].filter((part) => part !== "").join(" "),
    ),
    "\n",
  );
}

/** The first of many texts, and how many there are. */
export function shortList(texts: readonly string[], separator = "；"): string {
  const rest = texts.length > SHOWN ? `${separator}等${texts.length}处` : "";
  return texts.slice(0, SHOWN).join(separator) + rest;
}
