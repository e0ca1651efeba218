import { type FigureCode, tableOf } from "../../figure.js";
import type { Grid } from "../../grid.js";
import type { SectionLexicon } from "../lexicon.js";
import { joined, type Located } from "../located.js";
import { codesOfRow } from "../statutory-order.js";

/** A grid and its index in the document. The index is part of the names of the table instances found in it. */
export interface NumberedGrid {
  readonly grid: Grid;
  readonly index: number;
}

/** 读法: one way to read the cells of a table that can't be read, or not completely, as it stands. */
export interface TableReading {
  readonly name: "side by side" | "split columns" | "transposed" | "by labels";
  /** Whether it reads each grid alone or all grids of the document together. */
  readonly scope: "grid" | "document";
  /** Whether a table may be read this way, given what was read of it so far. */
  readonly isOpen: (soFar: Located, table: string, lexicons: readonly SectionLexicon[]) => boolean;
  /** Reads the grids. Several results are independent of each other. */
  readonly read: (grids: readonly NumberedGrid[], open: readonly SectionLexicon[], all: Lexicons) => readonly Located[];
  /** Whether what it found for the table may replace what was read so far. */
  readonly isEnough: (found: readonly Located[], table: string, lexicons: Lexicons, soFar: Located) => boolean;
  /** Picks the results to use for the table if several read the same cells. Without it all are used. */
  readonly choose?: (found: readonly Located[], table: string, lexicons: Lexicons) => readonly Located[];
  /** Which years of headings count: "own" if this reading reads the same headings again, else "both". */
  readonly headingYears: "own" | "both";
}

type Lexicons = readonly SectionLexicon[];

/** A larger sheet is a list: it is read as it stands only. Tables that are not found there are reported missing. */
const MOST_CELLS = 50_000;

/**
 * 取舍规则: keeps what was read first, unless a later reading may read a table and reads it well enough. Then that reading replaces
 * the whole table: cells of two readings are never mixed within one table.
 */
export function withReading(
  reading: TableReading,
  soFar: Located,
  grids: readonly NumberedGrid[],
  lexicons: Lexicons,
): Located {
  const small = grids.filter(({ grid }) => grid.cells.length <= MOST_CELLS);
  const open = tablesOf(lexicons).filter((table) => reading.isOpen(soFar, table, lexicons));
  if (open.length === 0 || small.length === 0) return soFar;
  const openLexicons = lexicons.filter(({ section }) => open.includes(section.table));
  const found = reading.read(small, openLexicons, lexicons);
  const taken = new Set(open.filter((table) => reading.isEnough(found, table, lexicons, soFar)));
  if (taken.size === 0) return soFar;
  const years = found.flatMap((one) => one.headingYears);
  return {
    ...joined([
      ofTables(soFar, (table) => !taken.has(table)),
      ...found.map((one) =>
        ofTables(one, (table) => taken.has(table) && (reading.choose?.(found, table, lexicons).includes(one) ?? true)),
      ),
    ]),
    headingYears: reading.headingYears === "own" ? years : [...soFar.headingYears, ...years],
  };
}

function tablesOf(lexicons: Lexicons): readonly string[] {
  return [...new Set(lexicons.map(({ section }) => section.table))];
}

function ofTables(located: Located, wanted: (table: string) => boolean): Located {
  return {
    cells: located.cells.filter((cell) => wanted(tableOf(cell.figure))),
    unreadableRows: located.unreadableRows.filter((row) => wanted(row.table)),
    unknownLines: located.unknownLines.filter((line) => wanted(line.table)),
    assumedRows: located.assumedRows.filter((row) => wanted(row.table)),
    headingYears: [],
  };
}

/** How many of a table's figures were found. */
export function figuresFound(located: Located, table: string): number {
  let found = 0;
  for (const figure of figuresIn(located)) if (tableOf(figure) === table) found += 1;
  return found;
}

const known = new WeakMap<Located, ReadonlySet<FigureCode>>();

/** The figures that were found; each reading asks for them table by table. */
function figuresIn(located: Located): ReadonlySet<FigureCode> {
  const before = known.get(located);
  if (before) return before;
  const figures = new Set(located.cells.map((cell) => cell.figure));
  known.set(located, figures);
  return figures;
}

export function hasUnreadableRow(located: Located, table: string): boolean {
  return located.unreadableRows.some((row) => row.table === table);
}

/** 表式完整: every figure of the table was found; a group given as one row stands for its items. */
export function isWhole(located: Located, table: string, lexicons: Lexicons): boolean {
  const figures = figuresIn(located);
  return lexicons
    .filter(({ section }) => section.table === table)
    .every(({ section }) => {
      const given = (row: string): boolean => codesOfRow(section, row).every((code) => figures.has(code));
      const replaced = section.rows.lines.filter(({ code }) => given(code)).flatMap((row) => row.insteadOf);
      return section.rows.lines.every(
        ({ code, insteadOf }) => insteadOf.length > 0 || given(code) || replaced.includes(code),
      );
    });
}
