import { addressOf, type Block, type Grid, type TextBlock, type TextLine } from "../../grid.js";
import { matchLabel, type SectionLexicon } from "../lexicon.js";
import type { Place, UnknownLine } from "../located.js";
import { strayRows } from "./stray-rows.js";
import { mayName, type TypedLine, typedLineOf } from "./typed-line.js";

type Line = Omit<UnknownLine, "table">;

/** What follows one another in a document: a place of one of the form's tables, the heading of a part, or something else with the numbers in it. */
type Item = { readonly table: string } | "part" | readonly Line[];

/** 读过的位置: those at which the forms' tables were read, by sheet and address, each with the code of its table. */
export type UsedPlaces = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** Collects them. An address may name its own page (第2页 第17行), where pages were put together to one table. */
export function usedPlaces(places: Iterable<readonly [Pick<Place, "sheet" | "cell">, table: string]>): UsedPlaces {
  const used = new Map<string, Map<string, string>>();
  for (const [{ sheet, cell }, table] of places) {
    const [, page = sheet, address = cell] = PAGE_AND_LINE.exec(cell) ?? [];
    const own = used.get(page) ?? new Map<string, string>();
    used.set(page, own.set(address, table));
  }
  return used;
}

function tableAt(used: UsedPlaces, sheet: string, cell: string): string | undefined {
  const [, page = sheet, address = cell] = PAGE_AND_LINE.exec(cell) ?? [];
  return used.get(page)?.get(address);
}

const PAGE_AND_LINE = /^(第\d+页) (.+)$/;

/**
 * 表外的数: numbers in the lines of text and in the small tables before and after the form's tables that no line of the form
 * has, such as 补充：政务新媒体 55 below table four. Only what is no more than a name and a number counts; a sentence is
 * narrative. The search ends at the heading of the next part. Another sheet of a workbook is not beside a table.
 */
export function numbersOutside(
  blocks: readonly Block[],
  used: UsedPlaces,
  lexicons: readonly SectionLexicon[],
): readonly UnknownLine[] {
  return nearForm(blocks.flatMap((block) => itemsOf(block, used, lexicons)));
}

function itemsOf(block: Block, used: UsedPlaces, lexicons: readonly SectionLexicon[]): readonly Item[] {
  if (block.kind === "text") return lineItems(block, used, lexicons);
  const table = lastTable(block, used);
  if (table !== undefined) return [{ table }];
  return block.addressing === "A1" ? [] : [strayRows(block)];
}

/** The table that the last of its cells which was read belongs to. */
function lastTable(grid: Grid, used: UsedPlaces): string | undefined {
  for (let at = grid.cells.length - 1; at >= 0; at--) {
    const table = tableAt(used, grid.sheet, addressOf(grid, grid.cells[at]!));
    if (table !== undefined) return table;
  }
  return undefined;
}

function lineItems(block: TextBlock, used: UsedPlaces, lexicons: readonly SectionLexicon[]): readonly Item[] {
  const filled = block.lines.filter(({ text }) => text.trim() !== "");
  return filled.map((line, at): Item => {
    const table = tableAt(used, block.sheet, line.place);
    if (table !== undefined) return { table };
    if (PART.test(line.text.trim())) return "part";
    const typed = typedLineOf(line.text);
    const above = { line: filled[at - 1], before: filled[at - 2] };
    const label = typed?.label === "" ? nameAbove(block, above, used, lexicons) : typed?.label;
    return typed && label ? [lineOf(block, line, { ...typed, label })] : [];
  });
}

/** 五、存在的主要问题: the heading of the next part. */
const PART = /^(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}部分)/;

/** 上两行: the line above a number, and the one before that. */
interface Above {
  readonly line: TextLine | undefined;
  readonly before: TextLine | undefined;
}

/**
 * 政务新媒体⏎55: the line above a number that stands alone. On the pages of a PDF such a number may be the page's own. Where the line
 * follows a figure of a table it is the next row's name, whatever became of it.
 */
function nameAbove(
  { sheet }: TextBlock,
  { line, before }: Above,
  used: UsedPlaces,
  lexicons: readonly SectionLexicon[],
): string | undefined {
  const text = line?.text.trim() ?? "";
  if (line === undefined || tableAt(used, sheet, line.place) !== undefined || PAGE.test(sheet)) return undefined;
  const known = lexicons.some(({ rows, columns }) => [rows, columns].some((axis) => matchLabel(axis, text).length > 0));
  if (known || PART.test(text)) return undefined;
  if (before !== undefined && tableAt(used, sheet, before.place) !== undefined) return text.slice(0, LONGEST_NAME);
  return SENTENCE.test(text) || !mayName(text) ? undefined : text;
}

const LONGEST_NAME = 60;

const PAGE = /^第\d+页$/;
const SENTENCE = /[。；;！!？?，,]/;

function lineOf(block: TextBlock, { place }: TextLine, { label, values }: TypedLine): Line {
  return { label, sources: values.map((text) => ({ sheet: block.sheet, cell: place, text })) };
}

/** How many lines and tables away from a table of the form a number may stand: behind it, and before it. */
const BEHIND = 12;
const BEFORE = 6;

/** What stands near a table of the form, with no heading of a part between. */
function nearForm(items: readonly Item[]): readonly UnknownLine[] {
  const found: UnknownLine[] = [];
  let waiting: { lines: readonly Line[]; at: number }[] = [];
  let last: { table: string; at: number } | undefined;
  for (const [at, item] of items.entries()) {
    if (item === "part") {
      waiting = [];
      last = undefined;
    } else if ("table" in item) {
      for (const before of waiting) if (at - before.at <= BEFORE) found.push(...within(item.table, before.lines));
      waiting = [];
      last = { table: item.table, at };
    } else if (last && at - last.at <= BEHIND) found.push(...within(last.table, item));
    else waiting.push({ lines: item, at });
  }
  return found;
}

function within(table: string, lines: readonly Line[]): readonly UnknownLine[] {
  return lines.map((line) => ({ ...line, table }));
}
