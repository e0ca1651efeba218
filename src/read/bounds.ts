import type { Block, Cell, Grid, ReadDocument, TextBlock } from "../grid.js";
import { tooLarge } from "./refusal.js";

/** What Excel allows in one cell; a paragraph of a text may be longer, but none of an annual report is so long. */
const MOST_CELL_CHARACTERS = 100_000;
const MOST_CHARACTERS = 10_000_000;
const MOST_LINES = 20_000;
/** Of a text or a page as it lies on disk, with its marks. */
const LONGEST_TEXT = 30_000_000;
const MOST_BREAKS = 500_000;
/** A workbook of an office has a sheet for each of its units at most. */
const MOST_BLOCKS = 5_000;
/** What a workbook's format allows. */
const MOST_ROWS = 1_048_576;
const MOST_COLUMNS = 16_384;
/** Of all merged cells together, after they are cut to the part of the sheet that is used. */
const MOST_COVERED = 2_000_000;

/**
 * 内容限度: cuts merged cells to the used part of their sheet, and refuses a document that holds more than any report does. The
 * stages after reading rely on these limits: they bound what a file can cost there.
 *
 * @throws ReadRefusal FILE.TOO_LARGE
 */
export function bounded(document: ReadDocument): ReadDocument {
  refuseMoreThan(MOST_BLOCKS, document.blocks.length, (most) => `工作表、表格和段落共超过 ${most} 个`);
  const blocks = document.blocks.map((block) => (block.kind === "grid" ? clipped(block) : block));
  refuseMoreThan(MOST_CHARACTERS, sumOf(blocks, charactersOf), (most) => `文字超过 ${most / 10_000} 万字`);
  refuseMoreThan(MOST_LINES, sumOf(blocks, linesOf), (most) => `文字超过 ${most / 10_000} 万行`);
  refuseMoreThan(MOST_COVERED, sumOf(blocks, coveredBy), () => "合并单元格覆盖的范围过大");
  return { ...document, blocks };
}

/**
 * Refuses a text before it is taken apart: a file of nothing but line ends would fill memory in one go.
 * @throws ReadRefusal FILE.TOO_LARGE
 */
export function refuseLongText(text: string): void {
  refuseMoreThan(LONGEST_TEXT, text.length, (most) => `文字超过 ${most / 10_000} 万字`);
  let breaks = 0;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charCodeAt(at);
    if (sign === 10 || sign === 13) breaks += 1;
  }
  refuseMoreThan(MOST_BREAKS, breaks, (most) => `文字超过 ${most / 10_000} 万行`);
}

function refuseMoreThan(most: number, found: number, reason: (most: number) => string): void {
  if (found > most) throw tooLarge(reason(most));
}

function sumOf(blocks: readonly Block[], measure: (block: Block) => number): number {
  return blocks.reduce((total, block) => total + measure(block), 0);
}

/** A merged cell ends with the last row that has a cell, and one column behind the last that has one. */
function clipped(grid: Grid): Grid {
  const last = { row: 0, column: 0 };
  for (const { row, column } of grid.cells) {
    if (row > last.row) last.row = row;
    if (column > last.column) last.column = column;
  }
  refuseMoreThan(MOST_ROWS, last.row + 1, (most) => `表格超过 ${most} 行`);
  refuseMoreThan(MOST_COLUMNS, last.column + 1, (most) => `表格超过 ${most} 列`);
  const isWide = ({ row, column, rowSpan, columnSpan }: Cell): boolean =>
    row + rowSpan > last.row + 1 || column + columnSpan > last.column + 2;
  if (!grid.cells.some(isWide)) return grid;
  return { ...grid, cells: grid.cells.map((cell) => (isWide(cell) ? cut(cell, last) : cell)) };
}

function cut(cell: Cell, last: { readonly row: number; readonly column: number }): Cell {
  return {
    ...cell,
    rowSpan: Math.max(1, Math.min(cell.rowSpan, last.row + 1 - cell.row)),
    columnSpan: Math.max(1, Math.min(cell.columnSpan, last.column + 2 - cell.column)),
  };
}

function charactersOf(block: Block): number {
  const texts = block.kind === "grid" ? block.cells : block.lines;
  let total = 0;
  for (const { text } of texts) {
    refuseMoreThan(MOST_CELL_CHARACTERS, text.length, (most) => `一个单元格或一段文字超过 ${most / 10_000} 万字`);
    total += text.length;
  }
  return total;
}

function linesOf(block: Block): number {
  return block.kind === "text" ? (block satisfies TextBlock).lines.length : 0;
}

function coveredBy(block: Block): number {
  if (block.kind === "text") return 0;
  return block.cells.reduce((total, { rowSpan, columnSpan }) => total + rowSpan * columnSpan - 1, 0);
}
