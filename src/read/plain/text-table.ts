import { type Cell, type Grid, NOTHING_HIDDEN } from "../../grid.js";
import { withoutEmphasis } from "./emphasis.js";

/**
 * The line of dashes below the head of a Markdown table: `|---|:--:|`. Lone dashes without colons are
 * values (nothing to report), not a ruler.
 */
export function isRuler(line: string): boolean {
  if (!line.includes("|")) return false;
  const parts = bounded(line).split("|");
  return parts.every((part) => /^(-{2,}|:-+:?|-+:)$/.test(part.trim()));
}

function bounded(line: string): string {
  return line
    .trim()
    .replace(/^\|/, "")
    .replace(/(?<!\\)\|$/, "");
}

/** The grid of a Markdown table. The ruler is not counted: the heading is row 1, the first line below the ruler row 2. */
export function markdownGrid(lines: readonly string[], sheet: string): Grid {
  const rows = lines.map(cellTexts);
  const cells = rows.flatMap((texts, row) => texts.map((text, column): Cell => cellOf(text, row, column)));
  const columns = rows.reduce((most, texts) => Math.max(most, texts.length), 0);
  return {
    kind: "grid",
    sheet,
    addressing: "RC",
    rows: rows.length,
    columns,
    cells,
    ...NOTHING_HIDDEN,
  };
}

function cellOf(text: string, row: number, column: number): Cell {
  return { row, column, rowSpan: 1, columnSpan: 1, text, kind: text === "" ? "blank" : "text" };
}

/** Splits at bars that are not escaped; the outer bars bound the row and part nothing. */
function cellTexts(line: string): string[] {
  const inner = line
    .trim()
    .replace(/^\|/, "")
    .replace(/(?<!\\)\|$/, "");
  return inner.split(/(?<!\\)\|/).map((text) =>
    withoutEmphasis(text.trim().replace(/<br\s*\/?>/gi, "\n"))
      .replaceAll("\\|", "|")
      .trim(),
  );
}
