import type { Network } from "./network.js";

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** 表的四角, in the order top left, top right, bottom right, bottom left. */
export type Corners = readonly [Point, Point, Point, Point];

/** A line that runs across (y = at + slope·x), or down (x = at + slope·y). */
interface Edge {
  readonly at: number;
  readonly slope: number;
}

/** Pixels by which a point may lie beside the line that it belongs to. */
const BESIDE = 2.5;
/** Points that are tried in pairs. */
const TRIED = 48;

/** 表的外框: the corners between the four lines on which most of a network's outermost pixels lie. */
export function cornersOf({ left, top, rows, columns }: Network): Corners | undefined {
  const across = (side: "first" | "last"): Edge | undefined =>
    lineThrough(columns.flatMap((reach, at) => (reach[side] < 0 ? [] : [{ x: left + at, y: reach[side] }])));
  const down = (side: "first" | "last"): Edge | undefined =>
    lineThrough(rows.flatMap((reach, at) => (reach[side] < 0 ? [] : [{ x: top + at, y: reach[side] }])));
  const [north, south, west, east] = [across("first"), across("last"), down("first"), down("last")];
  if (!north || !south || !west || !east) return undefined;
  const corners = [crossing(north, west), crossing(north, east), crossing(south, east), crossing(south, west)] as const;
  return isUpright(corners) ? corners : undefined;
}

/** The line through most of the points: every pair of some of them is tried, and the best one put right by all that lie on it. */
function lineThrough(points: readonly Point[]): Edge | undefined {
  if (points.length < 8) return undefined;
  const every = Math.max(1, Math.floor(points.length / TRIED));
  const tried = points.filter((_, at) => at % every === 0);
  const far = (points.at(-1)!.x - points[0]!.x) / 4;
  let best: { readonly edge: Edge; readonly on: number } | undefined;
  for (const a of tried)
    for (const b of tried) {
      if (b.x - a.x < far) continue;
      const slope = (b.y - a.y) / (b.x - a.x);
      const edge = { slope, at: a.y - slope * a.x };
      const on = tried.filter((point) => liesOn(edge, point)).length;
      if (!best || on > best.on) best = { edge, on };
    }
  return best && fitted(points.filter((point) => liesOn(best.edge, point)));
}

function liesOn({ at, slope }: Edge, { x, y }: Point): boolean {
  return Math.abs(at + slope * x - y) <= BESIDE;
}

/** 最小二乘. */
function fitted(points: readonly Point[]): Edge {
  const n = points.length;
  const [x, y] = [
    points.reduce((sum, point) => sum + point.x, 0) / n,
    points.reduce((sum, point) => sum + point.y, 0) / n,
  ];
  let [xx, xy] = [0, 0];
  for (const point of points) {
    xx += (point.x - x) ** 2;
    xy += (point.x - x) * (point.y - y);
  }
  const slope = xx === 0 ? 0 : xy / xx;
  return { slope, at: y - slope * x };
}

/** Where a line across and one down meet. */
function crossing(across: Edge, down: Edge): Point {
  const y = (across.at + across.slope * down.at) / (1 - across.slope * down.slope);
  return { x: down.at + down.slope * y, y };
}

/** Whether four corners are those of a page that was laid down roughly straight. */
function isUpright([a, b, c, d]: Corners): boolean {
  const [width, height] = [Math.min(b.x - a.x, c.x - d.x), Math.min(d.y - a.y, c.y - b.y)];
  const [wider, higher] = [Math.max(b.x - a.x, c.x - d.x), Math.max(d.y - a.y, c.y - b.y)];
  return width > 0 && height > 0 && wider < 1.6 * width && higher < 1.8 * height;
}
