import type { Grid } from "../../grid.js";
import { joined } from "../located.js";
import { locateInCells } from "../text/text.js";
import { hasUnreadableRow, isWhole, type TableReading } from "./reading.js";

/**
 * 从网页、文档复制成文本的表: merged cells fell together, so that columns no longer stand under their headings. The cells
 * are read one after another by their labels, as flattened text is. Only a table that is not whole is read this way,
 * not one whose numbers themselves are in doubt, and only if every row of it can be read.
 */
export const BY_LABELS: TableReading = {
  name: "by labels",
  scope: "document",
  headingYears: "both",
  isOpen: (soFar, table, lexicons) =>
    !isWhole(soFar, table, lexicons) &&
    !soFar.unreadableRows.some((row) => row.table === table && row.numbersInDoubt === true),
  read: (grids, _, lexicons) => [
    joined(
      grids
        .filter(({ grid }) => hasOnlyTypedCells(grid))
        .map(({ grid, index }) => locateInCells(grid, index, lexicons)),
    ),
  ],
  isEnough: ([cells], table, lexicons) =>
    cells !== undefined && isWhole(cells, table, lexicons) && !hasUnreadableRow(cells, table),
};

/** Text divided into cells: no merged areas, and empty cells are not kept. */
function hasOnlyTypedCells(grid: Grid): boolean {
  return grid.addressing === "A1" && grid.cells.every((cell) => cell.rowSpan === 1 && cell.columnSpan === 1);
}
