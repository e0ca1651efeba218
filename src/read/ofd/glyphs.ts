import { compose, type Glyph, type Matrix, placed } from "../page/page.js";
import type { Element } from "./element.js";
import { codesOf, type Piece } from "./pieces.js";
import { misplaced, numberAt, numberOf, wordsOf } from "./values.js";

/** A piece of writing: its characters with their places, in the units of the page. */
export interface Writing {
  readonly glyphs: readonly Glyph[];
  readonly pieces: readonly Piece[];
}

/** The characters of a text object with their places; `toPage` leads from the object's units to the page's. */
export function writingOf(object: Element, toPage: Matrix, firstRun: number): Writing {
  const glyphs: Glyph[] = [];
  const codes = codesOf(object);
  let run = firstRun;
  let start = { x: 0, y: 0 };
  for (const { element, pieces } of codes) {
    start = { x: numberAt(element, "X", start.x), y: numberAt(element, "Y", start.y) };
    for (const glyph of placedPieces(pieces, { object, code: element, start, toPage, run })) {
      glyphs.push(glyph);
      run = glyph.run + 1;
    }
  }
  return { glyphs, pieces: codes.flatMap(({ pieces }) => pieces) };
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
  [/^[\d\s.,:;'|!\-()]/, 0.75],
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
