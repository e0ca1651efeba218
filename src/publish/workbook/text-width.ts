import { perCell } from "./lasting.js";
import type { SheetCell, SheetRow, SheetStyle } from "./sheet.js";

/** 字宽: how many columns of a sheet a text takes; a Chinese character takes a little more than two digits at 10.5 points. */
export function textWidth(text: string): number {
  let half = 0;
  let low = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= 0x20 && code <= 0x7e) half += 1;
    else if (code >= 0xdc00 && code <= 0xdfff && isHigh(text.charCodeAt(at - 1))) low += 1;
  }
  return half * HALF_WIDTH + (text.length - half - low) * FULL_WIDTH;
}

function isHigh(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
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
/** In points: a row can't be higher than 409. */
export const HIGHEST_ROW = 400;

/**
 * 行高: written into the file, because not every program fits rows to their text when it opens one.
 * A cell that stands below itself, as those that all rows of a figure share, is measured once.
 */
export function openHeights(widths: readonly number[]): (row: SheetRow) => number {
  const above: (SheetCell | null)[] = [];
  const heights: number[] = [];
  const heightsOf = widths.map((width) => perCell((cell) => cellHeight(cell, width)));
  return ({ cells }) => {
    let most = LINE_HEIGHT;
    for (let index = 0; index < cells.length; index += 1) {
      const cell = cells[index] ?? null;
      if (above[index] !== cell) {
        above[index] = cell;
        heights[index] = cell ? (heightsOf[index]?.(cell) ?? cellHeight(cell, 10)) : LINE_HEIGHT;
      }
      most = Math.max(most, heights[index] ?? 0);
    }
    return Math.min(HIGHEST_ROW, Math.max(SMALLEST, most + PADDING));
  };
}

/** Cells of the style text are set smaller, so that more fits into a line. */
const SMALL_TEXT = 0.84;
const SMALL_LINE_HEIGHT = 12.5;

/** Cells of these styles stay on one line whatever they hold. */
const UNWRAPPED: ReadonlySet<SheetStyle> = new Set(["code", "figure", "note", "subtitle"]);

function cellHeight(cell: SheetCell, width: number): number {
  if (typeof cell.value !== "string" || UNWRAPPED.has(cell.style)) return LINE_HEIGHT;
  const text = cell.value.slice(0, LONGEST_SEEN);
  return cell.style === "text"
    ? linesOf(text, width / SMALL_TEXT) * SMALL_LINE_HEIGHT
    : linesOf(text, width) * LINE_HEIGHT;
}

/** More text than this fills the highest row anyway. */
const LONGEST_SEEN = 3000;
