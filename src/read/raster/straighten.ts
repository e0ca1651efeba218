import type { PixelBox } from "../../scanned-form.js";
import type { Corners, Outline, Point } from "./outline.js";
import type { Picture } from "./picture.js";

/** 透视变换: from the straightened picture to the page it was taken from. */
export type Projection = (x: number, y: number) => Point;

/** 展平的表: the part of a page around a table, as if it had been laid down straight. */
export interface Straight {
  readonly picture: Picture;
  /** Where a place of it lies on the page. */
  readonly onPage: Projection;
}

/**
 * 展平: takes out the skew of a scanner and the perspective of a telephone's camera, by the corners of the table.
 * @param margin pixels around the table that are kept
 */
export function straightened(page: Picture, { corners, beyond }: Outline, margin: number): Straight {
  const [a, b, c, d] = corners;
  const around = kept(beyond, page, margin);
  const width = Math.max(1, Math.round(Math.max(distance(a, b), distance(d, c))));
  const height = Math.max(1, Math.round(Math.max(distance(a, d), distance(b, c))));
  const project = projectionOf(corners, width, height);
  const onPage: Projection = (x, y) => project(x - around.left, y - around.top);
  const [across, down] = [width + around.left + around.right, height + around.top + around.bottom];
  return { picture: sampled(page, onPage, across, down), onPage };
}

/** What is kept on each side: all that the lines go on, which is no more than the page. */
function kept({ left, top, right, bottom }: PixelBox, page: Picture, margin: number): PixelBox {
  const bounded = (beyond: number, most: number): number => Math.round(Math.min(beyond, most) + margin);
  return {
    left: bounded(left, page.width),
    top: bounded(top, page.height),
    right: bounded(right, page.width),
    bottom: bounded(bottom, page.height),
  };
}

function distance(a: Point, b: Point): number {
  return Math.sqrt((a.x - b.x) ** 2 + (a.y - b.y) ** 2);
}

/** The projection of a rectangle onto four corners (Heckbert 1989, square to quadrilateral). */
function projectionOf([p0, p1, p2, p3]: Corners, width: number, height: number): Projection {
  const [sx, sy] = [p0.x - p1.x + p2.x - p3.x, p0.y - p1.y + p2.y - p3.y];
  const [dx1, dx2, dy1, dy2] = [p1.x - p2.x, p3.x - p2.x, p1.y - p2.y, p3.y - p2.y];
  const divisor = dx1 * dy2 - dx2 * dy1;
  const g = (sx * dy2 - dx2 * sy) / divisor;
  const h = (dx1 * sy - sx * dy1) / divisor;
  const [ax, bx] = [p1.x - p0.x + g * p1.x, p3.x - p0.x + h * p3.x];
  const [ay, by] = [p1.y - p0.y + g * p1.y, p3.y - p0.y + h * p3.y];
  return (x, y) => {
    const [u, v] = [x / width, y / height];
    const w = g * u + h * v + 1;
    return { x: (ax * u + bx * v + p0.x) / w, y: (ay * u + by * v + p0.y) / w };
  };
}

/** Every pixel between its four neighbours on the page; white where there is no page. */
function sampled(page: Picture, onPage: Projection, width: number, height: number): Picture {
  const rgb = new Uint8Array(width * height * 3).fill(255);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const from = onPage(x, y);
      const [left, top] = [Math.floor(from.x), Math.floor(from.y)];
      if (left < 0 || top < 0 || left + 1 >= page.width || top + 1 >= page.height) continue;
      const [right, down] = [from.x - left, from.y - top];
      const at = (top * page.width + left) * 3;
      const below = at + page.width * 3;
      const to = (y * width + x) * 3;
      for (let c = 0; c < 3; c += 1) {
        const upper = page.rgb[at + c]! * (1 - right) + page.rgb[at + 3 + c]! * right;
        const lower = page.rgb[below + c]! * (1 - right) + page.rgb[below + 3 + c]! * right;
        rgb[to + c] = Math.round(upper * (1 - down) + lower * down);
      }
    }
  return { width, height, rgb };
}
