import { codeOf, type FigureCode, tableOf } from "../../figure.js";
import type { Line } from "../../form/form.js";
import { addressOf, type Block, type Cell, type FileFormat, type Grid } from "../../grid.js";
import { wordingOf } from "../../wording.js";
import {
  type Cover,
  coverOf,
  isExampleSheet,
  isMoreThanText,
  labelPlaces,
  placeOf,
  saysExample,
} from "../grid/grid.js";
import { labelsRead } from "../label-reading.js";
import type { SectionLexicon } from "../lexicon.js";
import { emptySink, type Located, type LocatedCell, type Sink } from "../located.js";
import { mayBeFigure } from "../stray/stray.js";
import { unitDeclared } from "../value/value.js";
import { type Meant, mayHold, meantBy } from "./field-lines.js";
import { openHeadings } from "./headings.js";
import { gridOfLines } from "./lines.js";
import { movedPairs } from "./moved.js";
import { type Pair, pairsIn, type RowOfPairs } from "./pairs.js";
import { nameIn } from "./segments.js";
import { countingCells, measureReason, movedReason, unknownIn } from "./strays.js";

/** 名称与内容成对的表: reads each grid whose cells name lines of such sections, value by value at the right of its name. */
export function locateFields(
  blocks: readonly Block[],
  lexicons: readonly SectionLexicon[],
  format: FileFormat,
): readonly Located[] {
  const inTables = blocks.flatMap((block, index) =>
    block.kind === "grid" ? locateInGrid(block, index, lexicons) : [],
  );
  const tables = new Set(inTables.flatMap(({ cells }) => cells.map(({ figure }) => tableOf(figure))));
  // What a table gives is not looked for in the text around it, which may speak of it.
  const left = lexicons.filter(({ section }) => !tables.has(section.table));
  const inLines = blocks.flatMap((block, index) => {
    const grid = block.kind === "text" && left.length > 0 ? gridOfLines(block, left, format) : undefined;
    return grid ? locateInGrid(grid, index, left) : [];
  });
  return [...inTables, ...inLines];
}

/** So few names of a section may stand in a table of something else. */
const FEWEST = 2;

function locateInGrid(grid: Grid, index: number, wanted: readonly SectionLexicon[]): readonly Located[] {
  const cover = coverOf(grid);
  const lexicons = wanted.filter((lexicon) => isIn(cover, lexicon));
  const [first] = lexicons;
  if (!first) return [];
  const all = cover.rows.map((row) => pairsIn(cover, row, lexicons));
  const rows = rowsOfTable(all);
  const counting = countingCells(rows);
  const sink = emptySink();
  const instance = `${index}.f`;
  const top = rows.find(({ pairs }) => pairs.length > 0)?.row ?? 0;
  const moved = movedPairs(cover, [...all.filter(({ row }) => row === top - 1), ...rows]);
  const scan: Scan = { cover, lexicons, rows, counting, moved, sink, instance, example: isExample(cover, top) };
  const headings = openHeadings(cover);
  for (const row of all.filter(({ row }) => row < top)) headings.enter(row);
  for (const row of rows) {
    headings.enter(row);
    for (const pair of row.pairs) {
      const meant = readPair(pair, { above: headings.over(pair), former: headings.former(pair) }, scan);
      if ("line" in meant) headings.keep((group) => mayHold(group, meant, lexicons));
    }
  }
  sink.unknownLines.push(...unknownIn(cover, first.section.table, rows, counting));
  return [sink];
}

interface Scan {
  readonly cover: Cover;
  readonly lexicons: readonly SectionLexicon[];
  readonly rows: readonly RowOfPairs[];
  readonly counting: ReadonlySet<Cell>;
  readonly moved: ReadonlySet<Pair>;
  readonly sink: Sink;
  readonly instance: string;
  readonly example: boolean;
}

/** Whether a table names enough lines of a section. */
function isIn(cover: Cover, lexicon: SectionLexicon): boolean {
  const { lines } = lexicon.section.rows;
  const named = new Set(
    cover.rows.flatMap((row) => pairsIn(cover, row, [lexicon]).pairs.map(({ label }) => wordingOf(label.text).name)),
  );
  return named.size >= Math.min(FEWEST, lines.length);
}

const ROWS_BELOW = 3;

/** From the first row with a pair to a few below the last. */
function rowsOfTable(rows: readonly RowOfPairs[]): readonly RowOfPairs[] {
  const own = rows.filter(({ pairs, heading }) => pairs.length > 0 || heading.length > 0).map(({ row }) => row);
  const [top = 0, bottom = 0] = [own[0], own.at(-1)];
  return rows.filter(({ row }) => row >= top && row <= bottom + ROWS_BELOW);
}

const TITLE_ROWS = 5;

function isExample({ grid, byRow, rows }: Cover, top: number): boolean {
  if (isExampleSheet(grid.sheet)) return true;
  const above = rows.filter((row) => row < top && row >= top - TITLE_ROWS);
  return above.some((row) => byRow.get(row)?.some(({ text }) => saysExample(text)));
}

/** What stands over a name. */
interface Over {
  readonly above: readonly Cell[];
  readonly former: string | undefined;
}

/** Returns what the name means. */
function readPair(pair: Pair, { above, former }: Over, scan: Scan): Meant {
  const strange = pair.strange.filter((cell) => !scan.counting.has(cell));
  const meant = meantBy({ label: pair.label, groups: pair.groups, above }, scan.lexicons);
  const doubt = formerDoubt(former, meant) ?? doubtOf(pair, strange, meant, scan);
  if (doubt === undefined && "line" in meant) scan.sink.cells.push(locatedCell(pair, above, meant, scan));
  else noteUnreadable(pair, meant, doubt ?? { reason: "", certain: false }, scan);
  if (strange.length > 0) noteStrange(pair, strange, scan);
  return meant;
}

interface Doubtful {
  readonly reason: string;
  /** The name is certain, so that no other place may give the figure. */
  readonly certain: boolean;
}

/** A name of the form may itself say 上年: then its figure is that one. */
function formerDoubt(former: string | undefined, meant: Meant): Doubtful | undefined {
  if (former === undefined || ("line" in meant && wordingOf(meant.line.label).notes.includes(former))) return undefined;
  return { reason: `标明的是“${former.trim()}”，不能确定是不是本报告期的数`, certain: false };
}

const BESIDE = "请照空白表填在名称右边的一格里";

function doubtOf(pair: Pair, strange: readonly Cell[], meant: Meant, scan: Scan): Doubtful | undefined {
  const [first] = strange;
  if (first) return { reason: `前面的“${first.text.trim()}”不是表式中的名称，不能确定是哪一项`, certain: false };
  if (!("line" in meant)) return { reason: meant.reason, certain: false };
  const otherMeasure = measureReason(pair.measure, [...namedMeasures(meant.line), ...wordingOf(pair.label.text).notes]);
  if (otherMeasure !== undefined) return { reason: otherMeasure, certain: true };
  if (scan.moved.has(pair)) return { reason: `名称与内容可能上下错开了一行；${BESIDE}`, certain: true };
  const moved = pair.value ? movedReason(scan.cover, pair, scan.rows) : "右边没有填内容的格";
  return moved === undefined ? undefined : { reason: `${moved}；${BESIDE}`, certain: true };
}

function namedMeasures({ label, record }: Line): readonly string[] {
  return [...(record?.unit === undefined ? [] : [record.unit]), ...wordingOf(label).notes];
}

function locatedCell(
  { row, label, groups, value, measure }: Pair,
  above: readonly Cell[],
  { lexicon, line }: Extract<Meant, { line: unknown }>,
  { cover, instance, example, lexicons }: Scan,
): LocatedCell {
  const { grid } = cover;
  const cell = value?.cell;
  const column = value?.from ?? label.column;
  const labels = labelsRead(lexicon.rows, line, labelPlaces(grid, [...above, ...groups, label]));
  const unit = unitDeclared([...(measure === undefined ? [] : [measure]), ...wordingOf(label.text).notes]);
  const next = value && cover.at(row, value.to + 1);
  const isShared = cell !== undefined && (cell.row !== row || cell.rowSpan > label.rowSpan);
  return {
    figure: figureOf(lexicon, line.code),
    kind: cell?.kind ?? "blank",
    place: cell ? placeOf(grid, cell) : { sheet: grid.sheet, cell: addressOf(grid, { row, column }), text: "" },
    ...(cell && isMoreThanText(cell) && { typed: cell }),
    ...(unit !== undefined && { headingUnit: unit }),
    ...(isShared && { shared: true }),
    ...(next && nameIn(next, lexicons) === "text" && { beside: next }),
    instance,
    rowLabel: [...groups, label].map(({ text }) => text).join("／"),
    ...(labels.length > 0 && { labels }),
    example,
    hidden: grid.hiddenRows.includes(row) || grid.hiddenColumns.includes(column),
  };
}

function figureOf({ section }: SectionLexicon, line: string): FigureCode {
  return codeOf(section.table, line, section.columns.lines[0]?.code ?? "");
}

/** One row a section that the name may belong to. */
function noteUnreadable({ label, value }: Pair, meant: Meant, { reason, certain }: Doubtful, scan: Scan): void {
  const { grid } = scan.cover;
  const candidates = "line" in meant ? [meant] : meant.candidates;
  const [first] = candidates;
  if (!first) return;
  scan.sink.unreadableRows.push({
    ...(certain && { headed: true }),
    table: first.lexicon.section.table,
    figures: candidates.map(({ lexicon, line }) => figureOf(lexicon, line.code)),
    label: label.text.trim(),
    reason,
    sources: [value?.cell ? placeOf(grid, value.cell) : { ...placeOf(grid, label), text: "" }],
  });
}

/** 政务新媒体｜名称｜55: of a name that follows one that the form does not have, a number is told as no figure of the form. */
function noteStrange({ label, value }: Pair, [first]: readonly Cell[], { cover, lexicons, sink }: Scan): void {
  const cell = value?.cell;
  if (!cell || !first || !mayBeFigure(cell, [label.text])) return;
  sink.unknownLines.push({
    table: lexicons[0]?.section.table ?? "",
    label: `${first.text.trim()}／${label.text.trim()}`,
    sources: [placeOf(cover.grid, cell)],
  });
}
