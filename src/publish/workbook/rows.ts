import { columnName } from "../../grid.js";
import { shownText } from "../../shown-text.js";
import type { SheetCell, SheetRow, SheetStyle } from "./sheet.js";

/** The content of a cell in the file: nothing, a text, a number, or a formula with its present result. */
export type WrittenValue = null | string | number | { readonly formula: string; readonly result: string | number };

/** 工作簿中共用的部分: where the texts and the styles of a workbook get their numbers. */
export interface RowContext {
  readonly styleOf: (style: SheetStyle, value: string | number | null) => number;
  readonly textPlace: (text: string) => number;
  readonly valueOf: (value: SheetCell["value"]) => WrittenValue;
}

/**
 * 行: one row as it stands in the sheet's XML, byte for byte what the library makes of the same cells.
 * A workpaper of thousands of units has ten million cells, and an object for each of them was most of the time it took.
 */
export function rowXml(number: number, row: SheetRow, height: number, context: RowContext): string {
  let cells = "";
  let first = 0;
  let last = 0;
  for (let index = 0; index < row.cells.length; index += 1) {
    const cell = row.cells[index];
    if (!cell) continue;
    last = index + 1;
    first ||= last;
    cells += cellXml(lettersOf(index) + number, cell, context);
  }
  const spans = first > 0 ? ` spans="${first}:${last}"` : "";
  const head = `<row r="${number}" ht="${height}" customHeight="1"${spans} x14ac:dyDescent="0.25"`;
  return cells === "" ? `${head}/>` : `${head}>${cells}</row>`;
}

function cellXml(address: string, { value, style }: SheetCell, context: RowContext): string {
  const written = context.valueOf(value);
  const formula = typeof written === "object" && written !== null;
  const head = `<c r="${address}" s="${context.styleOf(style, formula ? written.result : written)}"`;
  if (written === null) return `${head}/>`;
  if (typeof written === "string") return `${head} t="s"><v>${context.textPlace(written)}</v></c>`;
  if (typeof written === "number") return `${head}><v>${written}</v></c>`;
  const { result } = written;
  const type = typeof result === "string" ? ' t="str"' : "";
  const shown = typeof result === "string" ? escaped(result) : result;
  return `${head}${type}><f>${escaped(written.formula)}</f><v>${shown}</v></c>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

function escaped(text: string): string {
  return shownText(text).replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}

/** Remembers the letters of each column, which are needed for every cell. */
const LETTERS: readonly string[] = Array.from({ length: 702 }, (_, column) => columnName(column));

function lettersOf(column: number): string {
  return LETTERS[column] ?? columnName(column);
}
