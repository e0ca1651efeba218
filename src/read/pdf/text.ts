import { compose, type Glyph, IDENTITY, type Matrix, placed } from "../page/page.js";
import { contradicts } from "./glyph-names.js";

/** The measures of a font by which its characters are placed. */
export interface Font {
  /** 字体损坏: the library could not load it, and gives nothing for what is written in it. */
  readonly broken: boolean;
  readonly scale: number;
  readonly vertical: boolean;
  /** Digits and letters that its codes draw, where the file names them. */
  readonly drawn: ReadonlyMap<number, string>;
  readonly defaultVertical: readonly number[];
}

/** The text state of PDF: font, place of the pen, spacing. */
export interface TextState {
  font: Font | undefined;
  size: number;
  matrix: Matrix;
  x: number;
  y: number;
  lineX: number;
  lineY: number;
  leading: number;
  charSpacing: number;
  wordSpacing: number;
  stretch: number;
  rise: number;
  mode: number;
}

/** A character as the PDF library describes it. */
interface Character {
  readonly unicode: string;
  readonly width: number;
  readonly originalCharCode: number;
  readonly isSpace: boolean;
  readonly vmetric?: readonly number[];
}

interface Placing {
  readonly ctm: Matrix;
  readonly run: number;
}

export function newTextState(): TextState {
  const place = { matrix: IDENTITY, x: 0, y: 0, lineX: 0, lineY: 0, leading: 0 };
  return { ...place, font: undefined, size: 0, charSpacing: 0, wordSpacing: 0, stretch: 1, rise: 0, mode: 0 };
}

/** Places the characters of one piece of writing, and moves the pen to its end. */
export function glyphsOf(pieces: readonly unknown[], text: TextState, placing: Placing): Glyph[] {
  const { font } = text;
  if (!font || text.size === 0) return [];
  return font.vertical
    ? verticalGlyphs(pieces, text, { ...placing, font })
    : horizontalGlyphs(pieces, text, { ...placing, font });
}

function horizontalGlyphs(pieces: readonly unknown[], text: TextState, placing: Placing & { font: Font }): Glyph[] {
  const glyphs: Glyph[] = [];
  const toPage = compose(placing.ctm, text.matrix);
  let pen = 0;
  for (const piece of pieces) {
    if (typeof piece === "number") pen -= (piece * text.size) / 1000;
    if (!isCharacter(piece)) continue;
    const width = piece.width * placing.font.scale * text.size;
    const x = text.x + pen * text.stretch;
    const glyph = placed(toPage, { x, y: text.y + text.rise, width: width * text.stretch, size: text.size });
    if (glyph) glyphs.push({ ...glyph, text: textOf(piece, placing.font), run: placing.run });
    pen += width + text.charSpacing + (piece.isSpace ? text.wordSpacing : 0);
  }
  text.x += pen * text.stretch;
  return glyphs;
}

/** 竖排: each character stands upright under the one before. */
function verticalGlyphs(pieces: readonly unknown[], text: TextState, placing: Placing & { font: Font }): Glyph[] {
  const glyphs: Glyph[] = [];
  const toPage = compose(placing.ctm, text.matrix);
  const scale = placing.font.scale * text.size;
  let pen = 0;
  for (const piece of pieces) {
    if (typeof piece === "number") pen += (piece * text.size) / 1000;
    if (!isCharacter(piece)) continue;
    const metric = piece.vmetric ?? placing.font.defaultVertical;
    const left = piece.vmetric ? (metric[1] ?? 0) : piece.width / 2;
    const y = text.y + text.rise - pen - (metric[2] ?? 880) * scale;
    const glyph = placed(toPage, { x: text.x - left * scale, y, width: piece.width * scale, size: text.size });
    if (glyph) glyphs.push({ ...glyph, text: textOf(piece, placing.font), run: placing.run });
    pen += -(metric[0] ?? -1000) * scale + text.charSpacing + (piece.isSpace ? text.wordSpacing : 0);
  }
  text.y -= pen;
  return glyphs;
}

/**
 * The text of a character. One whose meaning the file does not tell, or of which it draws another digit, becomes a replacement character, not a space. A subset
 * font may keep a digit under the code of the space, so `isSpace` (which means the code) is used only for the width.
 */
function textOf({ unicode, originalCharCode }: Character, { drawn }: Font): string {
  if (contradicts(drawn.get(originalCharCode), unicode)) return "\ufffd";
  if (/^[\t\n\r]*$/.test(unicode)) return " ";
  return unicode.replace(/\p{Cc}/gu, "\ufffd");
}

function isCharacter(piece: unknown): piece is Character {
  return typeof piece === "object" && piece !== null && "unicode" in piece && "width" in piece;
}
