import type { Cell } from "../../grid.js";
import { labelsRead } from "../label-reading.js";
import { resolveLine, type SectionLexicon } from "../lexicon.js";
import { codesOfRow, codesOfSection, orderFoots, singleRowNames } from "../statutory-order.js";
import { mayBeFigure } from "../stray/stray.js";
import { looksLikeValue } from "../value/value.js";
import { type Cover, labelPlaces, placeOf } from "./cover.js";
import type { HeadingBlock } from "./headings.js";
import type { FoundLine, LabelledRow } from "./row-labels.js";
import { isMoreThanText, type Scan } from "./scan.js";

/**
 * 没有表头的行: rows of the form above the first heading, or on a sheet that has none. Such a row is read in the form's
 * own order if it has exactly the form's width and its total agrees; else it is unreadable.
 */
export function scanWithoutHeadings(scan: Scan, rows: readonly number[]): void {
  const parts = rows.map((row) => ({ row, ...partsOf(scan, row) }));
  const tables = parts.map(
    (one) => scan.lexicons.find((lexicon) => headlessRow(scan, lexicon, one.row, one))?.section.table,
  );
  for (const [at, one] of parts.entries()) {
    const table = tables[at - 1] ?? tables[at + 1];
    if (tables[at] === undefined && table !== undefined) noteUnknownRow(scan, table, one);
  }
}

function partsOf({ cover }: Scan, row: number): HeadlessRow {
  const cells = (cover.byRow.get(row) ?? []).filter((cell) => cell.kind !== "blank");
  const beside = labelsBeside(cover, row, cells);
  const labels = beside.map((cell) => cell.text);
  return { beside, labels, values: cells.filter((cell) => looksLikeValue(cell.text) && !labels.includes(cell.text)) };
}

/** A row with a name and a number right beside the table's rows, which is none of them. */
function noteUnknownRow({ cover, sink }: Scan, table: string, { labels, values }: HeadlessRow): void {
  const figures = values.filter((cell) => mayBeFigure(cell, labels));
  if (labels.length === 0 || figures.length === 0) return;
  const sources = figures.map((cell) => placeOf(cover.grid, cell));
  sink.unknownLines.push({ table, label: labels.join("／").replace(/\s+/g, ""), sources });
}

/** A row taken apart: the labels before its first value, with their texts, and its values. */
interface HeadlessRow {
  readonly beside: readonly Cell[];
  readonly labels: readonly string[];
  readonly values: readonly Cell[];
}

function headlessRow(scan: Scan, lexicon: SectionLexicon, row: number, parts: HeadlessRow): boolean {
  const { beside, labels, values } = parts;
  const { section } = lexicon;
  if (section.layout === "leaf-row") return false;
  const line = section.layout === "matrix" ? resolveLine(lexicon.rows, { texts: labels, inherited: [] }) : undefined;
  if (section.layout === "matrix" ? !line : labels.length > 0) return false;
  const codes = line ? codesOfRow(section, line.code) : codesOfSection(section);
  const sources = values.map((cell) => placeOf(scan.cover.grid, cell));
  const label = labels.at(-1) ?? "";
  const read = line ? labelsRead(lexicon.rows, line, labelPlaces(scan.cover.grid, beside)) : [];
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
      ...(read.length > 0 && { labels: read }),
      hidden: scan.cover.grid.hiddenRows.includes(row),
    });
  }
  scan.sink.assumedRows.push({ table: section.table, row: line?.label ?? singleRowNames(section), sources });
  return true;
}

function labelsBeside(cover: Cover, row: number, cells: readonly Cell[]): readonly Cell[] {
  const first = cells.find((cell) => looksLikeValue(cell.text))?.column ?? 0;
  const labels: Cell[] = [];
  for (let column = 0; column < first; column++) {
    const cell = cover.at(row, column);
    if (!cell || cell.text.trim() === "" || looksLikeValue(cell.text)) continue;
    if (!labels.some((other) => other.text === cell.text)) labels.push(cell);
  }
  return labels;
}

/**
 * 栏目标题不全: some of the heading cells were left blank. The row is read in the form's own order, as if it had no headings at all,
 * if it has exactly the form's width, the headings that are there stand over the columns of that order, and its total agrees.
 */
export function readPartlyHeaded(scan: Scan, { block, line, labels: own }: FoundLine, row: LabelledRow): boolean {
  const { section } = block.lexicon;
  if (block.contradictory || block.bands.length === 0 || block.bands.length >= section.columns.lines.length)
    return false;
  const cells = figuresIn(scan, block, row.row);
  const codes = codesOfRow(section, line.code);
  const agrees = block.bands.every((band) => {
    const cell = cells[section.columns.lines.indexOf(band.column)];
    return cell !== undefined && cell.column >= band.from && cell.column <= band.to;
  });
  if (cells.length !== codes.length || !agrees || !orderFoots(codes, cells, block.lexicon)) return false;
  const labels = [...own, ...block.bands.flatMap((band) => band.labels)];
  for (const [index, cell] of cells.entries())
    scan.sink.cells.push({
      figure: codes[index] ?? codes[0]!,
      kind: cell.kind,
      place: placeOf(scan.cover.grid, cell),
      ...(isMoreThanText(cell) && { typed: cell }),
      instance: scan.instance,
      example: scan.example,
      rowLabel: row.label,
      ...(labels.length > 0 && { labels }),
      hidden: scan.cover.grid.hiddenRows.includes(row.row) || scan.cover.grid.hiddenColumns.includes(cell.column),
    });
  const sources = cells.map((cell) => placeOf(scan.cover.grid, cell));
  scan.sink.assumedRows.push({ table: section.table, row: line.label, sources });
  return true;
}

/** The row's values behind its last text, merged cells and other years' columns left aside. */
function figuresIn({ cover }: Scan, block: HeadingBlock, row: number): readonly Cell[] {
  const filled = (cover.byRow.get(row) ?? []).filter((cell) => cell.text.trim() !== "" && cell.rowSpan === 1);
  const lastText = filled.map((cell) => looksLikeValue(cell.text)).lastIndexOf(false);
  const unknown = block.unknownColumns.map(({ column }) => column);
  return filled.slice(lastText + 1).filter((cell) => !unknown.includes(cell.column));
}
