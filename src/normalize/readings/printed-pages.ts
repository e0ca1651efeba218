import { addressOf, type Cell, type Grid } from "../../grid.js";
import { matchLabel, type SectionLexicon } from "../lexicon.js";
import { looksLikeValue } from "../value/value.js";
import type { NumberedGrid } from "./reading.js";

/** 打印页上的一段表: a grid of a page, with what tells where in a printed sheet it may stand. */
export interface PrintedPart extends NumberedGrid {
  /** How many rows it has from its first one with a figure or a row label on: merged headings take fewer rows on some pages. */
  readonly body: number;
  readonly headings: number;
  /** It holds labels of rows of the form. */
  readonly labelled: boolean;
  /** The first heading of a table of a single row (行政复议) stands in its first column. */
  readonly beginsSingleRow: boolean;
  /** How many columns stand before the figures, and what stands in them below the headings. */
  readonly labels: { readonly width: number; readonly key: string };
  /** The grid without these columns; undefined where a cell reaches from them into the figures. */
  readonly figures: Grid | undefined;
}

export function printedPart({ grid, index }: NumberedGrid, open: readonly SectionLexicon[]): PrintedPart {
  const labels = grid.cells.filter((cell) => isRowLabel(cell, open));
  const body = [...labels, ...grid.cells.filter(({ text }) => looksLikeValue(text))];
  const headings = body.reduce((first, cell) => Math.min(first, cell.row), grid.rows);
  const columns = labelColumnsOf(grid, headings);
  return {
    grid,
    index,
    headings,
    body: grid.rows - headings,
    labelled: labels.length > 0,
    beginsSingleRow: grid.cells.some((cell) => cell.column === 0 && isFirstHeading(cell, open)),
    labels: columns,
    figures: withoutColumns(grid, columns.width),
  };
}

function labelColumnsOf(grid: Grid, headings: number): PrintedPart["labels"] {
  const below = grid.cells.filter(({ row }) => row >= headings);
  const values = below.filter(({ text }) => looksLikeValue(text));
  const width = values.reduce((least, { column }) => Math.min(least, column), grid.columns);
  const labels = below.filter(({ column }) => column < width);
  const told = labels.map((cell) => [cell.row - headings, cell.column, cell.rowSpan, cell.columnSpan, cell.text]);
  return { width, key: JSON.stringify(told) };
}

function withoutColumns(grid: Grid, width: number): Grid | undefined {
  if (grid.cells.some(({ column, columnSpan }) => column < width && column + columnSpan > width)) return undefined;
  const cells = grid.cells
    .filter(({ column }) => column >= width)
    .map((cell) => ({ ...cell, column: cell.column - width, place: addressOf(grid, cell) }));
  return { ...grid, columns: grid.columns - width, cells };
}

function isFirstHeading({ text }: Cell, open: readonly SectionLexicon[]): boolean {
  return open.some(
    ({ rows, section }) =>
      section.layout === "single-row" &&
      matchLabel(rows, text).some(({ node }) => "line" in node && node.line === section.rows.lines[0]),
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

/** 右边的页: what a page adds to the right of another one; undefined where it does not go on there. Labels that every page repeats are left out. */
export function rightOf(first: PrintedPart, part: PrintedPart): PrintedPart | undefined {
  if (part === first || part.body !== first.body) return undefined;
  return part.labelled ? withoutRepeatedLabels(first, part) : part;
}

/** 重复打印的标签列: the columns before the figures are the same on both pages, row by row. */
function withoutRepeatedLabels(first: PrintedPart, part: PrintedPart): PrintedPart | undefined {
  const [own, other] = [first.labels, part.labels];
  const repeats = own.width > 0 && own.width === other.width && own.key === other.key;
  return repeats && part.figures ? { ...part, labelled: false, grid: part.figures } : undefined;
}

/** One grid of the pages of a row. Each cell keeps the page and the address at which a person finds it. */
export function sideBySide(row: readonly PrintedPart[], wanted: number): Grid {
  const top = Math.max(...row.map(({ headings }) => headings));
  const [first] = row as readonly [PrintedPart, ...PrintedPart[]];
  // On a page further down the merged label at its very left may not be ruled.
  let left = Math.max(0, wanted - first.grid.columns);
  const cells: Cell[] = [];
  for (const part of row) {
    const { grid } = part;
    for (const cell of grid.cells)
      cells.push({
        ...lowered(cell, part.headings, top),
        column: cell.column + left,
        place: `${grid.sheet} ${addressOf(grid, cell)}`,
      });
    left += grid.columns;
  }
  return {
    ...first.grid,
    sheet: [...new Set(row.map(({ grid }) => grid.sheet))].join("、"),
    rows: top + first.body,
    columns: left,
    cells: cells.sort((a, b) => a.row - b.row || a.column - b.column),
    hiddenRows: [],
    hiddenColumns: [],
  };
}

/** Of several rows of headings the first takes those that another page has more; a single one stands at the bottom. */
function lowered(cell: Cell, headings: number, top: number): Cell {
  if (headings === top) return cell;
  const missing = top - headings;
  const stretches = cell.row === 0 && headings > 1;
  return stretches ? { ...cell, rowSpan: cell.rowSpan + missing } : { ...cell, row: cell.row + missing };
}

/** How many columns of figures the pages have together. */
export function figureColumnsOf([first, ...right]: readonly PrintedPart[]): number {
  const own = first ? first.grid.columns - (first.labelled ? first.labels.width : 0) : 0;
  return right.reduce((sum, { grid }) => sum + grid.columns, own);
}
