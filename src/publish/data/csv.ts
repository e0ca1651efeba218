import { shownText } from "../../shown-text.js";

const PLAIN_NUMBER = /^[+-]?\d+(\.\d+)?$/;
/** What a spreadsheet program takes for the beginning of a formula, in half and full width. */
const FORMULA_START = /^[=+\-@\t\r\n＝＋－＠]/;

/** CSV 文本: lines end in CRLF. A cell that would be taken for a formula gets a leading ’; a plain number such as -5 stays. */
export function csvText(rows: Iterable<readonly string[]>, known: KnownCells = new Map()): string {
  let text = "";
  for (const row of rows) {
    for (let at = 0; at < row.length; at += 1) text += (at > 0 ? "," : "") + knownCell(row[at]!, known);
    text += "\r\n";
  }
  return text;
}

/** Codes, names of units and files stand in a table as often as there are figures, and are looked at once. */
type KnownCells = Map<string, string>;

const MOST_KNOWN = 100_000;

function knownCell(given: string, known: KnownCells): string {
  const before = known.get(given);
  if (before !== undefined) return before;
  const cell = csvCell(given);
  if (known.size < MOST_KNOWN) known.set(given, cell);
  return cell;
}

/** A cell that needs neither quotes nor a leading ’, as nearly all do. */
const HARMLESS = /^[^=+\-@\t\r\n＝＋－＠",][^",\r\n]*$/;

function csvCell(given: string): string {
  const text = shownText(given);
  if (HARMLESS.test(text)) return text;
  const harmless = FORMULA_START.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** UTF-8 with a byte order mark, so that Excel and WPS read it as UTF-8. */
export function* csvPieces(rows: Iterable<readonly string[]>): Iterable<Uint8Array> {
  const encoder = new TextEncoder();
  const known: KnownCells = new Map();
  yield encoder.encode("\ufeff");
  for (const chunk of chunked(rows)) yield encoder.encode(csvText(chunk, known));
}

const ROWS_IN_A_CHUNK = 2_000;

/** The rows in chunks, each of which is printed to bytes: one string is limited to half a gigabyte, which a large roster approaches. */
function* chunked(rows: Iterable<readonly string[]>): Iterable<readonly (readonly string[])[]> {
  let chunk: (readonly string[])[] = [];
  for (const row of rows) {
    chunk.push(row);
    if (chunk.length < ROWS_IN_A_CHUNK) continue;
    yield chunk;
    chunk = [];
  }
  yield chunk;
}
