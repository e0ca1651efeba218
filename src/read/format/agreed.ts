import { compare, type Decimal, equals, isZero, parseDecimal, parseStored, rounded } from "../../decimal.js";
import type { NumberKind, ShownNumber } from "./shown.js";

const DIGITS = /^([^\d.]*)((?:\d[\d,，]*)?(?:\.\d+)?)/;
const SIGNS = /[\s\u00a0+¥￥$]/g;

/**
 * 显示与存储: a file that keeps both what is shown and what is stored (OpenDocument, Excel's own web pages). 12.4 shown for a stored 12.35
 * is the same number, rounded; 12件 is the number with a word; 50% a percentage; 无, 12340 for 1234 are another matter.
 */
export function agreed(shown: string, stored: string): ShownNumber {
  const value = parseStored(stored.trim());
  const seen = shown.trim();
  if (value === undefined || /^#+$/.test(seen) || seen === stored.trim()) return { kind: "number" };
  if (/[%％]$/.test(seen) && /\d/.test(seen)) return { kind: "percent", shown: seen };
  if (isZero(value) && !/[1-9一二两三四五六七八九十]/.test(seen)) return { kind: "number" };
  const match = DIGITS.exec(seen);
  const rest = seen.slice(match?.[0].length);
  const number = match && !/\d/.test(rest) && numbersIn(match[2] as string).find((one) => isRounded(one, value));
  if (!match || !number) return { kind: "scaled", shown: seen };
  return inWords(`${match[1]}${rest}`, seen, isNegative(value));
}

function inWords(words: string, seen: string, negative: boolean): ShownNumber {
  const signs = words.replace(SIGNS, "");
  const minus = /^(?:[-－−–]|\(\)|（）|[-－]?\(\))$/.test(signs);
  if (negative && !/[-－−–(（]/.test(signs)) return { kind: "scaled", shown: seen };
  if (signs === "" || (negative && minus)) return { kind: kindOf(words) };
  if (/^元$/.test(signs)) return { kind: "yuan" };
  return /[百千万亿]/.test(signs.replace(/[百千]?万元|[千百亿]元/g, ""))
    ? { kind: "scaled", shown: seen }
    : { kind: "number", shown: seen };
}

function kindOf(words: string): NumberKind {
  return /[¥￥]/.test(words) ? "yuan" : "number";
}

/** 12,35 is 12.35 where the program's language writes it so. */
function numbersIn(digits: string): readonly Decimal[] {
  const grouped = parseDecimal(digits.replace(/[,，]/g, "").replace(/^\./, "0."));
  const comma = /^\d+,\d+$/.test(digits) ? parseDecimal(digits.replace(",", ".")) : undefined;
  return [grouped, comma].filter((one) => one !== undefined);
}

function isRounded(shown: Decimal, value: Decimal): boolean {
  const magnitude = { ...value, coefficient: value.coefficient < 0n ? -value.coefficient : value.coefficient };
  if (equals(shown, magnitude)) return true;
  // The decimals that were shown: at least those that are left when the zeros at the end are gone.
  return Array.from({ length: 16 }, (_, places) => places).some(
    (places) => places >= shown.scale && compare(rounded(magnitude, places), shown) === 0,
  );
}

function isNegative(value: Decimal): boolean {
  return value.coefficient < 0n;
}
