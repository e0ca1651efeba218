import type { ReadLimits } from "../limits.js";
import { tooLarge } from "../refusal.js";
import { contentOf, hasChecksum, isPicture } from "./content.js";
import { type Dictionary, dictionaryAt, listedAt, openLexing } from "./dictionary.js";
import { isWhole, openDrawn } from "./drawn.js";

/**
 * 完整性: what is wrong with the parts of a PDF; undefined where the checksums of those that are compressed are right, and the others are as
 * long as they say and, where they are drawn, hold nothing but operators. The PDF library leaves out what it
 * can't read, and a figure left out would look like an empty cell. Pictures are not looked at. In a file that is encrypted nothing
 * can be said, and everything looks wrong: only the library can tell that it is.
 *
 * @throws ReadRefusal FILE.TOO_LARGE where the parts inflate to more than the limit
 */
export function damageIn(bytes: Uint8Array, limits: ReadLimits): string | undefined {
  const budget = { left: limits.inflatedBytes };
  const lexing = openLexing(bytes);
  const drawn = openDrawn(limits.inflatedBytes);
  for (let at = indexOf(bytes, OBJECT, 0); at >= 0; at = indexOf(bytes, OBJECT, at + OBJECT.length)) {
    if (isLetter(bytes[at - 1])) continue;
    const found = dictionaryAt(lexing, at + OBJECT.length);
    if (lexing.left < 0) throw tooLarge("PDF 的结构过于复杂");
    const number = numberBefore(bytes, at);
    if (!found) drawn.lists.set(number, listedAt(lexing, at + OBJECT.length));
    if (found && found.dictionary.contents.length > 0) drawn.pages.push(found.dictionary.contents);
    const start = found && dataAfter(bytes, found.end);
    if (!found || start === undefined || isPicture(found.dictionary)) continue;
    if (!isAsLongAsSaid(bytes, start, found.dictionary)) return "PDF 内部数据的长度与文件自己写明的不符，文件已损坏";
    const stream = { data: dataOf(bytes, start, found.dictionary), dictionary: found.dictionary };
    const { damage } = contentOf(stream.data, found.dictionary, budget);
    if (damage !== undefined) return damage;
    drawn.streams.set(number, stream);
  }
  return isWhole(drawn) ? undefined : "PDF 页面内容残缺，文件已损坏";
}

/** Every object of a file stands behind this word, wherever its tables of contents say that it begins. */
const OBJECT = ascii("obj");
const STREAM = ascii("stream");
const END = ascii("endstream");
const LINE_FEED = 10;
const RETURN = 13;

function isLetter(byte = 0): boolean {
  return (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);
}

/** 12 0 obj: the number of an object; -1 where none stands before the word. */
function numberBefore(bytes: Uint8Array, at: number): number {
  const before = String.fromCharCode(...bytes.subarray(Math.max(0, at - LONGEST_NUMBER), at));
  const number = /(\d{1,10})\s{1,4}\d{1,5}\s{0,4}$/.exec(before)?.[1];
  return number === undefined ? -1 : Number(number);
}

const LONGEST_NUMBER = 24;

/** Where the data of a stream begins, behind the line of its keyword; undefined where no stream follows. */
function dataAfter(bytes: Uint8Array, at: number): number | undefined {
  if (!STREAM.every((byte, index) => bytes[at + index] === byte)) return undefined;
  let end = at + STREAM.length;
  while (end < bytes.length && bytes[end] !== LINE_FEED && bytes[end] !== RETURN) end += 1;
  return bytes[end] === RETURN && bytes[end + 1] === LINE_FEED ? end + 2 : end + 1;
}

/** What is not deflated has no checksum: only its length tells that bytes were lost or added. */
function isAsLongAsSaid(bytes: Uint8Array, start: number, { filters = [], length }: Dictionary): boolean {
  return length === undefined || filters.some(hasChecksum) || endsAt(bytes, start + length);
}

/** Whether a stream's data may end here: its closing word follows, behind nothing but white space. */
function endsAt(bytes: Uint8Array, said: number): boolean {
  let at = said;
  while (at < bytes.length && (bytes[at] ?? 0) <= 32) at += 1;
  return END.every((byte, index) => bytes[at + index] === byte);
}

/**
 * The data of a stream: as long as it says where that ends it, else up to the word that ends it and the line end before that.
 * The checksum of deflated data may end with a byte that looks like a line end, and finds its own place.
 */
function dataOf(bytes: Uint8Array, start: number, { length, filters = [] }: Dictionary): Uint8Array {
  if (length !== undefined && endsAt(bytes, start + length)) return bytes.subarray(start, start + length);
  const found = indexOf(bytes, END, start);
  const end = found < 0 ? bytes.length : found;
  if (filters.some(hasChecksum)) return bytes.subarray(start, end);
  const line = bytes[end - 1] === LINE_FEED ? (bytes[end - 2] === RETURN ? 2 : 1) : bytes[end - 1] === RETURN ? 1 : 0;
  return bytes.subarray(start, Math.max(start, end - line));
}

function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function indexOf(bytes: Uint8Array, wanted: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(wanted[0]!, from); at >= 0; at = bytes.indexOf(wanted[0]!, at + 1)) {
    let length = 1;
    while (length < wanted.length && bytes[at + length] === wanted[length]) length += 1;
    if (length === wanted.length) return at;
  }
  return -1;
}
