import type { Cell } from "../../grid.js";
import { MOST_UNKNOWN_ROWS } from "../located.js";
import { isNumbering as countsUp, isPageNumber, mayBeFigure } from "../stray/stray.js";
import { looksLikeValue, saysNumber, saysZero } from "../value/value.js";
import { cellsWithin } from "./alignment.js";
import { placeOf } from "./cover.js";
import type { HeadingBlock } from "./headings.js";
import type { LabelledRow } from "./row-labels.js";
import { rightOf, type Scan } from "./scan.js";

/** 表式以外的行: notes a row with numbers under the headings, or else beside them, that the form does not have; 栏次 and 行次 are none. */
export function noteUnknownRow(scan: Scan, blocks: readonly HeadingBlock[], row: LabelledRow): void {
  const block = blocks[0];
  if (!block || isFull(scan, block)) return;
  const cells = block.bands
    .flatMap((band) => cellsWithin(scan.cover, row.row, band))
    .filter((cell) => saysNumber(cell.text) && !isPageNumber(cell.text));
  if (numbersColumns(cells, row.label)) return;
  const beyond = numbersRightOf(scan, blocks, row.row);
  if (cells.length > 0) noteLine(scan, block, row.label || "（没有名称的行）", [...cells, ...beyond]);
  else if (!noteStrayRow(scan, block, row.row)) noteZeros(scan, block, row);
}

/** A row with a name that says 0 under the headings. */
export function noteZeros({ cover, sink }: Scan, block: HeadingBlock, { row, label }: LabelledRow): void {
  const { table } = block.lexicon.section;
  const noted = sink.zeros.get(table) ?? 0;
  if (noted >= MOST_UNKNOWN_ROWS) return;
  const cells = block.bands.flatMap((band) => cellsWithin(cover, row, band)).filter(({ text }) => saysZero(text));
  if (label === "" || cells.length === 0 || numbersColumns(cells, label)) return;
  const sources = cells.map((cell) => placeOf(cover.grid, cell));
  sink.zeros.set(table, noted + 1);
  sink.unknownLines.push({ table, label, sources, onlyZero: true });
}

/**
 * 表外的数: notes a row near a table that holds a number under or beside it and is none of the table's rows: 补充：政务新媒体 | 55
 * below it, or a figure whose label was blanked. Who filled the form in, telephone numbers, dates and page numbers are no figures.
 * Returns whether it does.
 */
export function noteStrayRow(scan: Scan, block: HeadingBlock, row: number): boolean {
  if (isFull(scan, block)) return false;
  const texts = (scan.cover.byRow.get(row) ?? []).filter((cell) => cell.text.trim() !== "");
  const cells = texts.filter((cell) => isStray(scan, cell));
  const label = labelBefore(texts, cells[0]);
  if (cells.length === 0 || numbersColumns(cells, label)) return false;
  noteLine(scan, block, label || "（没有名称的行）", cells);
  return true;
}

/** 表旁的数: notes numbers to the right of a table's rows that stand under no heading. */
export function noteNumbersBeside(scan: Scan, blocks: readonly HeadingBlock[], rows: readonly LabelledRow[]): void {
  if (blocks.every((block) => isFull(scan, block))) return;
  const beside = rows.map(({ row, label }) => ({ label, cells: numbersRightOf(scan, blocks, row) }));
  // A column that counts 1 2 3 … numbers the rows.
  if (isNumbering(beside.flatMap(({ cells }) => cells.slice(0, 1)))) return;
  for (const { label, cells } of beside) {
    const block = blocks[0];
    const own = label.split("／").at(-1) ?? "";
    if (block && cells.length > 0) noteLine(scan, block, `${own}（表右侧）`, cells);
  }
}

/** To the right of the last heading, and under none. */
function numbersRightOf(scan: Scan, blocks: readonly HeadingBlock[], row: number): readonly Cell[] {
  const right = rightOf(blocks);
  const headed = new Set(blocks.flatMap((block) => block.unknownColumns.map(({ column }) => column)));
  const own = scan.cover.byRow.get(row) ?? [];
  return own.filter((cell) => cell.column > right && !headed.has(cell.column) && isStray(scan, cell));
}

function noteLine(scan: Scan, block: HeadingBlock, label: string, cells: readonly Cell[]): void {
  if (isFull(scan, block)) return;
  const { cover, sink } = scan;
  const { table } = block.lexicon.section;
  sink.noted.set(table, (sink.noted.get(table) ?? 0) + 1);
  sink.unknownLines.push({ table, label, sources: cells.map((cell) => placeOf(cover.grid, cell)) });
}

function isFull({ sink }: Scan, { lexicon }: HeadingBlock): boolean {
  return (sink.noted.get(lexicon.section.table) ?? 0) >= MOST_UNKNOWN_ROWS;
}

/** 栏次: a row that counts its columns. Without a label it begins at 1, or it may be figures whose label was lost. */
function numbersColumns(cells: readonly Cell[], label: string): boolean {
  return (
    NUMBERED.test(label) ||
    (isNumbering(cells) && (label !== "" || /^[(（]?[01][)）]?$/.test(cells[0]?.text.trim() ?? "")))
  );
}

const NUMBERED = /^(栏次|行次|序号|甲|编号)/;

/** Whether a cell says a number that may be a figure. */
function isStray({ cover }: Scan, cell: Cell): boolean {
  if (!mayBeFigure(cell, [])) return false;
  const label = (cover.byRow.get(cell.row) ?? []).findLast(
    (one) => one.column < cell.column && one.text.trim() !== "" && !looksLikeValue(one.text),
  );
  return mayBeFigure(cell, [label?.text, cover.at(cell.row - 1, cell.column)?.text]);
}

function labelBefore(texts: readonly Cell[], first: Cell | undefined): string {
  const labels = texts.filter((cell) => first !== undefined && cell.column < first.column);
  return labels
    .map((cell) => cell.text.trim())
    .join("／")
    .replace(/\s+/g, "");
}

/** 栏次: whether the cells count 1 2 3 … or (1) (2) (3) … under the headings. */
export function isNumbering(cells: readonly Cell[]): boolean {
  return countsUp(cells.map(({ text }) => text));
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
