import { type Matrix, mapped, type Point } from "./matrix.js";
import type { Box } from "./seen.js";

/** 表格线: a horizontal line at height `at`, from `from` to `to`, or a vertical one likewise; in points. */
export interface Ruling {
  readonly horizontal: boolean;
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

/** A filled box up to this thick (points) is a drawn line; thicker ones are shading. */
const THICKEST = 4;
/** How much a line may deviate from horizontal or vertical. */
const STRAIGHT = 0.7;

/** 路径操作: a path is a flat list of these, each followed by its coordinates: `[move, 0, 0, line, 10, 0, close]`. */
export const PATH = { move: 0, line: 1, curve: 2, quadratic: 3, close: 4 } as const;
const OPERANDS: Readonly<Record<number, number>> = {
  [PATH.move]: 2,
  [PATH.line]: 2,
  [PATH.curve]: 6,
  [PATH.quadratic]: 4,
  [PATH.close]: 0,
};

/** The ruling lines of one painted path: its stroked lines, or the thin box that it fills. */
export function rulingsOf(path: ArrayLike<number>, ctm: Matrix, stroked: boolean): Ruling[] {
  const rulings: Ruling[] = [];
  for (const points of subpaths(path, ctm)) {
    if (stroked) for (const ruling of strokes(points)) rulings.push(ruling);
    else {
      const bar = thinBox(points);
      if (bar) rulings.push(bar);
    }
  }
  return rulings;
}

/** The path of the unit square, which a one-colour image fills. */
export function unitSquare(): Float32Array {
  return new Float32Array([PATH.move, 0, 0, PATH.line, 1, 0, PATH.line, 1, 1, PATH.line, 0, 1, PATH.close]);
}

/** Whether a path is the box around it. */
export function isRectangle(path: ArrayLike<number>, { left, top, right, bottom }: Box): boolean {
  if (path.length > LONGEST_RECTANGLE) return false;
  const corners = new Set<string>();
  for (let at = 0; at < path.length; ) {
    const operator = path[at] ?? PATH.close;
    const [x, y] = [path[at + 1], path[at + 2]];
    if (operator === PATH.curve || operator === PATH.quadratic) return false;
    if (operator !== PATH.close) {
      if ((x !== left && x !== right) || (y !== top && y !== bottom)) return false;
      corners.add(`${x} ${y}`);
    }
    at += (OPERANDS[operator] ?? 0) + 1;
  }
  return corners.size === 4;
}

/** Of five corners, each with its operator, and one that closes it. */
const LONGEST_RECTANGLE = 16;

/** A point of a path. */
type PathPoint = Point & { readonly curved: boolean };

function subpaths(path: ArrayLike<number>, ctm: Matrix): PathPoint[][] {
  const found: PathPoint[][] = [];
  let points: PathPoint[] = [];
  for (let i = 0; i < path.length; ) {
    const operator = path[i] ?? PATH.close;
    const operands = OPERANDS[operator];
    if (operands === undefined) break;
    if (operator === PATH.move) {
      points = [];
      found.push(points);
    }
    if (operator === PATH.close && points[0]) points.push({ ...points[0], curved: false });
    const [x, y] = [path[i + operands - 1], path[i + operands]];
    if (operands > 0 && x !== undefined && y !== undefined) {
      points.push({ ...mapped(ctm, x, y), curved: operator === PATH.curve || operator === PATH.quadratic });
    }
    i += operands + 1;
  }
  return found;
}

function strokes(points: readonly PathPoint[]): Ruling[] {
  const rulings: Ruling[] = [];
  for (const [index, point] of points.entries()) {
    const before = points[index - 1];
    const ruling = before && !point.curved ? between(before, point) : undefined;
    if (ruling) rulings.push(ruling);
  }
  return rulings;
}

function between(a: Point, b: Point): Ruling | undefined {
  const [width, height] = [Math.abs(a.x - b.x), Math.abs(a.y - b.y)];
  if (!Number.isFinite(width + height) || width === height) return undefined;
  if (height <= STRAIGHT && width > height) {
    return { horizontal: true, at: (a.y + b.y) / 2, from: Math.min(a.x, b.x), to: Math.max(a.x, b.x) };
  }
  if (width <= STRAIGHT)
    return { horizontal: false, at: (a.x + b.x) / 2, from: Math.min(a.y, b.y), to: Math.max(a.y, b.y) };
  return undefined;
}

/** 斜线: a line neither horizontal nor vertical, from point to point. */
export interface Slant {
  readonly from: Point;
  readonly to: Point;
  /** 删划: it is a piece of what somebody drew to cross something out, in whatever direction. */
  readonly crossing?: true;
}

/** The slanting lines of a stroked path. */
export function slantsOf(path: ArrayLike<number>, ctm: Matrix): readonly Slant[] {
  const slants: Slant[] = [];
  for (const points of subpaths(path, ctm))
    for (const [index, to] of points.entries()) {
      const from = points[index - 1];
      if (from && !to.curved && isSlanted(from, to)) slants.push({ from, to });
    }
  return slants;
}

/** The pieces of a path that crosses something out; a curve, as hands draw it, from its beginning to its end. */
export function crossingOf(path: ArrayLike<number>, ctm: Matrix): readonly Slant[] {
  const pieces: Slant[] = [];
  for (const points of subpaths(path, ctm))
    for (const [index, to] of points.entries()) {
      const from = points[index - 1];
      if (from) pieces.push({ from, to, crossing: true });
    }
  return pieces;
}

function isSlanted(a: Point, b: Point): boolean {
  const least = Math.min(Math.abs(a.x - b.x), Math.abs(a.y - b.y));
  return Number.isFinite(least) && least > STRAIGHT;
}

function thinBox(points: readonly PathPoint[]): Ruling | undefined {
  if (points.length < 4 || points.length > 8 || points.some((point) => point.curved)) return undefined;
  const [left, right] = [Math.min(...points.map((p) => p.x)), Math.max(...points.map((p) => p.x))];
  const [top, bottom] = [Math.min(...points.map((p) => p.y)), Math.max(...points.map((p) => p.y))];
  if (!points.every((p) => near(p.x, left, right) && near(p.y, top, bottom))) return undefined;
  const [width, height] = [right - left, bottom - top];
  if (Math.min(width, height) > THICKEST || width === height) return undefined;
  if (width > height) return { horizontal: true, at: (top + bottom) / 2, from: left, to: right };
  return { horizontal: false, at: (left + right) / 2, from: top, to: bottom };
}

function near(value: number, a: number, b: number): boolean {
  return Math.min(Math.abs(value - a), Math.abs(value - b)) < STRAIGHT;
}
