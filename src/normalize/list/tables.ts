import type { Form, Line, ListPart, Section } from "../../form/form.js";
import type { Block, Grid } from "../../grid.js";
import { plainText } from "../../wording.js";
import {
  type Band,
  type Cover,
  cellsWithin,
  coverOf,
  findHeadings,
  type HeadingBlock,
  isExampleSheet,
} from "../grid/grid.js";
import { lexiconsOf, listLexiconsOf, matchLabel, type SectionLexicon } from "../lexicon.js";
import { saysNumber } from "../value/value.js";
import { rowsApart } from "./apart.js";

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
  /** Why nobody knows which cell of a row is whose; undefined where the headings tell. */
  readonly misheaded?: string;
  readonly unknownColumns: HeadingBlock["unknownColumns"];
  readonly instance: string;
  readonly example: boolean;
  /** 续表的行 of another width than the list's: they are told and not read. */
  readonly apart?: readonly number[];
}

/**
 * 找台账: by its headings, on any sheet and page; a page's table without headings goes on with the one before it. So may a sheet without headings:
 * its entries are told, but nothing says that its columns are those of the sheet before it.
 */
export function listTables(blocks: readonly Block[], form: Form, forms: readonly Form[]): readonly ListTable[] {
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
    const mayGoOn = before && headings.length === 0 && !isOtherTable(cover, form, forms);
    if (before && mayGoOn && grid.addressing === "A1") return sheetBehind(cover, before, `${index}.c`);
    if (before && mayGoOn && before.columns === grid.columns) return [headlessTable(cover, before.block, `${index}.c`)];
    const last = known.at(-1);
    before =
      last && headings.at(-1) === last
        ? { block: last, columns: grid.columns, paged: grid.addressing === "line" }
        : undefined;
    return known.map((block, at) => tableOf(cover, block, headings, `${index}.l${at}`));
  });
}

/** Headings of another form, or names of its rows or of this form's at the left of most rows. */
function isOtherTable(cover: Cover, form: Form, forms: readonly Form[]): boolean {
  const others = forms.filter((one) => one !== form).flatMap((one) => [...listLexiconsOf(one), ...lexiconsOf(one)]);
  if (findHeadings(cover, others).some((block) => isHeadingOf(cover, block))) return true;
  const named = forms.flatMap((one) => lexiconsOf(one).map(({ rows }) => rows));
  const isName = (text: string): boolean => named.some((rows) => matchLabel(rows, text).length > 0);
  const rows = cover.rows.filter((row) => cover.byRow.get(row)?.some(({ text }) => text.trim() !== ""));
  const withName = rows.filter((row) => cover.byRow.get(row)?.some(({ text }) => isName(text)));
  return withName.length > 1 && withName.length * 2 >= rows.length;
}

/** A sheet behind a list: it goes on with it, or has rows that may be entries of it, or neither. */
function sheetBehind(
  cover: Cover,
  { block, columns }: { readonly block: HeadingBlock; readonly columns: number },
  instance: string,
): readonly ListTable[] {
  const table = { ...headlessTable(cover, block, instance), misheaded: NO_HEADINGS };
  if (cover.grid.columns <= columns && table.rows.some((row) => mayBeEntry(table, row))) return [table];
  const apart = rowsApart(cover, block.lexicon);
  return apart.length > 0 ? [{ ...table, rows: [], apart }] : [];
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

const MISPLACED_HEADINGS = "栏目标题错位或重复，不能确定各格属于哪一栏";
const NO_HEADINGS = "所在工作表没有栏目标题，不能确定各格属于哪一栏";

function headlessTable(cover: Cover, block: HeadingBlock, instance: string): ListTable {
  return tableOf(cover, { ...block, firstRow: -1, lastRow: -1 }, [], instance);
}

/** Whether a row says what only an entry says under the same columns: one of the kinds, else a number, else the key of a list without figures. */
function mayBeEntry({ cover, section, list, bands }: ListTable, row: number): boolean {
  const textUnder = (line: Line): string => {
    const band = bands.find(({ column }) => column === line);
    return plainText(band ? (cellsWithin(cover, row, band)[0]?.text ?? "") : "");
  };
  const category = list.columns.find(({ role }) => role === "category");
  if (category) {
    const kinds = section.rows.lines.flatMap(({ wordings }) => wordings.map(plainText));
    return kinds.includes(textUnder(category.line));
  }
  const figures = section.columns.lines.filter(({ code }) => code !== list.count);
  if (figures.length > 0) return figures.some((line) => saysNumber(textUnder(line)));
  return list.columns.every(({ role, line }) => role !== "key" || textUnder(line) !== "");
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
    ...((block.contradictory || new Set(names).size < names.length) && { misheaded: MISPLACED_HEADINGS }),
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
