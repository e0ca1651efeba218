import { codeOf, type FigureCode } from "../../figure.js";
import type { Line } from "../../form/form.js";
import { wordingOf } from "../../wording.js";
import type { SectionLexicon } from "../lexicon.js";
import type { LabelRead, Sink } from "../located.js";
import { codesOfRow, orderFoots } from "../statutory-order.js";
import { unitDeclared } from "../value/value.js";
import type { OrderedColumn } from "./heading.js";
import { cellsForColumns, recordRow } from "./row-cells.js";
import type { Token } from "./tokens.js";

/** The tokens of one text, and where what is found in it is gathered. */
export interface Reader {
  readonly tokens: readonly Token[];
  readonly lexicons: readonly SectionLexicon[];
  readonly sink: Sink;
  readonly instance: string;
}

/** A row's label in the text and the line of the form that it names. */
export interface RowLabel {
  readonly lexicon: SectionLexicon;
  readonly line: Line;
  /** The token after the label. */
  readonly end: number;
  readonly text: string;
  /** What is not typed as the form has it. */
  readonly labels: readonly LabelRead[];
}

/** The columns under the headings of the row's table. */
export interface Columns {
  readonly order: readonly OrderedColumn[];
  /** Codes of columns whose headings were cut to the same text. */
  readonly alike: readonly string[];
  readonly unit: string | undefined;
  /** The headings that are not typed as the form has them. */
  readonly labels: readonly LabelRead[];
}

/**
 * Assigns a row's cells to the columns, if there are exactly as many. Where empty cells were lost, the columns of the
 * numbers are unknown and all of them are unreadable. `last`: the text ends with this row.
 */
export function readInOrder(
  reader: Reader,
  label: RowLabel,
  tokens: readonly Token[],
  columns: Columns & { readonly last: boolean },
): void {
  const { order, last } = columns;
  const codes = codesIn(label, order);
  const cells = cellsForColumns(last ? withoutTruncatedLabel(tokens, codes, label) : tokens, order.length);
  if (!cells || (last && tokens.length < order.length)) {
    noteUnreadable(reader, label, {
      codes,
      tokens,
      reason: `有${tokens.filter((token) => token.kind === "value").length}个数字，栏目有${order.length}个，不能确定各数字属于哪一栏`,
    });
    return;
  }
  if (cells.some((token) => token.spaced) && !orderFoots(codes, cells, label.lexicon)) {
    noteUnreadable(reader, label, { codes, tokens, reason: "数字之间只隔空格，不能确定是一个数字还是几个数字" });
    return;
  }
  assignCells(reader, label, cells, columns);
}

/** Gives each column its cell, in the order of the headings, but for columns whose headings can't be told apart. */
export function assignCells(reader: Reader, label: RowLabel, cells: readonly Token[], columns: Columns): void {
  const pairs = columns.order.flatMap((at, index) => (cells[index] ? [{ ...at, cell: cells[index] }] : []));
  const doubtful = indistinguishableColumns(cells, columns);
  const unclear = pairs.filter(({ column }) => doubtful.includes(column));
  if (unclear.length > 0)
    noteUnreadable(reader, label, {
      codes: codesIn(
        label,
        doubtful.map((column) => ({ column })),
      ),
      tokens: unclear.map(({ cell }) => cell),
      reason: "这几栏的标题残缺，不能区分各数字属于哪一栏",
    });
  const clear = pairs.filter(({ column }) => !doubtful.includes(column));
  recordRow(reader.sink, {
    codes: codesIn(label, clear),
    cells: clear.map(({ cell }) => cell),
    instance: reader.instance,
    label: label.text,
    unit: unitDeclared(wordingOf(label.text).notes) ?? columns.unit,
    labels: [...label.labels, ...columns.labels],
  });
}

/** Columns under headings cut to the same text (本年新, 本年新) must hold the same number, or it is unknown which holds which. */
function indistinguishableColumns(cells: readonly Token[], { order, alike }: Columns): readonly string[] {
  const texts = cells.filter((_, index) => alike.includes(order[index]?.column ?? "")).map(({ text }) => text.trim());
  return new Set(texts).size > 1 ? alike : [];
}

function codesIn({ lexicon, line }: RowLabel, order: readonly OrderedColumn[]): readonly FigureCode[] {
  return order.map(({ column }) => codeOf(lexicon.section.table, line.code, column));
}

/**
 * 文本在下一行的序号处中断: the text ends in a bare “2” of “2.其他…”. It is left out only if it is the number of the
 * very next row, and the row before it is complete and agrees with its total.
 */
function withoutTruncatedLabel(
  tokens: readonly Token[],
  codes: readonly FigureCode[],
  { lexicon, line }: RowLabel,
): readonly Token[] {
  const values = tokens.filter((token) => token.kind === "value");
  const { lines } = lexicon.section.rows;
  const next = lines[lines.indexOf(line) + 1];
  const last = values.at(-1)?.text;
  if (values.length !== codes.length + 1 || !next || last !== String(wordingOf(next.label).ordinal?.number))
    return tokens;
  return orderFoots(codes, values.slice(0, -1), lexicon) ? values.slice(0, -1) : tokens;
}

/** 没有表头的行: a row of exactly the form's width whose total agrees is read in the form's own order. */
export function readInStatutoryOrder(reader: Reader, label: RowLabel, tokens: readonly Token[]): void {
  const { section } = label.lexicon;
  const codes = codesOfRow(section, label.line.code);
  const values = tokens.filter((token) => token.kind === "value");
  if (values.length !== codes.length || !orderFoots(codes, values, label.lexicon)) {
    const reason = "没有栏目标题，不能确定各数字属于哪一栏";
    if (values.length > 0) noteUnreadable(reader, label, { codes, tokens, reason });
    return;
  }
  recordRow(reader.sink, { codes, cells: values, instance: reader.instance, label: label.text, labels: label.labels });
  reader.sink.assumedRows.push({
    table: section.table,
    row: label.line.label,
    sources: values.map((token) => token.place),
  });
}

/** 不能采用的行: notes that a row's figures can't be read, why, and the cells that hold them, or else the place of its label. */
export function noteUnreadable(
  reader: Reader,
  label: RowLabel,
  found: { codes: readonly FigureCode[]; tokens: readonly Token[]; reason: string },
): void {
  const values = found.tokens.filter((token) => token.kind === "value");
  const at = reader.tokens[label.end - 1]?.place;
  reader.sink.unreadableRows.push({
    table: label.lexicon.section.table,
    label: label.line.label,
    figures: found.codes,
    reason: found.reason,
    sources: values.length > 0 ? values.map((token) => token.place) : at ? [{ ...at, text: "" }] : [],
  });
}
