import { columnName } from "../../grid.js";
import { escapeXml } from "../markup.js";
import { safeText, writtenValue } from "./cell-text.js";
import { perCell } from "./lasting.js";
import type { SheetCell, SheetRow } from "./sheet.js";
import type { SharedTexts } from "./strings.js";
import { STYLE_NUMBERS } from "./styles.js";

/**
 * 行 as they stand in the sheet's XML. A workpaper of thousands of units has ten million cells, so nothing is made for a cell but its text,
 * and for one that stands below itself, or in many rows, not even that.
 */
export function openRows(texts: SharedTexts): (number: number, row: SheetRow, height: number) => string {
  const above: (SheetCell | null)[] = [];
  const tails: string[] = [];
  const tailOf = perCell((cell) => tailXml(cell, texts));
  return (number, { cells }, height) => {
    let xml = "";
    for (let index = 0; index < cells.length; index += 1) {
      const cell = cells[index];
      if (!cell) continue;
      if (above[index] !== cell) {
        above[index] = cell;
        tails[index] = tailOf(cell);
      }
      xml += `<c r="${lettersOf(index)}${number}${tails[index]}`;
    }
    const head = `<row r="${number}" ht="${height}" customHeight="1"`;
    return xml === "" ? `${head}/>` : `${head}>${xml}</row>`;
  };
}

/** All of a cell's XML behind its address. */
function tailXml({ value, style }: SheetCell, texts: SharedTexts): string {
  const head = `" s="${STYLE_NUMBERS[style]}"`;
  const written = writtenValue(value);
  if (written === null) return `${head}/>`;
  if (typeof written === "string") return `${head} t="s"><v>${texts.placeOf(written)}</v></c>`;
  if (typeof written === "number") return `${head}><v>${written}</v></c>`;
  const { formula, result } = written;
  const shown = typeof result === "string" ? escapeXml(safeText(result)) : result;
  return `${head}${typeof result === "string" ? ' t="str"' : ""}><f>${escapeXml(formula)}</f><v>${shown}</v></c>`;
}

/** Remembers the letters of each column, which are needed for every cell. */
const LETTERS: readonly string[] = Array.from({ length: 702 }, (_, column) => columnName(column));

function lettersOf(column: number): string {
  return LETTERS[column] ?? columnName(column);
}
