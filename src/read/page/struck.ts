import type { Glyph } from "./glyph.js";
import type { Word } from "./lines.js";
import type { Ruling, Slant } from "./rulings.js";

/** How far from the middle of a character (in parts of its size) a line crosses it out; an underline runs lower. */
const CROSSING = 0.22;
const DIGIT = /[\d０-９]/;

/** 删除线: the lines of a page among which those are looked for that cross a number out; the horizontal ones from the top. */
export interface Strokes {
  readonly horizontals: readonly Ruling[];
  readonly slants: readonly Slant[];
}

/** More slanting lines than this make up a drawing, a map or a chart. What somebody drew to cross something out is looked at all the same. */
const MOST_SLANTS = 20_000;

export function strokesOf(rulings: readonly Ruling[], slants: readonly Slant[]): Strokes {
  const horizontals = rulings.filter(({ horizontal }) => horizontal).sort((a, b) => a.at - b.at);
  return { horizontals, slants: slants.length > MOST_SLANTS ? slants.filter(({ crossing }) => crossing) : slants };
}

/** Whether a line goes through the digits of a word, be it the border of a cell. */
export function isStruck({ glyphs, direction }: Word, { horizontals, slants }: Strokes): boolean {
  if (direction !== 0) return false;
  return glyphs.some((glyph) => {
    const { text, x, y, size } = glyph;
    if (!DIGIT.test(text)) return false;
    if (slants.some((slant) => crosses(slant, glyph))) return true;
    const reach = size * CROSSING;
    for (let at = firstFrom(horizontals, y - reach); at < horizontals.length; at += 1) {
      const line = horizontals[at]!;
      if (line.at > y + reach) return false;
      if (x >= line.from && x <= line.to) return true;
    }
    return false;
  });
}

/** Whether a slanting line passes near the middle of a character; one of the page's own also reaches beyond it on both sides. */
function crosses({ from, to, crossing }: Slant, { x, y, size }: Glyph): boolean {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(dx, dy);
  const reach = size * CROSSING;
  const beyond = crossing ? -reach : reach;
  const along = ((x - from.x) * dx + (y - from.y) * dy) / length;
  const away = Math.abs((x - from.x) * dy - (y - from.y) * dx) / length;
  return away <= reach && along >= beyond && along <= length - beyond;
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
