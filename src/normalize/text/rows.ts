import type { Line } from "../../form/form.js";
import { plainText, wordingOf } from "../../wording.js";
import { groupNamed, matchLabel, resolveLine, type SectionLexicon } from "../lexicon.js";
import type { Sink } from "../located.js";
import { orderFoots } from "../statutory-order.js";
import { saysNumber, unitDeclared } from "../value/value.js";
import { rowWithBrokenLabelAt } from "./broken-labels.js";
import type { Heading } from "./heading.js";
import { joinedLabels } from "./headings.js";
import { cellsForColumns, dividedLine, valuesAfter } from "./row-cells.js";
import { isKnown } from "./run-together.js";
import type { Token } from "./tokens.js";

interface Reader {
  readonly tokens: readonly Token[];
  readonly lexicons: readonly SectionLexicon[];
  readonly sink: Sink;
  readonly instance: string;
}

interface RowLabel {
  readonly lexicon: SectionLexicon;
  readonly line: Line;
  readonly end: number;
  readonly text: string;
}

/** Reads one row that begins at `at`, if a row's label does; returns where to go on. */
export function readRow(reader: Reader, at: number, heading: Heading | undefined): number {
  const torn = rowWithBrokenLabelAt(reader.tokens, at, reader.lexicons);
  const label = torn ?? rowLabelAt(reader, at, heading);
  if (!label) {
    noteUnknown(reader, at, heading);
    return at + 1;
  }
  const order = heading?.orders.get(label.lexicon);
  const columns = order && { order, alike: heading?.alike.get(label.lexicon) ?? [], unit: heading?.units[0] };
  const sameLine = reader.tokens[label.end - 1]?.line === reader.tokens[label.end]?.line;
  const line = order && !torn && sameLine ? dividedLine(reader.tokens, label.end, order.length) : undefined;
  if (columns && line) {
    give(reader, label, line, columns);
    return label.end + line.length;
  }
  const { cells, end } = torn ?? valuesAfter(reader.tokens, label);
  if (columns) readInOrder(reader, label, cells, { ...columns, last: end >= reader.tokens.length });
  else readAssumed(reader, label, cells);
  return end;
}

/** The row's label at `at`, in the section whose headings stand over it, else in any. */
function rowLabelAt(reader: Reader, at: number, heading: Heading | undefined): RowLabel | undefined {
  if (reader.tokens[at]?.kind !== "label") return undefined;
  const near = heading?.lexicons ?? [];
  for (const lexicon of [...near, ...reader.lexicons.filter((one) => !near.includes(one))]) {
    if (lexicon.section.layout === "single-row") continue;
    const labels = [...joinedLabels(reader.tokens, at)];
    for (const { text, end } of labels) {
      const line = lineNamed(lexicon, text, near.includes(lexicon), reader.tokens[end]);
      if (line)
        return { lexicon, line, ...(labels.find((one) => one.end > end && isWhole(line, one.text)) ?? { text, end }) };
    }
  }
  return undefined;
}

/** （二）部分公开（区分处理的，只计这一情⏎形，不计其他情形）: a note goes on in the next line, if together they are the official label. */
function isWhole(line: Line, text: string): boolean {
  return plainText(text) === plainText(line.label);
}

/** Short names (其他, 总计) are a row's only under that table's headings. A group's own line needs values right after it. */
function lineNamed(lexicon: SectionLexicon, text: string, near: boolean, next: Token | undefined): Line | undefined {
  const match = matchLabel(lexicon.rows, text)[0];
  if (!match) return undefined;
  if ("line" in match.node) return near || match.rank === 0 ? match.node.line : undefined;
  if (next?.kind !== "value") return undefined;
  return groupNamed(lexicon.rows, text) ? resolveLine(lexicon.rows, { texts: [text], inherited: [] }) : undefined;
}

/** Fewer numbers after a text may be anything; as many as the table has columns are a row that the form does not have. */
const FEWEST_COLUMNS = 3;

function noteUnknown({ tokens, lexicons, sink }: Reader, at: number, heading: Heading | undefined): void {
  const token = tokens[at];
  if (token?.kind !== "label" || isKnown(token.text, lexicons)) return;
  const { cells } = valuesAfter(tokens, { end: at + 1 });
  const values = cells.filter((cell) => cell.kind === "value");
  for (const { section } of heading?.lexicons ?? []) {
    const columns = section.columns.lines.length;
    if (section.layout === "single-row" || columns < FEWEST_COLUMNS || values.length !== columns) continue;
    if (!values.some((cell) => saysNumber(cell.text))) continue;
    sink.unknownLines.push({
      table: section.table,
      label: token.text.trim(),
      sources: values.map(({ place }) => place),
    });
  }
}

interface Columns {
  readonly order: readonly string[];
  /** Those under headings cut to the same text. */
  readonly alike: readonly string[];
  readonly unit: string | undefined;
}

interface RowOrder extends Columns {
  readonly last: boolean;
}

/**
 * Gives a row's cells to the columns, if there are exactly as many. Blanks count where they are real; where blanks were lost,
 * the columns of the numbers are unknown and all of them are unreadable.
 */
function readInOrder(reader: Reader, label: RowLabel, tokens: readonly Token[], row: RowOrder): void {
  const { order, last } = row;
  const { section } = label.lexicon;
  const codes = order.map((column) => `${section.table}.${label.line.code}.${column}`);
  const cells = cellsForColumns(last ? withoutTruncatedLabel(tokens, codes, label) : tokens, order.length);
  if (!cells || (last && tokens.length < order.length)) {
    broken(reader, label, {
      codes,
      tokens,
      reason: `有${tokens.filter((token) => token.kind === "value").length}个数字，栏目有${order.length}个，不能确定各数字属于哪一栏`,
    });
    return;
  }
  if (cells.some((token) => token.spaced) && !orderFoots(codes, cells, label.lexicon)) {
    broken(reader, label, { codes, tokens, reason: "数字之间只隔空格，不能确定是一个数字还是几个数字" });
    return;
  }
  give(reader, label, cells, row);
}

/** Each column its cell, in the order of the headings; but for those whose headings can't be told apart. */
function give(reader: Reader, label: RowLabel, cells: readonly Token[], row: Columns): void {
  const { order, unit } = row;
  const { section } = label.lexicon;
  const codes = order.map((column) => `${section.table}.${label.line.code}.${column}`);
  const declared = unitDeclared(wordingOf(label.text).notes) ?? unit;
  const indistinguishable = indistinguishableColumns(cells, row);
  if (indistinguishable.length > 0)
    broken(reader, label, {
      codes: indistinguishable.map((column) => `${section.table}.${label.line.code}.${column}`),
      tokens: cells.filter((_, index) => indistinguishable.includes(order[index] ?? "")),
      reason: "这几栏的标题残缺，不能区分各数字属于哪一栏",
    });
  for (const [index, code] of codes.entries()) {
    const token = cells[index];
    if (!token || indistinguishable.includes(order[index] ?? "")) continue;
    reader.sink.cells.push({
      figure: code,
      kind: token.kind === "blank" ? "blank" : "text",
      place: token.place,
      instance: reader.instance,
      example: false,
      hidden: false,
      rowLabel: label.text,
      ...(declared && { headingUnit: declared }),
    });
  }
}

/** Columns under headings cut to the same text hold the same number, or it is not known which holds which. */
function indistinguishableColumns(cells: readonly Token[], { order, alike }: Columns): readonly string[] {
  const texts = cells.filter((_, index) => alike.includes(order[index] ?? "")).map((token) => token.text.trim());
  return new Set(texts).size > 1 ? alike : [];
}

/**
 * A page that was cut off in the middle of the next row's numbering ends in a bare “2” of “2.其他…”. It is left out
 * only if it is that very number, and the row before it is whole and foots.
 */
function withoutTruncatedLabel(
  tokens: readonly Token[],
  codes: readonly string[],
  { lexicon, line }: RowLabel,
): readonly Token[] {
  const values = tokens.filter((token) => token.kind === "value");
  const { lines } = lexicon.section.rows;
  const next = lines[lines.indexOf(line) + 1];
  const cut = values.at(-1)?.text;
  if (values.length !== codes.length + 1 || !next || cut !== String(wordingOf(next.label).ordinal?.number))
    return tokens;
  return orderFoots(codes, values.slice(0, -1), lexicon) ? values.slice(0, -1) : tokens;
}

function broken(
  reader: Reader,
  label: RowLabel,
  found: { codes: readonly string[]; tokens: readonly Token[]; reason: string },
): void {
  const values = found.tokens.filter((token) => token.kind === "value");
  const at = reader.tokens[label.end - 1]?.place;
  reader.sink.unreadableRows.push({
    table: label.lexicon.section.table,
    label: label.line.label,
    figures: found.codes,
    reason: found.reason,
    sources: values.length > 0 ? values.map((token) => token.place) : at ? [at] : [],
  });
}

/** A known row of exactly the form's width, no usable headings, and a total that foots. */
function readAssumed(reader: Reader, label: RowLabel, tokens: readonly Token[]): void {
  const { section } = label.lexicon;
  const codes = section.columns.lines.map((column) => `${section.table}.${label.line.code}.${column.code}`);
  const values = tokens.filter((token) => token.kind === "value");
  if (values.length !== codes.length || !orderFoots(codes, values, label.lexicon)) {
    if (values.length > 0) broken(reader, label, { codes, tokens, reason: "没有栏目标题，不能确定各数字属于哪一栏" });
    return;
  }
  for (const [index, token] of values.entries()) {
    reader.sink.cells.push({
      figure: codes[index] ?? "",
      kind: "text",
      place: token.place,
      instance: reader.instance,
      example: false,
      hidden: false,
      rowLabel: label.text,
    });
  }
  reader.sink.assumedRows.push({
    table: section.table,
    row: label.line.label,
    sources: values.map((token) => token.place),
  });
}
