import type { FigureCode } from "../../figure.js";
import { looksLikeValue } from "../value/value.js";
import { alignRow, cellsWithin, valueCells } from "./alignment.js";
import type { HeadingBlock } from "./headings.js";
import { isSignature } from "./row-labels.js";
import { figureCode, placeOf, recordCell, type Scan } from "./scan.js";
import { isGapped, isSplit, mayBeSplit, SPLIT } from "./split-thousands.js";
import { isNumbering, noteUnknownColumns } from "./unknown-lines.js";

/**
 * 单行表: reads the one row of figures under the headings of a table of a single row (表四). Several filled rows
 * leave open which one counts, and all are unreadable.
 */
export function scanSingleRow(scan: Scan, block: HeadingBlock, rows: readonly number[]): void {
  const near = rows.filter((row) => row <= block.lastRow + 6);
  const filled = near.filter((row) => {
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
  const [only, ...more] = filled;
  if (more.length > 0) {
    const both = filled.flatMap((row) => block.bands.flatMap((band) => cellsWithin(scan.cover, row, band)).slice(0, 1));
    scan.sink.unreadableRows.push({
      headed: true,
      numbersInDoubt: true,
      table: block.lexicon.section.table,
      label: "",
      reason: "表头下有几行数字，不能确定用哪一行",
      figures: codesUnder(block),
      sources: both.map((cell) => placeOf(scan.cover.grid, cell)),
    });
    return;
  }
  // A workbook does not keep empty cells; in a document's table a row that is not there is missing.
  if (only === undefined && scan.cover.grid.addressing !== "A1" && !near.includes(block.lastRow + 1)) return;
  readFiguresRow(scan, block, only ?? block.lastRow + 1);
}

function readFiguresRow(scan: Scan, block: HeadingBlock, row: number): void {
  const split = isSplit(scan, block, row) && mayBeSplit(scan, block, [row]);
  const aligned = block.contradictory || split ? undefined : alignRow(scan.cover, block, row);
  if (!aligned) {
    scan.sink.unreadableRows.push({
      headed: true,
      ...(split && isGapped(scan, row) && { numbersInDoubt: true }),
      table: block.lexicon.section.table,
      label: "",
      reason: split ? SPLIT : "单元格与栏目对不上",
      figures: codesUnder(block),
      sources: valueCells(scan.cover, block, row).map((cell) => placeOf(scan.cover.grid, cell)),
    });
    return;
  }
  noteUnknownColumns(scan, block, [row]);
  for (const { band, cell } of aligned)
    if (band.row) recordCell(scan, block, { row: band.row, band, cell, at: row, unit: band.unit, label: "" });
}

function codesUnder(block: HeadingBlock): readonly FigureCode[] {
  return block.bands.flatMap((band) => (band.row ? [figureCode(block, band.row.code, band.column.code)] : []));
}
