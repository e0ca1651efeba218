import { cellId, type LayoutCell } from "./cell.js";

/** 行: its label and the groups it stands in, outermost first. */
export interface RowLine {
  readonly path: readonly string[];
  readonly label: string;
}

/** A row with the label cells that begin in it and the ids of all cells that head its values. */
export interface LabelledRow {
  readonly row: number;
  readonly cells: readonly LayoutCell[];
  readonly headers: readonly string[];
}

export interface LabelPlacement {
  readonly rows: readonly RowLine[];
  readonly top: number;
  /** Columns for labels. */
  readonly depth: number;
  readonly idPrefix: string;
  readonly above: readonly string[];
}

export function labelDepth(rows: readonly RowLine[]): number {
  return Math.max(...rows.map((row) => row.path.length + 1));
}

/** 行标题: merges a group over its rows, and a label over the group columns that its row does not use. */
export function labelCells(placement: LabelPlacement): readonly LabelledRow[] {
  return placement.rows.map((line, index) => {
    const row = placement.top + index;
    if (placement.depth === 0) return { row, cells: [], headers: placement.above };
    const cells: LayoutCell[] = [];
    const headers = [...placement.above];
    for (let level = 0; level < line.path.length; level += 1) {
      const start = firstOfGroup(placement.rows, index, level);
      const id = cellId(placement.idPrefix, placement.top + start, level);
      if (start === index) cells.push(groupCell(placement, { index, level, id, headers: [...headers] }));
      headers.push(id);
    }
    const id = cellId(placement.idPrefix, row, line.path.length);
    cells.push({
      text: line.label,
      row,
      column: line.path.length,
      rowSpan: 1,
      columnSpan: placement.depth - line.path.length,
      kind: "label",
      id,
      headers: [...headers],
    });
    return { row, cells, headers: [...headers, id] };
  });
}

function groupCell(
  placement: LabelPlacement,
  at: { index: number; level: number; id: string; headers: readonly string[] },
): LayoutCell {
  const { rows, top } = placement;
  let end = at.index + 1;
  while (end < rows.length && firstOfGroup(rows, end, at.level) === at.index) end += 1;
  return {
    text: rows[at.index]?.path[at.level] ?? "",
    row: top + at.index,
    column: at.level,
    rowSpan: end - at.index,
    columnSpan: 1,
    kind: "groupLabel",
    vertical: true,
    id: at.id,
    headers: at.headers,
  };
}

function firstOfGroup(rows: readonly RowLine[], index: number, level: number): number {
  let first = index;
  while (first > 0 && shareGroup(rows[first - 1], rows[index], level)) first -= 1;
  return first;
}

function shareGroup(a: RowLine | undefined, b: RowLine | undefined, level: number): boolean {
  if (!a || !b || a.path.length <= level || b.path.length <= level) return false;
  return a.path.slice(0, level + 1).every((group, index) => group === b.path[index]);
}
