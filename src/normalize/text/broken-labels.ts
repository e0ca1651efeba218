import type { Line } from "../../form/form.js";
import { plainText } from "../../wording.js";
import type { SectionLexicon } from "../lexicon.js";
import { isPageNumber } from "./row-cells.js";
import type { Token } from "./tokens.js";

export interface RowWithBrokenLabel {
  readonly lexicon: SectionLexicon;
  readonly line: Line;
  readonly text: string;
  readonly cells: readonly Token[];
  readonly end: number;
}

const MOST_TOKENS = 6;
const LONGEST_PIECE = 100;

/**
 * 1.本机关不掌握相关政府信⏎3075 50 0 …⏎息: a label of several lines with its figures at the height of one of them,
 * as a page without ruling lines is flattened. The pieces must make the official label to the last character,
 * between them may stand nothing but the row's own figures, exactly as many as columns, and pieces of the groups beside it.
 */
export function rowWithBrokenLabelAt(
  tokens: readonly Token[],
  at: number,
  lexicons: readonly SectionLexicon[],
): RowWithBrokenLabel | undefined {
  const first = tokens[at];
  if (first?.kind !== "label" || plainText(first.text) === "") return undefined;
  for (const lexicon of lexicons.filter(({ section }) => section.layout === "matrix")) {
    for (const line of lexicon.section.rows.lines) {
      const begins = ownPiece(first.text, "", line);
      if (line.insteadOf.length > 0 || !begins || begins === plainText(line.label)) continue;
      const found = pieced(tokens, at, line, lexicon.section.columns.lines.length);
      if (found) return { lexicon, line, text: line.label, ...found };
    }
  }
  return undefined;
}

function pieced(
  tokens: readonly Token[],
  at: number,
  line: Line,
  columns: number,
): { cells: readonly Token[]; end: number } | undefined {
  const whole = plainText(line.label);
  const cells: Token[] = [];
  let label = "";
  let apart = false;
  let labels = 0;
  for (let end = at; end < tokens.length && labels <= MOST_TOKENS; end++) {
    const token = tokens[end]!;
    if (token.kind === "blank" || isPageNumber(token)) return undefined;
    if (token.kind === "value") {
      if (cells.length > 0 && tokens[end - 1]?.kind !== "value") return undefined;
      cells.push(token);
    } else {
      labels += 1;
      const piece = ownPiece(token.text, label, line);
      if (piece === undefined) return undefined;
      if (plainText(token.text) !== piece) apart = true;
      label += piece;
      apart ||= cells.length > 0;
    }
    const complete = label === whole && cells.length === columns && tokens[end + 1]?.kind !== "value";
    if (complete) return apart ? { cells, end: end + 1 } : undefined;
    if (cells.length > columns) return undefined;
  }
  return undefined;
}

/** What of a text goes on with the line's label: all of it, or what follows pieces of the groups beside it, or nothing; undefined where it is neither. */
function ownPiece(text: string, label: string, line: Line): string | undefined {
  if (text.length > LONGEST_PIECE) return undefined;
  const whole = plainText(line.label);
  const groups = line.groups.map((group) => plainText(group.label));
  const parts = text.trim().split(/\s+/).map(plainText);
  for (let from = 0; from <= parts.length; from++) {
    const own = parts.slice(from).join("");
    const beside = parts.slice(0, from);
    if (!beside.every((piece) => groups.some((group) => group !== piece && group.includes(piece)))) return undefined;
    if (whole.startsWith(label + own)) return own;
  }
  return undefined;
}
