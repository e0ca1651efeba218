import type { Glyph } from "./glyph.js";
import type { Ruling } from "./rulings.js";
import { type Inked, isPaintedOut, type Painted } from "./seen.js";

/** 所画: what a reader finds drawn on a page, in the order in which it is drawn; points from the upper left corner. */
export interface Drawn {
  readonly glyphs: Inked[];
  /** 看不见的字: characters outside the page, or of a colour that lets everything through. */
  readonly outside: Glyph[];
  readonly painted: Painted[];
  readonly rulings: Ruling[];
}

/** The characters and ruling lines of a page, with their places. */
export interface PageMarks {
  readonly glyphs: readonly Glyph[];
  /** 看不见的字: those of them that are there and nobody sees. */
  readonly unseen: ReadonlySet<Glyph>;
  readonly rulings: readonly Ruling[];
}

export function nothingDrawn(): Drawn {
  return { glyphs: [], outside: [], painted: [], rulings: [] };
}

/** Tells the characters that show from those that are there and nobody sees. */
export function pageMarks({ glyphs, outside, painted, rulings }: Drawn): PageMarks {
  const paintedOut = glyphs.filter((inked) => isPaintedOut(inked, painted)).map(({ glyph }) => glyph);
  return { glyphs: glyphs.map(({ glyph }) => glyph), unseen: new Set([...outside, ...paintedOut]), rulings };
}
