import { isRule } from "./drawn-lines.js";

/** 分隔符 of a table written as text. The full-width comma is punctuation and never separates. */
export type Delimiter = "," | ";" | "\t";

const DELIMITERS: readonly Delimiter[] = ["\t", ",", ";"];
/** How many lines are looked at. */
const SAMPLE = 2000;
/** Prose with half-width commas has long pieces between them; cells are short. */
const LONGEST_MEAN_CELL = 20;

interface Count {
  readonly delimiter: Delimiter;
  /** Lines of two cells or more, of three or more, and the longest run of the latter. */
  readonly pairs: number;
  readonly rows: number;
  readonly run: number;
}

/**
 * The delimiter that makes a table of the text; undefined for running text, a table drawn with bars, or one cell a line.
 * The file's name decides only what the content leaves open.
 */
export function findDelimiter(text: string, name: string): Delimiter | undefined {
  const lines = text
    .split(/\r\n?|\n/, SAMPLE * 2)
    .filter((line) => line.trim() !== "")
    .slice(0, SAMPLE);
  if (lines.length === 0 || isDrawnWithBars(lines)) return undefined;
  const declared = separatorLine(lines[0] as string);
  if (declared) return declared;
  const counts = DELIMITERS.map((delimiter) => countCells(lines, delimiter));
  const best = counts.reduce((a, b) => (b.rows > a.rows || (b.rows === a.rows && b.pairs > a.pairs) ? b : a));
  return isTable(best, lines.length, /\.(csv|tsv)$/i.test(name)) ? best.delimiter : undefined;
}

/** `sep=;` as the first line: a spreadsheet program obeys it and shows no row for it. */
export function separatorLine(line: string): Delimiter | undefined {
  const found = /^"?sep=([,;\t])"?$/i.exec(line.trimStart())?.[1];
  return DELIMITERS.find((delimiter) => delimiter === found);
}

function isTable(count: Count, lines: number, namedTable: boolean): boolean {
  if (count.pairs === 0) return false;
  if (namedTable && count.pairs >= lines * 0.2) return true;
  if (lines >= 2 && count.pairs === lines) return true;
  if (count.delimiter === "\t" && count.run >= 5) return true;
  return count.rows >= 3 && count.rows >= lines * 0.4;
}

function isDrawnWithBars(lines: readonly string[]): boolean {
  return lines.filter((line) => line.split("|").length > 2).length >= 2 || lines.filter(isRule).length >= 2;
}

function countCells(lines: readonly string[], delimiter: Delimiter): Count {
  let pairs = 0;
  let rows = 0;
  let run = 0;
  let longest = 0;
  for (const line of lines) {
    const cells = cellsOf(line, delimiter);
    if (cells >= 2) pairs += 1;
    if (cells >= 3) rows += 1;
    run = cells >= 3 ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return { delimiter, pairs, rows, run: longest };
}

function cellsOf(line: string, delimiter: Delimiter): number {
  const unquoted = line.includes('"') ? line.replace(/"[^"]*"/g, "") : line;
  const cells = unquoted.split(delimiter).length;
  return unquoted.length / cells > LONGEST_MEAN_CELL ? 1 : cells;
}
