import type { Cell } from "../../grid.js";
import type { LayoutWord } from "../book/book.js";
import type { BlankCells } from "./blank.js";
import { isFoot } from "./foot.js";
import { isWordy } from "./words.js";

/** 分表: headings over body rows, as far as they can be told apart. Rows and columns count from 0. */
export interface Block {
  readonly title: string;
  /** 单位：万元, written above. */
  readonly unit: string | undefined;
  readonly headings: readonly number[];
  readonly body: readonly number[];
  readonly labelColumns: readonly number[];
  readonly dataColumns: readonly number[];
  /** 行列表; 单行表 and 台账 where nothing names the rows; none where both may be meant. */
  readonly layout: LayoutWord | undefined;
  /** Why the program can't read a table like this one. */
  readonly open: string | undefined;
}

interface OpenBlock {
  readonly title: string;
  readonly unit: string | undefined;
  readonly headings: number[];
  readonly body: number[];
  right: number;
}

const ABOUT_THE_SHEET =
  /^(?:填报单位|填表单位|报送单位|上报单位|编报单位|单位名称|填报人|填表人|制表|单位负责人|审核人|联系电话|填报日期|报送日期|表\s*号|制定机关)/;
const NOTE = /^(?:注|备注|说明|填表说明|填报说明)\s*[:：1]?/;

export function isNote(text: string): boolean {
  return NOTE.test(text);
}

const UNIT_LINE = /(?:计量)?单位\s*[:：]\s*([^\s（）()：:，,、]{1,5})\s*$/;
const ORDER_SIGN = /^(?:\d{1,3}|[甲乙丙丁戊己]|栏次|行次|序号)$/;

/** 分表 of a blank, from top to bottom; not of rows that are taken by tables of pairs. */
export function blocksOf(blank: BlankCells, taken: ReadonlySet<number> = new Set()): readonly Block[] {
  const found: OpenBlock[] = [];
  let [title, unit]: readonly [string, string | undefined] = ["", undefined];
  let current: OpenBlock | undefined;
  for (let row = 0; row < blank.rows; row += 1) {
    const texts = (taken.has(row) ? [] : blank.textsIn(row)).filter((cell) => !isNumberedAhead(blank, cell));
    const [first] = texts;
    const words = first ? blank.textAt(first.row, first.column) : "";
    const aside = isAsideRow(blank, row, texts);
    if (current && first && !aside && isBodyRow(blank, row, current)) current.body.push(row);
    else if (current && current.body.length === 0 && texts.length === 0) {
      current.body.push(row);
      current = undefined;
    } else if (texts.length >= 2 && !aside) {
      if (!current || current.body.length > 0) {
        current = { title, unit, headings: [], body: [], right: 0 };
        title = "";
        found.push(current);
      }
      current.headings.push(row);
      current.right = Math.max(current.right, ...texts.map((cell) => cell.column + cell.columnSpan - 1));
    } else {
      current = undefined;
      unit = texts.flatMap((cell) => UNIT_LINE.exec(blank.textAt(cell.row, cell.column))?.[1] ?? []).at(-1) ?? unit;
      if (texts.length === 1 && !aside && !NOTE.test(words) && !TOTAL_ROW.test(words)) title = words;
    }
  }
  // Behind the headings of a list the sheet may end.
  if (current && current.body.length === 0) current.body.push(blank.rows);
  return found.filter(({ body }) => body.length > 0).map((block) => measured(blank, block));
}

/** 合计 below the one blank row of a list. */
const TOTAL_ROW = /^[合总小共]\s*计$/;

/** 1 2 3 in the first column, filled in beforehand, names no row. */
function isNumberedAhead(
  blank: BlankCells,
  { row, column }: { readonly row: number; readonly column: number },
): boolean {
  return column === 0 && /^\d{1,3}$/.test(blank.textAt(row, column)) && blank.textsIn(row).length === 1;
}

/** 填报单位：, alone or with others like it. Among other words and without a colon 单位名称 heads a column. */
function isAside(texts: readonly string[]): boolean {
  const about = texts.filter((text) => ABOUT_THE_SHEET.test(text));
  if (texts.some((text) => UNIT_LINE.test(text)) || about.some((text) => /[:：_＿]/.test(text))) return true;
  return texts.length > 0 && about.length === texts.length;
}

/** 表外的行: about the sheet, or below the table who made it. */
export function isAsideRow(blank: BlankCells, row: number, texts: readonly Cell[] = blank.textsIn(row)): boolean {
  const isAbout = (cells: readonly Cell[]): boolean => {
    const words = cells.map((cell) => blank.textAt(cell.row, cell.column));
    return isAside(words) || isNote(words[0] ?? "");
  };
  return (
    isAside(texts.map((cell) => blank.textAt(cell.row, cell.column))) ||
    isFoot(blank, row, (one) => isAbout(blank.textsIn(one)))
  );
}

/** A row with a label at its left and places for figures behind it. */
function isBodyRow(blank: BlankCells, row: number, { headings, right }: OpenBlock): boolean {
  const [top] = headings;
  if (top === undefined) return false;
  const texts = blank.textsIn(row);
  const [first] = texts;
  if (!first || first.column > 2 || NOTE.test(blank.textAt(first.row, first.column))) return false;
  if (texts.every((cell) => ORDER_SIGN.test(blank.textAt(cell.row, cell.column)))) return false;
  if (first.columnSpan > right / 2 + 1) return false;
  const columns = Array.from({ length: right + 1 }, (_, column) => column);
  const entries = columns.filter((column) => column > first.column && blank.isEntry(row, column));
  // A row of headings that reach over several columns is none of figures.
  return entries.length > 0 && texts.every((cell) => cell.columnSpan === 1 || cell.column <= 1);
}

function measured(blank: BlankCells, block: OpenBlock): Block {
  const { title, unit, body, right } = block;
  const headings = block.headings.filter((row) => !isOrderRow(blank, row));
  const columns = Array.from({ length: right + 1 }, (_, column) => column);
  const worded = columns.filter((column) => {
    const rows = body.filter((row) => blank.textAt(row, column) !== "");
    return rows.length * 2 >= body.length;
  });
  const firstEntry = columns.find(
    (column) => !worded.includes(column) && body.some((row) => blank.isEntry(row, column)),
  );
  const beside = worded.filter((column) => firstEntry !== undefined && column > firstEntry);
  const labelColumns = columns.filter((column) => firstEntry === undefined || column < firstEntry);
  const known = { title, unit, headings, body, labelColumns, dataColumns: columns.slice(labelColumns.length) };
  const layout = layoutOf(blank, known);
  return { ...known, layout, open: openBecause({ ...known, layout }, beside) };
}

/** Under headings without names of rows stands one row of figures, or a list: whose columns hold texts too. */
function layoutOf(
  blank: BlankCells,
  { headings, body, labelColumns, dataColumns }: Omit<Block, "open" | "layout">,
): LayoutWord | undefined {
  if (labelColumns.length > 0) return "行列表";
  const heads = dataColumns.map((column) => blank.textAt(headings.at(-1) ?? 0, column).replace(/\s+/g, ""));
  const wordy = heads.filter((text) => isWordy(text));
  if (wordy.length === 0) return body.length === 1 ? "单行表" : "行列表";
  return heads.some((text) => ORDER_SIGN.test(text)) || wordy.length > 1 || body.length > 1 ? "台账" : undefined;
}

function openBecause(
  { labelColumns, dataColumns, layout }: Omit<Block, "open">,
  beside: readonly number[],
): string | undefined {
  if (beside.length > 0) return "表格左右并列，程序不能读取这样的表；请把空白表改成上下两张，再重新生成";
  if (labelColumns.length === 0 && layout === "行列表")
    return "数据行没有行的名称，程序不能读取这样的表；请在左边加一栏行的名称，再重新生成";
  return dataColumns.length === 0 ? "没有找到填数的格" : undefined;
}

/** 栏次: a row that only numbers the columns. */
function isOrderRow(blank: BlankCells, row: number): boolean {
  return blank.textsIn(row).every((cell) => ORDER_SIGN.test(blank.textAt(cell.row, cell.column)));
}
