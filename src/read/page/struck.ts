import type { Word } from "./lines.js";
import type { Ruling } from "./rulings.js";

/** How far from the middle of a character (in parts of its size) a line crosses it out; an underline runs lower. */
const CROSSING = 0.22;
const DIGIT = /[\d０-９]/;

/** The horizontal lines of a page, from the top, among which those are looked for that cross a number out. */
export function horizontalsOf(rulings: readonly Ruling[]): readonly Ruling[] {
  return rulings.filter(({ horizontal }) => horizontal).sort((a, b) => a.at - b.at);
}

/** 删除线: whether a line goes through the digits of a word, be it the border of a cell. */
export function isStruck({ glyphs, direction }: Word, horizontals: readonly Ruling[]): boolean {
  if (direction !== 0) return false;
  return glyphs.some(({ text, x, y, size }) => {
    if (!DIGIT.test(text)) return false;
    const reach = size * CROSSING;
    for (let at = firstFrom(horizontals, y - reach); at < horizontals.length; at += 1) {
      const line = horizontals[at]!;
      if (line.at > y + reach) return false;
      if (x >= line.from && x <= line.to) return true;
    }
    return false;
  });
}

/** The place of the first line at a height or below it. */
function firstFrom(horizontals: readonly Ruling[], height: number): number {
  let [low, high] = [0, horizontals.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (horizontals[middle]!.at < height) low = middle + 1;
    else high = middle;
  }
  return low;
}
