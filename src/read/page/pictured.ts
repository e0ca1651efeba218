import type { FilledFrame } from "./cells.js";
import type { Word } from "./lines.js";
import { type Box, common } from "./seen.js";
import type { Area } from "./tables.js";

/** Smaller pictures (points, the shorter side and the longer) are dots and dashes; larger shapes no writing. */
const [SHORTEST, LONGEST] = [1, 3];
const MOST = { width: 80, height: 40 };

/** 描出的字: whether a filled shape may be a character that was turned into curves. */
export function mayBeWriting({ left, top, right, bottom }: Box): boolean {
  const [width, height] = [right - left, bottom - top];
  return width >= SHORTEST && height >= LONGEST && width <= MOST.width && height <= MOST.height;
}

/** 空格上的图: marks the cells without writing over which a picture lies, for the picture may show a figure. Seals are larger than a cell. */
export function withPictures(table: FilledFrame, pictures: readonly Box[]): FilledFrame {
  if (pictures.length === 0) return table;
  const { frame } = table;
  const words = new Map<Area, readonly Word[]>();
  const areas = frame.areas.map((area) => {
    const there = table.words.get(area);
    if (there) words.set(area, there);
    if (there) return area;
    const box = boxOf(table, area);
    return pictures.some((picture) => liesIn(picture, box)) ? { ...area, pictured: true as const } : area;
  });
  return { frame: { ...frame, areas }, words };
}

function boxOf({ frame: { xs, ys } }: FilledFrame, area: Area): Box {
  const [left, top] = [xs[area.column]!, ys[area.row]!];
  return { left, top, right: xs[area.column + area.columnSpan]!, bottom: ys[area.row + area.rowSpan]! };
}

/** Whether more than half of a picture lies in a cell. */
function liesIn(picture: Box, cell: Box): boolean {
  const [width, height] = [picture.right - picture.left, picture.bottom - picture.top];
  if (Math.min(width, height) < SHORTEST || Math.max(width, height) < LONGEST) return false;
  const shared = common(picture, cell);
  const over = Math.max(0, shared.right - shared.left) * Math.max(0, shared.bottom - shared.top);
  return over * 2 > width * height;
}
