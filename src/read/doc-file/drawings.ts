import { type Shape, shapesIn } from "./art.js";
import { type DocFile, damaged } from "./header.js";

/** 浮动图形 that is anchored in the body. */
export interface Drawing {
  readonly picture: boolean;
  /** Nothing but lines. */
  readonly line: boolean;
  readonly boxes: readonly TextBox[];
}

/** 文本框: the characters that stand in it. */
export interface TextBox {
  readonly from: number;
  readonly to: number;
}

export interface Drawings {
  /** What is anchored at a character; undefined where nothing is known of it. */
  at(character: number): Drawing | undefined;
  /** All text boxes of the body, anchored or not. */
  readonly boxes: readonly TextBox[];
}

const ANCHORS = 40;
const ANCHOR = 26;
const ART = 50;
const BOXES = 56;
const BOX = 22;
/** The parts of the text before that of the boxes: body, footnotes, headers, an unused one, comments, endnotes. */
const PARTS_BEFORE = 6;

const PICTURES: ReadonlySet<number> = new Set([75, 201]);
/** 直线、弧、连接符. */
const LINES: ReadonlySet<number> = new Set([19, 20, 32, 33, 34, 35, 36, 37, 38, 39, 40]);

export function readDrawings(file: DocFile): Drawings {
  const shapes = new Map(shapesIn(file.tableAt(ART)).map((shape) => [shape.id, shape]));
  const boxes = boxesIn(file);
  const anchors = anchorsIn(file);
  return {
    at(character) {
      const id = anchors.get(character);
      return id === undefined ? undefined : drawingOf(shapes.get(id) ?? { id, kind: 0, within: [] }, boxes);
    },
    boxes: [...boxes.values()],
  };
}

function drawingOf(shape: Shape, boxes: ReadonlyMap<number, TextBox>): Drawing {
  const all = flat(shape);
  const drawn = all.length > 1 ? all.slice(1) : all;
  return {
    picture: drawn.some(({ kind }) => PICTURES.has(kind)),
    line: drawn.every(({ kind }) => LINES.has(kind)),
    boxes: all.flatMap(({ id }) => boxes.get(id) ?? []),
  };
}

function flat(shape: Shape): readonly Shape[] {
  return [shape, ...shape.within.flatMap(flat)];
}

/** By the character of an anchor: the number of its shape. */
function anchorsIn(file: DocFile): ReadonlyMap<number, number> {
  const table = file.tableAt(ANCHORS);
  const count = countIn(table, ANCHOR);
  return new Map(
    Array.from({ length: count }, (_, at) => [
      table.getUint32(at * 4, true),
      table.getUint32((count + 1) * 4 + at * ANCHOR, true),
    ]),
  );
}

/** By the number of its shape: the text box. The last entry is none. */
function boxesIn(file: DocFile): ReadonlyMap<number, TextBox> {
  const table = file.tableAt(BOXES);
  const count = countIn(table, BOX);
  const before = file.lengths.slice(0, PARTS_BEFORE).reduce((sum, length) => sum + length, 0);
  const end = before + (file.lengths[PARTS_BEFORE] ?? 0);
  const boxes = new Map<number, TextBox>();
  let last = before;
  for (let at = 0; at < count - 1; at++) {
    const [from, to] = [before + table.getUint32(at * 4, true), before + table.getUint32(at * 4 + 4, true)];
    if (from < last || to < from || to > end) throw damaged();
    last = to;
    boxes.set(table.getUint32((count + 1) * 4 + at * BOX + 14, true), { from, to });
  }
  return boxes;
}

function countIn(table: DataView, size: number): number {
  return Math.max(0, Math.floor((table.byteLength - 4) / (4 + size)));
}
