import { digitOf } from "./numeral.js";
import { type Period, yearOf } from "./period.js";
import { rememberedByText } from "./remembered.js";
import { plainText } from "./wording.js";

/** A longer text is a sentence, not a note. */
const LONGEST = 40;

/** 统计时段: the months that a note says its figures cover, in a year that it may name. */
interface Span {
  readonly year?: number;
  readonly first: number;
  readonly last: number;
}

const YEAR = "(?:(20\\d{2})年度?)?";
const DAY = "(?:份|底|末|\\d{1,2}[日号])?";
const LABEL =
  /^[(【]?(?:注|说明|备注)?[:]?(?:(?:数据)?(?:统计|所属|报告)?(?:时间|期限|期间|时段|周期|区间|范围|期|口径)|数据)?[:为是]*/;
const TAIL = "(?:止|期间)?(?:的?(?:累计)?(?:数据?|数字|情况))?[)】]?[。]?";

const FROM_TO = new RegExp(`${YEAR}(\\d{1,2})月?${DAY}起?(?:至|到|-|~)(?:20\\d{2}年)?(\\d{1,2})月${DAY}`);
const UNTIL = new RegExp(`截[至止]到?${YEAR}(\\d{1,2})月${DAY}`);
const PART = new RegExp(`${YEAR}(上半年|下半年|前三季度|第?[一二三四1-4]季度)`);
/** A single month, no day of it: 2022年3月, 3月份. */
const MONTH = new RegExp(`${YEAR}(?<!\\d)(\\d{1,2})月份?(?!\\d)`);

interface Patterns {
  readonly fromTo: RegExp;
  readonly until: RegExp;
  readonly part: RegExp;
  readonly month: RegExp;
}

const WITHIN: Patterns = { fromTo: FROM_TO, until: UNTIL, part: PART, month: MONTH };
const whole = (pattern: RegExp): RegExp => new RegExp(`^${pattern.source}${TAIL}$`);
const WHOLE: Patterns = {
  fromTo: whole(FROM_TO),
  until: whole(UNTIL),
  part: whole(PART),
  month: whole(MONTH),
};

/** A note that is nothing but a span of months: 统计时间：1月至6月, 截至9月30日, （1-9月）, 2022年上半年. */
function spanOfNote(text: string, period: Period): Span | undefined {
  return mayBeSpan(text) ? spanIn(folded(text).replace(LABEL, ""), WHOLE, period) : undefined;
}

function mayBeSpan(text: string): boolean {
  return text.length <= LONGEST && MAY_BE_SPAN.test(plainText(text));
}

/** Without one of these signs a text is no span; most labels have none. */
const MAY_BE_SPAN = /月|半年|季度|20\d{2}[-./]/;

/** A title that names a part of the year: 水利局2022年上半年政府信息公开统计表; of the reports of months and quarters, also a month alone. */
function spanOfTitle(text: string, period: Period): Span | undefined {
  return spanIn(folded(text), WITHIN, period);
}

/** 文件名中的报告期: the name of a file or folder that names another part of the year than the period: 3月救助月报, 202103, 2021-03. */
export function otherSpanInName(name: string, period: Period): string | undefined {
  const found = spanIn(spelledOut(name), WITHIN, period);
  return found && !coversPeriod(found, period) ? spoken(found) : undefined;
}

/** Whether a name or a title names a part of the year at all. */
export function statesPart(text: string, period: Period): boolean {
  return spanIn(spelledOut(text), WITHIN, period) !== undefined;
}

/** 202103, 2021-03, 2021.3 → 2021年3月. */
function spelledOut(name: string): string {
  return folded(name)
    .replace(/(?<!\d)(20\d{2})(0[1-9]|1[0-2])(?!\d)/g, "$1年$2月")
    .replace(/(?<!\d)(20\d{2})[-./_](0?[1-9]|1[0-2])(?![\d月年])/g, "$1年$2月");
}

/** 一月至六月 → 1月至6月, 2022.01.01-2022.06.30 → 2022年01月01日-2022年06月30日, 2022.1-6 → 2022年1-6月. */
function folded(text: string): string {
  return plainText(text)
    .replace(/十[一二](?=月)|[一二三四五六七八九十](?=月)/g, (month) =>
      month.startsWith("十") ? String(10 + (digitOf(month.slice(1)) ?? 0)) : String(digitOf(month) ?? month),
    )
    .replace(/(?<!\d)(20\d{2})([-./])(\d{1,2})\2(\d{1,2})(?!\d)/g, "$1年$3月$4日")
    .replace(/(?<=日[至到~-])(\d{1,2})[./](\d{1,2})(?!\d)/g, "$1月$2日")
    .replace(/(?<!\d)(20\d{2})[./](\d{1,2})([至到~-])(?:\1[./])?(\d{1,2})(?![\d.月])/g, "$1年$2$3$4月");
}

function spanIn(text: string, { fromTo, until, part, month: single }: Patterns, period: Period): Span | undefined {
  const [range, from, to] = fromTo.exec(text)?.slice(1) ?? [];
  if (from !== undefined) return span(range, Number(from), Number(to));
  const [by, month] = until.exec(text)?.slice(1) ?? [];
  if (month !== undefined) return span(by, 1, Number(month));
  const [year, name] = part.exec(text)?.slice(1) ?? [];
  if (name !== undefined) return span(year, ...monthsOf(name));
  return period.kind === "year" ? undefined : singleMonth(single.exec(text)?.slice(1) ?? []);
}

function singleMonth([year, month]: readonly (string | undefined)[]): Span | undefined {
  const number = Number(month);
  if (month === undefined || number < 1 || number > 12) return undefined;
  return { ...(year !== undefined && { year: Number(year) }), first: number, last: number };
}

/** Within one month stand the days of filling in and of publication; they are no span of figures. */
function span(year: string | undefined, first: number, last: number): Span | undefined {
  if (first < 1 || last > 12 || first >= last) return undefined;
  return { ...(year !== undefined && { year: Number(year) }), first, last };
}

function monthsOf(name: string): readonly [number, number] {
  if (name.endsWith("半年")) return name === "上半年" ? [1, 6] : [7, 12];
  if (name === "前三季度") return [1, 9];
  const number = name.replace(/[第季度]/g, "");
  const quarter = digitOf(number) ?? Number(number);
  return [quarter * 3 - 2, quarter * 3];
}

const ABOUT = "(?:以下|下列|下表|本表|此表|该表|表中|以上|上表)(?:中)?的?(?:数据|数字|各项)?(?:均|都)?[为是系]?";
const FORMER = new RegExp(`^[(【]?(?:注[:])?${ABOUT}(?:上一?年度?|去年)(?:同期)?的?(?:数据?|数字|情况)[)】]?[。]?$`);
const NAMED = new RegExp(`^[(【]?(?:注[:])?(?:${ABOUT})?(20\\d{2})年度?的?(?:数据|数字|情况)[)】]?[。]?$`);

/** The year that a note says its figures are of: 以下为上年数据, 2021年数据. */
function yearOfNote(text: string): string | undefined {
  if (text.length > LONGEST) return undefined;
  const plain = plainText(text);
  return FORMER.test(plain) ? "上年" : NAMED.exec(plain)?.[1];
}

/** 另一时段: what a title or a note says its figures are of, where that is not the period. */
export interface OtherSpan<T> {
  /** As a finding shows it: 2021, 上年, 1月至6月. */
  readonly found: string;
  readonly source: T;
}

/**
 * 统计时段不符: notes and titles that give a part of the year, or another year in words. Where notes give several, they are the
 * headings of a breakdown (上半年｜下半年, 2021年数据｜2022年数据) and none of them speaks of the whole.
 */
export function otherSpans<T extends { readonly text: string }>(
  texts: readonly T[],
  titles: readonly T[],
  period: Period,
): readonly OtherSpan<T>[] {
  const ofTitles = titles.flatMap((title) => named(title, spanOfTitle(title.text, period)));
  const notes = texts.flatMap((note) => named(note, spanOfNote(note.text, period)));
  const years = texts.flatMap((source) => {
    const year = yearOfNote(source.text);
    return year === undefined ? [] : [{ found: year, source, covers: year === String(yearOf(period)) }];
  });
  const other = [ofTitles, notes, years].flatMap((stated) =>
    new Set(stated.map(({ found }) => found)).size === 1 ? stated.filter(({ covers }) => !covers) : [],
  );
  return other.map(({ found, source }) => ({ found, source }));

  function named(source: T, span: Span | undefined) {
    if (!span) return [];
    return [{ found: spoken(span), source, covers: coversPeriod(span, period) }];
  }
}

/** 截至 a day of the following year is the day of counting, not the end of what was counted. */
function coversPeriod({ year, first, last }: Span, period: Period): boolean {
  const [start, end] = [period.start, period.end].map((day) => Number(day.slice(5, 7)));
  const until = first === 1 && period.kind !== "year";
  if (year !== undefined && year !== yearOf(period)) return year > yearOf(period);
  return last === end && (until || first === start);
}

function spoken({ year, first, last }: Span): string {
  const months = first === last ? `${first}月` : `${first}月至${last}月`;
  return `${year === undefined ? "" : `${year}年`}${months}`;
}

const SAYS_OF_WHAT = /^[(【]?(?:注|说明|备注|数据|统计|所属|报告|截|以下|下列|下表|本表|此表|该表|表中|以上|上表)/;

/** 一条注, and whether it counts only where nothing stands beside it. */
interface Note {
  readonly text: string;
  readonly mustBeAlone: boolean;
}

/** The notes of a line that speak of months or a year; most lines have none. */
const notesOfLine = rememberedByText((line): readonly Note[] => {
  const all = line.split(/[\t\n；;\u3000]|\s{2,}/).filter((note) => note.trim() !== "");
  return all
    .filter((text) => yearOfNote(text) !== undefined || mayBeSpan(text))
    .map((text) => ({ text, mustBeAlone: !SAYS_OF_WHAT.test(plainText(text)) }))
    .filter(({ mustBeAlone }) => !mustBeAlone || all.length === 1);
});

/** Notes of a line that holds several: 填报单位：象湖镇　统计时间：1月至6月. One that does not say what it speaks of must stand alone. */
export function notesIn<T extends { readonly text: string }>(source: T, isAlone: () => boolean): readonly T[] {
  if (source.text.length > LONGEST_LINE) return NO_NOTES;
  const notes = notesOfLine(source.text);
  if (notes.length === 0) return NO_NOTES;
  return notes.filter(({ mustBeAlone }) => !mustBeAlone || isAlone()).map(({ text }) => ({ ...source, text }));
}

const NO_NOTES: readonly never[] = [];

const LONGEST_LINE = 120;
