import { PAGED_ADVICE } from "../page/page.js";
import { unreadable } from "../refusal.js";
import type { Piece } from "./glyphs.js";

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
