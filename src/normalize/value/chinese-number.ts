import { parseDecimal, ZERO } from "../../decimal.js";
import { parseNumeral } from "../../numeral.js";
import { COUNT_UNITS, MONEY_UNITS } from "./measuring-unit.js";
import { type Digits, type Reading, unreadable } from "./reading.js";

const CHINESE = new RegExp(`^(?<numeral>[零〇一二两三四五六七八九十百千万]+)(?<unit>${COUNT_UNITS}|${MONEY_UNITS})?$`);

/** 一横: who has no other dash at hand types the numeral for it, which looks the same. */
const DASH = "一";

/** 中文数字: a number in Chinese numerals, perhaps with its unit: 三十六件. */
export function chineseNumber(body: string, cleaned: readonly string[], kind: "count" | "amount"): Digits | Reading {
  if (body === DASH) return unreadable("单独的“一”可能是数字一，也可能是一横");
  const match = CHINESE.exec(body);
  const value = match?.groups ? parseNumeral(match.groups.numeral ?? "") : undefined;
  if (value === undefined) return unreadable("不能确定是什么数");
  const unit = match?.groups?.unit;
  // 十二万 in a column of 万元 may be either; 十二万元 is certain.
  if (kind === "amount" && value !== 0 && unit === undefined) return unreadable("金额是中文数字，不能确定计量单位");
  return { value: parseDecimal(String(value)) ?? ZERO, cleaned: [...cleaned, "中文数字"], ...(unit && { unit }) };
}
