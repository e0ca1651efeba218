import { addressOf, type Cell, type Grid } from "../../grid.js";
import { type CarriedHeadings, locateInGrid } from "../grid/grid.js";
import { matchLabel, type SectionLexicon } from "../lexicon.js";
import { joined, type Located } from "../located.js";
import { looksLikeValue } from "../value/value.js";
import { hasUnreadableRow, isWhole, type NumberedGrid, type TableReading } from "./reading.js";

/** A table that is printed wider than the paper takes at most so many pages in each direction. */
const MOST_ACROSS = 4;
const MOST_DOWN = 4;

/**
 * 打印时栏目分到几页的表: a sheet wider than the paper, whose right columns stand on later pages. Pages are put side by side where
 * those to the right have as many rows below their headings as the one with the labels and no row label of the form themselves. A table is taken
 * only if it is whole then, with no row that can't be read.
 */
export const SPLIT_COLUMNS: TableReading = {
  name: "split columns",
  scope: "document",
  headingYears: "both",
  isOpen: (soFar, table, lexicons) => !isWhole(soFar, table, lexicons),
  read: (grids, open, all) => arrangementsOf(grids, open).map((pages) => locatedIn(pages, all)),
  isEnough: (found, table, lexicons) => wholes(found, table, lexicons).length === 1,
  choose: (found, table, lexicons) => wholes(found, table, lexicons),
};

function wholes(found: readonly Located[], table: string, lexicons: readonly SectionLexicon[]): readonly Located[] {
  return found.filter((one) => isWhole(one, table, lexicons) && !hasUnreadableRow(one, table));
}

/** Pages beside one another, from left to right. */
type PageRow = readonly NumberedGrid[];

/** The ways in which pages that follow each other make one sheet: first down, then over, or the other way. */
function arrangementsOf(
  grids: readonly NumberedGrid[],
  open: readonly SectionLexicon[],
): readonly (readonly PageRow[])[] {
  // Only printed pages are split so; tables beside text elsewhere stand for themselves, and a row of theirs may have lost a cell.
  const pages = grids.filter(({ grid }) => grid.addressing === "line");
  const found: (readonly PageRow[])[] = [];
  for (let across = 2; across <= MOST_ACROSS; across++)
    for (let down = 1; down <= MOST_DOWN; down++)
      for (let start = 0; start + across * down <= pages.length; start++) {
        const at = (row: number, column: number): NumberedGrid => pages[start + column * down + row]!;
        const over = (row: number, column: number): NumberedGrid => pages[start + row * across + column]!;
        for (const page of down === 1 ? [at] : [at, over]) {
          const rows = Array.from({ length: down }, (_, row) =>
            Array.from({ length: across }, (_, column) => page(row, column)),
          );
          if (rows.every((row) => fitTogether(row, open))) found.push(rows);
        }
      }
  return found;
}

function fitTogether([first, ...right]: PageRow, open: readonly SectionLexicon[]): boolean {
  return (
    first !== undefined &&
    (hasRowLabel(first.grid, open) || beginsSingleRow(first.grid, open)) &&
    right.every(({ grid }) => bodyOf(grid, open) === bodyOf(first.grid, open) && !hasRowLabel(grid, open))
  );
}

/** How many rows a grid has from its first one with a figure or a row label on: merged headings take fewer rows on some pages. */
function bodyOf(grid: Grid, open: readonly SectionLexicon[]): number {
  return grid.rows - headingRowsOf(grid, open);
}

function headingRowsOf(grid: Grid, open: readonly SectionLexicon[]): number {
  const body = grid.cells.filter((cell) => looksLikeValue(cell.text) || isRowLabel(cell, open));
  return body.reduce((first, cell) => Math.min(first, cell.row), grid.rows);
}

function hasRowLabel(grid: Grid, open: readonly SectionLexicon[]): boolean {
  return grid.cells.some((cell) => isRowLabel(cell, open));
}

/** Whether the first heading of a table of a single row (行政复议) stands in the grid's first column. */
function beginsSingleRow(grid: Grid, open: readonly SectionLexicon[]): boolean {
  return grid.cells.some(
    ({ column, text }) =>
      column === 0 &&
      open.some(
        ({ rows, section }) =>
          section.layout === "single-row" &&
          matchLabel(rows, text).some(({ node }) => "line" in node && node.line === section.rows.lines[0]),
      ),
  );
}

function isRowLabel({ text }: Cell, open: readonly SectionLexicon[]): boolean {
  return open.some(
    ({ rows, columns, section }) =>
      section.layout === "matrix" &&
      matchLabel(columns, text).length === 0 &&
      matchLabel(rows, text).some(({ node }) => "line" in node),
  );
}

function locatedIn(pages: readonly PageRow[], lexicons: readonly SectionLexicon[]): Located {
  let carried: CarriedHeadings | undefined;
  const parts = pages.map((row) => {
    const found = locateInGrid(sideBySide(row, lexicons), `${row[0]?.index ?? 0}.w`, lexicons, carried);
    carried = found.carried;
    return found.located;
  });
  return joined(parts);
}

/** One grid of the pages of a row. Each cell keeps the page and the address at which a person finds it. */
function sideBySide(row: PageRow, lexicons: readonly SectionLexicon[]): Grid {
  const top = Math.max(...row.map(({ grid }) => headingRowsOf(grid, lexicons)));
  let left = 0;
  const cells: Cell[] = [];
  for (const { grid } of row) {
    const down = top - headingRowsOf(grid, lexicons);
    for (const cell of grid.cells)
      cells.push({
        ...cell,
        row: cell.row + down,
        column: cell.column + left,
        place: `${grid.sheet} ${addressOf(grid, cell)}`,
      });
    left += grid.columns;
  }
  const [first] = row;
  const sheet = row.map(({ grid }) => grid.sheet).join("、");
  return {
    ...first!.grid,
    sheet,
    rows: top + bodyOf(first!.grid, lexicons),
    columns: left,
    cells: cells.sort((a, b) => a.row - b.row || a.column - b.column),
    hiddenRows: [],
    hiddenColumns: [],
  };
}
