import type { Line } from "../../form/form.js";
import { addressOf, type Cell } from "../../grid.js";
import { groupBy } from "../../grouping.js";
import { wordingOf } from "../../wording.js";
import { yearsIn } from "../stated-years.js";
import { unitDeclared } from "../value/value.js";
import { alignRow, figuresIn, isShiftedRow, placesOfRow, valueCells } from "./alignment.js";
import type { Band } from "./heading-bands.js";
import type { HeadingBlock } from "./headings.js";
import { readPartlyHeaded } from "./headless-rows.js";
import { noteNumbersBesideHeadings } from "./misplaced.js";
import { contiguousTail, type FoundLine, type LabelledRow, labelRow, standsForUnnamedRows } from "./row-labels.js";
import { figureCode, leftOf, recordCell, type Scan } from "./scan.js";
import { isGapped, isSplit, mayBeSplit, SPLIT } from "./split-thousands.js";
import { noteNumbersBeside, noteStrayRow, noteUnknownColumns, noteUnknownRow, noteZeros } from "./unknown-lines.js";

/** 行×栏的表: reads the rows under a table's headings, and notes the rows and columns that the form does not have. */
export function scanMatrix(scan: Scan, blocks: readonly HeadingBlock[], rows: readonly number[]): void {
  const labelled = labelledRows(scan, blocks, rows);
  const known = labelled.filter((row) => row.found);
  const splittable = new Set(
    [...groupBy(known, (row) => row.found?.block)].flatMap(([block, own]) =>
      block && mayBeSplit(scan, block, rowsIn(own)) ? [block] : [],
    ),
  );
  for (const row of known) if (row.found) readRow(scan, row.found, row, { known, splittable });
  for (const row of known) noteYear(scan, row);
  const unknown = unknownRows(labelled, known);
  for (const row of unknown) noteUnknownRow(scan, blocks, row);
  noteStrays(scan, blocks, { labelled, known, unknown });
  for (const block of blocks) {
    const own = known.filter((row) => row.found?.block === block);
    noteNumbersBesideHeadings(scan, block, own);
    noteUnknownColumns(scan, block, rowsIn(own));
  }
}

function labelledRows(scan: Scan, blocks: readonly HeadingBlock[], rows: readonly number[]): readonly LabelledRow[] {
  const left = leftOf(blocks);
  const inherited = new Map<number, Cell>();
  const named = rows.map((row) => labelRow(scan, blocks, row, left, inherited));
  return named.map((row, index) =>
    standsForUnnamedRows(scan, blocks, row, named[index + 1]) ? { ...row, found: undefined } : row,
  );
}

/** Rows between the first and the last recognised one, or right below, whose labels the form does not have. */
function unknownRows(labelled: readonly LabelledRow[], known: readonly LabelledRow[]): readonly LabelledRow[] {
  const first = known[0]?.row ?? Number.POSITIVE_INFINITY;
  const last = known.at(-1)?.row ?? -1;
  const tail = new Set(
    contiguousTail(
      labelled.filter((row) => row.row > last),
      last,
    ),
  );
  return labelled.filter((row) => row.found === undefined && ((row.row > first && row.row < last) || tail.has(row)));
}

const NEAREST = 2;

/** Rows above the first recognised one, or anywhere below the last, and numbers to the right of the table. */
function noteStrays(
  scan: Scan,
  blocks: readonly HeadingBlock[],
  rows: Readonly<Record<"labelled" | "known" | "unknown", readonly LabelledRow[]>>,
): void {
  const { labelled, known, unknown } = rows;
  const [block] = blocks;
  if (!block) return;
  // Under headings without a single known row only what stands right below them can be the table's.
  const end = known.length > 0 ? Number.POSITIVE_INFINITY : block.lastRow + NEAREST;
  const noted = new Set(unknown);
  const strays = labelled.filter((row) => row.found === undefined && !row.group && !noted.has(row) && row.row <= end);
  const first = known[0]?.row ?? 0;
  for (const row of strays) if (!noteStrayRow(scan, block, row.row) && row.row < first) noteZeros(scan, block, row);
  noteNumbersBeside(scan, blocks, known);
}

function rowsIn(labelled: readonly LabelledRow[]): readonly number[] {
  return labelled.map(({ row }) => row);
}

/** 一、本年(2022)新收…: a row's own label may name the year, as a heading does. */
function noteYear(scan: Scan, { row, label }: LabelledRow): void {
  const own = label.split("／").at(-1) ?? "";
  const { grid } = scan.cover;
  const place = {
    sheet: grid.sheet,
    cell: addressOf(grid, { row, column: scan.cover.byRow.get(row)?.[0]?.column ?? 0 }),
    text: own,
  };
  for (const year of yearsIn(own)) scan.sink.headingYears.push({ year, place });
}

/** The rows of a table that were recognised by their labels. */
interface Rows {
  readonly known: readonly LabelledRow[];
  /** Headings under which a number may have been split in two at its thousands comma. */
  readonly splittable: ReadonlySet<HeadingBlock>;
}

function readRow(scan: Scan, found: FoundLine, row: LabelledRow, { known, splittable }: Rows): void {
  const { block, line, labels } = found;
  if (isBlankGroupRow(scan, block, line, row)) return;
  const split = splittable.has(block) && isSplit(scan, block, row.row);
  const unaligned = block.contradictory || split || isShifted(scan, block, row.row);
  const aligned = unaligned ? undefined : alignRow(scan.cover, block, row.row);
  if (!aligned) {
    if (!split && readPartlyHeaded(scan, found, row)) return;
    scan.sink.unreadableRows.push({
      headed: true,
      ...(split && isGapped(scan, row.row) && { numbersInDoubt: true }),
      table: block.lexicon.section.table,
      label: row.label,
      reason: split ? SPLIT : block.contradictory ? "表头各行错位，不能确定各数字属于哪一栏" : "单元格与栏目对不上",
      figures: block.lexicon.section.columns.lines.map((column) => figureCode(block, line.code, column.code)),
      sources: placesOfRow(scan, block, row.row),
    });
    return;
  }
  const rowUnit = unitDeclared(wordingOf(row.label.split("／").at(-1) ?? "").notes);
  for (const { band, cell } of aligned) {
    const shared = cell !== undefined && isShared(cell, line, known);
    recordCell(scan, block, {
      row: line,
      band,
      cell,
      at: row.row,
      unit: unitOf(band, rowUnit),
      label: row.label,
      labels,
      shared,
    });
  }
}

/** 计量单位: of two that are declared, over the column and in the row's label, the one that is not the form's own, so that it is asked about. */
function unitOf({ column, unit }: Band, rowUnit: string | undefined): string | undefined {
  const own = unitDeclared(wordingOf(column.label).notes);
  return [rowUnit, unit].find((one) => one !== undefined && one !== own) ?? unit ?? rowUnit;
}

/** Whether a value's cell is merged over further rows of the form: 行政处罚 and 行政强制 with one number between them. */
function isShared(cell: Cell, line: Line, known: readonly LabelledRow[]): boolean {
  const below = cell.row + cell.rowSpan;
  return cell.rowSpan > 1 && known.some(({ row, found }) => row >= cell.row && row < below && found?.line !== line);
}

/**
 * 表头与数字错位: whether a row has more figures than headings, or has its figures under the stub head (信息内容) and none under the box heads.
 * Then the headings were shifted against the figures.
 */
function isShifted(scan: Scan, block: HeadingBlock, row: number): boolean {
  const { stubAndBoxHeads } = block.lexicon;
  const figures = figuresIn(scan.cover, block, row);
  if (isShiftedRow(scan.cover, block, row, figures)) return true;
  const under = (column: number): boolean => block.bands.some((band) => column >= band.from && column <= band.to);
  return (
    figures.length > 0 &&
    !figures.some((cell) => under(cell.column)) &&
    figures.some((cell) => stubAndBoxHeads.has(wordingOf(scan.cover.at(block.firstRow, cell.column)?.text ?? "").name))
  );
}

/** （三）不予公开 on a row of its own above its items, with nothing beside it: a group's label, not a row of figures. */
function isBlankGroupRow(scan: Scan, block: HeadingBlock, line: Line, row: LabelledRow): boolean {
  if (line.insteadOf.length === 0) return false;
  return !valueCells(scan.cover, block, row.row).some((cell) => cell.text.trim() !== "");
}
