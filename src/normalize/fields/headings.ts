import type { Cell } from "../../grid.js";
import type { Cover } from "../grid/grid.js";
import type { Pair, RowOfPairs } from "./pairs.js";

/** 上级名称: the groups that stand over a name: headings of their own rows, and names that were written once before empty cells. */
export interface OpenHeadings {
  /** Takes up what a row brings. */
  readonly enter: (row: RowOfPairs) => void;
  readonly over: (pair: Pair) => readonly Cell[];
}

export function openHeadings(cover: Cover): OpenHeadings {
  let headings: readonly Cell[] = [];
  const before = new Map<number, Cell>();
  return {
    enter: ({ row, heading, pairs }) => {
      const [first] = heading;
      if (first) {
        // A heading further to the left, or at the same place, ends those of before.
        headings = [...headings.filter((cell) => cell.column < first.column), ...heading];
        before.clear();
      }
      const groups = pairs.flatMap((pair) => pair.groups).filter((cell) => cell.row === row);
      for (const cell of [...groups, ...pairs.map(({ label }) => label)].sort((a, b) => a.column - b.column)) {
        for (const column of [...before.keys()]) if (column >= cell.column) before.delete(column);
        if (groups.includes(cell)) before.set(cell.column, cell);
      }
    },
    over: ({ row, label }) => {
      const left = [...before.values()].filter(
        (cell) => cell.column < label.column && cell.row < row && isEmptyAt(cover, row, cell),
      );
      return [...headings, ...left];
    },
  };
}

/** Its column is empty down to the row, so that it may stand for it. */
function isEmptyAt(cover: Cover, row: number, { column, row: top, rowSpan }: Cell): boolean {
  for (let at = top + rowSpan; at <= row; at += 1) if ((cover.at(at, column)?.text ?? "").trim() !== "") return false;
  return true;
}
