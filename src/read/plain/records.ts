import type { Delimiter } from "./delimiter.js";

/** How quotation marks are read: by the rules alone, or leniently where they break them. */
type Quotes = "strict" | "relaxed";

/**
 * 分隔文本的各行: the records of a text whose lines end in ⏎. A field that begins with a quotation mark ends with one, and two within it stand for
 * one. A mark that stands otherwise (`"甲"乙`, `甲"乙"`) is a sign like others if it is read leniently, else nothing is read; nor is it where
 * one is never closed. A blank line is a record of one empty field; behind the last line's end there is none.
 */
export function recordsIn(
  text: string,
  delimiter: Delimiter,
  quotes: Quotes,
): readonly (readonly string[])[] | undefined {
  const records: (readonly string[])[] = [];
  let quote = text.indexOf('"');
  for (let at = 0; at < text.length; ) {
    const end = lineEnd(text, at);
    if (quote >= 0 && quote < at) quote = text.indexOf('"', at);
    if (quote < 0 || quote >= end) {
      records.push(text.slice(at, end).split(delimiter));
      at = end + 1;
      continue;
    }
    const record = quotedRecord(text, at, { delimiter, quotes });
    if (!record) return undefined;
    records.push(record.fields);
    at = record.end + 1;
  }
  return records;
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end;
}

interface Reading {
  readonly delimiter: Delimiter;
  readonly quotes: Quotes;
}

/** One record with quotation marks in it, which may have several lines. */
function quotedRecord(
  text: string,
  start: number,
  reading: Reading,
): { readonly fields: readonly string[]; readonly end: number } | undefined {
  const fields: string[] = [];
  for (let at = start; ; ) {
    const field = text[at] === '"' ? quotedField(text, at, reading) : plainField(text, at, reading);
    if (!field) return undefined;
    fields.push(field.text);
    if (text[field.end] !== reading.delimiter) return { fields, end: field.end };
    at = field.end + 1;
  }
}

interface Field {
  readonly text: string;
  /** Where the delimiter, the line's end or the text's end behind it stands. */
  readonly end: number;
}

function quotedField(text: string, start: number, reading: Reading): Field | undefined {
  for (let from = start + 1; ; ) {
    const quote = text.indexOf('"', from);
    if (quote < 0) return undefined;
    if (text[quote + 1] === '"') {
      from = quote + 2;
      continue;
    }
    const content = text.slice(start + 1, quote).replaceAll('""', '"');
    if (isEnd(text, quote + 1, reading)) return { text: content, end: quote + 1 };
    const rest = reading.quotes === "relaxed" ? plainField(text, quote + 1, reading) : undefined;
    return rest && { text: `"${content}"${rest.text}`, end: rest.end };
  }
}

function plainField(text: string, start: number, reading: Reading): Field | undefined {
  let end = start;
  while (!isEnd(text, end, reading)) {
    if (text[end] === '"' && reading.quotes === "strict") return undefined;
    end += 1;
  }
  return { text: text.slice(start, end), end };
}

function isEnd(text: string, at: number, { delimiter }: Reading): boolean {
  return at >= text.length || text[at] === "\n" || text[at] === delimiter;
}
