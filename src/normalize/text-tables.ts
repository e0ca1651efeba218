import type { TextBlock } from "../grid.js";
import { withHeadsJoined } from "./cut-headings.js";
import { withoutCutOffNumber } from "./cut-off.js";
import { yearsIn } from "./heading-bands.js";
import type { SectionLexicon } from "./lexicon.js";
import type { Located } from "./located.js";
import { type Heading, headingAt } from "./text-headings.js";
import { readRibbon, readRow, type Sink } from "./text-rows.js";
import { withLabelsApart } from "./token-labels.js";
import { type Token, tokensOf } from "./tokens.js";

/** 定位: reads the flattened text of a page: headings, then rows, each value under its own row's label. */
export function locateInText(
  block: TextBlock,
  index: number,
  lexicons: readonly SectionLexicon[],
  isLast: boolean,
): Located {
  const tokens = withHeadsJoined(withLabelsApart(tokensOf(block), lexicons), lexicons);
  const sink: Sink = { cells: [], brokenRows: [], assumedRows: [], headingYears: [], headingsSeen: new Set() };
  let heading: Heading | undefined;
  let at = 0;
  let part = 0;
  while (at < tokens.length) {
    const next = headingAt(tokens, at, lexicons);
    if (next) {
      heading = next;
      part += 1;
      for (const lexicon of next.lexicons) sink.headingsSeen.add(lexicon.section.table);
      noteYears(tokens.slice(at, next.end), sink);
      at = next.lexicons.some((lexicon) => lexicon.section.layout === "ribbon")
        ? readRibbon(tokens, next, sink, `${index}.t${part}`)
        : next.end;
      continue;
    }
    at = readRow({ tokens, lexicons, sink, instance: `${index}.t${part}` }, at, heading);
  }
  const located: Located = { ...sink, unknownLines: [] };
  return isLast ? withoutCutOffNumber(located, tokens, lexicons) : located;
}

function noteYears(tokens: readonly Token[], sink: Sink): void {
  for (const token of tokens)
    for (const year of yearsIn(token.text)) sink.headingYears.push({ year, place: token.place });
}
