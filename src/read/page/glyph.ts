import { type Matrix, mapped } from "./matrix.js";

/** The direction of writing: 0 to the right, 1 down, 2 to the left, 3 up. */
export type Direction = 0 | 1 | 2 | 3;

/** 字符: one character and its place on the page; y grows downwards. */
export interface Glyph {
  readonly text: string;
  readonly direction: Direction;
  /** Where it begins and ends along the direction of writing, and across it (`base` grows from line to line). */
  readonly start: number;
  readonly end: number;
  readonly base: number;
  readonly size: number;
  /** The middle of the character on the page. */
  readonly x: number;
  readonly y: number;
  /** The number of the piece of writing in which the page draws it. */
  readonly run: number;
}

/** 字框: where a character begins on its base line, its width and its size, in the units of what places it; y grows upwards. */
export interface GlyphBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly size: number;
}

/** The place of a character; undefined for slanted writing (watermarks, the text around a seal), which is left out. */
export function placed(toPage: Matrix, box: GlyphBox): Omit<Glyph, "text" | "run"> | undefined {
  const from = mapped(toPage, box.x, box.y);
  const to = mapped(toPage, box.x + box.width, box.y);
  const top = mapped(toPage, box.x, box.y + box.size);
  const size = Math.hypot(top.x - from.x, top.y - from.y);
  const sign = box.size < 0 ? -1 : 1;
  const direction = directionOf(toPage[0] * sign, toPage[1] * sign);
  if (direction === undefined || !Number.isFinite(from.x + from.y + size)) return undefined;
  const x = (from.x + to.x) / 2 + (top.x - from.x) * MIDDLE;
  const y = (from.y + to.y) / 2 + (top.y - from.y) * MIDDLE;
  const [a, b] = [along(direction, from.x, from.y), along(direction, to.x, to.y)];
  const base = across(direction, from.x, from.y);
  return { direction, start: Math.min(a, b), end: Math.max(a, b), base, size, x, y };
}

/** The middle of a digit or Chinese character above the base line, in parts of the font size. */
const MIDDLE = 0.35;

function directionOf(x: number, y: number): Direction | undefined {
  const slant = Math.min(Math.abs(x), Math.abs(y)) / Math.max(Math.abs(x), Math.abs(y));
  if (!(slant < 0.05)) return undefined;
  if (Math.abs(x) > Math.abs(y)) return x > 0 ? 0 : 2;
  return y > 0 ? 1 : 3;
}

function along(direction: Direction, x: number, y: number): number {
  return direction === 0 ? x : direction === 1 ? y : direction === 2 ? -x : -y;
}

function across(direction: Direction, x: number, y: number): number {
  return direction === 0 ? y : direction === 1 ? -x : direction === 2 ? -y : x;
}
