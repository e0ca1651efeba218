import type { Form, ListPart, Section } from "../../form/form.js";
import type { Block, Grid } from "../../grid.js";
import { type Band, type Cover, coverOf, findHeadings, type HeadingBlock, isExampleSheet } from "../grid/grid.js";
import { lexiconsOf, listLexiconsOf, matchLabel, type SectionLexicon } from "../lexicon.js";

/** 台账的一段: one run of headings in a grid, and the rows below it. */
export interface ListTable {
  readonly cover: Cover;
  readonly section: Section;
  readonly list: ListPart;
  readonly bands: readonly Band[];
  /** Rows that may hold entries; they count from 0. */
  readonly rows: readonly number[];
  readonly headingRows: readonly number[];
  readonly headingRow: number;
  /** Names of two columns stand over one, or one stands over two: nobody knows what is whose. */
  readonly contradictory: boolean;
  readonly unknownColumns: HeadingBlock["unknownColumns"];
  readonly instance: string;
  readonly example: boolean;
}

/** 找台账: by its headings, on any sheet and page; a page's table without headings goes on with the one before it. */
export function listTables(blocks: readonly Block[], form: Form): readonly ListTable[] {
  const own = listLexiconsOf(form);
  if (own.length === 0) return [];
  const lexicons = [...own, ...lexiconsOf(form)];
  let before: { readonly block: HeadingBlock; readonly columns: number; readonly paged: boolean } | undefined;
  return blocks.flatMap((grid, index) => {
    if (grid.kind === "text") {
      // On the pages of a PDF a list goes on past page numbers; elsewhere what stands behind a text is another table.
      const isPage = before?.paged && /^第\d+页$/.test(grid.sheet);
      if (!isPage && grid.lines.some(({ text }) => text.trim() !== "")) before = undefined;
      return [];
    }
    const cover = coverOf(grid);
    const headings = findHeadings(cover, lexicons).filter((block) => isHeadingOf(cover, block));
    const known = headings.filter(({ lexicon }) => own.includes(lexicon));
    const goesOn = headings.length === 0 && grid.addressing !== "A1" && before?.columns === grid.columns;
    if (goesOn && before) return [tableOf(cover, { ...before.block, firstRow: -1, lastRow: -1 }, [], `${index}.c`)];
    const last = known.at(-1);
    before =
      last && headings.at(-1) === last
        ? { block: last, columns: grid.columns, paged: grid.addressing === "line" }
        : undefined;
    return known.map((block, at) => tableOf(cover, block, headings, `${index}.l${at}`));
  });
}

/**
 * An entry's text may be the name of a column, of this list or of another table. A list's headings are at least half of its own, and two;
 * another table's begin in a row that is mostly headings.
 */
function isHeadingOf(cover: Cover, { lexicon, bands, firstRow }: HeadingBlock): boolean {
  const found = new Set(bands.map(({ column }) => column)).size;
  const all = lexicon.columns.axis.lines.length;
  if (lexicon.section.list) return found >= 2 && found * 2 >= all;
  return found >= Math.min(2, all) && isRowOfHeadings(cover, firstRow, lexicon);
}

function tableOf(cover: Cover, block: HeadingBlock, headings: readonly HeadingBlock[], instance: string): ListTable {
  const { section } = block.lexicon;
  const end = Math.min(
    ...headings.flatMap(({ firstRow }) => (firstRow > block.firstRow ? [firstRow] : [])),
    Number.POSITIVE_INFINITY,
  );
  const heads = headingRowsOf(cover, block);
  const last = heads.at(-1) ?? -1;
  const names = block.bands.map(({ column }) => column.code);
  return {
    cover,
    section,
    list: section.list!,
    bands: block.bands,
    rows: cover.rows.filter((row) => row > last && row < end),
    headingRows: heads,
    headingRow: last,
    contradictory: block.contradictory || new Set(names).size < names.length,
    unknownColumns: block.unknownColumns,
    instance,
    example: isExampleSheet(cover.grid.sheet),
  };
}

/** An entry right below the headings may hold the name of one of them (备注): a row of headings names columns in most of its cells. */
function headingRowsOf(cover: Cover, { firstRow, lastRow, lexicon }: HeadingBlock): readonly number[] {
  if (firstRow < 0) return [];
  const rows = Array.from({ length: lastRow - firstRow + 1 }, (_, at) => firstRow + at);
  const other = rows.find((row) => row > firstRow && !isRowOfHeadings(cover, row, lexicon));
  return rows.filter((row) => other === undefined || row < other);
}

function isRowOfHeadings({ byRow }: Cover, row: number, { rows, columns, section }: SectionLexicon): boolean {
  const texts = (byRow.get(row) ?? []).flatMap(({ text }) => (text.trim() === "" ? [] : [text]));
  const axes = section.layout === "single-row" ? [rows, columns] : [columns];
  const named = texts.filter((text) => axes.some((axis) => matchLabel(axis, text).length > 0));
  return named.length * 2 >= texts.length;
}

/** 没有台账的各页: what is left for the other tables once the lists' headings and rows are taken out. */
export function withoutLists(blocks: readonly Block[], tables: readonly ListTable[]): readonly Block[] {
  return blocks.map((block) => {
    const own = block.kind === "grid" ? tables.filter(({ cover }) => cover.grid === block) : [];
    return block.kind === "grid" && own.length > 0 ? withoutRows(block, own) : block;
  });
}

function withoutRows(grid: Grid, tables: readonly ListTable[]): Grid {
  const taken = new Set(tables.flatMap(({ headingRows, rows }) => [...headingRows, ...rows]));
  return { ...grid, cells: grid.cells.filter(({ row }) => !taken.has(row)) };
}
