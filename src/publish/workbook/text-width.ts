import type { SheetCell, SheetRow, SheetStyle } from "./sheet.js";

/** 字宽: how many columns of a sheet a text takes; a Chinese character takes a little more than two digits at 10.5 points. */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text) width += character >= " " && character <= "~" ? HALF_WIDTH : FULL_WIDTH;
  return width;
}

const HALF_WIDTH = 1;
const FULL_WIDTH = 2.2;

/** 行数: how many lines a text fills in a cell of this width. */
export function linesOf(text: string, width: number): number {
  const room = Math.max(width - 1, 2);
  if (text.length * FULL_WIDTH <= room && !text.includes("\n")) return 1;
  return text.split("\n").reduce((lines, line) => lines + Math.max(1, Math.ceil(textWidth(line) / room)), 0);
}

export const LINE_HEIGHT = 15;
const PADDING = 4;
const SMALLEST = 18;
/** A row can't be higher than 409 points. */
const HIGHEST = 400;

/** 行高: written into the file, because not every program fits rows to their text when it opens one. */
export function fittedHeight(row: SheetRow, widths: readonly number[]): number {
  let most = LINE_HEIGHT;
  for (let index = 0; index < row.cells.length; index += 1)
    most = Math.max(most, cellHeight(row.cells[index] ?? null, widths[index] ?? 10));
  return Math.min(HIGHEST, Math.max(SMALLEST, most + PADDING));
}

/** Cells of the style text are set smaller, so that more fits into a line. */
const SMALL_TEXT = 0.84;
const SMALL_LINE_HEIGHT = 12.5;

/** Cells of these styles stay on one line whatever they hold. */
const UNWRAPPED: ReadonlySet<SheetStyle> = new Set(["code", "figure", "note", "subtitle"]);

function cellHeight(cell: SheetCell | null, width: number): number {
  if (typeof cell?.value !== "string" || UNWRAPPED.has(cell.style)) return LINE_HEIGHT;
  const text = cell.value.slice(0, LONGEST_SEEN);
  return cell.style === "text"
    ? linesOf(text, width / SMALL_TEXT) * SMALL_LINE_HEIGHT
    : linesOf(text, width) * LINE_HEIGHT;
}

/** More text than this fills the highest row anyway. */
const LONGEST_SEEN = 3000;
