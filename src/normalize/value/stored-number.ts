import { type Decimal, parseStored, rounded } from "../../decimal.js";
import type { Figure } from "../../form/form.js";
import { type Digits, type Reading, unreadable } from "./reading.js";

/** 存储的数: a number as a spreadsheet file holds it, perhaps with an exponent (1.5E3) or a floating-point error (30.000000000000004). */
export function storedNumber(text: string, figure: Figure): Digits | Reading {
  const value = parseStored(text);
  if (value === undefined) return unreadable("数字格式不能识别");
  const cleaned = dustOf(value, figure);
  return { value: cleaned.length > 0 ? rounded(value, figure.decimals) : value, cleaned };
}

/** 913.5700000000001 is 913.57 where the rest is what binary arithmetic leaves behind. */
export function withoutDust(value: Decimal, figure: Figure): Decimal {
  return dustOf(value, figure).length > 0 ? rounded(value, figure.decimals) : value;
}

/** 二进制存储误差, if the number has it. */
export function dustOf(value: Decimal, figure: Figure): readonly string[] {
  const dusty = value.scale > figure.decimals && isFloatingPointError(value, rounded(value, figure.decimals));
  return dusty ? ["二进制存储误差"] : NO_DUST;
}

const NO_DUST: readonly string[] = [];

/** The difference is below what a double of this size can hold: 30.000000000000004 was 30. */
function isFloatingPointError(value: Decimal, near: Decimal): boolean {
  const scale = Math.max(value.scale, near.scale);
  const a = value.coefficient * 10n ** BigInt(scale - value.scale);
  const b = near.coefficient * 10n ** BigInt(scale - near.scale);
  const difference = a > b ? a - b : b - a;
  const size = a < 0n ? -a : a;
  return difference * 10n ** 13n <= size;
}
