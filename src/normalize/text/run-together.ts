import type { Line } from "../../form/form.js";
import { plainText, wordingOf } from "../../wording.js";
import { type Lexicon, matchLabel, type SectionLexicon } from "../lexicon.js";
import type { Token } from "./tokens.js";

/**
 * 一行多个标签: 自然人 法人或其他组织 总计 on one line become as many labels, if every piece is a label and the whole is
 * none. Sentences, and labels with spaces between their characters (自 然 人), stay as they are.
 */
export function withLabelsSeparated(tokens: readonly Token[], lexicons: readonly SectionLexicon[]): readonly Token[] {
  return tokens.flatMap((token) => {
    if (token.kind !== "label" || isKnown(token.text, lexicons)) return [token];
    const pieces = token.text.trim().split(/\s+/);
    const labels = piecesOf(pieces, lexicons);
    if (!labels) return [token];
    return labels.map((text) => ({
      ...token,
      text,
      place: { ...token.place, text },
      ...(!isTyped(text, pieces) && { runTogether: token.text.trim() }),
    }));
  });
}

/** Whether a label stood between blanks of its own. */
function isTyped(label: string, pieces: readonly string[]): boolean {
  return pieces.includes(label) || /\s/.test(label);
}

function piecesOf(pieces: readonly string[], lexicons: readonly SectionLexicon[]): readonly string[] | undefined {
  const parts: string[] = [];
  for (const piece of pieces) {
    const part = isKnown(piece, lexicons) ? [piece] : headingsRunTogether(piece, lexicons);
    if (!part)
      return pieces.length > 1 ? labelAfterGroupPieces(pieces, lexicons) : groupAndLabelRunTogether(piece, lexicons);
    parts.push(...part);
  }
  return parts;
}

/** 三、本年（一）予以公开: a piece of a line's group and the line's label, without a space between. */
function groupAndLabelRunTogether(text: string, lexicons: readonly SectionLexicon[]): readonly string[] | undefined {
  const plain = plainText(text);
  for (const { rows } of lexicons)
    for (const line of rows.axis.lines) {
      const label = plainText(line.label);
      const before = plain.slice(0, -label.length);
      if (before === "" || !plain.endsWith(label) || wordingOf(line.label).ordinal === undefined) continue;
      const groups = line.groups.map((group) => plainText(group.label));
      if (groups.some((group) => group !== before && group.includes(before))) return [before, line.label];
    }
  return undefined;
}

const LONGEST_RUN_TOGETHER = 60;

/** 标题连写: 本年制发件数本年废止件数现行有效件数, if all are headings of one section and can be separated in just one way. */
function headingsRunTogether(text: string, lexicons: readonly SectionLexicon[]): readonly string[] | undefined {
  const plain = plainText(text);
  if (plain.length > LONGEST_RUN_TOGETHER) return undefined;
  for (const lexicon of lexicons) {
    const ways = separations(plain, namesOf(lexicon));
    if (ways.length === 1) return ways[0];
  }
  return undefined;
}

const namesOfLexicons = new WeakMap<SectionLexicon, readonly string[]>();

/** All names of a section's headings, each once. */
function namesOf(lexicon: SectionLexicon): readonly string[] {
  const known = namesOfLexicons.get(lexicon);
  if (known) return known;
  const { section, stubAndBoxHeads } = lexicon;
  const heads = section.layout === "single-row" ? [section.columns, section.rows] : [section.columns];
  const nodes = heads.flatMap(({ lines, groups }) => [...lines, ...groups]);
  const all = [...stubAndBoxHeads, ...nodes.flatMap((node) => node.wordings.map(plainText))];
  const names = [...new Set(all)].filter((name) => name !== "");
  namesOfLexicons.set(lexicon, names);
  return names;
}

/** The ways to separate a text into the names. Two are enough to know that it is not clear. */
function separations(text: string, names: readonly string[]): readonly (readonly string[])[] {
  if (text === "") return [[]];
  return names
    .filter((name) => text.startsWith(name))
    .flatMap((name) => separations(text.slice(name.length), names).map((rest) => [name, ...rest]))
    .slice(0, 2);
}

/** A label and the merged cells beside it make few pieces; a line of more is a sentence. */
const MOST_PIECES = 12;

/**
 * （四）无 1.本机关不掌握相关政府信息: a piece of the merged cell beside a row, and the row's label. The piece must be of that
 * line's own group (（四）无法提供), and the label whole and with its number.
 */
function labelAfterGroupPieces(
  pieces: readonly string[],
  lexicons: readonly SectionLexicon[],
): readonly string[] | undefined {
  for (let at = 1; at < pieces.length && pieces.length <= MOST_PIECES; at++) {
    const label = pieces.slice(at).join(" ");
    const line = lexicons.map(({ rows }) => lineExactly(rows, label)).find((one) => one !== undefined);
    const groups = line?.groups.map((group) => plainText(group.label)) ?? [];
    const before = pieces.slice(0, at).map(plainText);
    if (before.every((piece) => groups.some((group) => group !== piece && group.includes(piece))))
      return [...pieces.slice(0, at), label];
  }
  return undefined;
}

function lineExactly(rows: Lexicon, label: string): Line | undefined {
  const [match, ...more] = matchLabel(rows, label);
  const numbered = match?.rank === 0 && wordingOf(label).ordinal !== undefined;
  return match && numbered && more.length === 0 && "line" in match.node ? match.node.line : undefined;
}

/** Whether a text is a label, a heading or a bracketed note of the form. */
export function isKnown(text: string, lexicons: readonly SectionLexicon[]): boolean {
  const { name, notes } = wordingOf(text);
  if (name === "") return notes.length > 0;
  return lexicons.some(
    ({ rows, columns, stubAndBoxHeads }) =>
      stubAndBoxHeads.has(name) || matchLabel(rows, text).length > 0 || matchLabel(columns, text).length > 0,
  );
}
