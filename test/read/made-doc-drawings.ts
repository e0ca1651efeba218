import type { MadeDoc } from "./made-doc.js";
import { u16, u32 } from "./made-doc-pages.js";

/** 图形: its kind by the drawing layer's number (1 rectangle, 20 line, 75 picture, 202 text box), or what is grouped in it. */
export interface MadeShape {
  readonly id: number;
  readonly kind: number;
  readonly within?: readonly MadeShape[];
}

const zeros = (count: number): readonly number[] => Array<number>(count).fill(0);

/** The tables of anchors, of text boxes and of the drawing layer. */
export function drawingTables(
  { anchors = [], boxes = [], paragraphs }: MadeDoc,
  lengths: readonly number[],
): readonly (readonly [number, readonly number[]])[] {
  if (anchors.length === 0 && boxes.length === 0) return [];
  const ends = lengths.map((_, at) => lengths.slice(0, at + 1).reduce((sum, length) => sum + length, 0));
  return [
    [
      40,
      [...anchors.map(({ at }) => at), paragraphs.length]
        .flatMap(u32)
        .concat(anchors.flatMap(({ shape }) => [...u32(shape.id), ...zeros(22)])),
    ],
    [
      50,
      [
        ...record(0xf000, 0xf, []),
        0,
        ...record(
          0xf002,
          0xf,
          group(
            0,
            anchors.map(({ shape }) => shape),
          ),
        ),
      ],
    ],
    // The last entry is none.
    [
      56,
      [0, ...ends, (ends.at(-1) ?? 0) + 3]
        .flatMap(u32)
        .concat([...boxes.map(({ id }) => id), 0].flatMap((id) => [...zeros(14), ...u32(id), ...zeros(4)])),
    ],
  ];
}

function record(type: number, version: number, body: readonly number[], instance = 0): readonly number[] {
  return [...u16(version | (instance << 4)), ...u16(type), ...u32(body.length), ...body];
}

function group(id: number, within: readonly MadeShape[]): readonly number[] {
  return record(0xf003, 0xf, [...shape({ id, kind: 0 }), ...within.flatMap(shape)]);
}

function shape({ id, kind, within }: MadeShape): readonly number[] {
  return within ? group(id, within) : record(0xf004, 0xf, record(0xf00a, 2, [...u32(id), ...u32(0)], kind));
}
