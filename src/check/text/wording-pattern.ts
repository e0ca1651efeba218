import { parseNumeral } from "../../numeral.js";

/**
 * 写法: `*` in a phrase stands for a few words, `#` for the number; without `#` the number stands behind: 收到*申请, #结转下年度. What stands
 * before the number is the group `before`, by whose length the number's place is known.
 */
export function wordingPattern(words: string, measures: readonly string[] | undefined, measured: boolean): RegExp {
  const at = words.includes("#") ? words.indexOf("#") : words.length;
  const between = at === words.length ? BETWEEN : "";
  const behind = sourceOf(words.slice(at + 1));
  const number = numberSource(measures, measured);
  return new RegExp(`(?<before>${sourceOf(words.slice(0, at))}${between})${number}${behind}`, "g");
}

function sourceOf(words: string): string {
  return words
    .split(/(\*)/)
    .map((piece) => (piece === "*" ? GAP : piece.replace(/[.+?^${}()|[\]\\]/g, "\\$&")))
    .join("");
}

/** 文中的数: its digits, and the measure word behind it. */
export interface WrittenNumber {
  readonly digits: string;
  readonly measure: string;
}

/** Reads the groups of a match; a numeral that has more than one reading has no digits. */
export function writtenNumber(groups: Readonly<Record<string, string | undefined>>): WrittenNumber {
  const { whole, fraction = "", numeral, measure = "" } = groups;
  const value = numeral === undefined ? undefined : parseNumeral(numeral);
  const digits = whole === undefined ? String(value ?? "") : `${whole.replaceAll(",", "")}${fraction}`;
  return { digits, measure };
}

/** Words within a phrase, in one clause and without a number. */
const GAP = "[^,。;:、!?()0-9□]{0,12}?";
/** Words that may stand between the phrase and its number: 申请案件总数为36件. */
const BETWEEN = "[案件事项决定总共合计数量为有了的达:,]{0,8}";
/** Nobody writes a number of more digits; a bound keeps the cost in proportion to the text. */
const DIGITS = String.raw`(?<!\d)(?<whole>\d{1,3}(?:,\d{3}){1,5}(?!\d)|\d{1,18})(?<fraction>\.\d{1,9})?`;
/** 一起 is no number. */
const NUMERAL = "(?<![零〇一二三四五六七八九十百千万两])(?!一起)(?<numeral>[零〇一二三四五六七八九十百千万两]{1,15})";
const COUNTED: readonly string[] = ["件", "宗", "份", "起", "例"];
/** 2022年, 5% and 3万 are no figures of a form; nor is the beginning of a longer number. */
const NOT_OTHERWISE = "(?!\\d|\\.\\d|,\\d{3}(?!\\d)|[年月日%个百千万亿余多第])";

/** About a number nothing can be said: 近30件, 30余件. A numeral always needs its measure: 一 is in many words. */
function numberSource(measures: readonly string[] = COUNTED, measured: boolean): string {
  const unit = `(?<measure>${measures.join("|")})`;
  const bare = measured ? unit : `(?:${unit}|${NOT_OTHERWISE})`;
  return `(?:${DIGITS}${bare}|${NUMERAL}${unit.replace("<measure>", "<measured>")})`;
}
