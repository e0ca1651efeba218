import type { PixelBox } from "../../scanned-form.js";
import { type Area, framesOf } from "../page/page.js";
import { inkOf } from "./ink.js";
import { networksOf } from "./network.js";
import { type Outline, outlineOf, type Point } from "./outline.js";
import { darkest, type Grey, type Picture } from "./picture.js";
import { rulingsOf } from "./rulings.js";
import { redOf, withoutRed } from "./seal.js";
import { type Straight, straightened } from "./straighten.js";

export { cropped, croppedColours, emptyGrey, type Grey, noLonger, type Picture } from "./picture.js";
export type { Projection } from "./straighten.js";

/** 一张表: its straightened picture, what of it is ink and what red, and where its cells lie. */
export interface ScanTable extends Straight {
  readonly grey: Grey;
  readonly red: Grey;
  readonly ink: Grey;
  /** Pixels of a point. */
  readonly scale: number;
  readonly rows: number;
  readonly columns: number;
  readonly cells: readonly ScanArea[];
}

export interface ScanArea extends Area {
  /** Between the middles of its lines, on the straightened picture. */
  readonly box: PixelBox;
  /** It ends with the page, not with a line: what is written in it may go on beyond. */
  readonly cut: boolean;
}

/** The longer side of an A4 page, in points. */
const LONGER_SIDE = 842;
/** Tables are looked for on a picture of at most so many pixels a side. */
const LOOKED_AT = 1500;
/** Kept around a table, in points. */
const MARGIN = 8;
/** A cell that ends so near the page's end is cut off there, in points. */
const CUT = 3;

/** 页面上的表格, from the top. */
export function tablesOf(page: Picture): readonly ScanTable[] {
  const scale = Math.max(page.width, page.height) / LONGER_SIDE;
  const by = Math.ceil(Math.max(page.width, page.height) / LOOKED_AT);
  const small = darkest(withoutRed(page), by);
  const networks = networksOf(inkOf(small, Math.round((20 * scale) / by)));
  return networks.flatMap((network) => {
    const outline = outlineOf(network);
    return outline ? tablesWithin(page, enlarged(outline, by), scale) : [];
  });
}

function enlarged({ corners: [a, b, c, d], beyond }: Outline, by: number): Outline {
  const at = ({ x, y }: Point): Point => ({ x: (x + 0.5) * by - 0.5, y: (y + 0.5) * by - 0.5 });
  const { left, top, right, bottom } = beyond;
  const farther = { left: left * by, top: top * by, right: right * by, bottom: bottom * by };
  return { corners: [at(a), at(b), at(c), at(d)], beyond: farther };
}

function tablesWithin(page: Picture, outline: Outline, scale: number): readonly ScanTable[] {
  const straight = straightened(page, outline, Math.round(MARGIN * scale));
  const grey = withoutRed(straight.picture);
  const ink = inkOf(grey, Math.round(12 * scale));
  const red = redOf(straight.picture);
  const frames = framesOf(rulingsOf(ink, scale)) ?? [];
  return frames.map(({ xs, ys, areas }) => ({
    ...straight,
    grey,
    red,
    ink,
    scale,
    rows: ys.length - 1,
    columns: xs.length - 1,
    cells: areas.map((area) => {
      const box = {
        left: xs[area.column]! * scale,
        top: ys[area.row]! * scale,
        right: xs[area.column + area.columnSpan]! * scale,
        bottom: ys[area.row + area.rowSpan]! * scale,
      };
      return { ...area, box, cut: isCut(box, straight, page, CUT * scale) };
    }),
  }));
}

function isCut({ left, top, right, bottom }: PixelBox, { onPage }: Straight, page: Picture, near: number): boolean {
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  const sides = [onPage(left, y), onPage(right, y), onPage(x, top), onPage(x, bottom)];
  return sides.some((at) => at.x < near || at.y < near || at.x > page.width - near || at.y > page.height - near);
}
