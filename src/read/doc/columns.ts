import type { RowShape } from "../doc-file/doc-file.js";
import { type CellEdges, columnLines } from "../word/word.js";
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
  const edges = fitting.flatMap(({ shape }) => shape.edges);
  const lines = columnLines(edges, fitting.flatMap(keptCells), SAME_LINE);
  return table.rows.map((row) => (fits(row) ? placesOf(row.shape, lines) : undefined));
}

/** A cell that is merged sideways may be as narrow as nothing. */
function keptCells({ shape: { cells, edges } }: DocRow): readonly CellEdges[] {
  return cells.flatMap(({ across }, at): CellEdges[] => (across === 0 ? [[edges[at] ?? 0, edges[at + 1] ?? 0]] : []));
}

function fits({ cells, shape }: DocRow): boolean {
  return (
    cells.length > 0 &&
    cells.length === shape.cells.length &&
    shape.edges.every((edge, at) => at === 0 || edge >= (shape.edges[at - 1] as number)) &&
    shape.cells.every(({ across }, at) => across !== 0 || shape.edges[at] !== shape.edges[at + 1])
  );
}

function placesOf({ edges, cells }: RowShape, lineOf: (edge: number) => number): readonly Place[] {
  return cells.map((_, at) => {
    const column = lineOf(edges[at] ?? 0);
    return { column, span: lineOf(edges[at + 1] ?? 0) - column };
  });
}
