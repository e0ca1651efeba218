import { wordingOf } from "../wording.js";
import { matchLabel, type SectionLexicon } from "./lexicon.js";
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
    if (!pieces.every((piece) => isKnown(piece, lexicons))) return [token];
    return pieces.map((text) => ({ ...token, text, place: { ...token.place, text } }));
  });
}

export function isKnown(text: string, lexicons: readonly SectionLexicon[]): boolean {
  const { name, notes } = wordingOf(text);
  if (name === "") return notes.length > 0;
  return lexicons.some(
    ({ rows, columns, furniture }) =>
      furniture.has(name) || matchLabel(rows, text).length > 0 || matchLabel(columns, text).length > 0,
  );
}
