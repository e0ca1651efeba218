import type { Cell } from "../../grid.js";
import { matchLabel, type SectionLexicon } from "../lexicon.js";
import { type PeriodHead, periodHead } from "../period-heads.js";
import { looksLikeValue } from "../value/value.js";
import type { Cover } from "./cover.js";
import type { Band } from "./heading-bands.js";

/** What the row of 本年｜上年 under the headings makes of the bands. */
export interface PeriodColumns {
  readonly row: number;
  /** The bands with this year's columns alone; undefined where not each has exactly one. */
  readonly bands: readonly Band[] | undefined;
  /** Columns of another year, or of this one where it could not be told apart. */
  readonly former: readonly { readonly column: number; readonly label: string }[];
}

/** How many rows below the headings may hold the heads. */
const BELOW = 2;
/** How far the columns of the last heading go where it is not merged over them. */
const REACH = 3;

interface Mark {
  readonly column: number;
  readonly cell: Cell;
  readonly head: PeriodHead;
}

/** The headings over the columns, and the section that they belong to. */
interface Headings {
  readonly lexicon: SectionLexicon;
  readonly firstRow: number;
  readonly lastRow: number;
  readonly bands: readonly Band[];
}

/**
 * 本年｜上年 under each heading: a second column for another year. This year's is taken under every heading or under none,
 * whichever of the two comes first and whether or not the heading is merged over both.
 */
export function periodColumns(cover: Cover, headings: Headings): PeriodColumns | undefined {
  const { firstRow, lastRow, bands } = headings;
  for (const row of cover.rows.filter((one) => one > firstRow && one <= lastRow + BELOW)) {
    const marks = marksIn(cover, row, headings);
    const former = marks.filter(({ head }) => isFormer(head, marks));
    // 上年数 alone, beside the headings, is one more column and no second one under each.
    const isInside = former.some(({ column }) => bands.some((band) => column >= band.from && column <= band.to));
    if (former.length === 0 || (former.length === marks.length && !isInside)) continue;
    return {
      row,
      bands: ownBands(bands, marks),
      former: former.map(labelOf),
    };
  }
  return undefined;
}

function marksIn(cover: Cover, row: number, { lexicon, bands }: Headings): readonly Mark[] {
  const from = Math.min(...bands.map((band) => band.from));
  const to = Math.max(...bands.map((band) => band.to)) + REACH;
  const cells = cover.byRow.get(row) ?? [];
  const ofFigures = isRowOfFigures(cells, lexicon, from);
  return cells.flatMap((cell) => {
    const head = cell.column >= from && cell.column <= to ? periodHead(cell.text) : undefined;
    return head && !(ofFigures && looksLikeValue(cell.text)) ? [{ column: cell.column, cell, head }] : [];
  });
}

/** 本年新收 2015 件: behind a row's own label, or beside other numbers, 2015 is a figure and names no year. */
function isRowOfFigures(cells: readonly Cell[], { rows }: SectionLexicon, from: number): boolean {
  return cells.some(({ column, text }) =>
    column < from ? matchLabel(rows, text).length > 0 : looksLikeValue(text) && periodHead(text) === undefined,
  );
}

/** Of several years the latest is the report's own. */
function isFormer(head: PeriodHead, marks: readonly Mark[]): boolean {
  if (head.kind !== "year") return head.kind === "former";
  const years = marks.flatMap((mark) => (mark.head.kind === "year" ? [mark.head.year] : []));
  return head.year < Math.max(...years) || marks.some((mark) => mark.head.kind === "own");
}

function labelOf({ column, cell }: Mark): { column: number; label: string } {
  return { column, label: cell.text.trim() };
}

function ownBands(bands: readonly Band[], marks: readonly Mark[]): readonly Band[] | undefined {
  const own = marks.filter(({ head }) => !isFormer(head, marks));
  const ordered = [...bands].sort((a, b) => a.from - b.from);
  const narrowed = ordered.map((band, at): Band | undefined => {
    const end = Math.max(band.to, (ordered[at + 1]?.from ?? band.to + REACH + 1) - 1);
    const [mark, ...more] = own.filter(({ column }) => column >= band.from && column <= end);
    if (!mark || more.length > 0) return undefined;
    const year = mark.head.kind === "year" ? { year: mark.head.year, heading: mark.cell } : {};
    return { ...band, from: mark.column, to: mark.column + mark.cell.columnSpan - 1, ...year };
  });
  const found = narrowed.filter((band) => band !== undefined);
  return found.length === bands.length ? found : undefined;
}
