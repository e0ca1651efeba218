import type { Cell } from "../../grid.js";
import { looksLikeValue, saysNumber } from "../value/value.js";
import { cellsWithin } from "./alignment.js";
import { placeOf } from "./cover.js";
import type { HeadingBlock } from "./headings.js";
import type { LabelledRow } from "./row-labels.js";
import { figureCode, type Scan } from "./scan.js";
import { isNumbering } from "./unknown-lines.js";

/** How many columns beside its heading a figure is looked for: 本年处理决定数量 stands over three columns of the printed form. */
const REACH = 2;

/**
 * 数字不在栏目之下: nothing stands under the headings in any row, but numbers stand right beside, under no heading at all.
 * The heading was centred by hand or its merged area was taken apart, so the empty cells are no zeros: each row that has
 * such a number is unreadable.
 */
export function noteNumbersBesideHeadings(scan: Scan, block: HeadingBlock, rows: readonly LabelledRow[]): void {
  const isFilled = (row: number): boolean =>
    block.bands.some((band) => cellsWithin(scan.cover, row, band).some((cell) => cell.text.trim() !== ""));
  if (rows.length === 0 || rows.some(({ row }) => isFilled(row))) return;
  const beside = rows.map(({ row }) => numbersBeside(scan, block, row));
  if (isNumbering(beside.map((cells) => cells[0]).filter((cell) => cell !== undefined))) return;
  for (const [index, { label, found }] of rows.entries()) {
    const cells = beside[index] ?? [];
    if (cells.length === 0 || !found) continue;
    scan.sink.unreadableRows.push({
      table: block.lexicon.section.table,
      headed: true,
      numbersInDoubt: true,
      label,
      reason: "数字不在栏目之下",
      figures: block.lexicon.section.columns.lines.map((column) => figureCode(block, found.line.code, column.code)),
      sources: cells.map((cell) => placeOf(scan.cover.grid, cell)),
    });
  }
}

function numbersBeside(scan: Scan, block: HeadingBlock, row: number): readonly Cell[] {
  const from = Math.min(...block.bands.map((band) => band.from));
  const to = Math.max(...block.bands.map((band) => band.to));
  return [numbersFrom(scan, block, row, from, -1), numbersFrom(scan, block, row, to, 1)].flat();
}

/** Numbers from the edge of the headings outwards, up to the first text or the first column with a heading of its own. */
function numbersFrom(scan: Scan, block: HeadingBlock, row: number, edge: number, step: 1 | -1): readonly Cell[] {
  const found: Cell[] = [];
  for (let column = edge + step; column >= 0 && Math.abs(column - edge) <= REACH; column += step) {
    const cell = scan.cover.at(row, column);
    if (isHeaded(scan, block, column) || (cell && cell.text.trim() !== "" && !looksLikeValue(cell.text))) break;
    if (cell && saysNumber(cell.text)) found.push(cell);
  }
  return found;
}

function isHeaded(scan: Scan, block: HeadingBlock, column: number): boolean {
  for (let row = block.firstRow; row <= block.lastRow; row++)
    if ((scan.cover.at(row, column)?.text ?? "").trim() !== "") return true;
  return false;
}
