import { columnName } from "../../grid.js";
import { type Area, damaged } from "./records.js";

const SIGNS: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** A text as it stands in XML; signs that can't are written as their numbers, as the XML format writes them: `_x000D_`. */
export function escaped(plain: string): string {
  const marked = plain.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_");
  return markedUp([...marked].map((sign) => (sign < " " && !/[\t\n]/.test(sign) ? numbered(sign) : sign)).join(""));
}

function numbered(sign: string): string {
  return `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`;
}

/** The same for formulas, which are not written so. */
export function markedUp(plain: string): string {
  return plain.replace(/[&<>"]/g, (sign) => SIGNS[sign] as string);
}

const LAST_ROW = 1_048_575;
const LAST_COLUMN = 16_383;

export function addressOf(row: number, column: number): string {
  if (row > LAST_ROW || column > LAST_COLUMN || row < 0 || column < 0) damaged();
  return `${columnName(column)}${row + 1}`;
}

export function areaText({ top, bottom, left, right }: Area): string {
  return `${addressOf(top, left)}:${addressOf(Math.min(bottom, LAST_ROW), Math.min(right, LAST_COLUMN))}`;
}
