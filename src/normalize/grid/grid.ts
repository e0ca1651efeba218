import type { Cell, Grid } from "../../grid.js";
import { labelWording } from "../label-names.js";
import { matchLabel, type SectionLexicon } from "../lexicon.js";
import { emptySink, type Located, NOTHING, type Sink } from "../located.js";
import { type Cover, coverOf, placeOf } from "./cover.js";
import { isExampleSheet, saysExample } from "./example.js";
import { hasNumber } from "./heading-rows.js";
import { findHeadings, type HeadingBlock } from "./headings.js";
import { scanWithoutHeadings } from "./headless-rows.js";
import { scanMatrix } from "./matrix-rows.js";
import { leftOf, rightOf, type Scan } from "./scan.js";
import { scanSingleRow } from "./single-row.js";

export { cellsWithin } from "./alignment.js";
export { type Cover, coverOf, labelPlaces, placeOf } from "./cover.js";
export { isExampleSheet, saysExample } from "./example.js";
export type { Band } from "./heading-bands.js";
export { hasNumber } from "./heading-rows.js";
export { findHeadings, type HeadingBlock } from "./headings.js";
export { isMoreThanText } from "./scan.js";

/** 续表: headings that hold for the next grid too, where a table goes on over a page and its second part has none. */
export interface CarriedHeadings {
  readonly columns: number;
  readonly blocks: readonly HeadingBlock[];
}

export interface LocatedInGrid {
  readonly located: Located;
  readonly carried: CarriedHeadings | undefined;
}

/** 定位: finds the form's tables in a grid by their headings and row labels, wherever they stand. */
export function locateInGrid(
  grid: Grid,
  index: string,
  lexicons: readonly SectionLexicon[],
  before: CarriedHeadings | undefined,
): LocatedInGrid {
  const carriedOver = before && grid.addressing !== "A1" && before.columns === grid.columns ? before.blocks : [];
  if (carriedOver.length === 0 && !mayHold(grid, lexicons)) return { located: NOTHING, carried: undefined };
  const cover = coverOf(grid);
  const sink = emptySink();
  const blocks = findHeadings(cover, lexicons);
  const groups = groupBlocks(blocks);
  const examples = examplesAmong(cover, groups);
  for (const [number, group] of groups.entries()) {
    noteHeadingYears(cover, group, sink);
    scanUnder(
      { cover, lexicons, sink, instance: `${index}.${number}`, example: examples.has(group) },
      group,
      rowsUnder(cover, group, groups),
    );
  }
  const headless = cover.rows.filter((row) => row < (groups[0]?.[0]?.firstRow ?? Number.POSITIVE_INFINITY));
  const scan: Scan = { cover, lexicons, sink, instance: `${index}.0`, example: isExampleSheet(grid.sheet) };
  if (carriedOver.length > 0) scanUnder({ ...scan, instance: `${index}.c` }, carriedOver, headless);
  else scanWithoutHeadings(scan, headless);
  const last = groups.at(-1);
  const carried = last ? { columns: grid.columns, blocks: last } : carriedOver.length > 0 ? before : undefined;
  return { located: sink, carried };
}

/** Whether anything of the form may be found: one of its labels, or, of a table of a single row without headings, as many values. */
function mayHold({ cells }: Grid, lexicons: readonly SectionLexicon[]): boolean {
  const width = Math.min(...lexicons.map(({ section }) => fewestValues(section)));
  if (cells.length >= width && fullestRow(cells) >= width) return true;
  return cells.some(
    ({ text }) => labelWording(text) !== undefined && lexicons.some((lexicon) => isLabel(lexicon, text)),
  );
}

function fewestValues({ layout, rows, columns }: SectionLexicon["section"]): number {
  return layout === "single-row" ? rows.lines.length * columns.lines.length : Number.POSITIVE_INFINITY;
}

function fullestRow(cells: readonly Cell[]): number {
  const counts = new Map<number, number>();
  for (const { row } of cells) counts.set(row, (counts.get(row) ?? 0) + 1);
  return [...counts.values()].reduce((most, one) => Math.max(most, one), 0);
}

function isLabel({ rows, columns }: SectionLexicon, text: string): boolean {
  return matchLabel(rows, text).length > 0 || matchLabel(columns, text).length > 0;
}

/**
 * The tables that are examples. An example goes on through the further sections of its table below it, until its
 * first section stands there again: that is the unit's own table.
 */
function examplesAmong(
  cover: Cover,
  groups: readonly (readonly HeadingBlock[])[],
): ReadonlySet<readonly HeadingBlock[]> {
  const examples = new Set<readonly HeadingBlock[]>();
  let first: readonly HeadingBlock[] = [];
  for (const group of groups) {
    const below = first.some((one) => group.some((other) => overlap(one, other)));
    const goesOn =
      below &&
      group.every(({ lexicon }) =>
        first.every((one) => one.lexicon !== lexicon && one.lexicon.section.table === lexicon.section.table),
      );
    const begins = isExample(cover, group);
    if (begins) first = group;
    else if (below && !goesOn) first = [];
    if (begins || goesOn) examples.add(group);
  }
  return examples;
}

/** How many rows above the headings may hold the words. */
const TITLE_ROWS = 5;

/** 填写示例: whether the words stand above the headings or beside them, with no figures between. */
function isExample(cover: Cover, group: readonly HeadingBlock[]): boolean {
  if (isExampleSheet(cover.grid.sheet)) return true;
  const top = group[0]?.firstRow ?? 0;
  const right = rightOf(group);
  for (const row of cover.rows.filter((one) => one <= top && one >= top - TITLE_ROWS).reverse()) {
    const cells = cover.byRow.get(row) ?? [];
    if (row < top && hasNumber(cells)) return false;
    if (cells.some((cell) => cell.column <= right && saysExample(cell.text))) return true;
  }
  return false;
}

/** Sections whose headings share rows and columns are one table to the reader's eye. */
function groupBlocks(blocks: readonly HeadingBlock[]): readonly (readonly HeadingBlock[])[] {
  const groups: HeadingBlock[][] = [];
  for (const block of blocks) {
    const home = groups.find(
      (group) => group[0]?.firstRow === block.firstRow && group.some((other) => overlap(other, block)),
    );
    if (home) home.push(block);
    else groups.push([block]);
  }
  return groups.sort((a, b) => (a[0]?.firstRow ?? 0) - (b[0]?.firstRow ?? 0) || leftOf(a) - leftOf(b));
}

function overlap(a: HeadingBlock, b: HeadingBlock): boolean {
  return leftOf([a]) <= rightOf([b]) && leftOf([b]) <= rightOf([a]);
}

function noteHeadingYears(cover: Cover, group: readonly HeadingBlock[], sink: Sink): void {
  for (const block of group) {
    for (const { year, heading } of block.bands)
      if (year !== undefined) sink.headingYears.push({ year, place: placeOf(cover.grid, heading) });
  }
}

/** The rows below a heading, down to the next heading over the same columns. */
function rowsUnder(
  cover: Cover,
  group: readonly HeadingBlock[],
  groups: readonly (readonly HeadingBlock[])[],
): readonly number[] {
  const start = Math.max(...group.map((block) => block.lastRow));
  // Groups are sorted by their first rows, so the first that fits is the nearest.
  const next = groups.find(
    (other) =>
      (other[0]?.firstRow ?? 0) > (group[0]?.firstRow ?? 0) &&
      leftOf(other) <= rightOf(group) &&
      leftOf(group) <= rightOf(other),
  );
  const end = next?.[0]?.firstRow ?? Number.POSITIVE_INFINITY;
  return cover.rows.filter((row) => row > start && row < end);
}

function scanUnder(scan: Scan, group: readonly HeadingBlock[], rows: readonly number[]): void {
  const singleRows = group.filter((block) => block.bands.some((band) => band.row !== undefined));
  for (const block of singleRows) scanSingleRow(scan, block, rows);
  const matrix = group.filter((block) => !singleRows.includes(block));
  if (matrix.length > 0) scanMatrix(scan, matrix, rows);
}
