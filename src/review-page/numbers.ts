import {
  absolute,
  compare,
  type Decimal,
  decimal,
  format,
  isNegative,
  isZero,
  permille,
  subtract,
} from "../decimal.js";

/** Printed with its sign: +3, -2, 0. */
export function signed(value: Decimal): string {
  return isNegative(value) || isZero(value) ? format(value) : `+${format(value)}`;
}

export function changeOf(now: string | null, before: string | null): Decimal | null {
  return now === null || before === null ? null : subtract(decimal(now), decimal(before));
}

/** A share to a tenth, 12.5%; — where the whole is 0. */
export function percent(part: Decimal, whole: Decimal): string {
  const share = permille(absolute(part), absolute(whole));
  if (share === undefined) return "—";
  const sign = isNegative(part) && share > BigInt(0) ? "-" : "";
  return `${sign}${share / BigInt(10)}.${share % BigInt(10)}%`;
}

/** Length of a bar in hundredths. */
export function barLength(part: Decimal, whole: Decimal): number {
  return Math.min(100, Number(permille(absolute(part), absolute(whole)) ?? BigInt(0)) / 10);
}

/** Largest first. Missing values come before all others, because they are what must be asked about. */
export function byValue(a: string | null, b: string | null): number {
  if (a === null || b === null) return (a === null ? 0 : 1) - (b === null ? 0 : 1);
  return -compare(decimal(a), decimal(b));
}

/** 增减最大的在前. */
export function byChange(a: Decimal | null, b: Decimal | null): number {
  if (a === null || b === null) return (a === null ? 1 : 0) - (b === null ? 1 : 0);
  return -compare(absolute(a), absolute(b));
}
