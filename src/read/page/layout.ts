import type { Block, TextBlock, TextLine } from "../../grid.js";
import { type FilledFrame, gridOf, isBeside, sortIntoTables, standsInBlankCell } from "./cells.js";
import { continuation } from "./continuation.js";
import type { PageMarks } from "./drawn.js";
import type { Glyph } from "./glyph.js";
import { withWholeHeadings } from "./headings.js";
import { type Line, linesOf, lineText, type Word, wordsOf } from "./lines.js";
import { withPictures } from "./pictured.js";
import { strokesOf } from "./struck.js";
import { framesOf } from "./tables.js";

/** A page as it was rebuilt: its tables and lines, from the top. */
export interface PageLayout {
  readonly sheet: string;
  readonly parts: readonly Part[];
  readonly words: number;
  readonly characters: number;
  readonly pictured: PageMarks["pictured"];
  /** Something is drawn besides characters. */
  readonly drawn: boolean;
  /** 看不见的数: a number that stands where no reader shows it; no figure can be taken from such a page. */
  readonly unseen: string | undefined;
}

/** `beside`: numbers to the right of a table, at the height of its rows. */
export type Part = { readonly top: number } & (
  | { readonly table: FilledFrame; readonly beside: readonly Word[] }
  | { readonly line: Line }
);

/** Page numbers and running titles between the two parts of a table. */
const MOST_LINES_BETWEEN = 2;

/** Rebuilds the tables and lines of a page; undefined where it is a drawing, with too many lines for a form. */
export function layoutOf(marks: PageMarks, sheet: string): PageLayout | undefined {
  const frames = framesOf(marks.rulings);
  if (!frames) return undefined;
  const words = wordsOf(marks.glyphs);
  const sorted = sortIntoTables(words, frames, strokesOf(marks.rulings, marks.slants));
  const { tables } = sorted;
  const filled = tables
    .filter((table) => table.words.size > 0)
    .map((table) => withPictures(withWholeHeadings(table), marks.pictures));
  const parts: Part[] = filled.map((table) => ({
    top: table.frame.ys[0]!,
    table,
    beside: sorted.outside.filter((word) => isNumber(word) && isBeside(word, table.frame)),
  }));
  const beside = new Set(parts.flatMap((part) => ("table" in part ? part.beside : [])));
  const lines = linesOf(sorted.outside.filter((word) => !beside.has(word)));
  for (const line of lines) parts.push({ top: middleOf(line), line });
  const inCells = tables.flatMap((table) => [...table.words.values()]);
  const places = [...inCells, ...lines.map((line) => line.words), [...beside]];
  return {
    sheet,
    parts: parts.sort((a, b) => a.top - b.top),
    words: words.length,
    characters: marks.glyphs.length,
    pictured: marks.pictured,
    drawn: marks.drawn,
    unseen: unseenNumber(places, marks.unseen) ?? hiddenNumber(filled, marks.hidden),
  };
}

/** A cell or line of nothing but numbers, one of which nobody sees. The number of a paragraph that its cell cuts off is none. */
function unseenNumber(places: readonly (readonly Word[])[], unseen: ReadonlySet<Glyph>): string | undefined {
  const isUnseen = (word: Word): boolean => word.glyphs.some((glyph) => unseen.has(glyph));
  const numbers = places.filter((words) => words.every(isNumber));
  return numbers.flat().find(isUnseen)?.text;
}

/** 不显示的数: a number that is not to be shown, in a cell where nothing is. Over a number that shows it may be what a scan was read as. */
function hiddenNumber(tables: readonly FilledFrame[], hidden: readonly Glyph[]): string | undefined {
  const numbers = wordsOf(hidden).filter(isNumber);
  return numbers.find((word) => tables.some((table) => standsInBlankCell(word, table)))?.text;
}

function isNumber({ text, direction }: Word): boolean {
  return direction === 0 && NUMBER.test(text);
}

const NUMBER = /^[\d０-９]{1,12}(?:[.,．，][\d０-９]{1,12}){0,4}$/;

/** The middle of a line's characters, so that a heading close above a table comes before it. */
function middleOf(line: Line): number {
  let top = Number.POSITIVE_INFINITY;
  for (const word of line.words) for (const glyph of word.glyphs) top = Math.min(top, glyph.y);
  return top;
}

/** 各页的表格和文字: the blocks of a document's pages, tables that go on over a page's end joined. */
export function blocksOfPages(pages: readonly PageLayout[]): Block[] {
  const blocks: Block[] = [];
  let last: PageLayout | undefined;
  for (const page of pages) {
    const [before, here] = last ? joinPages(last, page) : [undefined, page];
    if (before) blocks.push(...blocksOf(before));
    last = here;
  }
  if (last) blocks.push(...blocksOf(last));
  return blocks;
}

/** Joins the last table of a page with the first one of the next page, where it goes on there. */
function joinPages(before: PageLayout, next: PageLayout): readonly [PageLayout, PageLayout] {
  const last = before.parts.findLastIndex((part) => "table" in part);
  const first = next.parts.findIndex((part) => "table" in part);
  const [upper, lower] = [before.parts[last], next.parts[first]];
  const apart = before.parts.length - 1 - last > MOST_LINES_BETWEEN || first > MOST_LINES_BETWEEN;
  if (apart || !upper || !lower || !("table" in upper) || !("table" in lower)) return [before, next];
  const joined = continuation(upper.table, lower.table);
  const rest = joined.lower ? [{ ...lower, table: joined.lower }] : [];
  return [
    { ...before, parts: before.parts.with(last, { ...upper, table: joined.upper }) },
    { ...next, parts: next.parts.toSpliced(first, 1, ...rest) },
  ];
}

/** The blocks of a page. Lines are numbered from the top as a person counts them; each row of a table is one. */
function blocksOf({ sheet, parts }: PageLayout): Block[] {
  const blocks: Block[] = [];
  let open: TextLine[] = [];
  let number = 1;
  for (const part of parts) {
    if ("line" in part) {
      if (open.length === 0) blocks.push(textBlock(sheet, open));
      open.push({ text: lineText(part.line), place: `第${number}行` });
      number += 1;
    } else {
      blocks.push(gridOf(part.table, { sheet, firstLine: number, beside: part.beside }));
      number += part.table.frame.ys.length - 1;
      open = [];
    }
  }
  return blocks;
}

function textBlock(sheet: string, lines: readonly TextLine[]): TextBlock {
  return { kind: "text", sheet, lines };
}

/** How many cells and words a page has, for the limit. */
export function cellsOf({ parts, words }: PageLayout): number {
  return parts.reduce((total, part) => total + ("table" in part ? part.table.frame.areas.length : 0), words);
}
