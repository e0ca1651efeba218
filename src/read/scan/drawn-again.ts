import type { Glyph, PageMarks, Ruling } from "../page/page.js";
import type { ScanTable } from "../raster/raster.js";
import { boxAround } from "./blobs.js";
import type { CellInk } from "./cell-ink.js";
import type { CellReading } from "./readings.js";

/** 一张识别过的表: its cells' ink and reading in the same order, and for each that may hold a figure its number. */
export interface ReadTable {
  readonly table: ScanTable;
  readonly inks: readonly CellInk[];
  readonly readings: readonly CellReading[];
  readonly numbers: readonly (number | undefined)[];
}

/** Points: every table is drawn so wide, so that its columns meet those of the page before; tables stand so far apart. */
const WIDTH = 480;
const APART = 60;
/** What may hold a figure is drawn as its number, in letters of at most this size. */
const LARGEST = 8;

/**
 * 重画: the tables of a page as marks of a page of text: its lines, its labels where they stand, and in place of each figure the number of
 * its cell. What was read of a figure must not decide which table it is in.
 */
export function drawnAgain(tables: readonly ReadTable[]): PageMarks {
  const glyphs: Glyph[] = [];
  const rulings: Ruling[] = [];
  let top = 0;
  for (const one of tables) {
    const place = placeOf(one.table, top);
    top = place.bottom + APART;
    for (const [at, ink] of one.inks.entries()) {
      rulings.push(...edgesOf(ink, place));
      const number = one.numbers[at];
      glyphs.push(
        ...(number === undefined ? labelGlyphs(ink, one.readings[at]!, place) : numberGlyphs(ink, number, place)),
      );
    }
  }
  return {
    glyphs: glyphs.map((glyph, run) => ({ ...glyph, run })),
    unseen: new Set(),
    hidden: [],
    rulings,
    slants: [],
    pictures: [],
    pictured: undefined,
    drawn: true,
  };
}

/** From pixels of the straightened picture to the page. */
interface Place {
  readonly x: (at: number) => number;
  readonly y: (at: number) => number;
  readonly bottom: number;
}

function placeOf({ cells }: ScanTable, top: number): Place {
  const around = boxAround(cells.map(({ box }) => box)) ?? { left: 0, top: 0, right: 1, bottom: 1 };
  const scale = WIDTH / Math.max(1, around.right - around.left);
  const y = (at: number): number => top + (at - around.top) * scale;
  return { x: (at) => (at - around.left) * scale, y, bottom: y(around.bottom) };
}

function edgesOf({ area: { box } }: CellInk, { x, y }: Place): readonly Ruling[] {
  const [left, right, top, bottom] = [x(box.left), x(box.right), y(box.top), y(box.bottom)];
  return [
    { horizontal: true, at: top, from: left, to: right },
    { horizontal: true, at: bottom, from: left, to: right },
    { horizontal: false, at: left, from: top, to: bottom },
    { horizontal: false, at: right, from: top, to: bottom },
  ];
}

/** The characters of each line, spread evenly over where the line stands. */
function labelGlyphs({ lines, area: { box } }: CellInk, { texts }: CellReading, { x, y }: Place): readonly Glyph[] {
  return lines.flatMap((line, at) => {
    const around = boxAround(line);
    const signs = [...(texts[at] ?? "").replace(/\s/g, "")];
    if (!around) return [];
    const [start, end] = [x(box.left + around.left), x(box.left + around.right)];
    const [top, base] = [y(box.top + around.top), y(box.top + around.bottom)];
    const step = (end - start) / Math.max(1, signs.length);
    return signs.map((text, sign) => glyphAt(text, start + sign * step, step, { base, size: base - top }));
  });
}

function numberGlyphs({ area: { box } }: CellInk, number: number, { x, y }: Place): readonly Glyph[] {
  const signs = [...String(number)];
  const width = x(box.right) - x(box.left);
  const size = Math.min(LARGEST, (width / signs.length) * 1.4, (y(box.bottom) - y(box.top)) * 0.7);
  const step = size / 2;
  const start = (x(box.left) + x(box.right)) / 2 - (signs.length * step) / 2;
  const base = (y(box.top) + y(box.bottom)) / 2 + size * 0.35;
  return signs.map((text, sign) => glyphAt(text, start + sign * step, step, { base, size }));
}

function glyphAt(
  text: string,
  start: number,
  width: number,
  { base, size }: { readonly base: number; readonly size: number },
): Glyph {
  return {
    text,
    direction: 0,
    start,
    end: start + width,
    base,
    size,
    x: start + width / 2,
    y: base - size * 0.35,
    run: 0,
  };
}
