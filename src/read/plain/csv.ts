import { parse } from "csv-parse/sync";
import { type Cell, type Grid, NOTHING_HIDDEN, type ReadDocument } from "../../grid.js";
import { type Budget, spendCells } from "../limits.js";
import { tooLarge } from "../refusal.js";
import { type Delimiter, separatorLine } from "./delimiter.js";

/** How quotation marks are read: by the rules, leniently, or as text. */
type Quotes = "strict" | "relaxed" | "none";

/** A quoted cell of a form has a few lines at most; one of more has swallowed the rows below it. */
const MOST_LINES = 4;

/** 逗号分隔文件: one grid. Records are rows as a spreadsheet program numbers them: blank lines count, a quoted cell of two lines does not. */
export function readCsv(text: string, name: string, delimiter: Delimiter, budget: Budget): ReadDocument {
  refuseTooManyFields(text, delimiter, budget.limits.cells * 10);
  const records = readRecords(withoutSeparatorLine(text.replace(/\r\n?/g, "\n")), delimiter);
  const cells: Cell[] = [];
  let columns = 0;
  records.forEach((record, row) => {
    record.map(textOf).forEach((cell, column) => {
      if (cell === "") return;
      columns = Math.max(columns, column + 1);
      cells.push({ row, column, rowSpan: 1, columnSpan: 1, text: cell, kind: "text" });
    });
  });
  spendCells(budget, cells.length);
  const rows = (cells.at(-1)?.row ?? -1) + 1;
  const fields = records.slice(0, rows).map((record) => record.length);
  const grid: Grid = { kind: "grid", sheet: name, addressing: "A1", rows, columns, cells, fields, ...NOTHING_HIDDEN };
  return { format: "csv", blocks: [grid], remarks: [] };
}

/** `="012"`: a text that its writer kept from being made a number of; spreadsheet programs show 012. */
function textOf(field: string): string {
  return /^="([^"]*)"$/.exec(field)?.[1] ?? field;
}

/** A file of nothing but delimiters would fill memory before it turns out to have no cells. */
function refuseTooManyFields(text: string, delimiter: Delimiter, most: number): void {
  let fields = 0;
  for (let at = text.indexOf(delimiter); at >= 0; at = text.indexOf(delimiter, at + 1)) fields += 1;
  if (fields > most) throw tooLarge("分隔符过多，不像年报表格");
}

function withoutSeparatorLine(text: string): string {
  const end = text.indexOf("\n");
  return end >= 0 && separatorLine(text.slice(0, end)) ? text.slice(end + 1) : text;
}

/**
 * Reads the file with its quotation marks where they are consistent. A stray one (`"规范性文件,3`) would swallow the rows up
 * to the next; then each line is read alone.
 */
function readRecords(text: string, delimiter: Delimiter): readonly (readonly string[])[] {
  if (!text.includes('"')) return linesOf(text).map((line) => line.split(delimiter));
  for (const quotes of ["strict", "relaxed"] as const) {
    const records = parsed(text, delimiter, quotes);
    if (records && !records.some((record) => record.some((cell) => swallowsRows(cell, delimiter)))) return records;
  }
  return text.split("\n").map((line) => readLine(line, delimiter));
}

function readLine(line: string, delimiter: Delimiter): readonly string[] {
  if (!line.includes('"')) return line.split(delimiter);
  for (const quotes of ["strict", "relaxed", "none"] as const) {
    const record = parsed(line, delimiter, quotes)?.[0];
    if (record) return record;
  }
  return line.split(delimiter);
}

/** Whether a quoted cell holds whole records: 商业⏎企业 is a cell, but one with rows of cells in it comes of a stray quotation mark. */
function swallowsRows(cell: string, delimiter: Delimiter): boolean {
  if (!cell.includes("\n")) return false;
  const lines = cell.split("\n");
  return lines.length > MOST_LINES || lines.some((line) => line.split(delimiter).length > 2);
}

/** As the parser counts them: an empty line is a record, nothing behind the last line feed is none. */
function linesOf(text: string): readonly string[] {
  const lines = text.split("\n");
  return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
}

function parsed(text: string, delimiter: Delimiter, quotes: Quotes): string[][] | undefined {
  const { stackTraceLimit } = Error;
  // The parser makes an error for every record that is longer or shorter than the first, which is what most forms look like; its call
  // stack would cost more than all the rest.
  Error.stackTraceLimit = 0;
  try {
    return parse(text, {
      delimiter,
      quote: quotes === "none" ? null : '"',
      relax_quotes: quotes === "relaxed",
      record_delimiter: "\n",
      relax_column_count: true,
      skip_empty_lines: false,
    });
  } catch {
    return undefined;
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}
