import {
  type CSSToken,
  isTokenAtKeyword,
  isTokenBadString,
  isTokenBadURL,
  isTokenCDC,
  isTokenCDO,
  isTokenCloseCurly,
  isTokenCloseParen,
  isTokenCloseSquare,
  isTokenColon,
  isTokenComment,
  isTokenDelim,
  isTokenDimension,
  isTokenEOF,
  isTokenFunction,
  isTokenHash,
  isTokenIdent,
  isTokenNumber,
  isTokenOpenCurly,
  isTokenOpenParen,
  isTokenOpenSquare,
  isTokenPercentage,
  isTokenSemicolon,
  isTokenString,
  isTokenURL,
  isTokenWhitespace,
  stringify,
  tokenize,
} from "@csstools/css-tokenizer";
import { tooLarge } from "../refusal.js";

export type Token = CSSToken;

/** Brackets within brackets; no page that a person made has more. */
const DEEPEST = 100;

export function tokensOf(css: string): readonly Token[] {
  return tokenize({ css }).filter((token) => !isTokenEOF(token));
}

/** Where each bracket closes, by the place at which it opens; what is never closed goes to the end, as in a browser. */
export function closingsOf(tokens: readonly Token[]): ReadonlyMap<number, number> {
  const closings = new Map<number, number>();
  const open: number[] = [];
  for (const [at, token] of tokens.entries()) {
    if (opens(token)) open.push(at);
    if (open.length > DEEPEST) throw tooLarge("网页的样式嵌套层次过多");
    const last = open.at(-1);
    if (last === undefined || !closes(token, tokens[last] as Token)) continue;
    closings.set(last, at);
    open.pop();
  }
  for (const at of open) closings.set(at, tokens.length);
  return closings;
}

function opens(token: Token): boolean {
  return isTokenOpenCurly(token) || isTokenOpenParen(token) || isTokenOpenSquare(token) || isTokenFunction(token);
}

function closes(token: Token, opener: Token): boolean {
  if (isTokenCloseCurly(token)) return isTokenOpenCurly(opener);
  if (isTokenCloseSquare(token)) return isTokenOpenSquare(opener);
  return isTokenCloseParen(token) && (isTokenOpenParen(opener) || isTokenFunction(opener));
}

export function isBlank(token: Token): boolean {
  return isTokenWhitespace(token) || isTokenComment(token) || isTokenCDO(token) || isTokenCDC(token);
}

export const isCurly = isTokenOpenCurly;
export const isSemicolon = isTokenSemicolon;
export const isColon = isTokenColon;

/** The name of `@media`, in lower case. */
export function atName(token: Token | undefined): string | undefined {
  return isTokenAtKeyword(token) ? token[4].value.toLowerCase() : undefined;
}

/** A plain word, escapes resolved. */
export function identOf(token: Token | undefined): string | undefined {
  return isTokenIdent(token) ? token[4].value : undefined;
}

export function functionOf(token: Token | undefined): string | undefined {
  return isTokenFunction(token) ? token[4].value.toLowerCase() : undefined;
}

export function isDelim(token: Token | undefined, sign: string): boolean {
  return isTokenDelim(token) && token[4].value === sign;
}

/** As written, without comments. */
export function written(tokens: readonly Token[]): string {
  return stringify(...tokens.filter((token) => !isTokenComment(token))).trim();
}

/** 规范写法: escapes resolved, in lower case but for strings, one blank where there were many: `COLOR /* *\/` and `c\6flor` alike. */
export function normal(tokens: readonly Token[]): string {
  return tokens
    .map(normalToken)
    .join("")
    .replace(/\s+/g, " ")
    .replace(/ ?, ?/g, ",")
    .replace(/\( /g, "(")
    .replace(/ \)/g, ")")
    .trim();
}

function normalToken(token: Token): string {
  if (isBlank(token)) return " ";
  if (isTokenIdent(token)) return token[4].value.toLowerCase();
  if (isTokenFunction(token)) return `${token[4].value.toLowerCase()}(`;
  if (isTokenDimension(token)) return `${token[4].value}${token[4].unit.toLowerCase()}`;
  if (isTokenNumber(token)) return `${token[4].value}`;
  if (isTokenPercentage(token)) return `${token[4].value}%`;
  if (isTokenHash(token)) return `#${token[4].value.toLowerCase()}`;
  if (isTokenString(token)) return JSON.stringify(token[4].value);
  if (isTokenURL(token)) return "url()";
  return isTokenBadString(token) || isTokenBadURL(token) ? "!" : token[1];
}
