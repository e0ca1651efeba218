import type { Line } from "../../form/form.js";
import { plainText, wordingOf } from "../../wording.js";
import { isTypedAs } from "../label-reading.js";
import { groupNamed, matchLabel, resolveLine, type SectionLexicon } from "../lexicon.js";
import type { LabelRead } from "../located.js";
import { codesOfRow } from "../statutory-order.js";
import { isContact, namesContact } from "../stray/stray.js";
import { saysNumber, saysZero } from "../value/value.js";
import { rowWithBrokenLabelAt } from "./broken-labels.js";
import type { Heading } from "./heading.js";
import { joinedLabels } from "./headings.js";
import { dividedLine, valuesAfter } from "./row-cells.js";
import {
  assignCells,
  noteUnreadable,
  type Reader,
  type RowLabel,
  readInOrder,
  readInStatutoryOrder,
} from "./row-figures.js";
import { isKnown } from "./run-together.js";
import type { Token } from "./tokens.js";
import { typedLabel } from "./typed-labels.js";

/** Reads the row whose label begins at a token, if one does; returns where to go on. */
export function readRow(reader: Reader, at: number, heading: Heading | undefined): number {
  const broken = rowWithBrokenLabelAt(reader.tokens, at, reader.lexicons);
  const label = broken ?? rowLabelAt(reader, at, heading);
  if (!label) {
    noteUnknown(reader, at, heading);
    return at + 1;
  }
  const order = heading?.orders.get(label.lexicon);
  const columns = order && {
    order,
    alike: heading?.alike.get(label.lexicon) ?? [],
    unit: heading?.units[0],
    labels: heading?.labels ?? [],
  };
  const sameLine = reader.tokens[label.end - 1]?.line === reader.tokens[label.end]?.line;
  const line = order && !broken && sameLine ? dividedLine(reader.tokens, label.end, order.length) : undefined;
  if (columns && line) {
    assignCells(reader, label, line, columns);
    return label.end + line.length;
  }
  const { cells, end } = broken ?? valuesAfter(reader.tokens, label);
  if (isInterrupted(reader, cells, end)) {
    const codes = codesOfRow(label.lexicon.section, label.line.code);
    const between = reader.tokens[end]?.text.trim() ?? "";
    noteUnreadable(reader, label, {
      codes,
      tokens: [],
      reason: `标题与数字之间夹有“${between}”，不能确定其后的数字是不是这一行的`,
    });
  } else if (columns) readInOrder(reader, label, cells, { ...columns, last: end >= reader.tokens.length });
  else readInStatutoryOrder(reader, label, cells);
  return end;
}

/**
 * 标题与数字之间夹有别的文字: empty lines alone behind a row's label, then a text that no table has (a running title, a page number written
 * otherwise) with numbers behind it. The row may be empty, or the numbers may be its own.
 */
function isInterrupted({ tokens, lexicons }: Reader, cells: readonly Token[], end: number): boolean {
  const next = tokens[end];
  if (next === undefined || next.line === tokens[end + 1]?.line) return false;
  if (wordingOf(next.text).name !== "" && isKnown(next.text, lexicons)) return false;
  if (cells.some((cell) => cell.kind === "value" || cell.divided)) return false;
  const { cells: behind } = valuesAfter(tokens, { end: end + 1 });
  return behind.some((cell) => cell.kind === "value" && saysNumber(cell.text));
}

/** The row's label at a token: of the table whose headings stand over it, else of any. */
function rowLabelAt(reader: Reader, at: number, heading: Heading | undefined): RowLabel | undefined {
  if (reader.tokens[at]?.kind !== "label") return undefined;
  const near = heading?.lexicons ?? [];
  for (const lexicon of [...near, ...reader.lexicons.filter((one) => !near.includes(one))]) {
    if (lexicon.section.layout === "single-row") continue;
    const labels = [...joinedLabels(reader.tokens, at)];
    for (const { text, end } of labels) {
      const line = lineNamed(lexicon, text, near.includes(lexicon), reader.tokens[end]);
      if (line) {
        const label = labels.find((one) => one.end > end && isWhole(line, one.text)) ?? { text, end };
        return { lexicon, line, ...label, labels: readOf(reader, lexicon, line, { at, ...label }) };
      }
    }
  }
  return undefined;
}

function readOf(
  { tokens }: Reader,
  { rows }: SectionLexicon,
  line: Line,
  label: { at: number; end: number; text: string },
): readonly LabelRead[] {
  const typed = tokens.slice(label.at, label.end).filter(({ kind }) => kind === "label");
  // （三）不予公开 in a cell of its own before the first of its items is read with it.
  const own = typed.findIndex(({ text }) => !line.groups.some((group) => isTypedAs(group.label, text)));
  if (own > 0)
    return typedLabel(
      { line },
      typed.slice(own),
      typed
        .slice(own)
        .map(({ text }) => text)
        .join(""),
    );
  return typedLabel(matchLabel(rows, label.text)[0]?.node ?? { line }, typed, label.text);
}

/** （二）部分公开（区分处理的，只计这一情⏎形，不计其他情形）: whether a longer text is the official label to the end. */
function isWhole(line: Line, text: string): boolean {
  return plainText(text) === plainText(line.label);
}

/** The line that a text names. Short names (其他, 总计) count only under that table's headings, a group only with values right behind it. */
function lineNamed(lexicon: SectionLexicon, text: string, near: boolean, next: Token | undefined): Line | undefined {
  const match = matchLabel(lexicon.rows, text)[0];
  if (!match) return undefined;
  if ("line" in match.node) return near || match.rank === 0 ? match.node.line : undefined;
  if (next?.kind !== "value") return undefined;
  return groupNamed(lexicon.rows, text) ? resolveLine(lexicon.rows, { texts: [text], inherited: [] }) : undefined;
}

/** Two numbers below a text may be anything. */
const FEWEST_COLUMNS = 3;

/** 表式以外的行: notes a text that the form does not have with numbers on its line, or as many below it as the table has columns. */
function noteUnknown({ tokens, lexicons, sink }: Reader, at: number, heading: Heading | undefined): void {
  const token = tokens[at];
  if (token?.kind !== "label" || heading === undefined || isKnown(token.text, lexicons)) return;
  const { cells } = valuesAfter(tokens, { end: at + 1 });
  const values = cells.filter((cell) => cell.kind === "value");
  const onlyZero = !values.some((cell) => saysNumber(cell.text));
  if (onlyZero && !values.some((cell) => saysZero(cell.text))) return;
  const beside = values.filter((cell) => cell.line === token.line);
  const section =
    beside.length > 0 && isLineOfTable(tokens, at)
      ? heading.lexicons[0]?.section
      : heading.lexicons.find((one) => hasAsMany(one.section, values.length) || isBetweenRows(one, tokens, at))
          ?.section;
  if (section)
    sink.unknownLines.push({
      table: section.table,
      label: token.text.trim(),
      sources: (beside.length > 0 && !hasAsMany(section, values.length) ? beside : values).map(({ place }) => place),
      ...(onlyZero && { onlyZero }),
    });
}

/** In a table of one column: a text and its number right before a row of the table, or before another such text. */
function isBetweenRows(
  { section, rows }: Pick<SectionLexicon, "section" | "rows">,
  tokens: readonly Token[],
  at: number,
): boolean {
  const [value, next] = tokens.slice(at + 1, at + 3);
  if (section.layout === "single-row" || section.columns.lines.length > 1 || value?.kind !== "value") return false;
  if (next?.kind !== "label") return false;
  return (
    matchLabel(rows, next.text).some(({ node }) => "line" in node) || isBetweenRows({ section, rows }, tokens, at + 2)
  );
}

function hasAsMany({ layout, columns }: SectionLexicon["section"], values: number): boolean {
  return layout !== "single-row" && columns.lines.length >= FEWEST_COLUMNS && columns.lines.length === values;
}

/** How far back the table's own figures may stand. */
const NEAR = 12;
const LONGEST_LABEL = 30;
const SENTENCE = /[。；！？]|.{41}/;

/** 补充：政务新媒体 55: whether a line with a number stands right below a table, with no sentence and no new heading between, and names no contact. */
function isLineOfTable(tokens: readonly Token[], at: number): boolean {
  const text = tokens[at]?.text ?? "";
  if (text.length > LONGEST_LABEL || SENTENCE.test(text) || PART.test(text) || namesContact(text)) return false;
  if (tokens[at + 1] === undefined || isContact(tokens[at + 1]?.text ?? "")) return false;
  const before = tokens.slice(Math.max(0, at - NEAR), at);
  const last = before.map(({ kind }) => kind).lastIndexOf("value");
  return last >= 0 && before.slice(last).every((token) => !SENTENCE.test(token.text) && !PART.test(token.text));
}

/** 五、存在的主要问题: the heading of the next part. */
const PART = /^[一二三四五六七八九十]{1,3}、/;
