import { type FigureCode, tableOf } from "../../figure.js";
import type { Grid } from "../../grid.js";
import type { SectionLexicon } from "../lexicon.js";
import { joined, type Located } from "../located.js";
import { codesOfRow } from "../statutory-order.js";

/** A grid with its number among the blocks of its document, which names the instances found in it. */
export interface NumberedGrid {
  readonly grid: Grid;
  readonly index: number;
}

/** 读法: one way to look at the same cells, for tables that can't be read, or not whole, as they stand. */
export interface TableReading {
  readonly name: "side by side" | "split columns" | "transposed" | "by labels";
  /** Whether it looks at each grid alone or at all grids of the document together. */
  readonly scope: "grid" | "document";
  /** Whether a table, as it was read so far, may be read this way at all. */
  readonly isOpen: (soFar: Located, table: string, lexicons: readonly SectionLexicon[]) => boolean;
  /** What it finds in the grids; several results are independent of each other. */
  readonly read: (grids: readonly NumberedGrid[], open: readonly SectionLexicon[], all: Lexicons) => readonly Located[];
  /** Whether what it found for the table is good enough to take the place of what was read so far. */
  readonly isEnough: (found: readonly Located[], table: string, lexicons: Lexicons, soFar: Located) => boolean;
  /** Of several results that look at the same cells in different ways, those to be used for the table; all where it is left out. */
  readonly choose?: (found: readonly Located[], table: string, lexicons: Lexicons) => readonly Located[];
  /** Years in headings: those of this reading alone where it reads the same headings again, else both. */
  readonly headingYears: "own" | "both";
}

type Lexicons = readonly SectionLexicon[];

/**
 * 取舍规则: what was read first stands. A later reading takes over whole tables only: those that are open to it
 * and that it reads well enough. Cells of two readings are never mixed within a table.
 */
export function withReading(
  reading: TableReading,
  soFar: Located,
  grids: readonly NumberedGrid[],
  lexicons: Lexicons,
): Located {
  const open = tablesOf(lexicons).filter((table) => reading.isOpen(soFar, table, lexicons));
  if (open.length === 0 || grids.length === 0) return soFar;
  const openLexicons = lexicons.filter(({ section }) => open.includes(section.table));
  const found = reading.read(grids, openLexicons, lexicons);
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
