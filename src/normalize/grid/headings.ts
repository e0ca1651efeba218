import type { Cell } from "../../grid.js";
import { plainText } from "../../wording.js";
import { matchLabel, type SectionLexicon } from "../lexicon.js";
import type { Cover } from "./cover.js";
import {
  type Band,
  bandAt,
  extend,
  type HeadingStack,
  headingStack,
  isContradictory,
  isRowMovedAway,
  isUneven,
  ofOwnName,
  ofOwnYear,
} from "./heading-bands.js";
import { isColumnLabel, runsOfHeadingRows } from "./heading-rows.js";
import { periodColumns } from "./period-columns.js";

/** 表头: the box heads of one section as they stand in a grid. */
export interface HeadingBlock {
  readonly lexicon: SectionLexicon;
  readonly firstRow: number;
  readonly lastRow: number;
  readonly bands: readonly Band[];
  /** 表头错位: names of two columns stand over one column, because a row of the heading was shifted sideways. */
  readonly contradictory: boolean;
  /** 表式以外的栏: columns under a heading that the form does not have, such as 上年数. */
  readonly unknownColumns: readonly { readonly column: number; readonly label: string }[];
}

/** Finds the headings of every section in the grid, top to bottom. */
export function findHeadings(cover: Cover, lexicons: readonly SectionLexicon[]): readonly HeadingBlock[] {
  return runsOfHeadingRows(cover, lexicons).flatMap((rows) => blocksOf(cover, lexicons, rows));
}

function blocksOf(cover: Cover, lexicons: readonly SectionLexicon[], rows: readonly number[]): readonly HeadingBlock[] {
  const cells = rows.flatMap((row) => cover.byRow.get(row) ?? []).filter((cell) => cell.text.trim() !== "");
  return lexicons.flatMap((lexicon) => {
    const own = ownCells(cells, lexicon, lexicons);
    if (own.length === 0) return [];
    const block = blockOf(cover, lexicon, rows, own, cells);
    return block ? [block] : [];
  });
}

/** How far a shared label may stand from the section's own headings. */
const FARTHEST_SHARED = 4;

/**
 * The heading cells of this section: labels that only its table has, and labels of several tables (总计) that stand
 * among them or right beside, with no other table's heading between.
 */
function ownCells(
  cells: readonly Cell[],
  lexicon: SectionLexicon,
  lexicons: readonly SectionLexicon[],
): readonly Cell[] {
  const mine = cells.filter((cell) => isColumnLabel(lexicon, cell.text));
  const others = lexicons.filter((other) => other !== lexicon && other.section.table !== lexicon.section.table);
  const certain = mine.filter((cell) => !others.some((other) => isColumnLabel(other, cell.text)));
  if (certain.length === 0) return [];
  const from = Math.min(...certain.map((cell) => cell.column));
  const to = Math.max(...certain.map((cell) => cell.column + cell.columnSpan - 1));
  const ofOthers = cells.filter(
    (cell) =>
      !mine.includes(cell) && others.some((other) => isColumnLabel(other, cell.text) && !isTotal(other, cell.text)),
  );
  return mine.filter((cell) => {
    if (certain.includes(cell) || (cell.column >= from && cell.column <= to)) return true;
    const [low, high] = cell.column < from ? [cell.column, from] : [to, cell.column];
    return !ofOthers.some((one) => one.column > low && one.column < high) && high - low <= FARTHEST_SHARED;
  });
}

/** 小计, 合计: the word for totals of one table may stand in any other. */
function isTotal({ columns }: SectionLexicon, text: string): boolean {
  return matchLabel(columns, text).some(({ node }) => "line" in node && node.line.sumOf.length > 0);
}

/** A heading merged over more than this was merged over the whole sheet by mistake. */
const MOST_ROWS = 6;
const MOST_COLUMNS = 60;
/** How many columns to the right of the last heading are looked at for columns that the form does not have. */
const BEYOND = 3;

function blockOf(
  cover: Cover,
  lexicon: SectionLexicon,
  rows: readonly number[],
  own: readonly Cell[],
  all: readonly Cell[],
): HeadingBlock | undefined {
  const firstRow = rows[0] ?? 0;
  const lastRow = Math.max(...own.map((cell) => cell.row + Math.min(cell.rowSpan, MOST_ROWS) - 1), rows.at(-1) ?? 0);
  const from = Math.min(...own.map((cell) => cell.column));
  const to = Math.max(...own.map((cell) => cell.column + Math.min(cell.columnSpan, MOST_COLUMNS) - 1));
  const bands: Band[] = [];
  const unknownColumns: { column: number; label: string }[] = [];
  const unfilled: HeadingStack[] = [];
  let contradictory = false;
  for (let column = from; column <= to + BEYOND; column++) {
    const stack = headingStack(cover, rows, column, own);
    contradictory ||= column <= to && isContradictory(lexicon, stack);
    const band = column <= to ? bandAt(cover, lexicon, stack, column) : undefined;
    if (band) extend(bands, band, lexicon);
    else {
      unfilled.push(stack);
      const label = unknownColumnAt(all, own, column);
      if (label) unknownColumns.push({ column, label });
    }
  }
  const kept = ofOwnName(lexicon, ofOwnYear(bands));
  const dropped = bands.filter((band) => !kept.includes(band));
  unknownColumns.push(...dropped.map((band) => ({ column: band.from, label: band.heading.text.trim() })));
  contradictory ||= isUneven(kept) || isRowMovedAway(lexicon, kept, unfilled);
  if (kept.length === 0) return undefined;
  return withOwnPeriod(cover, { lexicon, firstRow, lastRow, bands: kept, contradictory, unknownColumns });
}

/** Takes this year's columns where another year's stand beside them under the same headings; contradictory where that is not clear. */
function withOwnPeriod(cover: Cover, block: HeadingBlock): HeadingBlock {
  // Under the headings of a list stand texts of any kind, years among them.
  const periods = block.lexicon.section.list ? undefined : periodColumns(cover, block);
  if (!periods) return block;
  const former = new Set(periods.former.map(({ column }) => column));
  return {
    ...block,
    lastRow: Math.max(block.lastRow, periods.row),
    bands: periods.bands ?? block.bands,
    contradictory: block.contradictory || periods.bands === undefined,
    unknownColumns: [...block.unknownColumns.filter(({ column }) => !former.has(column)), ...periods.former],
  };
}

/** The heading of a column that is none of the section's own. */
function unknownColumnAt(all: readonly Cell[], own: readonly Cell[], column: number): string | undefined {
  const cell = all.filter((one) => !own.includes(one) && one.column === column && one.columnSpan === 1).at(-1);
  return cell && plainText(cell.text) !== "" ? cell.text.trim() : undefined;
}
