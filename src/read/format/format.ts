import { absolute, type Decimal, format, isNegative, isZero, parseStored } from "../../decimal.js";
import { dateText } from "./dates.js";
import { renderDigits } from "./digits.js";
import { type FormatSection, sectionFor, sectionsOf, type Token } from "./sections.js";
import type { ShownNumber } from "./shown.js";

export { agreed } from "./agreed.js";
export type { NumberKind, ShownNumber } from "./shown.js";

/** 数字格式: from a number as it is stored to how it is shown. */
export interface NumberFormat {
  (stored: string): ShownNumber;
  /** What the format makes of a typed text, where that is another text: `@"0"` shows 1234 as 12340, `;;;` shows nothing. */
  readonly text: (typed: string) => string | undefined;
}

const PLAIN: ShownNumber = { kind: "number" };

/** From the first day of one system of dates to that of the other. */
const UNTIL_1904 = 1462;

/** 1904 年日期系统: what a format shows where days are counted from 1904, as spreadsheets on old Macs count them. */
export function shownFrom1904(format: NumberFormat, stored: string): ShownNumber {
  const shown = format(stored);
  return shown.kind === "date" ? format(String(Number(stored) + UNTIL_1904)) : shown;
}

/** Number formats by their code (`0.00"万元"`), each taken apart once. */
const known = new Map<string, NumberFormat>();
const MOST_KNOWN = 2000;

/**
 * 数字格式判断: what a person sees of a number under a format code. 1234 under `0"0"` is seen as 12340 (kind scaled), 5 under `"无"` as 无,
 * 12 under `0"件"` as 12件 (still a number); 0.5 under `0%` is a percentage, 45356 under `m"月"d"日"` the date 3月5日. Rounding, grouping,
 * currency signs, padding zeros and blanks change nothing: what is stored is the number.
 */
export function numberFormat(code: string): NumberFormat {
  const before = known.get(code);
  if (before) return before;
  const sections = sectionsOf(code);
  const judged = Object.assign(
    rememberingShort((stored: string) => judge(sections, stored)),
    {
      text: (typed: string) => textShown(sections, typed),
    },
  );
  if (known.size > MOST_KNOWN) known.clear();
  known.set(code, judged);
  return judged;
}

/** Most numbers are short, and the same again and again. */
function rememberingShort(judged: (stored: string) => ShownNumber): (stored: string) => ShownNumber {
  const shorts = new Map<string, ShownNumber>();
  return (stored) => {
    if (stored.length > LONGEST_SHORT) return judged(stored);
    const before = shorts.get(stored);
    if (before) return before;
    const shown = judged(stored);
    if (shorts.size > MOST_KNOWN) shorts.clear();
    shorts.set(stored, shown);
    return shown;
  };
}

const LONGEST_SHORT = 4;

function judge(sections: readonly FormatSection[], stored: string): ShownNumber {
  const value = parseStored(stored);
  if (value === undefined) return PLAIN;
  const { section, own } = sectionFor(sections, Number(stored));
  const { tokens } = section;
  if (tokens.some((token) => token.kind === "date")) return dateOf(tokens, stored);
  if (tokens.some((token) => token.kind === "general" || token.kind === "text")) return general(tokens, value);
  if (tokens.length === 0 && sections.length === 1) return PLAIN;
  return digits(tokens, value, isNegative(value) && !own);
}

function textShown(sections: readonly FormatSection[], typed: string): string | undefined {
  const last = sections.at(-1) as FormatSection;
  const own = sections.length > 3 ? sections[3] : last.tokens.some((token) => token.kind === "text") ? last : undefined;
  if (!own) return undefined;
  const shown = own.tokens
    .map((token) => (token.kind === "literal" ? token.text : token.kind === "text" ? typed : ""))
    .join("");
  return shown.trim() === typed.trim() ? undefined : shown;
}

function dateOf(tokens: readonly Token[], stored: string): ShownNumber {
  const shown = dateText(tokens, Number(stored));
  return { kind: "date", ...(shown !== undefined && { shown }) };
}

/** 常规, perhaps with words around it. */
function general(tokens: readonly Token[], value: Decimal): ShownNumber {
  const text = tokens
    .map((token) =>
      token.kind === "literal" ? token.text : /^(?:general|text)$/.test(token.kind) ? format(value) : "",
    )
    .join("");
  return looksNegative(text, value) ? { kind: "scaled", shown: text } : inWords(tokens, text, value);
}

/** 写作负数: `-0`, `(0)`, `0-` show 12 as -12, (12), 12-. */
function looksNegative(shown: string, value: Decimal): boolean {
  if (isNegative(value) || isZero(value)) return false;
  return /^[\s¥￥$]*[-－−–][\s¥￥$]*\d|^\s*[(（][\s¥￥$]*[\d,.]+\s*[)）]\s*$|\d\s*[-－−–]\s*$/.test(shown);
}

function digits(tokens: readonly Token[], value: Decimal, minus: boolean): ShownNumber {
  const { text, same } = renderDigits(tokens, absolute(value));
  const shown = `${minus ? "-" : ""}${text}`.trim();
  if (isZero(value) && !SAYS_MORE.test(shown))
    return tokens.some((token) => token.kind === "percent") ? { kind: "percent", shown } : PLAIN;
  if (tokens.some((token) => token.kind === "percent")) return { kind: "percent", shown };
  const broken = isBroken(tokens) || looksNegative(shown, value);
  const scaled = !same || broken || !/\d/.test(shown) || (isNegative(value) && !/[-－(（]/.test(shown));
  return scaled ? { kind: "scaled", shown } : inWords(tokens, shown, value);
}

const SAYS_MORE = /[1-9一二两三四五六七八九十]/;
/** Words that are no part of the number and change nothing. */
const ORDINARY = /[\s\u00a0+\-－()（）$¥￥]|人民币|CNY|RMB/gi;
const MONEY = /百万元|千万元|万元|千元|百元|亿元/g;

/** Digits of the format's own, multiples (万), or marks between the digits make another number of it. */
function isBroken(tokens: readonly Token[]): boolean {
  const words = literals(tokens);
  if (saysNumber(words)) return true;
  const places = tokens.flatMap((token, at) => (token.kind === "digit" || token.kind === "point" ? [at] : []));
  const within = tokens.slice(places[0] ?? 0, (places.at(-1) ?? -1) + 1);
  return within.some(
    (token, at) => token.kind === "literal" && (token.text.trim() !== "" || !isOrdinaryBlank(within, at)),
  );
}

/** `# ##0`, `# ?/?`: a blank before each three digits groups them as a comma does, one before a fraction parts it off; `0 0` shows 12 as 1 2. */
function isOrdinaryBlank(tokens: readonly Token[], at: number): boolean {
  if (tokens.some((token) => token.kind === "slash")) return true;
  const point = tokens.findIndex((token) => token.kind === "point");
  if (point >= 0 && point < at) return false;
  const behind = tokens.slice(at + 1, point < 0 ? undefined : point).filter((token) => token.kind === "digit").length;
  return behind > 0 && behind % 3 === 0;
}

function saysNumber(words: string): boolean {
  return /[\d０-９百千万亿]/.test(words.replace(MONEY, ""));
}

function literals(tokens: readonly Token[]): string {
  return tokens
    .map((token) => (token.kind === "literal" || (token.kind === "fill" && /\d/.test(token.text)) ? token.text : ""))
    .join("");
}

function inWords(tokens: readonly Token[], shown: string, value: Decimal): ShownNumber {
  const words = literals(tokens);
  if (saysNumber(words) && !isZero(value)) return { kind: "scaled", shown };
  if (/[¥￥]|元/.test(words.replace(MONEY, ""))) return { kind: "yuan" };
  return words.replace(ORDINARY, "") === "" || isZero(value) ? PLAIN : { kind: "number", shown };
}

const DATE = "yyyy/m/d";
/** 内置格式: what the numbers of built-in formats stand for, those of East Asian editions included. */
const BUILTIN: Readonly<Record<number, string>> = {
  0: "General",
  1: "0",
  2: "0.00",
  3: "#,##0",
  4: "#,##0.00",
  9: "0%",
  10: "0.00%",
  11: "0.00E+00",
  12: "# ?/?",
  13: "# ??/??",
  14: DATE,
  15: "d-m-yy",
  16: "d-m",
  17: "m-yy",
  18: "h:mm AM/PM",
  19: "h:mm:ss AM/PM",
  20: "h:mm",
  21: "h:mm:ss",
  22: `${DATE} h:mm`,
  31: 'yyyy"年"m"月"d"日"',
  32: 'h"时"mm"分"',
  33: 'h"时"mm"分"ss"秒"',
  45: "mm:ss",
  46: "[h]:mm:ss",
  47: "mm:ss.0",
  48: "##0.0E+0",
  49: "@",
  57: 'yyyy"年"m"月"',
  58: 'm"月"d"日"',
};
const DATES: readonly (readonly [number, number])[] = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
];
/** With the sign of the currency. */
const CURRENCIES: ReadonlySet<number> = new Set([5, 6, 7, 8, 42, 44]);

/** A built-in format by its number; those that differ from edition to edition are told by their kind alone. */
export function builtinFormat(id: number): NumberFormat {
  const code = BUILTIN[id];
  if (code !== undefined) return numberFormat(code);
  if (CURRENCIES.has(id)) return numberFormat("¥#,##0.00;¥-#,##0.00");
  return DATES.some(([first, last]) => id >= first && id <= last) ? numberFormat(DATE) : numberFormat("General");
}

const NAMED: Readonly<Record<string, string>> = {
  percent: "0.00%",
  scientific: "0.00E+00",
  currency: "¥#,##0.00",
  "yes/no": '"Yes";"Yes";"No"',
  "true/false": '"True";"True";"False"',
  "on/off": '"On";"On";"Off"',
};

/** 命名格式: Standard, Fixed, Percent, Short Date, as web pages and old XML workbooks name them; anything else is a code. */
export function namedFormat(name: string): NumberFormat {
  const plain = name.trim();
  const code = NAMED[plain.toLowerCase()];
  if (code !== undefined) return numberFormat(code);
  if (/\b(?:date|time)$/i.test(plain)) return numberFormat(DATE);
  return /^[A-Za-z][A-Za-z ]{3,}$/.test(plain) && !/^[ymdhs ]+$/i.test(plain)
    ? numberFormat("General")
    : numberFormat(plain);
}
