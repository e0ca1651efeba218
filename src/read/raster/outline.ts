import type { PixelBox } from "../../scanned-form.js";
import type { Network, Reach } from "./network.js";

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** 表的四角, in the order top left, top right, bottom right, bottom left. */
export type Corners = readonly [Point, Point, Point, Point];

/** 表的外框: its corners, and how far its lines go on beyond the frame on each side (pixels), where a side has no line of its own. */
export interface Outline {
  readonly corners: Corners;
  readonly beyond: PixelBox;
}

/** A line that runs across (y = at + slope·x), or down (x = at + slope·y). */
interface Edge {
  readonly at: number;
  readonly slope: number;
}

/** Pixels by which a point may lie beside the line that it belongs to. */
const BESIDE = 2.5;
/** Points that are tried in pairs. */
const TRIED = 48;

/** 表的外框: between the four lines on which most of a network's outermost pixels lie. */
export function outlineOf(network: Network): Outline | undefined {
  const outer = outermost(network);
  const [north, south] = [lineThrough(outer.north), lineThrough(outer.south)];
  const [west, east] = [lineThrough(outer.west), lineThrough(outer.east)];
  if (!north || !south || !west || !east) return undefined;
  const corners = [crossing(north, west), crossing(north, east), crossing(south, east), crossing(south, west)] as const;
  const beyond = {
    left: -least(outer.west.map((point) => beside(west, point))),
    top: -least(outer.north.map((point) => beside(north, point))),
    right: -least(outer.east.map((point) => -beside(east, point))),
    bottom: -least(outer.south.map((point) => -beside(south, point))),
  };
  return isUpright(corners) ? { corners, beyond } : undefined;
}

/** The outermost pixels on each side; those of the sides with the page's height as their x. */
function outermost({
  left,
  top,
  rows,
  columns,
}: Network): Readonly<Record<"north" | "south" | "west" | "east", readonly Point[]>> {
  const points = (reaches: readonly Reach[], from: number, side: "first" | "last"): readonly Point[] =>
    reaches.flatMap((reach, at) => (reach[side] < 0 ? [] : [{ x: from + at, y: reach[side] }]));
  return {
    north: points(columns, left, "first"),
    south: points(columns, left, "last"),
    west: points(rows, top, "first"),
    east: points(rows, top, "last"),
  };
}

function least(values: readonly number[]): number {
  return values.reduce((a, b) => Math.min(a, b), 0);
}

/** How far a point lies after a line. */
function beside({ at, slope }: Edge, { x, y }: Point): number {
  return y - at - slope * x;
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
  return Math.abs(beside({ at, slope }, { x, y })) <= BESIDE;
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
