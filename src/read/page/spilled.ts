import type { Glyph } from "./glyph.js";
import { type Line, linesOf, type Word } from "./lines.js";

/** How far (in parts of the font size) the next line of a number may be from where its lines before let it stand. */
const OFF = 0.15;
const FIGURE = /^[\d０-９.,，．]+$/;

/**
 * 越格的数: the first characters of the words of a number that fills its cell line by line and goes on below it, and of the word that goes
 * on there, in the next cell or under the table: neither cell holds what it shows.
 */
export function spilled(cells: Iterable<readonly Word[]>, words: readonly Word[]): ReadonlySet<Glyph> {
  const found = new Set<Glyph>();
  const figures = words.filter(({ text }) => FIGURE.test(text)).sort((a, b) => a.base - b.base);
  for (const there of cells) {
    if (there.length < 2) continue;
    const next = goesOn(linesOf(there), figures);
    if (next) for (const { glyphs } of [...there, next]) found.add(glyphs[0]!);
  }
  return found;
}

/** The word that stands where the next line of a cell would. */
function goesOn(lines: readonly Line[], figures: readonly Word[]): Word | undefined {
  const [before, last] = lines.slice(-2);
  if (!before || !last || before.direction !== last.direction) return undefined;
  if (![before, last].every(({ words }) => words.every(({ text }) => FIGURE.test(text)))) return undefined;
  const widest = Math.max(...lines.map(widthOf));
  const base = 2 * last.base - before.base;
  const reach = last.size * OFF;
  for (let at = firstFrom(figures, base - reach); at < figures.length; at += 1) {
    const next = figures[at]!;
    if (next.base > base + reach) return undefined;
    const first = next.glyphs[0]!;
    const under = next.direction === last.direction && next.start < last.end && next.end > last.start;
    if (under && widthOf(last) + widthOf(first) > widest) return next;
  }
  return undefined;
}

function widthOf({ start, end }: { readonly start: number; readonly end: number }): number {
  return end - start;
}

/** The place of the first word on a line or below it. */
function firstFrom(words: readonly Word[], base: number): number {
  let [low, high] = [0, words.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (words[middle]!.base < base) low = middle + 1;
    else high = middle;
  }
  return low;
}
