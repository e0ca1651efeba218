import type { Glyph } from "./glyph.js";
import type { Ruling, Slant } from "./rulings.js";
import { type Box, type Inked, isPaintedOut, type Painted } from "./seen.js";

/** 所画: what a reader finds drawn on a page, in the order in which it is drawn; points from the upper left corner. */
export interface Drawn {
  readonly glyphs: Inked[];
  /** 看不见的字: characters outside the page, or of a colour that lets everything through. */
  readonly outside: Glyph[];
  /** 不显示的字: characters that the page sets to be drawn in nothing, or that lie in a layer switched off. They are no text. */
  readonly hidden: Glyph[];
  readonly painted: Painted[];
  readonly rulings: Ruling[];
  /** 斜线: lines that may cross a number out; no table has them as borders. */
  readonly slants: Slant[];
  /** 图片: where they lie; what they show is not read. */
  readonly pictures: Box[];
  /** 描出的字: small filled shapes, which may be characters turned into curves. */
  readonly shapes: Box[];
}

/** The characters and ruling lines of a page, with their places. */
export interface PageMarks {
  readonly glyphs: readonly Glyph[];
  /** 看不见的字: those of them that are there and nobody sees. */
  readonly unseen: ReadonlySet<Glyph>;
  /** 不显示的字: those that are not among the page's characters, for they are not to be shown. */
  readonly hidden: readonly Glyph[];
  readonly rulings: readonly Ruling[];
  readonly slants: readonly Slant[];
  /** Pictures and shapes that may show a figure. */
  readonly pictures: readonly Box[];
  /** 图片: whether the largest one covers most of the page, or is as large as a table may be; undefined where there is none of either. */
  readonly pictured: "page" | "part" | undefined;
  /** Something is drawn besides characters. */
  readonly drawn: boolean;
}

export function nothingDrawn(): Drawn {
  return { glyphs: [], outside: [], hidden: [], painted: [], rulings: [], slants: [], pictures: [], shapes: [] };
}

/** In square points: a picture of a table is larger than a seal or an emblem. */
const TABLE = 20_000;
/** Of the page: what covers less is a part of it. */
const MOST = 0.5;

/**
 * Tells the characters that show from those that are there and nobody sees.
 * @param view what of the page shows
 */
export function pageMarks(
  { glyphs, outside, hidden, painted, rulings, slants, pictures, shapes }: Drawn,
  view: Box,
): PageMarks {
  const paintedOut = glyphs.filter((inked) => isPaintedOut(inked, painted)).map(({ glyph }) => glyph);
  const largest = pictures.map(areaOf).reduce((most, area) => Math.max(most, area), 0);
  return {
    glyphs: glyphs.map(({ glyph }) => glyph),
    unseen: new Set([...outside, ...paintedOut]),
    hidden,
    rulings,
    slants,
    pictures: [...pictures, ...shapes],
    pictured: largest > MOST * areaOf(view) ? "page" : largest > TABLE ? "part" : undefined,
    drawn: rulings.length + painted.length + pictures.length > 0,
  };
}

function areaOf({ left, top, right, bottom }: Box): number {
  return Math.max(0, right - left) * Math.max(0, bottom - top);
}
