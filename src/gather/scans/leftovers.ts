import type { Cell, RecognisedScan } from "../../grid.js";
import type { RecognisedCell } from "../../recognised.js";

/** 没有归到指标的格 show that a line was seen where there is none, or not seen: which of the cells that figures have may be a part of one. */
export interface Leftovers {
  /** The ink of the cell may stand in another one: if it seems to be empty, nothing can be proposed. */
  readonly elsewhere: ReadonlySet<number>;
  /** The cell may be a part: what was taken for a line may be its 1. */
  readonly parts: ReadonlySet<number>;
}

/** @param claimed the numbers of the cells that figures have */
export function leftoversIn({ blocks, cells }: RecognisedScan, claimed: ReadonlySet<number>): Leftovers {
  const left = [...cells].filter(([number]) => !claimed.has(number));
  const written = new Set(left.flatMap(([number, { proposal }]) => (proposal === "" ? [] : [number])));
  const rows = new Set(left.flatMap(([number, cell]) => (written.has(number) ? [rowOf(cell)] : [])));
  const elsewhere = new Set([...claimed].filter((number) => rows.has(rowOf(cells.get(number)!))));
  const parts = new Set(elsewhere);
  for (const block of blocks) {
    if (block.kind !== "grid") continue;
    const numbered = block.cells.map((cell) => ({ cell, number: Number(cell.text) }));
    const others = numbered.filter(({ number }) => cells.has(number) && !claimed.has(number));
    for (const { cell, number } of numbered.filter((one) => claimed.has(one.number)))
      for (const other of others.filter((one) => sharesBorder(cell, one.cell))) {
        parts.add(number);
        if (written.has(other.number)) elsewhere.add(number);
      }
  }
  return { elsewhere, parts };
}

function rowOf({ page, place }: RecognisedCell): string {
  return `${page} ${place.table} ${place.row}`;
}

function sharesBorder(a: Cell, b: Cell): boolean {
  const beside = a.column + a.columnSpan === b.column || b.column + b.columnSpan === a.column;
  const above = a.row + a.rowSpan === b.row || b.row + b.rowSpan === a.row;
  const inRows = a.row < b.row + b.rowSpan && b.row < a.row + a.rowSpan;
  const inColumns = a.column < b.column + b.columnSpan && b.column < a.column + a.columnSpan;
  return (beside && inRows) || (above && inColumns);
}
