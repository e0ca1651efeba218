import type { SourceDocument } from "../../consolidation.js";
import type { SourceCell } from "../../figure.js";
import type { Cell, Grid, TextBlock } from "../../grid.js";
import { placeOfAddress } from "./address.js";
import type { ReviewBlock, ReviewGrid, ReviewText } from "./model.js";
import { type StringTable, shortened } from "./strings.js";

/** How many rows, columns and lines are shown around a named cell. */
const ROWS_AROUND = 5;
const COLUMNS_AROUND = 12;
const LINES_AROUND = 4;
/** How many rows at the top of a sheet are always shown, for its title. */
const TOP_ROWS = 3;
const LONGEST_CELL = 160;

/** 原件摘录: the blocks of a file in which a cell was named, reduced to the surroundings of those cells. */
export function windowsOf(
  document: SourceDocument,
  sources: readonly SourceCell[],
  strings: StringTable,
): readonly ReviewBlock[] {
  return document.blocks.flatMap((block): readonly ReviewBlock[] => {
    const named = sources.filter((source) => source.sheet === block.sheet);
    if (named.length === 0) return [];
    return block.kind === "text" ? textWindow(block, named, strings) : gridWindow(block, named, strings);
  });
}

function textWindow(block: TextBlock, sources: readonly SourceCell[], strings: StringTable): readonly ReviewText[] {
  const places = new Set(sources.map((source) => source.cell));
  const named = block.lines.flatMap((line, index) => (places.has(line.place) ? [index] : []));
  if (named.length === 0) return [];
  const kept = around(named, LINES_AROUND, block.lines.length);
  const lines = block.lines.flatMap((line, index) =>
    kept.has(index)
      ? [index, strings.placeOf(line.place), strings.placeOf(shortened(line.text, LONGEST_CELL * 2))]
      : [],
  );
  return [{ kind: "text", sheet: strings.placeOf(block.sheet), lines }];
}

function gridWindow(grid: Grid, sources: readonly SourceCell[], strings: StringTable): readonly ReviewGrid[] {
  const places = namedPlaces(grid, sources);
  if (places.length === 0) return [];
  const rows = around(
    places.map((place) => place.row),
    ROWS_AROUND,
    grid.rows,
  );
  for (let row = 0; row < Math.min(TOP_ROWS, grid.rows); row += 1) rows.add(row);
  const columns = around(
    places.map((place) => place.column),
    COLUMNS_AROUND,
    grid.columns,
  );
  const cells = grid.cells.filter(
    (cell) => covers(cell.row, cell.rowSpan, rows) && covers(cell.column, cell.columnSpan, columns),
  );
  return [
    {
      kind: "grid",
      sheet: strings.placeOf(grid.sheet),
      addressing: grid.addressing,
      shownRows: runsOf(rows),
      shownColumns: runsOf(columns),
      rows: packedRows(
        cells.filter((cell) => cell.text !== ""),
        strings,
      ),
      merges: cells
        .filter((cell) => cell.rowSpan > 1 || cell.columnSpan > 1)
        .flatMap((cell) => [cell.row, cell.column, cell.rowSpan, cell.columnSpan]),
      hiddenRows: grid.hiddenRows.filter((row) => rows.has(row)),
      hiddenColumns: grid.hiddenColumns.filter((column) => columns.has(column)),
      places: cells.flatMap((cell) =>
        cell.place === undefined ? [] : [cell.row, cell.column, strings.placeOf(cell.place)],
      ),
      formulas: cells.flatMap((cell) => (cell.formula ? [cell.row, cell.column] : [])),
    },
  ];
}

function namedPlaces(
  grid: Grid,
  sources: readonly SourceCell[],
): readonly { readonly row: number; readonly column: number }[] {
  const addresses = new Set(sources.map((source) => source.cell));
  const byPlace = grid.cells.filter((cell) => cell.place !== undefined && addresses.has(cell.place));
  const byAddress = [...addresses].flatMap((address) => placeOfAddress(address) ?? []);
  return [...byPlace, ...byAddress.filter((place) => place.row < grid.rows && place.column < grid.columns)];
}

function around(numbers: readonly number[], reach: number, limit: number): Set<number> {
  const kept = new Set<number>();
  for (const number of new Set(numbers)) {
    for (let at = Math.max(0, number - reach); at <= Math.min(limit - 1, number + reach); at += 1) kept.add(at);
  }
  return kept;
}

function covers(first: number, span: number, kept: ReadonlySet<number>): boolean {
  if (span > kept.size) return [...kept].some((at) => at >= first && at < first + span);
  for (let at = first; at < first + span; at += 1) if (kept.has(at)) return true;
  return false;
}

function packedRows(cells: readonly Cell[], strings: StringTable): readonly (readonly number[])[] {
  const rows = new Map<number, number[]>();
  for (const cell of cells) {
    const row = rows.get(cell.row) ?? [cell.row];
    rows.set(cell.row, row);
    row.push(cell.column, strings.placeOf(shortened(cell.text, LONGEST_CELL)));
  }
  return [...rows.values()];
}

/** Ascending numbers as pairs of first and last: 1 2 3 7 8 → 1 3 7 8. */
function runsOf(numbers: ReadonlySet<number>): readonly number[] {
  const runs: number[] = [];
  for (const number of [...numbers].sort((a, b) => a - b)) {
    if (runs.length > 0 && runs[runs.length - 1] === number - 1) runs[runs.length - 1] = number;
    else runs.push(number, number);
  }
  return runs;
}
