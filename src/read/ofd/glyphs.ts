import { compose, type Glyph, type Matrix, placed } from "../page/page.js";
import { tooLarge } from "../refusal.js";
import { childrenOf, type Element } from "./element.js";
import { misplaced, numberAt, numberOf, wordsOf } from "./values.js";

/** 字形 in place of characters: one piece of text over as many places as it has glyphs. */
export interface Piece {
  readonly text: string;
  readonly places: number;
  /** The glyph by its number in the font, where the file names one for this character alone. */
  readonly glyph: string | undefined;
}

/** A piece of writing: its characters with their places, in the units of the page. */
export interface Writing {
  readonly glyphs: readonly Glyph[];
  readonly pieces: readonly Piece[];
}

const MOST_CHARACTERS = 100_000;

/** The characters of a text object with their places; `toPage` leads from the object's units to the page's. */
export function writingOf(object: Element, toPage: Matrix, firstRun: number): Writing {
  const transforms = transformsOf(object);
  const glyphs: Glyph[] = [];
  const pieces: Piece[] = [];
  let [offset, run] = [0, firstRun];
  let start = { x: 0, y: 0 };
  for (const code of childrenOf(object, "TextCode")) {
    const characters = [...code.text.replace(/[\r\n]/g, "")];
    if (characters.length + pieces.length > MOST_CHARACTERS) throw tooLarge("OFD 页面的文字过多");
    const own = piecesOf(characters, transforms, offset);
    start = { x: numberAt(code, "X", start.x), y: numberAt(code, "Y", start.y) };
    for (const glyph of placedPieces(own, { object, code, start, toPage, run })) {
      glyphs.push(glyph);
      run = glyph.run + 1;
    }
    pieces.push(...own);
    offset += characters.length;
  }
  return { glyphs, pieces };
}

interface Transform {
  readonly codes: number;
  readonly glyphs: readonly string[];
}

/** 字形变换 by the character at which they begin. */
function transformsOf(object: Element): ReadonlyMap<number, Transform> {
  const found = new Map<number, Transform>();
  for (const element of childrenOf(object, "CGTransform")) {
    const codes = Math.max(1, numberAt(element, "CodeCount", 1));
    const count = Math.max(1, numberAt(element, "GlyphCount", 1));
    const glyphs = childrenOf(element, "Glyphs").flatMap(({ text }) => wordsOf(text));
    found.set(numberAt(element, "CodePosition", 0), { codes, glyphs: glyphs.slice(0, count) });
  }
  return found;
}

function piecesOf(
  characters: readonly string[],
  transforms: ReadonlyMap<number, Transform>,
  offset: number,
): readonly Piece[] {
  const pieces: Piece[] = [];
  for (let at = 0; at < characters.length; ) {
    const transform = transforms.get(offset + at);
    const codes = characters.slice(at, at + (transform?.codes ?? 1));
    const glyphs = transform?.glyphs ?? [];
    if (transform && glyphs.length !== transform.codes)
      pieces.push({ text: codes.map(textOf).join(""), places: Math.max(1, glyphs.length), glyph: undefined });
    else
      for (const [index, code] of codes.entries()) pieces.push({ text: textOf(code), places: 1, glyph: glyphs[index] });
    at += codes.length;
  }
  return pieces;
}

/**
 * The text of a character. One of the private use area stands for a glyph of a font that tells no character; it becomes a
 * replacement character, as a control character does.
 */
function textOf(character: string): string {
  if (/^[\t ]$/.test(character)) return " ";
  return /[\p{Cc}\p{Co}\p{Cs}]/u.test(character) ? "\ufffd" : character;
}

interface Placing {
  readonly object: Element;
  readonly code: Element;
  readonly start: { readonly x: number; readonly y: number };
  readonly toPage: Matrix;
  readonly run: number;
}

/** Direction of writing and size of a text object. */
interface Face {
  readonly right: number;
  readonly down: number;
  readonly size: number;
  readonly stretch: number;
}

function faceOf(object: Element): Face {
  const turned = (numberAt(object, "CharDirection", 0) * Math.PI) / 180;
  const stretch = numberAt(object, "HScale", 1);
  const size = numberOf(object.attributes.get("Size")) ?? misplaced();
  return { right: Math.round(Math.cos(turned)), down: Math.round(Math.sin(turned)), size, stretch };
}

/** Places the pieces by the offsets that the file gives, or one beside the other where it gives none. */
function* placedPieces(
  pieces: readonly Piece[],
  { object, code, start, toPage, run: first }: Placing,
): Iterable<Glyph> {
  const face = faceOf(object);
  const places = pieces.reduce((total, piece) => total + piece.places, 0);
  const offsets = offsetsOf(code, places);
  let [{ x, y }, slot, run] = [start, 0, first];
  for (const { text, places: count } of pieces) {
    const natural = advanceOf(text) * face.size * face.stretch;
    let [right, down] = [0, 0];
    for (let k = 0; k < count; k += 1, slot += 1) {
      right += offsets ? (offsets.right[slot] ?? 0) : natural * face.right;
      down += offsets ? (offsets.down[slot] ?? 0) : natural * face.down;
    }
    const advance = right * face.right + down * face.down;
    const widest = widestOf(text) * face.size * face.stretch;
    const joins = advance > 0 && advance <= widest && slot < places;
    const matrix = compose(toPage, [face.right, face.down, face.down, -face.right, x, y]);
    const glyph = placed(matrix, { x: 0, y: 0, width: joins ? advance : natural, size: face.size });
    if (glyph) yield { ...glyph, text, run };
    if (!joins) run += 1;
    x += right;
    y += down;
  }
}

interface Offsets {
  readonly right: readonly number[];
  readonly down: readonly number[];
}

/** From each place to the next; undefined where the file gives none and leaves it to the font. */
function offsetsOf(code: Element, places: number): Offsets | undefined {
  const right = deltasOf(code.attributes.get("DeltaX"), places - 1);
  const down = deltasOf(code.attributes.get("DeltaY"), places - 1);
  return right.length === 0 && down.length === 0 ? undefined : { right, down };
}

/** `g 3 2.5 4` is 2.5 2.5 2.5 4. Of too few the last one goes on, as programs show it. */
function deltasOf(text: string | undefined, most: number): readonly number[] {
  const words = wordsOf(text ?? "");
  const deltas: number[] = [];
  for (let at = 0; at < words.length && deltas.length < most; at += 1) {
    const repeated = words[at] === "g";
    const count = repeated ? timesOf(words[at + 1]) : 1;
    const delta = numberOf(words[repeated ? at + 2 : at]) ?? misplaced();
    for (let k = 0; k < count && deltas.length < most; k += 1) deltas.push(delta);
    if (repeated) at += 2;
  }
  const last = deltas.at(-1);
  while (last !== undefined && deltas.length < most) deltas.push(last);
  return deltas;
}

function timesOf(word: string | undefined): number {
  return word !== undefined && /^\d{1,15}$/.test(word) ? Number(word) : misplaced();
}

/** Widths of characters in parts of the font size, where the file gives none: of digits and letters half a Chinese character and near it. */
const NATURAL: readonly (readonly [RegExp, number])[] = [
  [/^[il.,:;'|!]/, 0.28],
  [/^[mwMW@%]/, 0.85],
  [/^[A-Z&]/, 0.66],
  [/^[ -\u02ff]/, 0.5],
];

/** How far the next character of the same word may begin behind this one: a wider step is a gap. */
const WIDEST: readonly (readonly [RegExp, number])[] = [
  [/^[\d\s.,:;'|!\-()]/, 0.7],
  [/^[ -\u02ff]/, 1],
];

function advanceOf(text: string): number {
  return matching(NATURAL, text, 1);
}

function widestOf(text: string): number {
  return matching(WIDEST, text, 1.1);
}

function matching(widths: typeof NATURAL, text: string, otherwise: number): number {
  return widths.find(([pattern]) => pattern.test(text))?.[1] ?? otherwise;
}
