import { PAGED_ADVICE } from "../page/page.js";
import { tooLarge, unreadable } from "../refusal.js";
import type { Element } from "./element.js";
import { numberAt, wordsOf } from "./values.js";

/** 字形 in place of characters: one piece of text over as many places as it has glyphs. */
export interface Piece {
  readonly text: string;
  readonly places: number;
  /** The glyph by its number in the font, where the file names one for this character alone. */
  readonly glyph: string | undefined;
}

/** One TextCode of a text object, with its pieces. */
export interface Code {
  readonly element: Element;
  readonly pieces: readonly Piece[];
}

const MOST_CHARACTERS = 100_000;

/** A character, or the four digits of one that XML can't hold. */
const CHARACTERS = /\\[\dA-Fa-f]{4}|./gsu;

/** The codes of a text object, in their order. */
export function codesOf(object: Element): readonly Code[] {
  const groups = groupsOf(object);
  const starts = groups.flatMap(({ transforms }) => transforms.map(({ at }) => at));
  const perCode = new Set(starts).size < starts.length;
  const all = groups.flatMap(({ transforms }) => transforms);
  let offset = 0;
  return groups.map(({ element, transforms }) => {
    const characters = element.text.replace(/[\r\n]/g, "").match(CHARACTERS) ?? [];
    if (offset + characters.length > MOST_CHARACTERS) throw tooLarge("OFD 页面的文字过多");
    const pieces = perCode ? piecesOf(characters, transforms, 0) : piecesOf(characters, all, offset);
    offset += characters.length;
    return { element, pieces };
  });
}

interface Transform {
  readonly at: number;
  readonly codes: number;
  readonly glyphs: readonly string[];
}

interface Group {
  readonly element: Element;
  readonly transforms: readonly Transform[];
}

/**
 * 字形变换 stand before the code that they belong to. Some programs count characters from the beginning of the code, others
 * from that of the object; where two begin at the same character, they are counted by the code.
 */
function groupsOf(object: Element): readonly Group[] {
  const groups: Group[] = [];
  let transforms: Transform[] = [];
  for (const child of object.children) {
    if (child.name === "CGTransform") transforms.push(transformOf(child));
    if (child.name !== "TextCode") continue;
    groups.push({ element: child, transforms });
    transforms = [];
  }
  return groups;
}

function transformOf(element: Element): Transform {
  const codes = Math.max(1, numberAt(element, "CodeCount", 1));
  const count = Math.max(1, numberAt(element, "GlyphCount", 1));
  const glyphs = element.children.flatMap(({ name, text }) => (name === "Glyphs" ? wordsOf(text) : []));
  return { at: numberAt(element, "CodePosition", 0), codes, glyphs: glyphs.slice(0, count) };
}

function piecesOf(characters: readonly string[], transforms: readonly Transform[], offset: number): readonly Piece[] {
  const byStart = new Map(transforms.map((transform) => [transform.at - offset, transform]));
  const pieces: Piece[] = [];
  for (let at = 0; at < characters.length; ) {
    const transform = byStart.get(at);
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
 * The text of a character. One of the private use area stands for a glyph of a font that tells no character; one written
 * in digits is shown otherwise by some programs. They become replacement characters, as control characters do.
 */
function textOf(character: string): string {
  if (/^[\t ]$/.test(character)) return " ";
  return character.length > 2 || /[\p{Cc}\p{Co}\p{Cs}]/u.test(character) ? "\ufffd" : character;
}

/** 字形与文字 of a document: which character each glyph of each font was written for, and which glyph each digit got. */
export interface GlyphCodes {
  readonly characters: Map<string, string>;
  readonly digits: Map<string, string>;
}

export function noCodes(): GlyphCodes {
  return { characters: new Map(), digits: new Map() };
}

const DIGIT = /^[\d０-９]$/;

/**
 * 字形变换: where a file names the glyph that is drawn beside the character that it is to stand for, a person sees the glyph.
 * One glyph for two digits, or two for one, shows that the characters are not what is seen.
 * @throws ReadRefusal
 */
export function refuseContradiction(codes: GlyphCodes, font: string, pieces: readonly Piece[]): void {
  for (const { text, glyph } of pieces) {
    if (glyph === undefined) continue;
    const key = `${font} ${glyph}`;
    const before = codes.characters.get(key) ?? text;
    codes.characters.set(key, before);
    const digit = DIGIT.test(text);
    const drawn = digit ? (codes.digits.get(`${font} ${text}`) ?? glyph) : glyph;
    if (digit) codes.digits.set(`${font} ${text}`, drawn);
    if (drawn !== glyph || (before !== text && (digit || DIGIT.test(before)))) throw contradicted(text);
  }
}

function contradicted(text: string): Error {
  return unreadable(`OFD 文件所写的数字与所画的字形不一致（如“${text}”），无法确定看到的是什么数`, PAGED_ADVICE);
}
