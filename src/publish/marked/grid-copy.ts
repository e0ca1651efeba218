import { parseDecimal } from "../../decimal.js";
import { addressOf, type Block, type Cell, type Grid, type TextBlock } from "../../grid.js";
import {
  distinctSheetNames,
  exactNumber,
  type Merge,
  type Sheet,
  type SheetCell,
  type SheetRow,
  textRow,
  writeWorkbook,
} from "../workbook/workbook.js";
import { addressOf as a1 } from "./comments-edit.js";
import type { CopyPlace } from "./marks.js";

/** 读取结果的工作簿: what was read of a file, each table on a sheet of its own and each cell in its place. */
export interface GridCopy {
  readonly bytes: Uint8Array;
  /** Where a cell of the file stands in it, by its sheet and address. */
  readonly placeOf: (sheet: string, cell: string) => CopyPlace | undefined;
  /** Some sheets, rows or columns at the end are not in it. */
  readonly cut: boolean;
}

/** Of a document each table and paragraph between tables is one; with thousands no program opens the workbook in a useful time. */
const MOST_SHEETS = 200;
const MOST_ROWS = 5000;
const MOST_COLUMNS = 256;

/** 照读取结果另制: texts are texts, whatever they begin with; nothing is a formula. */
export function gridCopy(all: readonly Block[], author: string, date: string): GridCopy {
  const blocks = all.slice(0, MOST_SHEETS);
  const names = distinctSheetNames(blocks.map(({ sheet }) => sheet));
  const sheets = blocks.map((block, at) =>
    block.kind === "grid" ? gridSheet(block, names[at] ?? "") : textSheet(block, names[at] ?? ""),
  );
  const places = new Map<string, CopyPlace>();
  for (const [at, block] of blocks.entries()) notePlaces(block, names[at] ?? "", places);
  return {
    bytes: writeWorkbook({ author, date, sheets }),
    placeOf: (sheet, cell) => places.get(`${sheet}\n${cell}`),
    cut: all.length > MOST_SHEETS || blocks.some(isCut),
  };
}

function isCut(block: Block): boolean {
  return block.kind === "grid"
    ? block.cells.some(({ row, column, text }) => text !== "" && (row >= MOST_ROWS || column >= MOST_COLUMNS))
    : block.lines.length > MOST_ROWS;
}

function notePlaces(block: Block, sheet: string, places: Map<string, CopyPlace>): void {
  const note = (address: string, row: number, column: number): void => {
    const key = `${block.sheet}\n${address}`;
    // Several cells of a line of a PDF have its address: the first of them is marked.
    if (row < MOST_ROWS && column < MOST_COLUMNS && !places.has(key))
      places.set(key, { sheet, cell: a1({ row, column }) });
  };
  if (block.kind === "text") for (const [row, { place }] of block.lines.entries()) note(place, row, 1);
  else for (const cell of block.cells) note(addressOf(block, cell), cell.row, cell.column);
}

function textSheet({ lines }: TextBlock, name: string): Sheet {
  const rows = lines.slice(0, MOST_ROWS).map(({ place, text }) => textRow([place, text], "text"));
  return { name, widths: [12, 100], rows };
}

function gridSheet(grid: Grid, name: string): Sheet {
  const cells = grid.cells.filter(({ row, column }) => row < MOST_ROWS && column < MOST_COLUMNS);
  const rows = cells.reduce((most, { row, rowSpan }) => Math.max(most, row + Math.max(1, rowSpan)), 0);
  const columns = cells.reduce((most, { column, columnSpan }) => Math.max(most, column + Math.max(1, columnSpan)), 0);
  const bounded = { rows: Math.min(rows, MOST_ROWS), columns: Math.min(columns, MOST_COLUMNS) };
  return {
    name,
    widths: Array.from({ length: Math.max(1, bounded.columns) }, () => 12),
    rows: rowsOf(cells, bounded.rows),
    merges: cells.flatMap((cell) => mergeOf(cell, bounded)),
    // Shown, it would be read when the copy comes back.
    ...(grid.hidden && { hidden: true }),
  };
}

function rowsOf(cells: readonly Cell[], count: number): readonly SheetRow[] {
  const rows = Array.from({ length: count }, (): (SheetCell | null)[] => []);
  for (const cell of cells) {
    const row = rows[cell.row];
    if (!row) continue;
    while (row.length < cell.column) row.push(null);
    row[cell.column] = sheetCell(cell);
  }
  return rows.map((own) => ({ cells: own }));
}

function sheetCell({ text, kind }: Cell): SheetCell {
  const value = kind === "number" ? parseDecimal(text) : undefined;
  return value !== undefined && exactNumber(value) !== undefined
    ? { value, style: "figure" }
    : { value: text, style: "text" };
}

function mergeOf(
  { row, column, rowSpan, columnSpan }: Cell,
  most: { rows: number; columns: number },
): readonly Merge[] {
  if (rowSpan <= 1 && columnSpan <= 1) return [];
  const bottom = Math.min(row + Math.max(1, rowSpan), most.rows);
  const right = Math.min(column + Math.max(1, columnSpan), most.columns);
  return [{ top: row + 1, left: column + 1, bottom, right }];
}
