import { parseDecimal, ZERO } from "../../decimal.js";
import { COUNT_UNITS, MONEY_UNITS } from "./measuring-unit.js";
import { type Digits, type Reading, unreadable } from "./reading.js";

const CHINESE = new RegExp(`^(?<numeral>[零〇一二两三四五六七八九十百千万]+)(?<unit>${COUNT_UNITS}|${MONEY_UNITS})?$`);

/** 中文数字: a number written out, perhaps with its unit: 三十六件. */
export function chineseNumber(body: string, cleaned: readonly string[], kind: "count" | "amount"): Digits | Reading {
  const match = CHINESE.exec(body);
  const value = match?.groups ? numeralValue(match.groups.numeral ?? "") : undefined;
  if (value === undefined) return unreadable("不能确定是什么数");
  const unit = match?.groups?.unit;
  // 十二万 in a column of 万元 may be either; 十二万元 is certain.
  if (kind === "amount" && value !== 0 && unit === undefined) return unreadable("金额是中文数字，不能确定计量单位");
  return { value: parseDecimal(String(value)) ?? ZERO, cleaned: [...cleaned, "中文数字"], ...(unit && { unit }) };
}

const NUMERALS = "零一二三四五六七八九";

/** 三百零六 → 306; only well-formed numerals below 100 000 000. */
function numeralValue(text: string): number | undefined {
  const plain = text.replaceAll("〇", "零").replaceAll("两", "二");
  if (plain === "零") return 0;
  const [high, low] = plain.includes("万") ? plain.split("万") : [undefined, plain];
  if (plain.split("万").length > 2) return undefined;
  // 三万五 is said for 35000 and written for 30005: only a place that is named, or a 零 for those left out, is certain.
  if (high !== undefined && low && !/^零|千/.test(low)) return undefined;
  const upper = high === undefined ? 0 : belowTenThousand(high);
  const lower = low === "" || low === undefined ? 0 : belowTenThousand(low.replace(/^零/, ""));
  return upper === undefined || lower === undefined || (high !== undefined && upper === 0)
    ? undefined
    : upper * 10_000 + lower;
}

function belowTenThousand(text: string): number | undefined {
  const match =
    /^(?:([一二三四五六七八九])千零?)?(?:([一二三四五六七八九])百零?)?(?:([一二三四五六七八九])?十)?([一二三四五六七八九])?$/.exec(
      text,
    );
  // 一百五, 三千六: the place of the last digit is not named.
  if (!match || text === "" || /百[一二三四五六七八九]$|千[一二三四五六七八九](?:$|十)/.test(text)) return undefined;
  const [, thousands, hundreds, tens, ones] = match;
  const digit = (sign: string | undefined): number => (sign === undefined ? 0 : NUMERALS.indexOf(sign));
  const ten = text.includes("十") ? (tens === undefined ? 1 : digit(tens)) : 0;
  return digit(thousands) * 1000 + digit(hundreds) * 100 + ten * 10 + digit(ones);
}
