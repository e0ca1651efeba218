import { addressOf, type Cell } from "../../grid.js";
import { plainText, wordingOf } from "../../wording.js";
import { type Band, cellsWithin } from "../grid/grid.js";
import { isNumbering, mayBeFigure } from "../stray/stray.js";
import { looksLikeValue, saysNumber, saysZero } from "../value/value.js";
import { strayedNumbers } from "./strayed.js";
import type { ListTable } from "./tables.js";

/** 台账的一行: what stands under each heading. */
export interface ListRow {
  readonly table: ListTable;
  /** From 0. */
  readonly row: number;
  readonly kind: "entry" | "total";
  readonly cells: ReadonlyMap<Band, Cell | undefined>;
  /** By it a message names the row: an entry's key, else the first text that is no number, else the first cell. */
  readonly named: Cell;
  /** Why it is not certain that the cells stand under their own headings. */
  readonly misplaced?: string;
  readonly hidden: boolean;
}

/** 各行: entries and totals. Blank rows, headings that are repeated, numbers of columns and who filled the list in are neither. */
export function listRows(table: ListTable): readonly ListRow[] {
  if (table.example) return [];
  const strayed = strayedNumbers(table);
  return table.rows.flatMap((row): readonly ListRow[] => {
    const texts = textsIn(table, row);
    if (texts.length === 0 || isNoEntry(table, row, texts)) return [];
    const worded = texts.find(({ text }) => !looksLikeValue(text)) ?? texts[0]!;
    const kind = isTotalWord(worded.text) ? "total" : "entry";
    const named = kind === "total" ? worded : (keyCell(table, row) ?? worded);
    const misplaced = kind === "entry" ? (misplacedIn(table, row, texts) ?? strayed.get(row)) : undefined;
    return [
      {
        table,
        row,
        kind,
        cells: new Map(table.bands.map((band) => [band, cellIn(table, row, band)])),
        named,
        ...(misplaced !== undefined && { misplaced }),
        hidden: table.cover.grid.hiddenRows.includes(row),
      },
    ];
  });
}

function keyCell(table: ListTable, row: number): Cell | undefined {
  const keys = table.list.columns.filter(({ role }) => role === "key").map(({ line }) => line);
  const bands = table.bands.filter(({ column }) => keys.includes(column));
  return bands.flatMap((band) => filledIn(table, row, band))[0];
}

/** 一行的文字: the filled cells from the first column to the last one under a heading, those merged down from above included. */
function textsIn({ cover, bands }: ListTable, row: number): readonly Cell[] {
  const right = Math.max(...bands.map(({ to }) => to));
  const cells = new Set<Cell>();
  for (let column = 0; column <= right; column += 1) {
    const cell = cover.at(row, column);
    if (cell && seen(cell) !== "") cells.add(cell);
  }
  const own = [...cells];
  // What only reaches down from above makes no row.
  return own.some((cell) => cell.row === row) ? own : [];
}

/** What a person sees in a cell. */
export function seen({ shown, text }: Cell): string {
  return (shown ?? text).trim();
}

const FILLED_IN_BY = "(?:填报|填表|报送|上报|制表|编报)(?:单位|人|日期|时间)|(?:单位)?负责人|联系(?:人|电话)";
const ABOUT = new RegExp(
  `^(?:[（(]?(?:注|备注|说明|填表说明|填报说明)[)）]?[:：\\d]|(?:审核人?|复核人?|电话)[:：]|(?:${FILLED_IN_BY})(?:[（(][^（）()]{0,10}[)）])?(?:[:：]|$))`,
);
/** 负责人培训班 may be an entry, 填表人张三 is none. */
const MAY_BE_ABOUT = new RegExp(`^(?:${FILLED_IN_BY})`);

function isNoEntry(table: ListTable, row: number, texts: readonly Cell[]): boolean {
  const { bands, headingRow } = table;
  if (texts.every((cell) => isOrderCell(table, cell) && looksLikeValue(cell.text))) return true;
  if (texts.every(({ text }) => saysNothing(text))) return true;
  const key = keyCell(table, row);
  const isLeftOut = (cell: Cell): boolean => saysNothing(cell.text) || saysZero(cell.text) || isOrderCell(table, cell);
  if (key && saysNothing(key.text) && texts.every(isLeftOut)) return true;
  const named = bands.flatMap((band) => filledIn(table, row, band).map((cell) => ({ band, cell })));
  if (named.length === 0) return !texts.some(({ text }) => saysNumber(text));
  if (named.every(({ band, cell }) => plainText(cell.text) === plainText(band.heading.text))) return true;
  const all = texts.map(({ text }) => text);
  if (row === headingRow + 1 && texts.length >= Math.max(bands.length, FEWEST_NUMBERS) && numbersColumns(all))
    return true;
  const figures = texts.filter(({ text }) => looksLikeValue(text));
  const [first] = texts;
  const may = figures.filter((cell) => mayBeFigure(cell, [texts[texts.indexOf(cell) - 1]?.text]));
  if (first && may.length === 0 && isAbout(plainText(first.text), texts.length)) return true;
  // 一、城区: a title over part of the entries, merged over most columns.
  if (texts.length === 1 && first && first.columnSpan * 2 >= bands.length && first.columnSpan > 1)
    return figures.length === 0;
  return false;
}

function isAbout(text: string, filled: number): boolean {
  return ABOUT.test(text) || (filled === 1 && MAY_BE_ABOUT.test(text));
}

/** 无, 本单位无此类项目: nothing to report. */
const NOTHING = /^(?:[/\\|]|-{1,4}|[—_]{1,4}|无|没有|本(?:单位|期|月|季度?|年度?|年)?(?:暂)?无.{0,12})$/;

export function saysNothing(text: string): boolean {
  return NOTHING.test(plainText(text)) || /^[\s—－_/]*$/.test(text);
}

/** 1 2 3 alone may be an entry; so many are the numbers of columns. */
const FEWEST_NUMBERS = 4;

/** 1 2 3, 甲 乙 1 2. */
function numbersColumns(texts: readonly string[]): boolean {
  const numbers = texts.filter((text) => !/^[甲乙丙丁戊]$/.test(text.trim()));
  return isNumbering(numbers) && (numbers.length < texts.length || /^[（(]?1[)）]?$/.test(numbers[0]?.trim() ?? ""));
}

const ORDER = /^(?:序号|行次|行号|编号)$/;

/** 序号 that was filled in beforehand, in a column that the form does not have, or has as a text that nobody must fill in. */
function isOrderCell({ cover, bands, list, headingRow }: ListTable, cell: Cell): boolean {
  const heading = cover.at(headingRow, cell.column);
  if (!heading || !ORDER.test(plainText(heading.text))) return false;
  const band = bands.find(({ from, to }) => cell.column >= from && cell.column <= to);
  const column = list.columns.find(({ line }) => line === band?.column);
  return band === undefined || (column !== undefined && !column.required);
}

const TOTAL = /^(?:累计|总数)$|^(?:合计|总计|小计|共计).{0,6}$|(?:合计数?|总计数?|小计|共计)$/;
const LONGEST_TOTAL = 20;

/** 合计、小计 and the like: a row that repeats what others say. */
export function isTotalWord(text: string): boolean {
  const plain = plainText(text);
  return plain.length <= LONGEST_TOTAL && TOTAL.test(wordingOf(text).name);
}

export function filledIn({ cover }: Pick<ListTable, "cover">, row: number, band: Band): readonly Cell[] {
  return cellsWithin(cover, row, band).filter((cell) => seen(cell) !== "");
}

function cellIn(table: ListTable, row: number, band: Band): Cell | undefined {
  const filled = filledIn(table, row, band);
  return filled[0] ?? cellsWithin(table.cover, row, band)[0];
}

/** 行内错位: a cell too few or too many, or one that stands under two headings. */
function misplacedIn(table: ListTable, row: number, texts: readonly Cell[]): string | undefined {
  const { cover, bands, misheaded } = table;
  if (misheaded !== undefined) return misheaded;
  if (MAY_BE_ABOUT.test(plainText(texts[0]?.text ?? ""))) return "像是填表人、联系人一类的内容，不能确定是不是一条记录";
  const right = Math.max(...bands.map(({ to }) => to));
  const own = cover.byRow.get(row) ?? [];
  const fields = cover.grid.fields?.[row];
  const headed = cover.grid.fields?.[table.headingRow] ?? 0;
  const short =
    (fields !== undefined && fields <= right && fields < headed) ||
    (cover.grid.addressing === "RC" && cover.at(row, right) === undefined);
  if (short) return "比栏目少了单元格，不能确定少的是哪一格";
  const isHeaded = table.unknownColumns.some(({ column }) => column === right + 1);
  if (!isHeaded && own.some(({ column, text }) => column === right + 1 && looksLikeValue(text)))
    return "比栏目多出一格数字，各格可能错位";
  const within = bands.map((band) => filledIn(table, row, band));
  if (within.some((cells) => cells.length > 1)) return "同一栏目下有几格内容";
  const taken = within.flat();
  if (new Set(taken).size < taken.length) return "单元格跨了几个栏目";
  return texts.length === 1 && bands.length > 2 ? "只填了一格，不能确定是不是一条记录" : undefined;
}

/** A8“某某项目”: how a message names the row. */
export function rowName({ table, row, named }: ListRow): string {
  const { grid } = table.cover;
  const at = addressOf(grid, named.row === row ? named : { row, column: named.column });
  const name = seen(named);
  return `${at}“${name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name}”`;
}

const LONGEST_NAME = 20;

/** F4:F15: from the first cell to the last. */
export function rangeOf(rows: readonly ListRow[], band: Band | undefined): string {
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last) return "";
  const at = ({ table, row }: ListRow): string => {
    const { grid, at: cellAt } = table.cover;
    const column = band?.from ?? table.bands[0]?.from ?? 0;
    const cell = cellAt(row, column);
    return addressOf(grid, { ...(cell?.place !== undefined && { place: cell.place }), row, column });
  };
  const [from, to] = [at(first), at(last)];
  return from === to ? from : `${from}:${to}`;
}
