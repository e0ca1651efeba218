import { format, parseStored } from "../../decimal.js";
import { addressOf, type Cell, type Grid } from "../../grid.js";
import { plainText } from "../../wording.js";
import type { Problem, SchemaFile } from "../problem.js";

/** 一张办公用的表: a visible sheet, or a delimited file, below the row of headings by which it is known. */
export interface OfficeSheet {
  readonly grid: Grid;
  readonly headingRow: number;
  /** Every heading with its column, as `plainText` writes it. */
  readonly headings: readonly (readonly [string, number])[];
  /** Column by heading, as `plainText` writes it. */
  readonly columns: ReadonlyMap<string, number>;
  readonly rows: readonly OfficeRow[];
}

export interface OfficeRow {
  /** From 0. */
  readonly number: number;
  readonly cells: ReadonlyMap<number, Cell>;
}

/** The visible sheets of a workbook. */
export function visibleGrids({ content }: SchemaFile): readonly Grid[] {
  const blocks = content && "blocks" in content ? content.blocks : [];
  return blocks.flatMap((block) => (block.kind === "grid" && !block.hidden ? [block] : []));
}

/** The visible sheets that have all the headings in one row; of each heading, any of its wordings. */
export function sheetsWith(file: SchemaFile, headings: readonly (readonly string[])[]): readonly OfficeSheet[] {
  const wanted = headings.map((wordings) => wordings.map(plainText));
  return visibleGrids(file).flatMap((grid) => {
    const rows = rowsOf(grid);
    const found = rows.find(({ cells }) => {
      const texts = new Set([...cells.values()].map(({ text }) => plainText(text)));
      return wanted.every((wordings) => wordings.some((wording) => texts.has(wording)));
    });
    if (!found) return [];
    const headed = [...found.cells].map(([column, { text }]) => [plainText(text), column] as const);
    const below = rows.filter(({ number }) => number > found.number);
    return [{ grid, headingRow: found.number, headings: headed, columns: new Map(headed), rows: below }];
  });
}

/** Rows with anything in them, in their order. */
function rowsOf(grid: Grid): readonly OfficeRow[] {
  const rows = new Map<number, Map<number, Cell>>();
  for (const cell of grid.cells) {
    if (cell.text.trim() === "" && cell.unseen === undefined && cell.kind === "blank") continue;
    const row = rows.get(cell.row) ?? new Map<number, Cell>();
    rows.set(cell.row, row.set(cell.column, cell));
  }
  return [...rows].sort(([a], [b]) => a - b).map(([number, cells]) => ({ number, cells }));
}

/** 合并单元格, by each row that they cover: nobody can tell which rows one is meant for. */
export function mergedIn({ cells }: Grid): ReadonlyMap<number, readonly Cell[]> {
  const merged = new Map<number, Cell[]>();
  for (const cell of cells) {
    if (cell.rowSpan === 1 && cell.columnSpan === 1) continue;
    for (let row = cell.row; row < cell.row + cell.rowSpan; row += 1) {
      const own = merged.get(row);
      if (own) own.push(cell);
      else merged.set(row, [cell]);
    }
  }
  return merged;
}

/** The one of the merged cells whose area covers a place. */
export function coveredBy(merged: ReadonlyMap<number, readonly Cell[]>, row: number, column: number): Cell | undefined {
  return merged.get(row)?.find((cell) => cell.column <= column && column < cell.column + cell.columnSpan);
}

export const MERGED = "是合并的单元格，请取消合并，每行各填各的";

/** What somebody filled into a cell, or why that is not certain. */
export type Filled = { readonly text: string; readonly day?: Day } | { readonly unclear: string };

interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const NOTHING: Filled = { text: "" };

/** 单元格的内容: exact digits of a number, the day of a date. A formula, a struck or unseen text is not certain and not taken. */
export function filledIn(cell: Cell | undefined): Filled {
  if (!cell) return NOTHING;
  if (cell.formula) return { unclear: "是公式，请直接填写内容" };
  if (cell.doubt !== undefined || cell.unseen !== undefined)
    return { unclear: "内容看不清楚（有删除线、隐藏文字、条件格式、图片等），请清除格式后重新填写" };
  switch (cell.kind) {
    case "text":
      return { text: (cell.shown ?? cell.text).trim().replace(/^'(?=[=+\-@])/, "") };
    case "number":
      return { text: digitsOf(cell.text) };
    case "date":
      return dayIn(cell);
    case "blank":
      return NOTHING;
    default:
      return { unclear: "不是文字或数字，请把单元格设为文本后重新填写" };
  }
}

function digitsOf(stored: string): string {
  const value = parseStored(stored);
  return value === undefined ? stored.trim() : format(value);
}

const DAY = 86_400_000;
const EPOCH = Date.UTC(1899, 11, 30);

/** A typed 1-20 becomes a date of this year; it is taken where month and day can be seen in the cell. */
function dayIn({ text, shown = "" }: Cell): Filled {
  const number = Number(text);
  const unclear = "是日期格式，看不出是哪一天，请把单元格设为文本后重新填写";
  if (!Number.isInteger(number) || number < 61) return { unclear };
  const moment = new Date(EPOCH + number * DAY);
  const [month, day] = [moment.getUTCMonth() + 1, moment.getUTCDate()];
  const seen = (shown.match(/\d+/g) ?? []).map(Number);
  const both =
    month === day ? seen.filter((one) => one === day).length > 1 : seen.includes(month) && seen.includes(day);
  return both ? { text: shown, day: { year: moment.getUTCFullYear(), month, day } } : { unclear };
}

/** A problem of one cell: file, sheet and address. */
export function cellProblem(
  file: SchemaFile,
  { grid }: OfficeSheet,
  at: { readonly row: number; readonly column: number },
  message: string,
): Problem {
  return { file: file.path, line: at.row + 1, place: `“${grid.sheet}”表 ${addressOf(grid, at)}`, message };
}

/** What keeps a workbook from being read at all. */
export function unreadableProblem(file: SchemaFile): readonly Problem[] {
  if (!file.content || !("failure" in file.content)) return [];
  const { reason, advice } = file.content.failure;
  return [{ file: file.path, message: `不能读取：${reason}。${advice}` }];
}
