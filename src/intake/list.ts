import type { Unit } from "../form/form.js";
import type { Grid, ReadDocument } from "../grid.js";
import { type RosterIndex, unitNamed } from "./naming/naming.js";

const SEVERAL = 3;

/** 名单、汇总表: several units of the roster in one row or one column of a sheet. */
export function listsUnits(document: ReadDocument, index: RosterIndex): boolean {
  return document.blocks.some((block) => block.kind === "grid" && !block.hidden && isList(block, index));
}

function isList(grid: Grid, index: RosterIndex): boolean {
  const lines = new Map<string, Set<Unit>>();
  for (const { row, column, text, kind } of grid.cells) {
    const unit = kind === "text" ? unitNamed(index, text) : undefined;
    if (unit === undefined) continue;
    for (const line of [`r${row}`, `c${column}`]) lines.set(line, (lines.get(line) ?? new Set<Unit>()).add(unit));
  }
  return [...lines.values()].some((units) => units.size >= SEVERAL);
}
