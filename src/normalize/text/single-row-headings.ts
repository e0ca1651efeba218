import type { Section } from "../../form/form.js";
import { plainText } from "../../wording.js";
import { matchLabel, type SectionLexicon } from "../lexicon.js";
import type { Heading, OrderedColumn } from "./heading.js";
import type { Token } from "./tokens.js";
import { brokenLabel } from "./typed-labels.js";

/**
 * 单行表（表四）的栏目次序. Its headings are flattened row by row, and pages differ in where merged cells end up. What must
 * hold: every row's name (行政复议) once, in the form's order, and the same results in the same order as often as there are
 * rows. A single row under its own groups alone heads a small table by itself.
 */
export function singleRowOrder(section: Section, labels: readonly string[]): readonly OrderedColumn[] | undefined {
  const rows = labels.flatMap((label) => section.rows.lines.find((line) => line.label === label) ?? []);
  const wanted = rows.length === 1 && isAlone(section, labels) ? rows : section.rows.lines;
  if (rows.length !== wanted.length || rows.some((row, index) => row !== wanted[index])) return undefined;
  const results = labels.flatMap((label) => section.columns.lines.find((line) => line.label === label) ?? []);
  const width = section.columns.lines.length;
  const once = results.slice(0, width);
  if (results.length !== width * rows.length || new Set(once).size !== width) return undefined;
  if (results.some((line, index) => line !== once[index % width])) return undefined;
  return rows.flatMap((row) => once.map((column) => ({ row: row.code, column: column.code })));
}

/** Whether the row's groups and its name come first, then the results, and no other group stands among them. */
function isAlone({ rows, columns }: Section, labels: readonly string[]): boolean {
  const results = new Set(columns.lines.map((line) => line.label));
  const first = labels.findIndex((label) => results.has(label));
  const row = rows.lines.find((line) => line.label === labels[first - 1]);
  return (
    row !== undefined && labels.slice(0, first - 1).every((label) => row.groups.some((group) => group.label === label))
  );
}

/**
 * 窄栏标题断成碎字: 结果 结果 其他 尚未⏎维持 纠正 结果 审结. The order of the columns is left open (the form's own is then
 * held against the totals), if all rows are named in the form's order, only pieces of results stand between them, and
 * exactly as many figures follow as the table has.
 */
export function brokenHeadingsAt(
  tokens: readonly Token[],
  start: number,
  lexicons: readonly SectionLexicon[],
): Heading | undefined {
  for (const lexicon of lexicons.filter(({ section }) => section.layout === "single-row")) {
    const end = endOfBrokenHeadings(tokens, start, lexicon);
    if (end === undefined) continue;
    const labels = lexicon.section.rows.lines
      .slice(0, 1)
      .flatMap(({ label }) => brokenLabel(label, tokens.slice(start, end)));
    return { lexicons: [lexicon], end, orders: new Map([[lexicon, undefined]]), alike: new Map(), units: [], labels };
  }
  return undefined;
}

function endOfBrokenHeadings(
  tokens: readonly Token[],
  start: number,
  { section, rows }: SectionLexicon,
): number | undefined {
  const results = section.columns.lines.flatMap((line) => line.wordings.map(plainText)).join("");
  const named: string[] = [];
  let pieces = 0;
  let end = start;
  for (; tokens[end]?.kind === "label"; end++) {
    const text = tokens[end]?.text ?? "";
    const match = matchLabel(rows, text)[0];
    // 维持正果结未经复议直接起诉: pieces of results with a row's name behind them.
    const atEnd = match
      ? undefined
      : section.rows.lines.find((line) => plainText(text).endsWith(plainText(line.label)));
    const rest = plainText(text).slice(0, atEnd && -plainText(atEnd.label).length);
    if (match) named.push(...("line" in match.node ? [match.node.line.code] : []));
    else if (end > start && [...rest].every((sign) => results.includes(sign))) pieces += 1;
    else return undefined;
    if (atEnd) named.push(atEnd.code);
  }
  const values = tokens.slice(end).findIndex((token) => token.kind !== "value");
  const figures = values < 0 ? tokens.length - end : values;
  const whole =
    named.length === section.rows.lines.length && section.rows.lines.every(({ code }, at) => code === named[at]);
  return whole && pieces > 0 && figures === section.rows.lines.length * section.columns.lines.length ? end : undefined;
}
