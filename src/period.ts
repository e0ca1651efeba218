import { digitOf } from "./numeral.js";

/** 日期: YYYY-MM-DD. */
export type Day = string;

/** 报告期类别: a year, a half year, a quarter or a month. */
export type PeriodKind = "year" | "half" | "quarter" | "month";

/** 报告期: 2022年 runs from 2022-01-01 to 2022-12-31. The key names its folders. */
export interface Period {
  readonly kind: PeriodKind;
  /** `2022`, `2022-H1`, `2023-Q1`, `2023-03`. */
  readonly key: string;
  /** 2022年, 2022年上半年, 2023年第一季度, 2023年3月. */
  readonly label: string;
  readonly start: Day;
  readonly end: Day;
}

const MONTHS: Readonly<Record<PeriodKind, number>> = { year: 12, half: 6, quarter: 3, month: 1 };

/** 年度: the whole of a calendar year. */
export function yearPeriod(year: number): Period {
  return periodAt("year", year, 0);
}

/** The period that a key names: `2022` → 2022年. Undefined for any other text. */
export function periodOfKey(key: string): Period | undefined {
  const [, year, half, quarter, month] = /^(\d{4})(?:-H([12])|-Q([1-4])|-(0[1-9]|1[0-2]))?$/.exec(key) ?? [];
  if (year === undefined) return undefined;
  if (half !== undefined) return periodAt("half", Number(year), Number(half) - 1);
  if (quarter !== undefined) return periodAt("quarter", Number(year), Number(quarter) - 1);
  return month !== undefined ? periodAt("month", Number(year), Number(month) - 1) : yearPeriod(Number(year));
}

/**
 * 报告期的写法: the period that a folder's name means: 2023年, 2023年度 and 二〇二三年 as 2023; 2023年3月 and 202303 as 2023-03;
 * 2023年上半年 and 2023年第一季度. Undefined for any other text.
 */
export function periodNamed(name: string): Period | undefined {
  const plain = plainName(name);
  const [, year, part] = /^(\d{4})年度?(上半年|下半年|第?[一二三四1-4]季度|0?[1-9]月|1[0-2]月)?$/.exec(plain) ?? [];
  if (year !== undefined) return periodOfKey(`${year}${partKey(part)}`);
  const [, inYear, month] = /^(20\d{2})(0[1-9]|1[0-2])$/.exec(plain) ?? [];
  return periodOfKey(month === undefined ? plain : `${inYear}-${month}`);
}

/** 上半年 → -H1, 第三季度 → -Q3, 3月 → -03. */
function partKey(part: string | undefined): string {
  if (part === undefined) return "";
  if (part.endsWith("半年")) return part === "上半年" ? "-H1" : "-H2";
  const number = part.replace(/[第季度月]/g, "");
  return part.endsWith("季度") ? `-Q${digitOf(number) ?? number}` : `-${number.padStart(2, "0")}`;
}

/** Full-width signs as half-width ones, no blanks, and the digits of a year written in Chinese: 二〇二三年 → 2023年. */
function plainName(name: string): string {
  return name
    .normalize("NFKC")
    .trim()
    .replace(/[一二三四五六七八九〇○零]{4}(?=年)/g, (year) => [...year].map(digitOf).join(""));
}

/** 像报告期而不是: 23年, 2023年报, 202 3, 年报2023: somebody may have meant a period. */
export function looksLikePeriod(name: string): boolean {
  return periodNamed(name) === undefined && /(?<!\d)(?:20\d{2}|\d{2}年|20 ?\d)/.test(plainName(name));
}

/** 年份: the calendar year that a period lies in. */
export function yearOf({ start }: Period): number {
  return Number(start.slice(0, 4));
}

/** 年度: a year as it is spoken of beside a report: 2022年 → 2022年度. Other periods are called by their label. */
export function spokenLabel({ kind, label }: Period): string {
  return kind === "year" ? `${label}度` : label;
}

/** 报告期的次序: by their ends, a year before its parts. */
export function inOrder(periods: readonly Period[]): readonly Period[] {
  return [...periods].sort((a, b) => (a.end === b.end ? inText(a.key, b.key) : inText(a.end, b.end)));
}

function inText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Of periods in their order, the one that is meant without a word about it: the latest year, else the latest of all. */
export function latestOf(periods: readonly Period[]): Period | undefined {
  const years = periods.filter(({ kind }) => kind === "year");
  return years[years.length - 1] ?? periods[periods.length - 1];
}

/** 本期、上期的说法: 本年 and 上年 of a year; 本期 and 上期 of a half year, a quarter or a month. */
export function periodWords({ kind }: Pick<Period, "kind">): { readonly own: string; readonly former: string } {
  return kind === "year" ? { own: "本年", former: "上年" } : { own: "本期", former: "上期" };
}

/** 上期: 2022年 → 2021年; 2022年第一季度 → 2021年第四季度. */
export function previousPeriod(period: Period): Period {
  const count = 12 / MONTHS[period.kind];
  const place = placeInYear(period);
  return place === 0
    ? periodAt(period.kind, yearOf(period) - 1, count - 1)
    : periodAt(period.kind, yearOf(period), place - 1);
}

/** 上年同期: the same period of the year before. */
export function sameLastYear(period: Period): Period {
  return periodAt(period.kind, yearOf(period) - 1, placeInYear(period));
}

/** Whether a span of years, open where a bound is not given, holds the period's year. */
export function liesIn(period: Period, { from, to }: { readonly from?: number; readonly to?: number }): boolean {
  const year = yearOf(period);
  return (from ?? year) <= year && year <= (to ?? year);
}

/**
 * 报告期结束以后的日子: when something falls due. 月-日 is the first such day after the period's end: 2022年 and 01-31 → 2023-01-31;
 * +N is so many days after it: 2023年3月 and +5 → 2023-04-05.
 */
export function dayAfter({ end }: Period, deadline: string): Day {
  if (deadline.startsWith("+")) return daysLater(end, Number(deadline));
  const sameYear = `${end.slice(0, 4)}-${deadline}`;
  return sameYear > end ? sameYear : `${Number(end.slice(0, 4)) + 1}-${deadline}`;
}

/** 日期的写法: 2023-01-31 → 2023年1月31日. */
export function spokenDay(day: Day): string {
  const [year, month, date] = day.split("-").map(Number);
  return `${year}年${month}月${date}日`;
}

/** Whether a text is a day of the calendar: 2022-02-29 is none. */
export function isDay(text: string): boolean {
  const [, year, month, date] = (/^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? []).map(Number);
  if (!year || !month || !date) return false;
  return month <= 12 && date <= daysIn(year, month);
}

/** 几日之后: 2023-01-30 and 3 → 2023-02-02. */
export function daysLater(day: Day, days: number): Day {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  let [y, m, d] = [year, month, date + days];
  while (d > daysIn(y, m)) {
    d -= daysIn(y, m);
    m += 1;
    if (m > 12) [y, m] = [y + 1, 1];
  }
  return `${String(y).padStart(4, "0")}-${twoDigits(m)}-${twoDigits(d)}`;
}

/** 相差几日: 2023-01-31 and 2023-02-02 → 2. */
export function daysBetween(from: Day, to: Day): number {
  return dayNumber(to) - dayNumber(from);
}

/** Days since 1 March of the year 0, by the Gregorian calendar. */
function dayNumber(day: Day): number {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const [y, m] = month > 2 ? [year, month - 3] : [year - 1, month + 9];
  return 365 * y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + Math.floor((153 * m + 2) / 5) + date;
}

/** 本年第一期: January, the first quarter, the first half; a year always. */
export function isFirstOfYear(period: Period): boolean {
  return placeInYear(period) === 0;
}

function placeInYear({ kind, start }: Period): number {
  return (Number(start.slice(5, 7)) - 1) / MONTHS[kind];
}

function periodAt(kind: PeriodKind, year: number, place: number): Period {
  const name = String(year).padStart(4, "0");
  const first = place * MONTHS[kind] + 1;
  const last = first + MONTHS[kind] - 1;
  return {
    kind,
    key: `${name}${KEYS[kind](place)}`,
    label: `${name}年${LABELS[kind](place)}`,
    start: `${name}-${twoDigits(first)}-01`,
    end: `${name}-${twoDigits(last)}-${twoDigits(daysIn(year, last))}`,
  };
}

const KEYS: Readonly<Record<PeriodKind, (place: number) => string>> = {
  year: () => "",
  half: (place) => `-H${place + 1}`,
  quarter: (place) => `-Q${place + 1}`,
  month: (place) => `-${twoDigits(place + 1)}`,
};

const LABELS: Readonly<Record<PeriodKind, (place: number) => string>> = {
  year: () => "",
  half: (place) => (place === 0 ? "上半年" : "下半年"),
  quarter: (place) => `第${"一二三四"[place] ?? ""}季度`,
  month: (place) => `${place + 1}月`,
};

function daysIn(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, "0");
}
