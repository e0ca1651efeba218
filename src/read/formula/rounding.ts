import { compare, type Decimal, decimal, isNegative, isZero, negate, shift, subtract } from "../../decimal.js";
import { isNear, type Known, type NumberScalar, numberOf } from "./scalar.js";

/** To the nearest, a half away from zero; towards zero; away from it; down to the lesser. */
export type Direction = "nearest" | "towards" | "away" | "down";

const HALF = decimal("0.5");
const ONE = decimal("1");

/** 舍入 to so many decimals; undefined where the number lies so near to the border that binary arithmetic decides. */
export function roundedTo(number: NumberScalar, places: number, direction: Direction): Known {
  if (Math.abs(places) > 30) return undefined;
  const moved = shift(number.value, places);
  const magnitude = isNegative(moved) ? negate(moved) : moved;
  const below = { coefficient: magnitude.coefficient / 10n ** BigInt(magnitude.scale), scale: 0 };
  const rest = subtract(magnitude, below);
  if (!number.exact && isUndecided(magnitude, below, direction)) return undefined;
  const up = isUp(rest, direction, isNegative(moved));
  const size = up ? { coefficient: below.coefficient + 1n, scale: 0 } : below;
  return numberOf(shift(isNegative(moved) ? negate(size) : size, -places));
}

function isUp(rest: Decimal, direction: Direction, negative: boolean): boolean {
  if (direction === "nearest") return compare(rest, HALF) >= 0;
  if (isZero(rest)) return false;
  return direction === "away" || (direction === "down" && negative);
}

function isUndecided(magnitude: Decimal, below: Decimal, direction: Direction): boolean {
  const borders = direction === "nearest" ? [add1(below, HALF)] : [below, add1(below, ONE)];
  return borders.some((border) => isNear(magnitude, border));
}

function add1(a: Decimal, b: Decimal): Decimal {
  return subtract(a, negate(b));
}
