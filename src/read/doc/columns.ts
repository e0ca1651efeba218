import type { RowShape } from "../doc-file/doc-file.js";
import type { DocRow, DocTable } from "./body.js";

/** 占列: the first column of the table's grid that a cell covers, and how many it covers. */
export interface Place {
  readonly column: number;
  readonly span: number;
}

/** Edges of different rows that are less apart, in twentieths of a point, are one line. */
const SAME_LINE = 20;

/**
 * 列的划分: the columns of a table are what lies between the edges of all of its rows, and a cell covers those between
 * its own. Of a row that does not fit there are no places: it has another number of cells than edges, or edges that
 * do not follow each other.
 */
export function placesIn(table: DocTable): readonly (readonly Place[] | undefined)[] {
  const fitting = table.rows.filter(fits);
  const edges = [...new Set(fitting.flatMap(({ shape }) => shape.edges))].sort((a, b) => a - b);
  const lines = linesOf(edges, SAME_LINE);
  // A table with cells narrower than that is taken at its word.
  const column = fitting.every(({ shape }) => isApart(shape, lines)) ? lines : linesOf(edges, 0);
  return table.rows.map((row) => (fits(row) ? placesOf(row.shape, column) : undefined));
}

function fits({ cells, shape }: DocRow): boolean {
  return (
    cells.length > 0 &&
    cells.length === shape.cells.length &&
    shape.edges.every((edge, at) => at === 0 || edge >= (shape.edges[at - 1] as number)) &&
    shape.cells.every(({ across }, at) => across !== 0 || shape.edges[at] !== shape.edges[at + 1])
  );
}

/** The number of the line that each edge belongs to. */
function linesOf(edges: readonly number[], tolerance: number): ReadonlyMap<number, number> {
  const lines = new Map<number, number>();
  let line = -1;
  let begin = Number.NEGATIVE_INFINITY;
  for (const edge of edges) {
    if (edge - begin > tolerance) {
      line += 1;
      begin = edge;
    }
    lines.set(edge, line);
  }
  return lines;
}

function isApart({ edges, cells }: RowShape, lines: ReadonlyMap<number, number>): boolean {
  return cells.every(({ across }, at) => across !== 0 || lines.get(edges[at] ?? 0) !== lines.get(edges[at + 1] ?? 0));
}

function placesOf({ edges, cells }: RowShape, lines: ReadonlyMap<number, number>): readonly Place[] {
  return cells.map((_, at) => {
    const column = lines.get(edges[at] ?? 0) ?? 0;
    return { column, span: (lines.get(edges[at + 1] ?? 0) ?? 0) - column };
  });
}
