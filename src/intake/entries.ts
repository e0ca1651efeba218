import { addressOf, type Block, type Grid } from "../grid.js";
import { groupBy } from "../grouping.js";
import { plainText } from "../wording.js";

const TITLE_LINES = 60;
const COVER_ROWS = 40;

/** A text with its place in the document. */
export interface Named {
  readonly text: string;
  readonly sheet: string;
  readonly cell: string;
}

/** 条目: a text of a block, where it stands among the others. */
export interface Entry extends Named {
  /** The text folded for comparison. */
  readonly plain: string;
  readonly row: number;
  readonly column: number;
  readonly block: Block;
}

const entriesOfBlocks = new WeakMap<Block, readonly Entry[]>();

/** The entries of a block, made once: each sheet is asked whose it is, and then all of them together. */
export function entriesOf(block: Block): readonly Entry[] {
  const known = entriesOfBlocks.get(block);
  if (known) return known;
  const entries = readEntries(block);
  entriesOfBlocks.set(block, entries);
  return entries;
}

function readEntries(block: Block): readonly Entry[] {
  if (block.kind === "text") {
    return block.lines.slice(0, TITLE_LINES * 4).flatMap((line, row) =>
      line.text.trim() === ""
        ? []
        : line.text.split("|").map((text, column) => ({
            text,
            plain: plainText(text),
            sheet: block.sheet,
            cell: line.place,
            row,
            column,
            block,
          })),
    );
  }
  return gridEntries(block);
}

function gridEntries(grid: Grid): readonly Entry[] {
  const first = grid.cells.find((cell) => cell.text.trim() !== "")?.row ?? 0;
  return grid.cells
    .filter(
      (cell) =>
        cell.kind === "text" &&
        cell.text.trim() !== "" &&
        (cell.row < first + COVER_ROWS || cell.row > grid.rows - COVER_ROWS),
    )
    .map((cell) => ({
      text: cell.text,
      plain: plainText(cell.text),
      sheet: grid.sheet,
      cell: addressOf(grid, cell),
      row: cell.row,
      column: cell.column,
      block: grid,
    }));
}

export function byBlockAndRow(entries: readonly Entry[]): ReadonlyMap<Block, ReadonlyMap<number, Entry[]>> {
  const blocks = groupBy(entries, ({ block }) => block);
  return new Map([...blocks].map(([block, own]) => [block, groupBy(own, ({ row }) => row)]));
}

/** 周围: the entries by row, so that the neighbours of an entry are looked up instead of searched for. */
export interface Surroundings {
  /** The entries of a row from left to right. */
  readonly row: (block: Block, row: number) => readonly Entry[];
  /** The non-empty rows of a block, and the index of each of them. */
  readonly rowsOf: (block: Block) => { readonly rows: readonly number[]; readonly place: ReadonlyMap<number, number> };
}

/** 邻近的条目, by block and row. */
export function surroundingsOf(entries: readonly Entry[]): Surroundings {
  const blocks = byBlockAndRow(entries);
  for (const own of blocks.values()) for (const row of own.values()) row.sort((a, b) => a.column - b.column);
  const ordered = new Map(
    [...blocks].map(([block, own]) => {
      const rows = [...own.keys()].sort((a, b) => a - b);
      return [block, { rows, place: new Map(rows.map((row, at) => [row, at])) }];
    }),
  );
  return {
    row: (block, row) => blocks.get(block)?.get(row) ?? [],
    rowsOf: (block) => ordered.get(block) ?? { rows: [], place: new Map() },
  };
}
