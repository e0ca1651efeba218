import type { Line } from "../../form/form.js";
import type { Cell } from "../../grid.js";
import { groupBy } from "../../grouping.js";
import { plainText, wordingOf } from "../../wording.js";
import { labelsRead } from "../label-reading.js";
import { type HeadingPath, type Lexicon, matchLabel, resolveLine, type SectionLexicon } from "../lexicon.js";
import type { LabelRead } from "../located.js";
import { yearsIn } from "../stated-years.js";
import { unitDeclared } from "../value/value.js";
import { type Cover, labelPlaces } from "./cover.js";

/** 栏: the grid columns that stand under one heading of the form. In a table of a single row (表四) the headings name the row too. */
export interface Band {
  readonly column: Line;
  readonly row?: Line;
  readonly from: number;
  readonly to: number;
  readonly unit?: string;
  /** The row's name stands over a column to the left and only seems to reach over this one: its merged area was taken apart. */
  readonly rowInherited?: boolean;
  /** The heading as it stands, and the year that it names: 2022年制发件数. */
  readonly heading: Cell;
  readonly year?: number;
  /** The headings over it that are not typed as the form has them. */
  readonly labels: readonly LabelRead[];
}

/** The headings over one column, top to bottom: spanner heads, then the column's own. */
export interface HeadingStack extends HeadingPath {
  readonly cells: readonly Cell[];
  /** The cells of `inherited`. */
  readonly reaching: readonly Cell[];
}

/** Reads the headings over one column. A spanner's label reaches to the right over empty cells, up to the next heading. */
export function headingStack(
  cover: Cover,
  rows: readonly number[],
  column: number,
  own: readonly Cell[],
): HeadingStack {
  const cells: Cell[] = [];
  const reaching: Cell[] = [];
  for (const row of rows) {
    const cell = cover.at(row, column);
    if (cell && cell.text.trim() !== "") {
      if (!cells.includes(cell)) cells.push(cell);
      continue;
    }
    const left = own.filter((one) => one.row === row && one.column < column).sort((a, b) => b.column - a.column)[0];
    if (left && !isBlocked(cover, row, left.column + left.columnSpan, column)) reaching.push(left);
  }
  return { cells, texts: cells.map((cell) => cell.text), reaching, inherited: reaching.map((cell) => cell.text) };
}

function isBlocked(cover: Cover, row: number, from: number, to: number): boolean {
  for (let column = from; column < to; column++) if ((cover.at(row, column)?.text ?? "").trim() !== "") return true;
  return false;
}

/** Whether the headings over one column name two different columns of the form (商业企业 over 科研机构). */
export function isContradictory({ columns }: SectionLexicon, stack: HeadingStack): boolean {
  const named = stack.texts.flatMap((text) => {
    const lines = matchLabel(columns, text).flatMap(({ node }) => ("line" in node ? [node.line] : []));
    return lines.length > 0 ? [lines] : [];
  });
  return named.some((lines) => !lines.some((line) => named[0]?.includes(line)));
}

/** The band under the headings of one column, one column wide; undefined where they name no column of the form. */
export function bandAt({ grid }: Cover, lexicon: SectionLexicon, stack: HeadingStack, at: number): Band | undefined {
  const column = resolveLine(lexicon.columns, stack);
  if (!column) return undefined;
  const unit = unitDeclared(stack.texts.flatMap((text) => wordingOf(text).notes));
  const { row, inherited } = rowOf(lexicon, stack);
  const heading = stack.cells.at(-1);
  if (!heading) return undefined;
  const year = stack.texts.flatMap((text) => yearsIn(text))[0];
  const places = labelPlaces(grid, [...stack.reaching, ...stack.cells]);
  return {
    column,
    ...(row && { row, rowInherited: inherited }),
    from: at,
    to: at,
    ...(unit && { unit }),
    heading,
    ...(year !== undefined && { year }),
    labels: [
      ...(row && lexicon.section.layout === "single-row" ? labelsRead(lexicon.rows, row, places) : []),
      ...labelsRead(lexicon.columns, column, places),
    ],
  };
}

/** Headings name the row too where it has no label of its own; the one row under leaf columns needs no name. */
function rowOf({ section, rows }: SectionLexicon, stack: HeadingStack): NamedRow {
  if (section.layout === "leaf-row") return { row: section.rows.lines[0], inherited: false };
  return section.layout === "single-row" ? rowNamedAbove(rows, stack) : NO_ROW;
}

/** In a table of a single row the spanners over a column name its row; one that only reaches over from the left counts if none stands right there. */
function rowNamedAbove(rows: Lexicon, stack: HeadingStack): NamedRow {
  const direct = resolveLine(rows, { texts: stack.texts, inherited: [] });
  if (direct) return { row: direct, inherited: false };
  return { row: resolveLine(rows, { texts: [...stack.inherited, ...stack.texts], inherited: [] }), inherited: true };
}

interface NamedRow {
  readonly row: Line | undefined;
  readonly inherited: boolean;
}

const NO_ROW: NamedRow = { row: undefined, inherited: false };

/**
 * Whether the spanners of a single row have different columns under them, while some only seem to reach over theirs.
 * Then a name (行政诉讼) was centred by hand over its columns, or merged cells fell together when the page was copied as
 * text, and it is not known which columns are whose.
 */
export function isUneven(bands: readonly Band[]): boolean {
  if (!bands.some((band) => band.row !== undefined && band.rowInherited)) return false;
  const groups = groupBy(bands, (band) => band.row?.code ?? "");
  const columnsOf = (group: readonly Band[]): string =>
    group
      .map((band) => band.column.code)
      .sort()
      .join();
  return new Set([...groups.values()].map(columnsOf)).size > 1;
}

/**
 * 名称右移: a name of a single row's group (复议后起诉) stands over no columns at all, while some columns stand under no name. The row of
 * names was moved against the columns, and the other names stand over columns that are not theirs.
 */
export function isRowMovedAway(
  { rows, section }: SectionLexicon,
  bands: readonly Band[],
  without: readonly HeadingStack[],
): boolean {
  if (section.layout !== "single-row" || bands.every(({ row }) => row !== undefined)) return false;
  return without.some(({ texts }) => {
    const named = resolveLine(rows, { texts, inherited: [] });
    return named !== undefined && bands.every(({ row }) => row !== named);
  });
}

/**
 * Adds a band, or widens the last one where it goes on under the same heading. The same heading in two cells makes one
 * band only in a section of a single column; elsewhere (科研机构 科研机构) one of the two is copied by mistake.
 */
export function extend(bands: Band[], band: Band, { columns }: SectionLexicon): void {
  const last = bands.at(-1);
  const sameHeading =
    last?.heading === band.heading ||
    (columns.axis.lines.length === 1 && last && plainText(last.heading.text) === plainText(band.heading.text));
  if (
    last &&
    last.to === band.from - 1 &&
    last.column === band.column &&
    last.row === band.row &&
    last.year === band.year &&
    sameHeading
  )
    bands[bands.length - 1] = { ...last, to: band.to };
  else bands.push(band);
}

/** 2022年制发件数 beside 2023年制发件数: the earlier year stands there for comparison and is left out. */
export function ofOwnYear(bands: readonly Band[]): readonly Band[] {
  const age = (band: Band): number => band.year ?? Number.POSITIVE_INFINITY;
  return bands.filter(
    (band) => !bands.some((other) => other.column === band.column && other.row === band.row && age(other) > age(band)),
  );
}

/** 小计 beside 总计: of two columns that may be the same total, the one with the form's own name is kept. */
export function ofOwnName(lexicon: SectionLexicon, bands: readonly Band[]): readonly Band[] {
  const rank = (band: Band): number =>
    matchLabel(lexicon.columns, band.heading.text)[0]?.rank ?? Number.POSITIVE_INFINITY;
  return bands.filter(
    (band) =>
      band.column.sumOf.length === 0 ||
      !bands.some((other) => other.column === band.column && other.row === band.row && rank(other) < rank(band)),
  );
}
