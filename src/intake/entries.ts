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
export interface Entry {
  readonly text: string;
  /** The text folded for comparison. */
  readonly plain: string;
  readonly row: number;
  readonly column: number;
  readonly block: Block;
  /** Its address, where that is not its row and column. */
  readonly place: string | undefined;
}

/** An entry, or another text in its place, as it is named in a finding. */
export function namedAt({ block, row, column, place, text: own }: Entry, text = own): Named {
  const cell = place ?? (block.kind === "grid" ? addressOf(block, { row, column }) : "");
  return { text, sheet: block.sheet, cell };
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
            row,
            column,
            block,
            place: line.place,
          })),
    );
  }
  return gridEntries(block);
}

function gridEntries(grid: Grid): readonly Entry[] {
  const { cells, rows } = grid;
  const first = cells.find((cell) => cell.text.trim() !== "")?.row ?? 0;
  const entries: Entry[] = [];
  for (const cell of cells) {
    const { kind, text, row, column, place } = cell;
    const isNear = row < first + COVER_ROWS || row > rows - COVER_ROWS;
    if (kind === "text" && isNear && text.trim() !== "")
      entries.push({ text, plain: plainText(text), row, column, block: grid, place });
  }
  return entries;
}

/** 各行: the entries of a block by row, from left to right, so that the neighbours of an entry are looked up instead of searched for. */
interface Rows {
  readonly byRow: ReadonlyMap<number, readonly Entry[]>;
  /** The non-empty rows in order, and the index of each of them. */
  readonly rows: readonly number[];
  readonly place: ReadonlyMap<number, number>;
}

const rowsOfBlocks = new WeakMap<Block, Rows>();

function rowsOf(block: Block): Rows {
  const known = rowsOfBlocks.get(block);
  if (known) return known;
  const byRow = groupBy(entriesOf(block), ({ row }) => row);
  for (const row of byRow.values()) row.sort((a, b) => a.column - b.column);
  const rows = [...byRow.keys()].sort((a, b) => a - b);
  const own = { byRow, rows, place: new Map(rows.map((row, at) => [row, at])) };
  rowsOfBlocks.set(block, own);
  return own;
}

/** 同一行的条目, from left to right. */
export function rowIn(block: Block, row: number): readonly Entry[] {
  return rowsOf(block).byRow.get(row) ?? [];
}

/** 上下相邻的行: the entries of the rows above and below that are not empty. */
export function rowsBeside({ block, row }: Entry): {
  readonly above: readonly Entry[];
  readonly below: readonly Entry[];
} {
  const { rows, place } = rowsOf(block);
  const at = place.get(row) ?? 0;
  return { above: rowIn(block, rows[at - 1] ?? -1), below: rowIn(block, rows[at + 1] ?? -1) };
}
