import type { Section } from "../../form/form.js";
import { plainText } from "../../wording.js";
import { matchLabel, type SectionLexicon } from "../lexicon.js";
import type { Heading } from "./heading.js";
import type { Token } from "./tokens.js";

/**
 * A ribbon's headings are flattened row by row, and how its merged cells fall differs from page to page. What must hold:
 * every group once, in the form's order, and under each of them the same results in the same order.
 * One row alone, under nothing but its own groups, heads a small table of its own.
 */
export function singleRowOrder(section: Section, labels: readonly string[]): readonly string[] | undefined {
  const rows = labels.flatMap((label) => section.rows.lines.find((line) => line.label === label) ?? []);
  const wanted = rows.length === 1 && isAlone(section, labels) ? rows : section.rows.lines;
  if (rows.length !== wanted.length || rows.some((row, index) => row !== wanted[index])) return undefined;
  const results = labels.flatMap((label) => section.columns.lines.find((line) => line.label === label) ?? []);
  const width = section.columns.lines.length;
  const once = results.slice(0, width);
  if (results.length !== width * rows.length || new Set(once).size !== width) return undefined;
  if (results.some((line, index) => line !== once[index % width])) return undefined;
  return rows.flatMap((row) => once.map((column) => `${row.code}.${column.code}`));
}

/** The row's name and its groups come first, then the results; no other group stands among them. */
function isAlone({ rows, columns }: Section, labels: readonly string[]): boolean {
  const results = new Set(columns.lines.map((line) => line.label));
  const first = labels.findIndex((label) => results.has(label));
  const row = rows.lines.find((line) => line.label === labels[first - 1]);
  return (
    row !== undefined && labels.slice(0, first - 1).every((label) => row.groups.some((group) => group.label === label))
  );
}

/**
 * 结果 结果 其他 尚未⏎维持 纠正 结果 审结: narrow headings that were torn into pieces. All rows are named in the form's order,
 * nothing but pieces of the results stands between them and exactly as many figures as the ribbon has: the order is assumed.
 */
export function brokenHeadingsAt(
  tokens: readonly Token[],
  start: number,
  lexicons: readonly SectionLexicon[],
): Heading | undefined {
  for (const lexicon of lexicons.filter(({ section }) => section.layout === "single-row")) {
    const end = endOfBrokenHeadings(tokens, start, lexicon);
    if (end === undefined) continue;
    return { lexicons: [lexicon], end, orders: new Map([[lexicon, undefined]]), alike: new Map(), units: [] };
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
    const glued = match
      ? undefined
      : section.rows.lines.find((line) => plainText(text).endsWith(plainText(line.label)));
    const rest = plainText(text).slice(0, glued && -plainText(glued.label).length);
    if (match) named.push(...("line" in match.node ? [match.node.line.code] : []));
    else if (end > start && [...rest].every((sign) => results.includes(sign))) pieces += 1;
    else return undefined;
    if (glued) named.push(glued.code);
  }
  const values = tokens.slice(end).findIndex((token) => token.kind !== "value");
  const figures = values < 0 ? tokens.length - end : values;
  const whole =
    named.length === section.rows.lines.length && section.rows.lines.every(({ code }, at) => code === named[at]);
  return whole && pieces > 0 && figures === section.rows.lines.length * section.columns.lines.length ? end : undefined;
}
