import { addressOfPlace } from "../statutory/statutory.js";
import type { Merge, SheetCell, SheetRow } from "../workbook/workbook.js";
import type { RelationMark } from "./relation-marks.js";

/** 表右侧的核对: marks of relations within one row, by row and column from 1. */
export interface MarksBeside {
  readonly widths: readonly number[];
  readonly cellsAt: ReadonlyMap<number, ReadonlyMap<number, SheetCell>>;
  readonly merges: readonly Merge[];
  /** The addresses of the marks. */
  readonly cells: readonly string[];
}

const GAP_WIDTH = 2;
const MARK_WIDTH = 20;

/** 同一行的勾稽关系: a mark in the row itself, each of several in a column of its own, under what it says. */
export function marksBeside(
  marks: readonly RelationMark[],
  { left, top }: { readonly left: number; readonly top: number },
): MarksBeside {
  const own = marks.filter(isWithinRow);
  const taken = new Map<number, number>();
  const placed = own.map((mark) => {
    const { row } = mark.places[0]!;
    const slot = taken.get(row) ?? 0;
    taken.set(row, slot + 1);
    return { mark, row, column: left + 2 + slot };
  });
  const isAlone = Math.max(0, ...taken.values()) < 2;
  const cellsAt = new Map<number, Map<number, SheetCell>>();
  const put = (row: number, column: number, cell: SheetCell): unknown =>
    cellsAt.set(row, (cellsAt.get(row) ?? new Map<number, SheetCell>()).set(column, cell));
  for (const { mark, row, column } of placed) put(row, column, { value: mark.formula, style: "mark" });
  const heads = placed.filter(({ row, column, mark }, at) => {
    const before = placed.slice(0, at).filter((one) => one.column === column);
    return !before.some((one) => one.mark.rule === mark.rule && one.row === row - 1);
  });
  for (const { mark, row, column } of heads) {
    const words = isAlone ? mark.rule.title : `${mark.rule.title}（${mark.relation.where}）`;
    put(headRow(row, top), column, { value: words, style: "mark" });
  }
  const columns = Math.max(0, ...taken.values());
  return {
    widths: columns === 0 ? [] : [GAP_WIDTH, ...Array.from({ length: columns }, () => MARK_WIDTH)],
    cellsAt,
    merges: heads.map(({ row, column }) => ({ top: headRow(row, top), left: column, bottom: row - 1, right: column })),
    cells: placed.map((place) => addressOfPlace(place)),
  };
}

export function isWithinRow({ places }: RelationMark): boolean {
  return places.every(({ row }) => row === places[0]?.row);
}

/** What a mark says stands over the three rows above it, as far as they belong to the table. */
function headRow(row: number, top: number): number {
  return Math.max(top, row - 3);
}

/** Puts the marks into the rows of the sheet. */
export function withMarksBeside(rows: readonly SheetRow[], { cellsAt }: MarksBeside): readonly SheetRow[] {
  return rows.map((row, at) => {
    const marks = cellsAt.get(at + 1);
    if (!marks) return row;
    const cells = [...row.cells];
    for (const [column, cell] of marks) {
      while (cells.length < column) cells.push(null);
      cells[column - 1] = cell;
    }
    return { ...row, cells };
  });
}
