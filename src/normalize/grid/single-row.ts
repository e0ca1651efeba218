import type { FigureCode } from "../../figure.js";
import { isPageNumber } from "../stray/stray.js";
import { looksLikeValue, saysNumber } from "../value/value.js";
import { alignRow, cellsWithin, isShiftedRow, placesOfRow } from "./alignment.js";
import { placeOf } from "./cover.js";
import { hasNumber } from "./heading-rows.js";
import type { HeadingBlock } from "./headings.js";
import { isSignature } from "./row-labels.js";
import { figureCode, recordCell, type Scan } from "./scan.js";
import { isGapped, isSplit, mayBeSplit, SPLIT } from "./split-thousands.js";
import { isNumbering, noteNumbersBeside, noteStrayRow, noteUnknownColumns } from "./unknown-lines.js";

/**
 * 单行表: reads the one row of figures under the headings of a table of a single row (表四). Several filled rows
 * leave open which one counts, and all are unreadable.
 */
export function scanSingleRow(scan: Scan, block: HeadingBlock, rows: readonly number[]): void {
  const merged = rowsUnderMergedHeadings(scan, block);
  if (merged.length > 0) {
    noteInDoubt(scan, block, merged, "标题的合并单元格盖过了数字所在的行");
    return;
  }
  const near = rows.filter((row) => row <= block.lastRow + 6);
  const filled = near.filter((row) => {
    if (isForeign(scan, block, row)) return false;
    const cells = block.bands
      .flatMap((band) => cellsWithin(scan.cover, row, band))
      .filter((cell) => cell.text.trim() !== "");
    return (
      cells.length > 0 &&
      cells.some((cell) => looksLikeValue(cell.text)) &&
      !cells.some((cell) => !looksLikeValue(cell.text) && isSignature(cell.text)) &&
      !(isNumbering(cells) && cells.length === block.bands.length)
    );
  });
  const complete = filled.filter((row) => fillsAllBands(scan, block, row));
  const [only, ...more] = complete.length === 1 ? complete : filled;
  if (more.length > 0) {
    noteInDoubt(scan, block, filled, "表头下有几行数字，不能确定用哪一行");
    return;
  }
  // A workbook does not keep empty cells; in a document's table a row that is not there is missing.
  if (only === undefined && scan.cover.grid.addressing !== "A1" && !near.includes(block.lastRow + 1)) return;
  const read = only ?? block.lastRow + 1;
  if (only === undefined && isForeign(scan, block, read) && rowHasNumber(scan, read)) {
    noteStrayRow(scan, block, read);
    return;
  }
  for (const row of rows) if (row !== read) noteStrayRow(scan, block, row);
  noteNumbersBeside(scan, [block], [{ row: read, label: "", found: undefined, group: false }]);
  readFiguresRow(scan, block, read);
}

/** A heading that was merged down over the figures makes their row one of the headings. */
function rowsUnderMergedHeadings({ cover }: Scan, { firstRow, lastRow }: HeadingBlock): readonly number[] {
  const headings = cover.rows.filter((row) => row >= firstRow && row <= lastRow);
  const reach = (row: number): number =>
    Math.max(...(cover.byRow.get(row) ?? []).map((cell) => row + cell.rowSpan - 1));
  return headings.filter(
    (row) => hasNumber(cover.byRow.get(row) ?? []) && headings.some((above) => above < row && reach(above) >= row),
  );
}

/** None of the figures is taken: it is not certain which row they stand in. */
function noteInDoubt(scan: Scan, block: HeadingBlock, rows: readonly number[], reason: string): void {
  const first = rows.flatMap((row) => block.bands.flatMap((band) => cellsWithin(scan.cover, row, band)).slice(0, 1));
  scan.sink.unreadableRows.push({
    headed: true,
    numbersInDoubt: true,
    table: block.lexicon.section.table,
    label: "",
    reason,
    figures: codesUnder(block),
    sources: first.map((cell) => placeOf(scan.cover.grid, cell)),
  });
}

/**
 * 补充：政务新媒体 | 55: a row that begins with a text under the headings and has figures in less than half of the columns is a
 * line of its own, below the table's figures.
 */
function isForeign(scan: Scan, block: HeadingBlock, row: number): boolean {
  const cells = block.bands
    .flatMap((band) => cellsWithin(scan.cover, row, band))
    .filter((cell) => cell.text.trim() !== "");
  const values = cells.filter((cell) => looksLikeValue(cell.text));
  const [first] = cells;
  if (cells.length > 0 && cells.every((cell) => isPageNumber(cell.text))) return true;
  return first !== undefined && !looksLikeValue(first.text) && values.length * 2 < block.bands.length;
}

function rowHasNumber(scan: Scan, row: number): boolean {
  return (scan.cover.byRow.get(row) ?? []).some((cell) => saysNumber(cell.text));
}

function fillsAllBands(scan: Scan, block: HeadingBlock, row: number): boolean {
  return block.bands.every((band) => cellsWithin(scan.cover, row, band).some((cell) => looksLikeValue(cell.text)));
}

function readFiguresRow(scan: Scan, block: HeadingBlock, row: number): void {
  const split = isSplit(scan, block, row) && mayBeSplit(scan, block, [row]);
  const unaligned = block.contradictory || split || isShiftedRow(scan.cover, block, row);
  const aligned = unaligned ? undefined : alignRow(scan.cover, block, row);
  if (!aligned) {
    scan.sink.unreadableRows.push({
      headed: true,
      ...(split && isGapped(scan, row) && { numbersInDoubt: true }),
      table: block.lexicon.section.table,
      label: "",
      reason: split ? SPLIT : "单元格与栏目对不上",
      figures: codesUnder(block),
      sources: placesOfRow(scan, block, row),
    });
    return;
  }
  noteUnknownColumns(scan, block, [row]);
  for (const { band, cell } of aligned)
    if (band.row)
      recordCell(scan, block, { row: band.row, band, cell, at: row, unit: band.unit, label: "", labels: [] });
}

function codesUnder(block: HeadingBlock): readonly FigureCode[] {
  return block.bands.flatMap((band) => (band.row ? [figureCode(block, band.row.code, band.column.code)] : []));
}
