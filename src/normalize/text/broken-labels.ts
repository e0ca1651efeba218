import type { Line } from "../../form/form.js";
import { rememberedByText } from "../../remembered.js";
import { plainText } from "../../wording.js";
import type { SectionLexicon } from "../lexicon.js";
import type { LabelRead } from "../located.js";
import { isPageNumber } from "./row-cells.js";
import type { Token } from "./tokens.js";
import { brokenLabel } from "./typed-labels.js";

/** A row whose label was put together from several lines, with its figures. */
export interface RowWithBrokenLabel {
  readonly lexicon: SectionLexicon;
  readonly line: Line;
  readonly text: string;
  readonly cells: readonly Token[];
  readonly end: number;
  readonly labels: readonly LabelRead[];
}

/** A label is broken over few lines; a longer text is no piece of one. */
const MOST_PIECES = 6;
const LONGEST_PIECE = 100;

/**
 * 断行的项目名称: 1.本机关不掌握相关政府信⏎3075 50 0 …⏎息, a label of several lines with its figures at the height of one of
 * them, as a PDF page without ruling lines is flattened. The pieces must make up the official label to the last
 * character. Between them may stand only the row's figures, exactly as many as the form has columns, and pieces of the
 * groups beside it (（四）无).
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
      const found = piecesAndFigures(tokens, at, line, lexicon.section.columns.lines.length);
      if (found)
        return {
          lexicon,
          line,
          text: line.label,
          labels: brokenLabel(line.label, tokens.slice(at, found.end)),
          ...found,
        };
    }
  }
  return undefined;
}

function piecesAndFigures(
  tokens: readonly Token[],
  at: number,
  line: Line,
  columns: number,
): { cells: readonly Token[]; end: number } | undefined {
  const whole = plainText(line.label);
  const cells: Token[] = [];
  let label = "";
  let broken = false;
  let labels = 0;
  for (let end = at; end < tokens.length && labels <= MOST_PIECES; end++) {
    const token = tokens[end]!;
    if (token.kind === "blank" || isPageNumber(token)) return undefined;
    if (token.kind === "value") {
      if (cells.length > 0 && tokens[end - 1]?.kind !== "value") return undefined;
      cells.push(token);
    } else {
      labels += 1;
      const piece = ownPiece(token.text, label, line);
      if (piece === undefined) return undefined;
      if (plainText(token.text) !== piece) broken = true;
      label += piece;
      broken ||= cells.length > 0;
    }
    const complete = label === whole && cells.length === columns && tokens[end + 1]?.kind !== "value";
    if (complete) return broken ? { cells, end: end + 1 } : undefined;
    if (cells.length > columns) return undefined;
  }
  return undefined;
}

/** Each text is held against every line of the form. */
const partsOf = rememberedByText((text): readonly string[] => text.trim().split(/\s+/).map(plainText));

/**
 * What a text adds to the line's label: all of it, or what stands behind pieces of the groups beside it (法提供 2.没有现成
 * 信息), or nothing, if it is such pieces alone. Undefined where it holds anything else.
 */
function ownPiece(text: string, label: string, line: Line): string | undefined {
  if (text.length > LONGEST_PIECE) return undefined;
  const whole = plainText(line.label);
  const groups = line.groups.map((group) => plainText(group.label));
  const parts = partsOf(text);
  for (let from = 0; from <= parts.length; from++) {
    const own = parts.slice(from).join("");
    const beside = parts.slice(0, from);
    if (!beside.every((piece) => groups.some((group) => group !== piece && group.includes(piece)))) return undefined;
    if (whole.startsWith(label + own)) return own;
  }
  return undefined;
}
