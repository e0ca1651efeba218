/** 词法分析: where the lexer stands, and how many bytes it may still look at in this file. */
export interface Lexing {
  readonly bytes: Uint8Array;
  at: number;
  left: number;
}

/** 词: with the place where it begins. */
export type Token = { readonly at: number } & (
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "number"; readonly number: number }
  | { readonly kind: "word"; readonly word: string }
  /** `whole`: it ends, and a hexadecimal one holds nothing but pairs of digits. */
  | { readonly kind: "text"; readonly whole: boolean }
  | { readonly kind: "<<" | ">>" | "[" | "]" | "end" }
);

/** Objects are looked for behind each word that could begin one, so that some bytes are looked at more than once. */
const TIMES = 4;
const LEAST = 1_000_000;

export function openLexing(bytes: Uint8Array): Lexing {
  return { bytes, at: 0, left: bytes.length * TIMES + LEAST };
}

const PERCENT = 0x25;
const OPEN = 0x28;
const CLOSE = 0x29;
const SLASH = 0x2f;
const LESS = 0x3c;
const GREATER = 0x3e;
const OPEN_LIST = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_LIST = 0x5d;

/** The next token behind white space and comments. */
export function nextToken(lexing: Lexing): Token {
  skipBlank(lexing);
  const { bytes, at } = lexing;
  if (at >= bytes.length || lexing.left < 0) return { at, kind: "end" };
  const [byte, next] = [bytes[at], bytes[at + 1]];
  if (byte === SLASH) return { at, kind: "name", name: nameFrom(taken(lexing, 1, wordEnd(lexing, at + 1))) };
  if (byte === OPEN) return skipText(lexing);
  if (byte === OPEN_LIST) return mark(lexing, "[", 1);
  if (byte === CLOSE_LIST) return mark(lexing, "]", 1);
  if (byte === LESS) return next === LESS ? mark(lexing, "<<", 2) : skipHexadecimal(lexing);
  if (byte === GREATER && next === GREATER) return mark(lexing, ">>", 2);
  const word = taken(lexing, 0, Math.max(at + 1, wordEnd(lexing, at)));
  const number = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/.test(word) ? Number(word) : Number.NaN;
  return Number.isNaN(number) ? { at, kind: "word", word } : { at, kind: "number", number };
}

function mark(lexing: Lexing, kind: "<<" | ">>" | "[" | "]", length: number): Token {
  const { at } = lexing;
  moveTo(lexing, at + length);
  return { at, kind };
}

function moveTo(lexing: Lexing, at: number): void {
  lexing.left -= at - lexing.at;
  lexing.at = at;
}

function skipBlank(lexing: Lexing): void {
  const { bytes } = lexing;
  let { at } = lexing;
  let comment = false;
  for (; at < bytes.length; at += 1) {
    const byte = bytes[at]!;
    if (comment) comment = byte !== 10 && byte !== 13;
    else if (byte === PERCENT) comment = true;
    else if (BLANK[byte] === 0) break;
  }
  moveTo(lexing, at);
}

const BLANK = marked("\0\t\n\f\r ");
const HEXADECIMAL = marked("0123456789abcdefABCDEF");
/** Brackets, braces, the slash and the percent sign end a word, as white space does. */
const ENDS_WORD = marked("\0\t\n\f\r ()<>[]{}/%");

function marked(signs: string): Uint8Array {
  const table = new Uint8Array(256);
  for (const sign of signs) table[sign.charCodeAt(0)] = 1;
  return table;
}

/** A longer word is no keyword, no number and no name of a filter. */
const LONGEST_WORD = 10_000;

function wordEnd({ bytes }: Lexing, from: number): number {
  let end = from;
  while (end < bytes.length && end - from < LONGEST_WORD && ENDS_WORD[bytes[end]!] === 0) end += 1;
  return end;
}

function taken(lexing: Lexing, skipped: number, end: number): string {
  const text = String.fromCharCode(...lexing.bytes.subarray(lexing.at + skipped, end));
  moveTo(lexing, end);
  return text;
}

/** #46lateDecode is FlateDecode. */
function nameFrom(written: string): string {
  return written.replace(/#([\dA-Fa-f]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

/** A string in brackets, which may hold brackets in pairs. */
function skipText(lexing: Lexing): Token {
  const { bytes, at: start } = lexing;
  let depth = 0;
  let at = start;
  for (; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === BACKSLASH) at += 1;
    else if (byte === OPEN) depth += 1;
    else if (byte === CLOSE && --depth === 0) break;
  }
  moveTo(lexing, at + 1);
  return { at: start, kind: "text", whole: at < bytes.length };
}

function skipHexadecimal(lexing: Lexing): Token {
  const { bytes, at } = lexing;
  const end = bytes.indexOf(GREATER, at);
  moveTo(lexing, end < 0 ? bytes.length : end + 1);
  return { at, kind: "text", whole: end >= 0 && isPairs(bytes.subarray(at + 1, end)) };
}

function isPairs(signs: Uint8Array): boolean {
  let digits = 0;
  for (const sign of signs) {
    if (HEXADECIMAL[sign] === 1) digits += 1;
    else if (BLANK[sign] === 0) return false;
  }
  return digits % 2 === 0;
}
