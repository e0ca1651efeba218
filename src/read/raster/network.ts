import { emptyGrey, type Grey } from "./picture.js";

/** 线网: the pixels of lines that hang together, of which a table is made. */
export interface Network {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  /** For each row and each column of its box where its pixels begin and end; -1 where there is none. */
  readonly rows: readonly Reach[];
  readonly columns: readonly Reach[];
}

export interface Reach {
  readonly first: number;
  readonly last: number;
}

/** In degrees: how far a page may lie turned, its perspective included, and how finely that is tried. */
const STEEPEST = 7;
const STEP = 0.7;
/** A line has no larger gap (pixels), and is as long as this share of the picture's longer side. */
const GAP = 3;
const SHORTEST = 1 / 24;
/** A table is at least so wide, as a share of the picture's width, and so high. */
const NARROWEST = 0.2;
const LOWEST = 0.015;
/**
 * What lies within another network and is not as high is a table on a sheet whose edge shows. It is at least so wide, as a share of what lies
 * around it, and so high, as a share of the picture's height: a line of text in a cell is neither.
 */
const INNER = 0.9;
const INNER_WIDTH = 0.5;
const INNER_HEIGHT = 0.04;

/** 找表线: the networks of long straight lines in the ink of a page, from the top. What lies around others is the edge of the paper. */
export function networksOf(ink: Grey): readonly Network[] {
  const found = connected(linesIn(ink)).filter(({ left, right, top, bottom }) => {
    return right - left >= ink.width * NARROWEST && bottom - top >= ink.height * LOWEST;
  });
  return found
    .filter((outer) => !found.some((inner) => liesAround(outer, inner, ink.height)))
    .sort((a, b) => a.top - b.top || a.left - b.left);
}

function liesAround(outer: Network, inner: Network, pageHeight: number): boolean {
  const within =
    inner.left > outer.left && inner.right < outer.right && inner.top > outer.top && inner.bottom < outer.bottom;
  const [width, height] = [inner.right - inner.left, inner.bottom - inner.top];
  const isTable = width >= INNER_WIDTH * (outer.right - outer.left) && height >= INNER_HEIGHT * pageHeight;
  return within && isTable && height < INNER * (outer.bottom - outer.top);
}

/** 1 where a pixel lies on a long straight line, across or down. */
function linesIn(ink: Grey): Grey {
  const out = emptyGrey(ink.width, ink.height);
  const least = Math.round(Math.max(ink.width, ink.height) * SHORTEST);
  const [across, down] = [thickened(ink, ink.width), thickened(ink, 1)];
  for (let degrees = -STEEPEST; degrees <= STEEPEST; degrees += STEP) {
    const slope = Math.tan((degrees * Math.PI) / 180);
    trace(across, out, { slope, least, along: [1, ink.width], over: [ink.width, ink.height] });
    trace(down, out, { slope, least, along: [ink.width, ink.height], over: [1, ink.width] });
  }
  return out;
}

/** Ink with that of its neighbours on both sides, `step` bytes away. */
function thickened({ width, height, data }: Grey, step: number): Grey {
  const out = emptyGrey(width, height);
  for (let at = step; at < data.length - step; at += 1) out.data[at] = data[at]! | data[at - step]! | data[at + step]!;
  return out;
}

interface Tracing {
  readonly slope: number;
  readonly least: number;
  /** The step in bytes along the lines, and how many; the same across them. */
  readonly along: readonly [number, number];
  readonly over: readonly [number, number];
}

/** Marks the runs of ink along all lines of one slope. */
function trace(ink: Grey, out: Grey, { slope, least, along, over }: Tracing): void {
  const [step, length] = along;
  const [across, count] = over;
  const shifts = Int32Array.from({ length }, (_, at) => Math.round(slope * at));
  const drift = shifts[length - 1]!;
  for (let line = Math.min(0, -drift); line < Math.max(count, count - drift); line += 1) {
    let [start, last] = [-1, -1];
    for (let at = 0; at <= length; at += 1) {
      const place = at < length ? line + shifts[at]! : -1;
      const dark = place >= 0 && place < count && ink.data[at * step + place * across] === 1;
      if (dark) {
        if (start < 0) start = at;
        last = at;
      } else if (start >= 0 && (at - last > GAP || at === length)) {
        if (last - start + 1 >= least) mark(start, last, line);
        start = -1;
      }
    }
  }
  function mark(from: number, to: number, line: number): void {
    for (let at = from; at <= to; at += 1) out.data[at * step + (line + shifts[at]!) * across] = 1;
  }
}

/** The connected parts of a mask; pixels with one between them still touch. */
function connected({ width, height, data }: Grey): readonly Network[] {
  const seen = new Uint8Array(data.length);
  const found: Network[] = [];
  const stack: number[] = [];
  for (let start = 0; start < data.length; start += 1) {
    if (data[start] === 0 || seen[start] === 1) continue;
    const pixels: number[] = [];
    seen[start] = 1;
    stack.push(start);
    while (stack.length > 0) {
      const here = stack.pop()!;
      pixels.push(here);
      const [x, y] = [here % width, Math.floor(here / width)];
      for (let i = Math.max(0, y - 2); i <= Math.min(height - 1, y + 2); i += 1)
        for (let j = Math.max(0, x - 2); j <= Math.min(width - 1, x + 2); j += 1) {
          const next = i * width + j;
          if (data[next] === 0 || seen[next] === 1) continue;
          seen[next] = 1;
          stack.push(next);
        }
    }
    if (pixels.length > width / 8) found.push(networkOf(pixels, width));
  }
  return found;
}

function networkOf(pixels: readonly number[], width: number): Network {
  let [left, top, right, bottom] = [width, Number.POSITIVE_INFINITY, 0, 0];
  for (const pixel of pixels) {
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    left = Math.min(left, x);
    right = Math.max(right, x + 1);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y + 1);
  }
  const rows = Array.from({ length: bottom - top }, () => ({ first: -1, last: -1 }));
  const columns = Array.from({ length: right - left }, () => ({ first: -1, last: -1 }));
  for (const pixel of pixels) {
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    widen(rows[y - top]!, x);
    widen(columns[x - left]!, y);
  }
  return { left, top, right, bottom, rows, columns };
}

function widen(reach: { first: number; last: number }, at: number): void {
  if (reach.first < 0 || at < reach.first) reach.first = at;
  if (at > reach.last) reach.last = at;
}
