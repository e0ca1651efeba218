import type { Glyph } from "./glyph.js";
import { type Matrix, mapped } from "./matrix.js";

/** 框: an upright rectangle on the page; y grows downwards. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** 底色: a filled area, and the last piece of writing that was there before it. */
export interface Painted {
  readonly box: Box;
  readonly white: boolean;
  readonly run: number;
  /** 遮盖: a picture that lets nothing through. */
  readonly hides?: boolean;
}

/** 字符与底色: `white`: it is written in white, and shows on what is painted under it only. */
export interface Inked {
  readonly glyph: Glyph;
  readonly white: boolean;
}

/** The upright box around a path or a rectangle given by two corners; undefined where a file gives none. */
export function boxOf(corners: unknown, ctm: Matrix): Box | undefined {
  if (!(corners instanceof Float32Array || corners instanceof Float64Array) || corners.length < 4) return undefined;
  const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = corners;
  const points = [mapped(ctm, x0, y0), mapped(ctm, x1, y0), mapped(ctm, x0, y1), mapped(ctm, x1, y1)];
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const box = { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
  return Object.values(box).every(Number.isFinite) ? box : undefined;
}

export function common(a: Box, b: Box): Box {
  return {
    left: Math.max(a.left, b.left),
    top: Math.max(a.top, b.top),
    right: Math.min(a.right, b.right),
    bottom: Math.min(a.bottom, b.bottom),
  };
}

export function holds({ left, top, right, bottom }: Box, { x, y }: Glyph): boolean {
  return x >= left && x <= right && y >= top && y <= bottom;
}

/** 看不见的字: written in white on white, or painted over afterwards, in white or by a picture. Only digits matter, for a label that nobody sees names no row. */
export function isPaintedOut({ glyph, white }: Inked, painted: readonly Painted[]): boolean {
  if (!DIGIT.test(glyph.text)) return false;
  const here = painted.filter(({ box }) => holds(box, glyph));
  const under = here.findLast(({ run }) => run < glyph.run);
  return (
    here.some((area) => (area.white || area.hides) && area.run >= glyph.run) ||
    (white && (under === undefined || under.white))
  );
}

const DIGIT = /^[\d０-９]$/;
