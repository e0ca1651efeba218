/** 单元格的左右边, from the left. */
export type CellEdges = readonly [left: number, right: number];

/**
 * 列边界: the number of an edge in the grid of a table, whose lines are the edges of all of its rows together. Edges that
 * are no more than `near` apart are one line, unless a cell that is to keep its width lies between them.
 */
export function columnLines(
  edges: readonly number[],
  kept: readonly CellEdges[],
  near: number,
): (edge: number) => number {
  const sorted = [...new Set(edges)].sort((a, b) => a - b);
  const joined = numbered(sorted, near);
  const isWhole = kept.every(([left, right]) => joined.get(left) !== joined.get(right));
  const lines = isWhole ? joined : numbered(sorted, 0);
  return (edge) => lines.get(edge) ?? 0;
}

function numbered(sorted: readonly number[], near: number): ReadonlyMap<number, number> {
  const lines = new Map<number, number>();
  let [number, first] = [-1, Number.NEGATIVE_INFINITY];
  for (const edge of sorted) {
    if (edge - first > near) {
      number += 1;
      first = edge;
    }
    lines.set(edge, number);
  }
  return lines;
}
