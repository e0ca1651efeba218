import type { Line } from "../form/form.js";
import { plainText, wordingOf } from "../wording.js";
import { type Lexicon, matchLabel, type SectionLexicon } from "./lexicon.js";
import type { Token } from "./tokens.js";

/**
 * 一行多个标签: 自然人 法人或其他组织 总计 on one line are as many labels, if every piece is one and the whole is none.
 * A sentence, or a label with spaces between its characters, stays as it is.
 */
export function withLabelsApart(tokens: readonly Token[], lexicons: readonly SectionLexicon[]): readonly Token[] {
  return tokens.flatMap((token) => {
    if (token.kind !== "label" || !/\s/.test(token.text.trim())) return [token];
    if (isKnown(token.text, lexicons)) return [token];
    const pieces = token.text.trim().split(/\s+/);
    const labels = pieces.every((piece) => isKnown(piece, lexicons)) ? pieces : besidePieces(pieces, lexicons);
    if (!labels) return [token];
    return labels.map((text) => ({ ...token, text, place: { ...token.place, text } }));
  });
}

/**
 * （四）无 1.本机关不掌握相关政府信息: what stands before a line's label is a piece of the merged cells beside it.
 * It must be a piece of that line's own groups, and the label whole, with its number.
 */
function besidePieces(pieces: readonly string[], lexicons: readonly SectionLexicon[]): readonly string[] | undefined {
  for (let at = 1; at < pieces.length; at++) {
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

function isKnown(text: string, lexicons: readonly SectionLexicon[]): boolean {
  const { name, notes } = wordingOf(text);
  if (name === "") return notes.length > 0;
  return lexicons.some(
    ({ rows, columns, furniture }) =>
      furniture.has(name) || matchLabel(rows, text).length > 0 || matchLabel(columns, text).length > 0,
  );
}
