import { type Decimal, format } from "../../decimal.js";

const EXACT_DIGITS = 15;
const FIRST_INEXACT = 10n ** BigInt(EXACT_DIGITS);

/**
 * 表格数值: the number a spreadsheet can hold without changing it, or undefined when it must be written as text.
 * Spreadsheets keep 15 significant digits; past them 12345678901234567 would silently become 12345678901234600.
 */
export function exactNumber(value: Decimal): number | undefined {
  if (value.scale === 0) return isWithinDigits(value.coefficient) ? Number(value.coefficient) : undefined;
  const text = format(value);
  if (text.replace(/[-.]/g, "").replace(/^0+/, "").length > EXACT_DIGITS) return undefined;
  const number = Number(text);
  return String(number) === text ? number : undefined;
}

function isWithinDigits(whole: bigint): boolean {
  return whole > -FIRST_INEXACT && whole < FIRST_INEXACT;
}
