import { wordingOf } from "../../wording.js";
import { matchLabel, type SectionLexicon } from "../lexicon.js";
import type { LabelRead } from "../located.js";
import type { Token } from "./tokens.js";
import { brokenLabel, typedLabel } from "./typed-labels.js";

/** Headings one after another, some of which lost their ends. */
export interface TruncatedHeadings {
  readonly end: number;
  readonly labels: readonly string[];
  /** Columns whose headings were cut to the same text: which of them is which is not known. */
  readonly alike: readonly string[];
  readonly read: readonly LabelRead[];
}

/**
 * 标题残缺: 本年新 | 本年新 | 对外公开总数量, where the second line of a heading was lost. They count as the section's columns
 * only if there are as many, at least one is complete, and each other is the beginning of the column in its place.
 */
export function truncatedHeadingsAt(
  tokens: readonly Token[],
  start: number,
  { section, columns, stubAndBoxHeads }: SectionLexicon,
): TruncatedHeadings | undefined {
  const { lines } = section.columns;
  if (section.layout !== "matrix" || lines.length < 2) return undefined;
  const first = stubAndBoxHeads.has(wordingOf(tokens[start]?.text ?? "").name) ? start + 1 : start;
  const heads = tokens.slice(first, first + lines.length);
  if (heads.length < lines.length || heads.some((token) => token.kind !== "label")) return undefined;
  const whole = heads.map((token, at) =>
    matchLabel(columns, token.text).some(({ node }) => "line" in node && node.line === lines[at]),
  );
  const begins = heads.every((token, at) => whole[at] || isBeginningOf(token.text, lines[at]?.wordings ?? []));
  if (!begins || !whole.includes(true) || !whole.includes(false)) return undefined;
  const short = heads.map((token, at) => (whole[at] ? undefined : wordingOf(token.text).name));
  return {
    end: first + lines.length,
    labels: lines.map((line) => line.label),
    alike: lines
      .filter((_, at) => short[at] !== undefined && short.indexOf(short[at]) !== short.lastIndexOf(short[at]))
      .map((line) => line.code),
    read: heads.flatMap((token, at) =>
      whole[at] ? typedLabel({ line: lines[at]! }, [token], token.text) : brokenLabel(lines[at]!.label, [token]),
    ),
  };
}

/** A single character could begin anything. */
const SHORTEST = 2;

function isBeginningOf(text: string, wordings: readonly string[]): boolean {
  const { name } = wordingOf(text);
  return name.length >= SHORTEST && wordings.some((wording) => wordingOf(wording).name.startsWith(name));
}

/** 标题断行: 商业 | 科研⏎企业 | 机构, headings broken over two lines of cells, are joined if each pair makes a column's label. */
export function withBrokenHeadingsJoined(
  tokens: readonly Token[],
  lexicons: readonly SectionLexicon[],
): readonly Token[] {
  const joined = new Map<number, Token>();
  const used = new Set<number>();
  for (const [at, token] of tokens.entries()) {
    if (!token.divided || tokens[at - 1]?.line === token.line) continue;
    const upper = lineFrom(tokens, at).filter(({ token }) => token.kind === "label" && !isColumn(token.text, lexicons));
    const lower = lineFrom(tokens, at + lineFrom(tokens, at).length);
    const pairs = upper.map((one, index) => ({ ...one, text: one.token.text + (lower[index]?.token.text ?? "") }));
    if (upper.length === 0 || upper.length !== lower.length) continue;
    if (!lower.every(({ token }) => token.divided && token.kind === "label")) continue;
    if (!pairs.every(({ text }) => isColumn(text, lexicons))) continue;
    for (const { at: place, token, text } of pairs) joined.set(place, { ...token, text });
    for (const { at: place } of lower) used.add(place);
  }
  return tokens.flatMap((token, at) => (used.has(at) ? [] : [joined.get(at) ?? token]));
}

function lineFrom(tokens: readonly Token[], start: number): readonly { readonly at: number; readonly token: Token }[] {
  const cells: { at: number; token: Token }[] = [];
  for (let at = start; at < tokens.length && tokens[at]?.line === tokens[start]?.line; at++)
    cells.push({ at, token: tokens[at]! });
  return cells;
}

function isColumn(text: string, lexicons: readonly SectionLexicon[]): boolean {
  return lexicons.some(({ columns }) => matchLabel(columns, text).length > 0);
}
