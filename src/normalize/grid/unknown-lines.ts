import type { Cell } from "../../grid.js";
import { saysNumber } from "../value/value.js";
import { cellsWithin } from "./alignment.js";
import type { HeadingBlock } from "./headings.js";
import type { LabelledRow } from "./row-labels.js";
import { placeOf, type Scan } from "./scan.js";

/** 表式以外的行: notes a row with numbers under the headings that the form does not have; 栏次 and 行次 are none. */
export function noteUnknownRow(scan: Scan, blocks: readonly HeadingBlock[], row: LabelledRow): void {
  const block = blocks[0];
  if (!block) return;
  const cells = block.bands
    .flatMap((band) => cellsWithin(scan.cover, row.row, band))
    .filter((cell) => saysNumber(cell.text));
  if (cells.length === 0 || isNumbering(cells) || /^(栏次|行次|序号|甲|编号)/.test(row.label)) return;
  scan.sink.unknownLines.push({
    table: block.lexicon.section.table,
    label: row.label || "（没有名称的行）",
    sources: cells.map((cell) => placeOf(scan.cover.grid, cell)),
  });
}

/** 栏次: whether the cells count 1 2 3 … or (1) (2) (3) … under the headings. */
export function isNumbering(cells: readonly Cell[]): boolean {
  const numbers = cells.map((cell) => Number(cell.text.trim().replace(/^[(（](\d+)[)）]$/, "$1")));
  return cells.length > 2 && numbers.every((number, index) => number === (numbers[0] ?? 0) + index);
}

/** 表式以外的栏: notes headed columns with numbers in the table's rows that the form does not have. */
export function noteUnknownColumns(scan: Scan, block: HeadingBlock, rows: readonly number[]): void {
  for (const { column, label } of block.unknownColumns) {
    const cells = rows
      .flatMap((row) => scan.cover.byRow.get(row)?.filter((cell) => cell.column === column) ?? [])
      .filter((cell) => saysNumber(cell.text));
    if (cells.length > 0)
      scan.sink.unknownLines.push({
        table: block.lexicon.section.table,
        label: `${label}（栏）`,
        sources: cells.map((cell) => placeOf(scan.cover.grid, cell)),
      });
  }
}
