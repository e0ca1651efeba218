import { codeOf, type FigureCode } from "../../figure.js";
import type { Line } from "../../form/form.js";
import { addressOf, type Cell } from "../../grid.js";
import type { SectionLexicon } from "../lexicon.js";
import type { LabelRead, LocatedCell, Sink } from "../located.js";
import { type Cover, placeOf } from "./cover.js";
import type { Band } from "./heading-bands.js";
import type { HeadingBlock } from "./headings.js";

/** One table of a grid that is being read, and where its cells are gathered. */
export interface Scan {
  readonly cover: Cover;
  readonly lexicons: readonly SectionLexicon[];
  readonly sink: Sink;
  readonly instance: string;
  readonly example: boolean;
}

/** The first grid column under any of the headings. */
export function leftOf(blocks: readonly HeadingBlock[]): number {
  let left = Number.POSITIVE_INFINITY;
  for (const { bands } of blocks) for (const band of bands) if (band.from < left) left = band.from;
  return left;
}

/** The last grid column under any of the headings. */
export function rightOf(blocks: readonly HeadingBlock[]): number {
  let right = Number.NEGATIVE_INFINITY;
  for (const { bands } of blocks) for (const band of bands) if (band.to > right) right = band.to;
  return right;
}

/** Enters one cell under the figure that its row and band stand for; a cell that is not there is blank. */
export function recordCell(
  scan: Scan,
  block: HeadingBlock,
  found: {
    row: Line;
    band: Band;
    cell: Cell | undefined;
    at: number;
    unit: string | undefined;
    label: string;
    /** The labels before the row that are not typed as the form has them. */
    labels: readonly LabelRead[];
    shared?: boolean;
  },
): void {
  const { row, band, cell, at, unit } = found;
  const labels = found.labels.length === 0 ? band.labels : [...found.labels, ...band.labels];
  const { grid } = scan.cover;
  const place = cell
    ? placeOf(grid, cell)
    : { sheet: grid.sheet, cell: addressOf(grid, { row: at, column: band.from }), text: "" };
  const located: { -readonly [Key in keyof LocatedCell]: LocatedCell[Key] } = {
    figure: figureCode(block, row.code, band.column.code),
    kind: cell?.kind ?? "blank",
    place,
    instance: scan.instance,
    rowLabel: found.label,
    example: scan.example,
    hidden: grid.hiddenRows.includes(at) || grid.hiddenColumns.includes(cell?.column ?? band.from),
  };
  if (cell && isMoreThanText(cell)) located.typed = cell;
  if (unit) located.headingUnit = unit;
  if (found.shared) located.shared = true;
  if (labels.length > 0) located.labels = labels;
  scan.sink.cells.push(located);
}

/** Whether a cell is read by more than its text: it shows another, holds what nobody sees, or is doubtful. */
export function isMoreThanText(cell: Cell): boolean {
  return cell.shown !== undefined || cell.unseen !== undefined || cell.doubt !== undefined;
}

/** The code of the figure in a row and column of the block's section. */
export function figureCode(block: HeadingBlock, row: string, column: string): FigureCode {
  return codeOf(block.lexicon.section.table, row, column);
}
