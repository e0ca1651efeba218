import type { Cell, Grid } from "../../grid.js";
import { groupBy } from "../../grouping.js";
import { locateInGrid } from "../grid/grid.js";
import { labelWording } from "../label-names.js";
import { matchLabel, type SectionLexicon } from "../lexicon.js";
import { joined } from "../located.js";
import { figuresFound, hasUnreadableRow, isWhole, type TableReading } from "./reading.js";

/**
 * 并排的表: two tables beside each other on one sheet, or a table that goes on to its own right. The grid is cut
 * where another column of row labels begins, and each part is read alone. It takes a table over if it reads it whole,
 * or finds more of it while nothing read so far was in doubt.
 */
export const SIDE_BY_SIDE: TableReading = {
  name: "side by side",
  scope: "grid",
  headingYears: "own",
  isOpen: () => true,
  read: (grids, _, lexicons) =>
    grids.map(({ grid, index }) =>
      joined(
        partsOf(grid, lexicons).map((part, at) => locateInGrid(part, `${index}.p${at}`, lexicons, undefined).located),
      ),
    ),
  isEnough: ([parts], table, lexicons, soFar) =>
    parts !== undefined &&
    (isWhole(parts, table, lexicons) ||
      (!hasUnreadableRow(soFar, table) && figuresFound(parts, table) > figuresFound(soFar, table))),
};

/** As many lines of one table under one another are a column of row labels; a single one may be chance. */
const FEWEST_LABELS = 2;

/** The parts of the grid, each with its own headings; none where only one column of row labels stands in it. */
function partsOf(grid: Grid, lexicons: readonly SectionLexicon[]): readonly Grid[] {
  const starts = tableStarts(grid, lexicons);
  if (starts.length < 2) return [];
  return starts.map((start, index) => {
    const from = index === 0 ? 0 : start;
    const end = starts[index + 1] ?? Number.POSITIVE_INFINITY;
    const cells = grid.cells.filter((cell) => cell.column >= from && cell.column < end);
    return {
      ...grid,
      cells: cells.map((cell) => ({ ...cell, columnSpan: Math.min(cell.columnSpan, end - cell.column) })),
    };
  });
}

/** The first label column of each table, and any further one in which the same lines stand again. */
function tableStarts(grid: Grid, lexicons: readonly SectionLexicon[]): readonly number[] {
  const starts = new Set<number>();
  for (const own of groupBy(lexicons, ({ section }) => section.table).values()) {
    const columns = [...labelColumns(grid, own)]
      .filter(([, lines]) => lines.size >= FEWEST_LABELS)
      .sort((a, b) => a[0] - b[0]);
    const seen = new Set<string>();
    for (const [column, lines] of columns) {
      if (seen.size === 0 || [...lines].filter((line) => seen.has(line)).length >= FEWEST_LABELS) starts.add(column);
      for (const line of lines) seen.add(line);
    }
  }
  return [...starts].sort((a, b) => a - b);
}

/** Which lines' labels stand in which columns. A table of a single row begins at its first heading. */
function labelColumns(grid: Grid, lexicons: readonly SectionLexicon[]): ReadonlyMap<number, ReadonlySet<string>> {
  const columns = new Map<number, Set<string>>();
  const enter = (column: number, names: readonly string[]): void => {
    const lines = columns.get(column) ?? new Set<string>();
    for (const name of names) lines.add(name);
    columns.set(column, lines);
  };
  for (const cell of grid.cells) {
    if (labelWording(cell.text) === undefined) continue;
    for (const { rows, columns: across, section } of lexicons) {
      if (section.layout === "matrix" && matchLabel(across, cell.text).length > 0) continue;
      const nodes = matchLabel(rows, cell.text).map(({ node }) => ("line" in node ? node.line.code : node.group.label));
      if (section.layout === "matrix") enter(cell.column, nodes);
      else if (nodes.includes(section.rows.lines[0]?.code ?? "") && headedBelow(grid, cell, across))
        enter(cell.column, [`${section.code} 1`, `${section.code} 2`]);
    }
  }
  return columns;
}

/** Right below the first heading of a single row (行政复议) its results (结果维持) begin. */
function headedBelow(grid: Grid, heading: Cell, columns: SectionLexicon["columns"]): boolean {
  return grid.cells.some(
    (cell) =>
      cell.column === heading.column &&
      cell.row > heading.row &&
      cell.row <= heading.row + heading.rowSpan + 1 &&
      matchLabel(columns, cell.text).length > 0,
  );
}
