import type { Grid, TextBlock } from "../../grid.js";
import type { SectionLexicon } from "../lexicon.js";
import { emptySink, type Located, type Sink } from "../located.js";
import { periodHead } from "../period-heads.js";
import { yearsIn } from "../stated-years.js";
import { isNumbering, mayBeFigure } from "../stray/stray.js";
import type { Heading } from "./heading.js";
import { headingAt } from "./headings.js";
import { readRow } from "./rows.js";
import { withLabelsSeparated } from "./run-together.js";
import { readSingleRow } from "./single-row.js";
import { type Token, tokensOf, tokensOfGrid } from "./tokens.js";
import { withBrokenHeadingsJoined } from "./truncated-headings.js";
import { withoutTruncatedNumber } from "./truncated-page.js";

/**
 * 定位: finds the form's tables in running text, as a page has them whose tables were flattened: headings, then each
 * row's label and its values. `isLast`: the document ends with this text.
 */
export function locateInText(
  block: TextBlock,
  index: number,
  lexicons: readonly SectionLexicon[],
  isLast: boolean,
): Located {
  const tokens = withBrokenHeadingsJoined(withLabelsSeparated(tokensOf(block), lexicons), lexicons);
  const located = locateInTokens(tokens, index, lexicons);
  return isLast ? withoutTruncatedNumber(located, tokens, lexicons) : located;
}

/** The same for a grid whose cells are read one after another, where its columns can't be trusted. */
export function locateInCells(grid: Grid, index: number, lexicons: readonly SectionLexicon[]): Located {
  return locateInTokens(withLabelsSeparated(tokensOfGrid(grid), lexicons), index, lexicons);
}

function locateInTokens(tokens: readonly Token[], index: number, lexicons: readonly SectionLexicon[]): Located {
  const sink = emptySink();
  let heading: Heading | undefined;
  let at = 0;
  let part = 0;
  while (at < tokens.length) {
    const next = withOnePeriod(headingAt(tokens, at, lexicons), tokens);
    if (next) {
      heading = next;
      part += 1;
      noteYears(tokens.slice(at, next.end), sink);
      at = next.lexicons.some((lexicon) => lexicon.section.layout === "single-row")
        ? readSingleRow(tokens, next, sink, `${index}.t${part}`)
        : withoutNamelessFigures(tokens, next, sink);
      continue;
    }
    at = readRow({ tokens, lexicons, sink, instance: `${index}.t${part}` }, at, heading);
  }
  return sink;
}

/** 行名丢失: notes figures right behind the headings, before the first row's name, which are read for no row. Returns where to go on. */
function withoutNamelessFigures(tokens: readonly Token[], { end, lexicons }: Heading, sink: Sink): number {
  let to = end;
  while (tokens[to] !== undefined && tokens[to]!.kind !== "label") to += 1;
  const figures = tokens.slice(end, to).filter((token) => mayBeFigure({ kind: "text", text: token.text }, []));
  const table = lexicons[0]?.section.table;
  if (table !== undefined && figures.length > 0 && !isNumbering(figures.map(({ text }) => text)))
    sink.unknownLines.push({ table, label: NAMELESS, sources: figures.map(({ place }) => place) });
  return to;
}

const NAMELESS = "（没有名称的行）";

/** 本年｜上年 right behind the headings: two columns for each, so that no order of the columns is certain. */
function withOnePeriod(heading: Heading | undefined, tokens: readonly Token[]): Heading | undefined {
  if (!heading) return undefined;
  const behind = tokens.slice(heading.end, heading.end + PERIOD_HEADS).map(({ text }) => periodHead(text));
  const several = new Set(behind.map((head) => (head?.kind === "year" ? head.year : head?.kind))).size > 1;
  if (!several || behind.some((head) => head === undefined)) return heading;
  return { ...heading, orders: new Map([...heading.orders.keys()].map((lexicon) => [lexicon, undefined])) };
}

/** Two heads side by side are enough to know. */
const PERIOD_HEADS = 2;

function noteYears(tokens: readonly Token[], sink: Sink): void {
  for (const token of tokens)
    for (const year of yearsIn(token.text)) sink.headingYears.push({ year, place: token.place });
}
