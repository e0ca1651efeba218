import { digitOf } from "../../numeral.js";
import { plainText } from "../../wording.js";

const MONTH_OF_YEAR =
  "20\\d{2}年\\d{1,2}月(?:\\d{1,2}日?)?|20\\d{2}([-./_])\\d{1,2}\\1\\d{1,2}日?|(?<!\\d)20\\d{6}(?!\\d)";
const DATE = new RegExp(`(?:${MONTH_OF_YEAR})(?![\\d日号至到~—-]{0,12}(?:20\\d{2}|\\d{1,2}月))`, "g");
export const YEAR_NAMED =
  /20\d{2}年?(?:\d{1,2}月?[-至到]\d{1,2}月)?(?:度|全年)?|二[〇○零]二[〇○零一二三四五六七八九]年?度?|(?<!\d)[12]\d年度?(?!\d)|\d{1,2}月\d{1,2}日/g;

/** Removes dates: the day of sending or signing says nothing about the report year. A range such as 2022年1月至12月 stays. */
export function withoutDates(plain: string): string {
  return plain.replace(DATE, "");
}

/** The dates in a text: 20240115, 2024.1.15, 2024年1月15日 → 2024-01-15. */
export function datesIn(text: string): readonly string[] {
  const found = /(?<!\d)(20\d{2})(?:(\d{2})(\d{2})(?!\d)|年(\d{1,2})月(\d{1,2})|[-./_](\d{1,2})[-./_](\d{1,2}))/g;
  return [...plainText(text).matchAll(found)].flatMap((match) => {
    const [month, day] = [Number(match[2] ?? match[4] ?? match[6]), Number(match[3] ?? match[5] ?? match[7])];
    if (month < 1 || month > 12 || day < 1 || day > 31) return [];
    return [`${match[1]}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`];
  });
}

/** The years that a text names (2022年, 2022年度, 2022, 二〇二二年, 22年年报), without those of dates. */
export function yearsNamed(text: string): readonly number[] {
  const plain = withoutDates(plainText(text)).replace(
    /二[〇○零]二([〇○零一二三四五六七八九])(?=年)/g,
    (_, digit: string) => `202${digitOf(digit)}`,
  );
  const found = /(?<!\d)(20\d{2})(?!\d)|(?<![\d第])([12]\d)年(?=度|年?报|政府|信息|政务|工作|$)/g;
  return [...plain.matchAll(found)].map((match) => Number(match[1] ?? `20${match[2] ?? ""}`));
}
