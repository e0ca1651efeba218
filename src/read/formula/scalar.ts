import {
  absolute,
  add,
  compare,
  type Decimal,
  decimal,
  isZero,
  multiply,
  parseStored,
  shift,
  subtract,
  ZERO,
} from "../../decimal.js";

/**
 * 值: one value of a formula. `exact` where every program computes the very same number: whole numbers, and what is typed; not what
 * binary arithmetic may miss by a hair. An error is one that every program gives too.
 */
export type Scalar =
  | { readonly kind: "number"; readonly value: Decimal; readonly exact: boolean }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "truth"; readonly on: boolean }
  | { readonly kind: "blank" }
  | { readonly kind: "error" };

/** Undefined where the value can't be told here. */
export type Known = Scalar | undefined;

/** 一片值, row by row; a single value is a table of one. */
export type Table = readonly (readonly Known[])[];

export type NumberScalar = Extract<Scalar, { kind: "number" }>;

export const BLANK: Scalar = { kind: "blank" };
export const ERROR: Scalar = { kind: "error" };

export function numberOf(value: Decimal, exact = true): NumberScalar {
  return { kind: "number", value, exact };
}

export function textOf(text: string): Scalar {
  return { kind: "text", text };
}

export function truthOf(on: boolean): Scalar {
  return { kind: "truth", on };
}

export function single(value: Known): Table {
  return [[value]];
}

/** The one value of a table of one. */
export function onlyOf(table: Table | undefined): Known {
  return table?.length === 1 && table[0]?.length === 1 ? table[0][0] : undefined;
}

const LARGEST_EXACT = 1n << 53n;

/** What an operation over numbers gives: exact only among whole numbers. */
export function computed(value: Decimal, ...of: readonly NumberScalar[]): NumberScalar {
  const whole = of.every((one) => one.exact && one.value.scale === 0) && value.scale === 0;
  const size = value.coefficient < 0n ? -value.coefficient : value.coefficient;
  return numberOf(value, whole && size < LARGEST_EXACT);
}

/** As arithmetic takes a value: nothing is 0, TRUE is 1, a text that is a plain number is that number, any other an error. */
export function arithmetic(value: Known): Known {
  switch (value?.kind) {
    case "blank":
      return numberOf(ZERO);
    case "truth":
      return numberOf({ coefficient: value.on ? 1n : 0n, scale: 0 });
    case "text":
      return numberIn(value.text);
    default:
      return value;
  }
}

/** 千分位、日期 and the like are numbers to one program and errors to another. */
function numberIn(text: string): Known {
  const plain = text.trim();
  const number = /^[+-]?\d+(?:\.\d+)?$/.test(plain) ? parseStored(plain) : undefined;
  if (number) return numberOf(number);
  return /[\d０-９〇零一二三四五六七八九十]/.test(plain) ? undefined : ERROR;
}

/** As a condition: what is not 0 is true. */
export function isTrue(value: Known): boolean | undefined {
  if (value?.kind === "truth") return value.on;
  if (value?.kind === "blank") return false;
  return value?.kind === "number" ? !isZero(value.value) : undefined;
}

const NEAR = decimal("0.000000001");

/** Within what binary arithmetic may lose. */
export function isNear(a: Decimal, b: Decimal): boolean {
  const size = compare(absolute(a), absolute(b)) > 0 ? absolute(a) : absolute(b);
  const allowed = compare(size, decimal("1")) > 0 ? multiply(size, NEAR) : NEAR;
  return compare(absolute(subtract(a, b)), allowed) <= 0;
}

/** Exact to 24 decimals. */
export function quotient(left: NumberScalar, right: NumberScalar): Scalar {
  if (isZero(right.value)) return ERROR;
  const places = 24;
  const above = left.value.coefficient * 10n ** BigInt(places + right.value.scale);
  const below = right.value.coefficient * 10n ** BigInt(left.value.scale);
  return computed(shift({ coefficient: above / below, scale: 0 }, -places), left, right);
}

export function total(numbers: readonly NumberScalar[]): NumberScalar {
  let sum: Decimal = ZERO;
  for (const { value } of numbers) sum = add(sum, value);
  return computed(sum, ...numbers);
}

/** The same to the eye: 1 and 1.0000000001 can't be told apart for certain, and neither can what is ordered by it. */
export function ordered(a: NumberScalar, b: NumberScalar): -1 | 0 | 1 | undefined {
  const order = compare(a.value, b.value);
  return order !== 0 && !(a.exact && b.exact) && isNear(a.value, b.value) ? undefined : order;
}
