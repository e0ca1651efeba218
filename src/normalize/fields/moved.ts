import { plainText } from "../../wording.js";
import type { Cover } from "../grid/grid.js";
import { isContact, namesContact } from "../stray/stray.js";
import type { Pair, RowOfPairs } from "./pairs.js";

const SIGNED = /盖章|签章|签字|年.{0,4}月.{0,4}日/;

/**
 * 上下错开: where a value stands without a name in a column in which another name has no value, the names between the two were moved against their
 * values by a cell, up or down. `rows` are those of the table and the one above it.
 */
export function movedPairs(cover: Cover, rows: readonly RowOfPairs[]): ReadonlySet<Pair> {
  const moved = new Set<Pair>();
  const pairs = rows.flatMap((one) => one.pairs);
  for (const column of new Set(pairs.flatMap(({ value }) => value?.from ?? []))) {
    const own = pairs.filter(({ value }) => value?.from === column);
    const empty = own.filter(({ value }) => value?.names === "empty").map(({ row }) => row);
    if (empty.length === 0) continue;
    for (const orphan of orphansIn(cover, rows, column)) {
      const [up, down] = [empty.findLast((row) => row < orphan), empty.find((row) => row > orphan)];
      for (const end of [up, down])
        if (end !== undefined)
          for (const pair of own)
            if (pair.row >= Math.min(end, orphan) && pair.row <= Math.max(end, orphan)) moved.add(pair);
    }
  }
  return moved;
}

/** Rows with something in a column of values and nothing at its left. */
function orphansIn(cover: Cover, rows: readonly RowOfPairs[], column: number): readonly number[] {
  return rows
    .filter(({ row, left }) => {
      const cell = left.find((one) => one.cell.column === column && one.after === undefined)?.cell;
      if (!cell || cell.row !== row || (cover.at(row, column - 1)?.text ?? "").trim() !== "") return false;
      return !SIGNED.test(plainText(cell.text)) && !namesContact(cell.text) && !isContact(cell.text);
    })
    .map(({ row }) => row);
}
