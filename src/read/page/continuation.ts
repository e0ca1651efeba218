import type { FilledFrame } from "./cells.js";
import { cellText, linesOf, type Word } from "./lines.js";
import type { Area, Frame } from "./tables.js";

/** Column edges of two pages that differ by less (points) are the same. */
const SAME = 3;
/** The space between a cell's text and its borders, both sides together. */
const PADDING = 11;
/** Added to the height of lines from the next page, to place them below those of the page before. */
const NEXT_PAGE = 100_000;

/** 跨页的表: its parts before and after a page's end. `lower` is undefined where nothing of it remains. */
export interface Parts {
  readonly upper: FilledFrame;
  readonly lower: FilledFrame | undefined;
}

/**
 * 跨页续表: gives both parts the same columns, and joins what the page's end cut through, a row in the middle of its label
 * or a group's label, on the upper page.
 */
export function continuation(upper: FilledFrame, lower: FilledFrame): Parts {
  const below = withColumnsOf(upper.frame.xs, lower);
  const above = below ? upper : withColumnsOf(lower.frame.xs, upper);
  return above ? rejoined(above, below ?? lower) : { upper, lower };
}

function rejoined(upper: FilledFrame, lower: FilledFrame): Parts {
  const pairs = pairsOf(upper, lower);
  const cut = numbersAcrossPages(pairs);
  if (cut.length > 0) return { upper: spilledOver(upper, cut), lower: spilledOver(lower, cut) };
  const row = rowAcrossPages(upper, lower, pairs);
  const moved =
    row ?? pairs.filter(isLabelAcrossPages).filter((pair) => pair.above.rowSpan > 1 || pair.below.rowSpan > 1);
  const whole = { upper: received(upper, moved), lower: released(lower, moved) };
  return row ? { ...whole, lower: withoutFirstRow(whole.lower) } : whole;
}

/**
 * A part may lack the rows in which some column borders are drawn. If all its edges are edges of the other part, it gets
 * that part's columns, so that column 5 stays column 5; else undefined.
 */
function withColumnsOf(other: readonly number[], table: FilledFrame): FilledFrame | undefined {
  const { xs, ys, areas } = table.frame;
  const at = xs.map((x) => other.findIndex((edge) => Math.abs(edge - x) <= SAME));
  if (at.includes(-1) || at[0] !== 0 || at.at(-1) !== other.length - 1) return undefined;
  if (at.some((place, index) => index > 0 && place <= at[index - 1]!)) return undefined;
  const widened = (area: Area): Area => {
    const column = at[area.column]!;
    return { ...area, column, columnSpan: at[area.column + area.columnSpan]! - column };
  };
  return changed(table, { xs: other, ys, areas }, widened);
}

/** A copy of a table with changed areas; the words stay with theirs. */
function changed(table: FilledFrame, frame: Frame, change: (area: Area) => Area): FilledFrame {
  const words = new Map<Area, readonly Word[]>();
  const areas = frame.areas.map((area) => {
    const now = change(area);
    const there = table.words.get(area);
    if (there) words.set(now, there);
    return now;
  });
  return { frame: { ...frame, areas }, words };
}

interface Pair {
  readonly above: Area;
  readonly below: Area;
  readonly wordsAbove: readonly Word[];
  readonly wordsBelow: readonly Word[];
  readonly width: number;
}

/** The cells of the last row above and the first row below that stand under one another. */
function pairsOf(upper: FilledFrame, lower: FilledFrame): Pair[] {
  const last = upper.frame.ys.length - 1;
  const { xs } = upper.frame;
  const below = lower.frame.areas.filter((area) => area.row === 0);
  return upper.frame.areas.flatMap((above): Pair[] => {
    if (above.row + above.rowSpan !== last) return [];
    const partner = below.find((area) => area.column === above.column && area.columnSpan === above.columnSpan);
    if (!partner) return [];
    const [wordsAbove, wordsBelow] = [upper.words.get(above) ?? [], lower.words.get(partner) ?? []];
    const width = xs[above.column + above.columnSpan]! - xs[above.column]!;
    return [{ above, below: partner, wordsAbove, wordsBelow, width }];
  });
}

/** Whether two cells hold one label: the text above fills its line, and the text below begins no new item (2.…). */
function isLabelAcrossPages({ wordsAbove, wordsBelow, width }: Pair): boolean {
  const last = linesOf(wordsAbove).at(-1);
  if (!last || wordsBelow.length === 0) return false;
  const [above, below] = [cellText(wordsAbove, () => width), cellText(wordsBelow, () => width)];
  const words = [above, below].every((text) => /\p{L}/u.test(text));
  const newItem = /^[（(]?[一二三四五六七八九十\d]+[）)、.．]/.test(below);
  const room = last.size * (PULLED_DOWN.test(below) ? 2 : 1);
  return words && !newItem && last.end - last.start + room + PADDING >= width;
}

/** 避头点: signs that begin no line take the character before them down with them. */
const PULLED_DOWN = /^.[、，。；：？！）》”’,.;:?!)]/;

const FIGURE = /^[\d０-９.,，．]+$/;

/** The numbers that fill their line above a row without a label, in which they may go on: neither part is certain. */
function numbersAcrossPages(pairs: readonly Pair[]): readonly Pair[] {
  const label = pairs.toSorted((a, b) => a.above.column - b.above.column)[0];
  const below = pairs.flatMap(({ wordsBelow }) => wordsBelow);
  const isNamedAbove = label?.wordsAbove.some(({ text }) => /\p{L}/u.test(text)) && label.wordsBelow.length === 0;
  if (!isNamedAbove || !below.every(({ text }) => FIGURE.test(text))) return [];
  return pairs.filter(({ wordsAbove, wordsBelow, width }) => {
    const last = linesOf(wordsAbove).at(-1);
    const isFull = last && last.end - last.start + last.size + PADDING >= width;
    return isFull && wordsBelow.length > 0 && wordsAbove.every(({ text }) => FIGURE.test(text));
  });
}

function spilledOver({ frame, words }: FilledFrame, cut: readonly Pair[]): FilledFrame {
  const areas = new Set(cut.flatMap(({ above, below }) => [above, below]));
  const marked = [...words].map(([area, there]) => {
    const own = areas.has(area) ? there.map((word) => ({ ...word, spilled: true as const })) : there;
    return [area, own] as const;
  });
  return { frame, words: new Map(marked) };
}

/** The pairs of cells of a row that goes on on the next page; undefined where a new row begins there. */
function rowAcrossPages(upper: FilledFrame, lower: FilledFrame, pairs: readonly Pair[]): readonly Pair[] | undefined {
  const first = lower.frame.areas.filter((area) => area.row === 0);
  const own = pairs.filter((pair) => pair.above.rowSpan === 1 && pair.below.rowSpan === 1);
  const lone = first.some((area) => area.rowSpan === 1 && !own.some((pair) => pair.below === area));
  const label = own.toSorted((a, b) => a.above.column - b.above.column)[0];
  if (lone || !label || own.length < 2 || label.wordsAbove.length === 0) return undefined;
  if (own.every((pair) => pair.wordsBelow.length === 0)) return undefined;
  const clash = pairs.some(
    (pair) => pair.wordsAbove.length > 0 && pair.wordsBelow.length > 0 && !isLabelAcrossPages(pair),
  );
  return clash || upper.frame.ys.length < 2 ? undefined : pairs;
}

/** The upper part with the words that come from the next page. */
function received(upper: FilledFrame, moved: readonly Pair[]): FilledFrame {
  const words = new Map(upper.words);
  for (const { above, wordsAbove, wordsBelow } of moved) {
    if (wordsBelow.length === 0) continue;
    words.set(above, [...wordsAbove, ...wordsBelow.map((word) => ({ ...word, base: word.base + NEXT_PAGE }))]);
  }
  return { frame: upper.frame, words };
}

/** The lower part without them. */
function released(lower: FilledFrame, moved: readonly Pair[]): FilledFrame {
  const words = new Map(lower.words);
  for (const { below } of moved) words.delete(below);
  return { frame: lower.frame, words };
}

function withoutFirstRow(lower: FilledFrame): FilledFrame | undefined {
  const { xs, ys, areas } = lower.frame;
  const left = areas.filter((area) => area.row + area.rowSpan > 1);
  if (left.length === 0) return undefined;
  return changed(lower, { xs, ys: ys.slice(1), areas: left }, (area) =>
    area.row === 0 ? { ...area, rowSpan: area.rowSpan - 1 } : { ...area, row: area.row - 1 },
  );
}
