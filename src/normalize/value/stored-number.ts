import { type Decimal, parseDecimal, shift, ZERO } from "../../decimal.js";
import type { Figure } from "../../form/form.js";
import { type Digits, type Reading, unreadable } from "./reading.js";

/** 存储的数: a number as a spreadsheet file holds it, perhaps with an exponent (1.5E3) or a floating-point error (30.000000000000004). */
export function storedNumber(text: string, figure: Figure): Digits | Reading {
  const plain = expanded(text);
  const value = plain === undefined ? undefined : parseDecimal(plain);
  if (value === undefined || plain === undefined) return unreadable("数字格式不能识别");
  if (value.scale <= figure.decimals) return { value, cleaned: [] };
  const rounded = roundedTo(value, figure.decimals);
  return isFloatingPointError(value, rounded) ? { value: rounded, cleaned: ["浮点误差"] } : { value, cleaned: [] };
}

/** Without exponent, exactly: 1.5E3 is 1500. */
function expanded(text: string): string | undefined {
  const match = /^([+-]?)(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/.exec(text);
  if (!match) return undefined;
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = match;
  const places = Number(exponent);
  if (Math.abs(places) > 40) return undefined;
  const digits = (whole + fraction).padStart(whole.length + fraction.length + Math.max(0, -places), "0");
  const point = digits.length - fraction.length + places;
  if (point >= digits.length) return sign + digits.padEnd(point, "0");
  return `${sign}${digits.slice(0, Math.max(point, 0)) || "0"}.${digits.slice(Math.max(point, 0))}`;
}

function roundedTo(value: Decimal, decimals: number): Decimal {
  const factor = 10n ** BigInt(value.scale - decimals);
  const half = factor / 2n;
  const magnitude = value.coefficient < 0n ? -value.coefficient : value.coefficient;
  const quotient = (magnitude + half) / factor;
  const text = String(value.coefficient < 0n ? -quotient : quotient);
  return shift(parseDecimal(text) ?? ZERO, -decimals);
}

/** Whether the two differ by less than a double can hold: 30.000000000000004 was stored for 30. */
function isFloatingPointError(value: Decimal, rounded: Decimal): boolean {
  const scale = Math.max(value.scale, rounded.scale);
  const a = value.coefficient * 10n ** BigInt(scale - value.scale);
  const b = rounded.coefficient * 10n ** BigInt(scale - rounded.scale);
  const difference = a > b ? a - b : b - a;
  const size = a < 0n ? -a : a;
  return difference * 10n ** 13n <= size;
}
