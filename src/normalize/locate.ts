import type { Block, Grid } from "../grid.js";
import { withCaptions } from "./captioned.js";
import { type CarriedHeadings, type LocatedInGrid, locateInGrid, tablesSideBySide, transposed } from "./grid/grid.js";
import type { SectionLexicon } from "./lexicon.js";
import { joined, type Located, NOTHING } from "./located.js";
import { locateInCells, locateInText } from "./text/text.js";

/** 定位: finds one form's tables in a document: as they stand, side by side, and, where a table is not there at all, transposed on its side. */
export function locate(document: readonly Block[], lexicons: readonly SectionLexicon[]): Located {
  const blocks = withCaptions(document, lexicons);
  const parts: Located[] = [NOTHING];
  let carried: CarriedHeadings | undefined;
  for (const [index, block] of blocks.entries()) {
    if (block.kind === "text") {
      parts.push(locateInText(block, index, lexicons, index === blocks.length - 1));
      continue;
    }
    const found = locateArranged(block, index, lexicons, carried);
    parts.push(found.located);
    carried = found.carried;
  }
  return withCells(withTurned(joined(parts), blocks, lexicons), blocks, lexicons);
}

function locateArranged(
  grid: Grid,
  index: number,
  lexicons: readonly SectionLexicon[],
  carried: CarriedHeadings | undefined,
): LocatedInGrid {
  const whole = locateInGrid(grid, String(index), lexicons, carried);
  const panels = tablesSideBySide(grid, lexicons);
  if (panels.length < 2) return whole;
  const apart = joined(panels.map((panel, at) => locateInGrid(panel, `${index}.p${at}`, lexicons, undefined).located));
  return { located: fuller(whole.located, apart, lexicons), carried: whole.carried };
}

/** Of each table the parts' reading if it is whole, or finds more where nothing of the undivided reading was in doubt. */
function fuller(whole: Located, apart: Located, lexicons: readonly SectionLexicon[]): Located {
  const tables = [...new Set(lexicons.map((lexicon) => lexicon.section.table))];
  const doubtful = (table: string): boolean => whole.unreadableRows.some((row) => row.table === table);
  const cut = new Set(
    tables.filter(
      (table) => isWhole(apart, table, lexicons) || (!doubtful(table) && found(apart, table) > found(whole, table)),
    ),
  );
  return {
    ...joined([ofTables(whole, (table) => !cut.has(table)), ofTables(apart, (table) => cut.has(table))]),
    headingYears: cut.size > 0 ? apart.headingYears : whole.headingYears,
  };
}

function found(located: Located, table: string): number {
  return new Set(located.cells.flatMap((cell) => (tableOf(cell.figure) === table ? [cell.figure] : []))).size;
}

function tableOf(figure: string): string {
  return figure.slice(0, figure.indexOf("."));
}

function ofTables(located: Located, wanted: (table: string) => boolean): Located {
  return {
    cells: located.cells.filter((cell) => wanted(tableOf(cell.figure))),
    unreadableRows: located.unreadableRows.filter((row) => wanted(row.table)),
    unknownLines: located.unknownLines.filter((line) => wanted(line.table)),
    assumedRows: located.assumedRows.filter((row) => wanted(row.table)),
    headingYears: [],
    headingsSeen: new Set([...located.headingsSeen].filter(wanted)),
  };
}

/** A table that was not found is looked for with rows and columns exchanged; it counts only if it is whole. */
function withTurned(standing: Located, blocks: readonly Block[], lexicons: readonly SectionLexicon[]): Located {
  const absent = lexicons.filter(({ section }) => found(standing, section.table) === 0);
  if (absent.length === 0) return standing;
  const parts = blocks.flatMap((block, index) =>
    block.kind === "grid" ? [locateInGrid(transposed(block), `${index}.r`, absent, undefined).located] : [],
  );
  const tables = new Set(
    absent.map(({ section }) => section.table).filter((table) => parts.some((part) => isWhole(part, table, absent))),
  );
  if (tables.size === 0) return standing;
  const rest = ofTables(standing, (table) => !tables.has(table));
  const lying = parts.map((part) => ofTables(part, (table) => tables.has(table)));
  return {
    ...joined([rest, ...lying]),
    headingYears: [...standing.headingYears, ...parts.flatMap((part) => part.headingYears)],
  };
}

/**
 * 从网页、文档复制成文本的表: where merged cells fell together, columns have no place of their own any more. A table that can't
 * be read by columns is read as flattened text is, label by label; it counts only if it is whole.
 */
function withCells(standing: Located, blocks: readonly Block[], lexicons: readonly SectionLexicon[]): Located {
  const broken = [...new Set(lexicons.map(({ section }) => section.table))].filter(
    (table) =>
      !isWhole(standing, table, lexicons) &&
      !standing.unreadableRows.some((row) => row.table === table && row.settled === false),
  );
  const grids = blocks.flatMap((block, index) => (block.kind === "grid" && isBare(block) ? [{ block, index }] : []));
  if (broken.length === 0 || grids.length === 0) return standing;
  const read = joined(grids.map(({ block, index }) => locateInCells(block, index, lexicons)));
  const tables = new Set(
    broken.filter((table) => isWhole(read, table, lexicons) && !read.unreadableRows.some((row) => row.table === table)),
  );
  if (tables.size === 0) return standing;
  return {
    ...joined([ofTables(standing, (table) => !tables.has(table)), ofTables(read, (table) => tables.has(table))]),
    headingYears: [...standing.headingYears, ...read.headingYears],
  };
}

/** Text divided into cells: no merged areas, and empty cells are not kept. */
function isBare(grid: Grid): boolean {
  return grid.addressing === "A1" && grid.cells.every((cell) => cell.rowSpan === 1 && cell.columnSpan === 1);
}

function isWhole(located: Located, table: string, lexicons: readonly SectionLexicon[]): boolean {
  const figures = new Set(located.cells.map((cell) => cell.figure));
  return lexicons
    .filter(({ section }) => section.table === table)
    .every(({ section }) => {
      const given = (row: string): boolean =>
        section.columns.lines.every((column) => figures.has(`${table}.${row}.${column.code}`));
      const replaced = section.rows.lines.filter(({ code }) => given(code)).flatMap((row) => row.insteadOf);
      return section.rows.lines.every(
        ({ code, insteadOf }) => insteadOf.length > 0 || given(code) || replaced.includes(code),
      );
    });
}
