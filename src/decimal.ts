/**
 * 数值: an exact decimal, `coefficient × 10^-scale`, always without trailing zeros.
 * There is no way from here to a binary float: figures are parsed from text, added and printed.
 */
export interface Decimal {
  readonly coefficient: bigint;
  readonly scale: number;
}

export const ZERO: Decimal = { coefficient: 0n, scale: 0 };

const PLAIN = /^([+-]?)(\d+)(?:\.(\d+))?$/;

const small = new Map<string, Decimal>();

/** 位数少的整数: most figures are of up to three digits, and each of those is made once. */
function smallNumber(text: string): Decimal | undefined {
  if (text.length > 3) return undefined;
  const known = small.get(text);
  if (known || !/^\d+$/.test(text)) return known;
  const made = { coefficient: BigInt(text), scale: 0 };
  small.set(text, made);
  return made;
}

/** Reads a plain decimal ("36", "-4", "32064.23"); anything else, an exponent included, is undefined. */
export function parseDecimal(text: string): Decimal | undefined {
  const known = smallNumber(text);
  if (known) return known;
  const match = PLAIN.exec(text);
  if (!match) return undefined;
  const fraction = match[3] ?? "";
  const digits = BigInt(match[2] + fraction);
  return normalized(match[1] === "-" ? -digits : digits, fraction.length);
}

/** Reads a number as a spreadsheet stores it, an exponent included: 1.5E3 is 1500. Undefined beyond 40 places. */
export function parseStored(text: string): Decimal | undefined {
  const known = smallNumber(text);
  if (known) return known;
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/.exec(text);
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = match ?? [];
  const places = Number(exponent);
  if (!match || whole + fraction === "" || Math.abs(places) > 40) return undefined;
  const digits = BigInt(whole + fraction);
  return shift({ coefficient: sign === "-" ? -digits : digits, scale: fraction.length }, places);
}

/** Rounds to so many decimals, a half away from zero. */
export function rounded(a: Decimal, decimals: number): Decimal {
  if (a.scale <= decimals) return a;
  const factor = 10n ** BigInt(a.scale - decimals);
  const magnitude = (a.coefficient < 0n ? -a.coefficient : a.coefficient) + factor / 2n;
  const quotient = magnitude / factor;
  return normalized(a.coefficient < 0n ? -quotient : quotient, decimals);
}

/** 有效数字: rounds decimals so that no more than so many digits are left; a whole number keeps them all. */
export function significant(a: Decimal, digits: number): Decimal {
  const length = String(absolute(a).coefficient).length;
  return length <= digits ? a : rounded(a, Math.max(0, a.scale - (length - digits)));
}

/** 修约规则: 四舍五入 (a half away from zero), or 四舍六入五成双 (a half to the even digit; GB/T 8170—2008, 3.2). */
export type Rounding = "halfUp" | "halfEven";

/** 商: a quotient rounded by a named rule; undefined where the divisor is 0. */
export function divided(a: Decimal, b: Decimal, decimals: number, rounding: Rounding): Decimal | undefined {
  if (isZero(b)) return undefined;
  const scale = Math.max(a.scale, b.scale);
  const [top, bottom] = [scaled(a, scale) * 10n ** BigInt(decimals), scaled(b, scale)];
  const negative = top < 0n !== bottom < 0n;
  const [dividend, divisor] = [magnitude(top), magnitude(bottom)];
  const whole = dividend / divisor;
  const rest = (dividend % divisor) * 2n;
  const up = rest > divisor || (rest === divisor && (rounding === "halfUp" || whole % 2n === 1n));
  const quotient = up ? whole + 1n : whole;
  return normalized(negative ? -quotient : quotient, decimals);
}

function magnitude(number: bigint): bigint {
  return number < 0n ? -number : number;
}

/** Reads a decimal that the program itself wrote; throws on anything else. */
export function decimal(text: string): Decimal {
  const value = parseDecimal(text);
  if (!value) throw new RangeError(`not a decimal: ${text}`);
  return value;
}

export function add(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return normalized(scaled(a, scale) + scaled(b, scale), scale);
}

export function negate(a: Decimal): Decimal {
  return { coefficient: -a.coefficient, scale: a.scale };
}

export function subtract(a: Decimal, b: Decimal): Decimal {
  return add(a, negate(b));
}

export function sum(terms: Iterable<Decimal>): Decimal {
  let total = 0n;
  let scale = 0;
  for (const term of terms) {
    if (term.scale > scale) {
      total *= 10n ** BigInt(term.scale - scale);
      scale = term.scale;
    }
    total += scaled(term, scale);
  }
  return normalized(total, scale);
}

export function compare(a: Decimal, b: Decimal): -1 | 0 | 1 {
  const scale = Math.max(a.scale, b.scale);
  const difference = scaled(a, scale) - scaled(b, scale);
  return difference === 0n ? 0 : difference < 0n ? -1 : 1;
}

export function equals(a: Decimal, b: Decimal): boolean {
  return a.coefficient === b.coefficient && a.scale === b.scale;
}

export function isZero(a: Decimal): boolean {
  return a.coefficient === 0n;
}

export function isNegative(a: Decimal): boolean {
  return a.coefficient < 0n;
}

export function absolute(a: Decimal): Decimal {
  return isNegative(a) ? negate(a) : a;
}

/** Multiplies by 10^places: 万元 to 元 is 4, 元 to 万元 is -4. */
export function shift(a: Decimal, places: number): Decimal {
  return places >= 0
    ? normalized(a.coefficient * 10n ** BigInt(places), a.scale)
    : normalized(a.coefficient, a.scale - places);
}

export function multiply(a: Decimal, b: Decimal): Decimal {
  return normalized(a.coefficient * b.coefficient, a.scale + b.scale);
}

/** Prints a plain decimal: no exponent, no separators, no trailing zeros. */
export function format(a: Decimal): string {
  const sign = a.coefficient < 0n ? "-" : "";
  const digits = String(a.coefficient < 0n ? -a.coefficient : a.coefficient).padStart(a.scale + 1, "0");
  if (a.scale === 0) return sign + digits;
  return `${sign}${digits.slice(0, -a.scale)}.${digits.slice(-a.scale)}`;
}

/** A ratio in whole thousandths, a half rounded up; for shares and rates that are shown, never summed. */
export function permille(part: Decimal, whole: Decimal): bigint | undefined {
  if (isZero(whole)) return undefined;
  const scale = Math.max(part.scale, whole.scale);
  const [a, b] = [scaled(part, scale), scaled(whole, scale)];
  const magnitude = ((a < 0n ? -a : a) * 2000n + (b < 0n ? -b : b)) / ((b < 0n ? -b : b) * 2n);
  return a < 0n === b < 0n ? magnitude : -magnitude;
}

function scaled(a: Decimal, scale: number): bigint {
  return a.scale === scale ? a.coefficient : a.coefficient * 10n ** BigInt(scale - a.scale);
}

function normalized(coefficient: bigint, scale: number): Decimal {
  let c = coefficient;
  let s = scale;
  while (s > 0 && c % 10n === 0n) {
    c /= 10n;
    s -= 1;
  }
  return { coefficient: c, scale: s };
}
