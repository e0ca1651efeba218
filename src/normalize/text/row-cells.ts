import type { FigureCode } from "../../figure.js";
import type { LabelRead, Sink } from "../located.js";
import { isPageNumber as isPageNumberText } from "../stray/stray.js";
import type { Token } from "./tokens.js";

/** The cells after a row's label, up to the next label; page numbers are left out. */
export function valuesAfter(
  tokens: readonly Token[],
  label: { readonly end: number },
): { cells: readonly Token[]; end: number } {
  const cells: Token[] = [];
  let end = label.end;
  while (end < tokens.length && tokens[end]?.kind !== "label") {
    const token = tokens[end];
    if (token && !isPageNumber(token)) cells.push(token);
    end += 1;
  }
  return { cells, end };
}

/** 页码 between the rows of a table. */
export function isPageNumber(token: Token): boolean {
  return isPageNumberText(token.text);
}

/**
 * The cells of a line divided by tabs or bars, if it holds numbers and other texts (若干) and exactly as many cells as
 * there are columns: then each cell has its column, whatever stands in it.
 */
export function dividedLine(tokens: readonly Token[], start: number, wanted: number): readonly Token[] | undefined {
  const first = tokens[start];
  if (!first?.divided) return undefined;
  const cells: Token[] = [];
  for (let at = start; tokens[at]?.line === first.line && cells.length <= wanted; at++) cells.push(tokens[at]!);
  const mixed = cells.some((cell) => cell.kind === "label") && cells.some((cell) => cell.kind === "value");
  return cells.length === wanted && mixed && !cells.some((cell) => cell.spaced) ? cells : undefined;
}

/**
 * The cells of a row, one for each column; undefined where their number leaves open which column each belongs to. Empty
 * cells count only where they certainly are cells.
 */
export function cellsForColumns(tokens: readonly Token[], wanted: number): readonly Token[] | undefined {
  const filled = tokens.filter((token) => token.kind === "value");
  if (filled.length === wanted) return filled;
  if (filled.length > wanted) return undefined;
  const trimmed = withoutTrailingBlanks(tokens);
  // An empty line behind several numbers may be the gap before the next row, and then an empty cell was lost before it.
  if (tokens.length === wanted && filled.length > 1 && trimmed.length === filled.length && !tokens.at(-1)?.divided)
    return undefined;
  // Bars alone behind the figures may be empty cells or fill the row up to the table's width, so they are not counted.
  if (tokens.at(-1)?.barOnly && filled.length > 0) return trimmed.length === wanted ? trimmed : undefined;
  return [tokens, trimmed].find((cells) => cells.length === wanted) ?? blankThroughout(tokens, wanted);
}

/**
 * 行政许可 | ||||: where nothing but empty cells, closed by bars or tabs, stands behind a label, every column is blank, however
 * many bars fill the row up to the table's width.
 */
function blankThroughout(tokens: readonly Token[], wanted: number): readonly Token[] | undefined {
  const closed = tokens.filter((token) => token.divided);
  return closed.length >= wanted && tokens.every((token) => token.kind === "blank")
    ? closed.slice(0, wanted)
    : undefined;
}

/** Without the empty lines behind the last number, which may part this row from the next. */
function withoutTrailingBlanks(tokens: readonly Token[]): readonly Token[] {
  let end = tokens.length;
  while (end > 0 && tokens[end - 1]?.kind === "blank") end -= 1;
  return tokens.slice(0, end);
}

/** A row's cells, each under the code in its place. */
export interface RecordedRow {
  readonly codes: readonly FigureCode[];
  readonly cells: readonly Token[];
  readonly instance: string;
  readonly label: string;
  /** 计量单位 of the headings or the row's label. */
  readonly unit?: string | undefined;
  /** The labels before and over it that are not typed as the form has them. */
  readonly labels: readonly LabelRead[];
}

export function recordRow(sink: Sink, { codes, cells, instance, label, unit, labels }: RecordedRow): void {
  for (const [index, figure] of codes.entries()) {
    const token = cells[index];
    if (!token) continue;
    sink.cells.push({
      figure,
      kind: token.kind === "blank" ? "blank" : "text",
      place: token.place,
      instance,
      example: false,
      hidden: false,
      rowLabel: label,
      ...(unit && { headingUnit: unit }),
      ...(labels.length > 0 && { labels }),
    });
  }
}
