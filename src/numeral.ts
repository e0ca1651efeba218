const DIGITS = "零一二三四五六七八九";

/** 数字: the value of one Chinese digit (〇, ○ and 零 are 0, 两 is 2); undefined for any other sign. */
export function digitOf(sign: string): number | undefined {
  const value = DIGITS.indexOf(plainSigns(sign));
  return sign.length === 1 && value >= 0 ? value : undefined;
}

/**
 * 中文数字 → number: 三百零六 is 306. Only what can be read in one way, below 100,000,000; undefined otherwise:
 * 三万五 is said for 35000 and written for 30005, and 一百五 does not name the place of its last digit.
 */
export function parseNumeral(text: string): number | undefined {
  const plain = plainSigns(text);
  if (plain === "零") return 0;
  const [high, low, ...more] = plain.includes("万") ? plain.split("万") : [undefined, plain];
  if (more.length > 0) return undefined;
  // After 万 the place must be named, or a 零 stand for those left out.
  if (high !== undefined && low && !/^零|千/.test(low)) return undefined;
  const upper = high === undefined ? 0 : belowTenThousand(high);
  const lower = low === "" || low === undefined ? 0 : belowTenThousand(low.replace(/^零/, ""));
  if (upper === undefined || lower === undefined || (high !== undefined && upper === 0)) return undefined;
  return upper * 10_000 + lower;
}

/** number → 中文数字, for numbering below 100: 1 is 一, 12 is 十二, 20 is 二十. */
export function numeralOf(number: number): string {
  const tens = Math.floor(number / 10);
  const ones = number % 10;
  return `${tens > 1 ? DIGITS[tens] : ""}${tens > 0 ? "十" : ""}${ones > 0 ? DIGITS[ones] : ""}`;
}

function plainSigns(text: string): string {
  return text.replace(/[〇○]/g, "零").replace(/两/g, "二");
}

function belowTenThousand(text: string): number | undefined {
  const match =
    /^(?:([一二三四五六七八九])千零?)?(?:([一二三四五六七八九])百零?)?(?:([一二三四五六七八九])?十)?([一二三四五六七八九])?$/.exec(
      text,
    );
  // 一百五, 三千六: the place of the last digit is not named.
  if (!match || text === "" || /百[一二三四五六七八九]$|千[一二三四五六七八九](?:$|十)/.test(text)) return undefined;
  const [, thousands, hundreds, tens, ones] = match;
  const digit = (sign: string | undefined): number => (sign === undefined ? 0 : DIGITS.indexOf(sign));
  const ten = text.includes("十") ? (tens === undefined ? 1 : digit(tens)) : 0;
  return digit(thousands) * 1000 + digit(hundreds) * 100 + ten * 10 + digit(ones);
}
