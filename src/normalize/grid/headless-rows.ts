import type { Cell } from "../../grid.js";
import { resolveLine, type SectionLexicon } from "../lexicon.js";
import { codesOfRow, codesOfSection, orderFoots } from "../statutory-order.js";
import { looksLikeValue } from "../value/value.js";
import type { Cover } from "./cover.js";
import { isMoreThanText, placeOf, type Scan } from "./scan.js";

/**
 * 没有表头的行: rows of the form above the first heading, or on a sheet that has none. Such a row is read in the form's
 * own order if it has exactly the form's width and its total agrees; else it is unreadable.
 */
export function scanWithoutHeadings(scan: Scan, rows: readonly number[]): void {
  for (const row of rows) {
    const cells = (scan.cover.byRow.get(row) ?? []).filter((cell) => cell.kind !== "blank");
    for (const lexicon of scan.lexicons) if (headlessRow(scan, lexicon, row, cells)) break;
  }
}

function headlessRow(scan: Scan, lexicon: SectionLexicon, row: number, cells: readonly Cell[]): boolean {
  const labels = labelsBeside(scan.cover, row, cells);
  const values = cells.filter((cell) => looksLikeValue(cell.text) && !labels.includes(cell.text));
  const { section } = lexicon;
  const line = section.layout === "matrix" ? resolveLine(lexicon.rows, { texts: labels, inherited: [] }) : undefined;
  if (section.layout === "matrix" ? !line : labels.length > 0) return false;
  const codes = line ? codesOfRow(section, line.code) : codesOfSection(section);
  const sources = values.map((cell) => placeOf(scan.cover.grid, cell));
  const label = labels.at(-1) ?? "";
  if (codes.length !== values.length || !orderFoots(codes, values, lexicon)) {
    if (!line || values.length === 0) return false;
    scan.sink.unreadableRows.push({
      table: section.table,
      figures: codes,
      label,
      reason: "没有栏目标题，不能确定各数字属于哪一栏",
      sources,
    });
    return true;
  }
  for (const [index, figure] of codes.entries()) {
    const cell = values[index]!;
    scan.sink.cells.push({
      figure,
      kind: cell.kind,
      place: placeOf(scan.cover.grid, cell),
      ...(isMoreThanText(cell) && { typed: cell }),
      instance: scan.instance,
      example: scan.example,
      rowLabel: label,
      hidden: scan.cover.grid.hiddenRows.includes(row),
    });
  }
  scan.sink.assumedRows.push({ table: section.table, row: line?.label ?? section.table, sources });
  return true;
}

function labelsBeside(cover: Cover, row: number, cells: readonly Cell[]): readonly string[] {
  const first = cells.find((cell) => looksLikeValue(cell.text))?.column ?? 0;
  const labels: string[] = [];
  for (let column = 0; column < first; column++) {
    const text = cover.at(row, column)?.text ?? "";
    if (text.trim() !== "" && !looksLikeValue(text) && !labels.includes(text)) labels.push(text);
  }
  return labels;
}
