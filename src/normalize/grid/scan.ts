import type { Line } from "../../form/form.js";
import { addressOf, type Cell, type Grid } from "../../grid.js";
import type { SectionLexicon } from "../lexicon.js";
import type { Place, Sink } from "../located.js";
import type { Cover } from "./cover.js";
import type { Band } from "./heading-bands.js";
import type { HeadingBlock } from "./headings.js";

export interface Scan {
  readonly cover: Cover;
  readonly lexicons: readonly SectionLexicon[];
  readonly sink: Sink;
  readonly instance: string;
  readonly example: boolean;
}

export function leftOf(blocks: readonly HeadingBlock[]): number {
  return Math.min(...blocks.flatMap((block) => block.bands.map((band) => band.from)));
}

export function rightOf(blocks: readonly HeadingBlock[]): number {
  return Math.max(...blocks.flatMap((block) => block.bands.map((band) => band.to)));
}

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
    shared?: boolean;
  },
): void {
  const { row, band, cell, at, unit } = found;
  const { grid } = scan.cover;
  const place = cell
    ? placeOf(grid, cell)
    : { sheet: grid.sheet, cell: addressOf(grid, { row: at, column: band.from }), text: "" };
  scan.sink.cells.push({
    figure: figureCode(block, row.code, band.column.code),
    kind: cell?.kind ?? "blank",
    place,
    ...(unit && { headingUnit: unit }),
    ...(found.shared && { shared: true }),
    instance: scan.instance,
    rowLabel: found.label,
    example: scan.example,
    hidden: grid.hiddenRows.includes(at) || grid.hiddenColumns.includes(cell?.column ?? band.from),
  });
}

export function figureCode(block: HeadingBlock, row: string, column: string): string {
  return `${block.lexicon.section.table}.${row}.${column}`;
}

export function placeOf(grid: Grid, cell: Cell): Place {
  return { sheet: grid.sheet, cell: addressOf(grid, cell), text: cell.text };
}
