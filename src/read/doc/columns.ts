import type { CellShape, RowShape } from "../doc-file/doc-file.js";
import { type CellEdges, columnLines } from "../word/word.js";
import type { DocRow, DocTable } from "./body.js";

/** 占列: cells of a row that are merged sideways, or one that is not; the first column that they cover, and how many. */
export interface Place {
  /** The first of the cells, and the one behind the last. */
  readonly from: number;
  readonly to: number;
  readonly column: number;
  readonly span: number;
}

/** Edges of different rows that are less apart, in twentieths of a point, are one line. */
const SAME_LINE = 20;

/**
 * 列的划分: the columns of a table are what lies between the edges of all of its rows, and a cell covers those between
 * its own. Of a row that does not fit there are no places: it has another number of cells than edges, edges that do not
 * follow each other, or a cell without a width.
 */
export function placesIn(table: DocTable): readonly (readonly Place[] | undefined)[] {
  const fitting = table.rows.filter(fits);
  const edges = fitting.flatMap(({ shape }) => shape.edges);
  const lines = columnLines(edges, fitting.flatMap(keptCells), SAME_LINE);
  return table.rows.map((row) => (fits(row) ? placesOf(row.shape, lines) : undefined));
}

function keptCells({ shape }: DocRow): readonly CellEdges[] {
  return mergesOf(shape).map(({ left, right }) => [left, right]);
}

interface Merge extends Pick<Place, "from" | "to"> {
  readonly left: number;
  readonly right: number;
}

/** What is merged sideways is one; each other cell is by itself. */
function mergesOf({ cells, edges }: RowShape): readonly Merge[] {
  const merges: Merge[] = [];
  for (let from = 0; from < cells.length; ) {
    const to = endOfMerge(cells, from);
    merges.push({ from, to, left: edges[from] ?? 0, right: edges[to] ?? 0 });
    from = to;
  }
  return merges;
}

/** Where the cells end that are merged with this one: the first says one thing, those that it takes in another. */
function endOfMerge(cells: readonly CellShape[], start: number): number {
  const first = cells[start]?.across ?? 0;
  let end = start + 1;
  while (first !== 0 && end < cells.length && cells[end]?.across !== 0 && cells[end]?.across !== first) end += 1;
  return end;
}

function fits({ cells, shape }: DocRow): boolean {
  return (
    cells.length > 0 &&
    cells.length === shape.cells.length &&
    shape.edges.every((edge, at) => at === 0 || edge >= (shape.edges[at - 1] as number)) &&
    mergesOf(shape).every(({ left, right }) => left !== right)
  );
}

function placesOf(shape: RowShape, lineOf: (edge: number) => number): readonly Place[] {
  return mergesOf(shape).map(({ from, to, left, right }) => ({
    from,
    to,
    column: lineOf(left),
    span: lineOf(right) - lineOf(left),
  }));
}
