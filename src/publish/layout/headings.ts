import { cellId, type LayoutCell } from "./cell.js";

/** 栏目路径: the headings above one column of values, outermost first. */
export type HeadingPath = readonly string[];

export interface HeadingPlacement {
  readonly paths: readonly HeadingPath[];
  readonly top: number;
  readonly left: number;
  /** Columns of the whole table: the last heading spans what its section leaves free. */
  readonly columns: number;
  readonly idPrefix: string;
  /** Ids of the cells that head the whole section. */
  readonly above: readonly string[];
}

export function headingDepth(paths: readonly HeadingPath[]): number {
  return Math.max(...paths.map((path) => path.length));
}

/** 栏目标题: merges equal neighbours, and extends the last heading of a short path down to the values. */
export function headingCells(placement: HeadingPlacement): {
  readonly cells: readonly LayoutCell[];
  readonly leaves: readonly LayoutCell[];
} {
  const depth = headingDepth(placement.paths);
  const groups: LayoutCell[] = [];
  const leaves: LayoutCell[] = [];
  for (const [index, path] of placement.paths.entries()) {
    const headers = [...placement.above];
    for (let level = 0; level < path.length - 1; level += 1) {
      const start = firstOfGroup(placement.paths, index, level);
      const id = cellId(placement.idPrefix, placement.top + level, placement.left + start);
      if (start === index) groups.push(groupCell(placement, { index, level, id, headers: [...headers] }));
      headers.push(id);
    }
    leaves.push(leafCell(placement, { index, level: path.length - 1, depth, headers }));
  }
  return { cells: [...groups, ...leaves], leaves };
}

function groupCell(
  placement: HeadingPlacement,
  at: { index: number; level: number; id: string; headers: readonly string[] },
): LayoutCell {
  const { paths, top, left } = placement;
  let end = at.index + 1;
  while (end < paths.length && firstOfGroup(paths, end, at.level) === at.index) end += 1;
  return {
    text: paths[at.index]?.[at.level] ?? "",
    row: top + at.level,
    column: left + at.index,
    rowSpan: 1,
    columnSpan: end - at.index + (end === paths.length ? spare(placement) : 0),
    kind: "heading",
    id: at.id,
    headers: at.headers,
  };
}

function leafCell(
  placement: HeadingPlacement,
  at: { index: number; level: number; depth: number; headers: readonly string[] },
): LayoutCell {
  const { paths, top, left, idPrefix } = placement;
  const row = top + at.level;
  const column = left + at.index;
  return {
    text: paths[at.index]?.[at.level] ?? "",
    row,
    column,
    rowSpan: at.depth - at.level,
    columnSpan: 1 + (at.index === paths.length - 1 ? spare(placement) : 0),
    kind: "heading",
    id: cellId(idPrefix, row, column),
    headers: at.headers,
  };
}

function spare({ paths, left, columns }: HeadingPlacement): number {
  return columns - left - paths.length;
}

/** The first of the neighbouring columns that share this heading and all above it. */
function firstOfGroup(paths: readonly HeadingPath[], index: number, level: number): number {
  let first = index;
  while (first > 0 && shareHeading(paths[first - 1], paths[index], level)) first -= 1;
  return first;
}

function shareHeading(a: HeadingPath | undefined, b: HeadingPath | undefined, level: number): boolean {
  if (!a || !b || a.length - 1 <= level || b.length - 1 <= level) return false;
  return a.slice(0, level + 1).every((heading, index) => heading === b[index]);
}
