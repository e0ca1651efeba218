import type { Block, Cell, CellKind, Grid, ReadDocument } from "../../grid.js";
import type { Shared } from "./sharing.js";

/**
 * 收起的文件: the same document in a tenth of the memory. Its cells are made again whenever its blocks are asked for, which happens once or
 * twice in a run, while the documents of all units are kept to its end.
 */
export function packedDocument(document: ReadDocument, shared: Shared): ReadDocument {
  const { blocks, ...about } = document;
  const packed = blocks.map((block) => (block.kind === "grid" ? packedGrid(block, shared) : block));
  return {
    ...about,
    get blocks(): readonly Block[] {
      return packed.map((block) => ("numbers" in block ? unpackedGrid(block) : block));
    },
  };
}

interface PackedGrid {
  readonly grid: Omit<Grid, "cells">;
  /** Five of each cell: row, column, row span, column span, kind. */
  readonly numbers: Uint16Array | Float64Array;
  readonly texts: readonly string[];
  /** What few cells have, by the cell's place. */
  readonly besides: ReadonlyMap<number, Besides>;
}

type Besides = Omit<Cell, "row" | "column" | "rowSpan" | "columnSpan" | "kind" | "text">;

/** The compiler keeps the list whole. */
const PLACES_OF_KINDS = {
  text: 0,
  number: 1,
  percent: 2,
  date: 3,
  yuan: 4,
  scaled: 5,
  boolean: 6,
  error: 7,
  uncalculated: 8,
  blank: 9,
} as const satisfies Record<CellKind, number>;
const KINDS = Object.keys(PLACES_OF_KINDS) as readonly CellKind[];
const NUMBERS = 5;
const LARGEST_SHORT = 0xffff;

function packedGrid({ cells, ...grid }: Grid, shared: Shared): PackedGrid {
  const numbers: number[] = [];
  const besides = new Map<number, Besides>();
  const texts = cells.map(({ row, column, rowSpan, columnSpan, kind, text, ...others }, place) => {
    numbers.push(row, column, rowSpan, columnSpan, PLACES_OF_KINDS[kind]);
    if (Object.keys(others).length > 0) besides.set(place, others);
    return shared.text(text);
  });
  const areShort = numbers.every((number) => number <= LARGEST_SHORT);
  return {
    grid: { ...grid, sheet: shared.text(grid.sheet) },
    numbers: areShort ? Uint16Array.from(numbers) : Float64Array.from(numbers),
    texts,
    besides,
  };
}

function unpackedGrid({ grid, numbers, texts, besides }: PackedGrid): Grid {
  const number = (place: number, which: number): number => numbers[place * NUMBERS + which] ?? 0;
  const cells = texts.map(
    (text, place): Cell => ({
      row: number(place, 0),
      column: number(place, 1),
      rowSpan: number(place, 2),
      columnSpan: number(place, 3),
      text,
      kind: KINDS[number(place, 4)] ?? "text",
      ...besides.get(place),
    }),
  );
  return { ...grid, cells };
}
