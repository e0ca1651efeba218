import { calc } from "@csstools/css-calc";

/** What a unit is in pixels, or near it: a part of the window and a percentage are taken for a part of a thousand pixels. */
const PIXELS: Readonly<Record<string, number>> = {
  px: 1,
  pt: 4 / 3,
  pc: 16,
  in: 96,
  cm: 96 / 2.54,
  mm: 9.6 / 2.54,
  q: 2.4 / 2.54,
  rem: 16,
  rex: 8,
  rch: 8,
  ric: 16,
  rlh: 20,
  "%": 10,
};
const OF_FONT: Readonly<Record<string, number>> = { em: 1, ex: 0.5, ch: 0.5, ic: 1, cap: 0.7, lh: 1.2 };
const OF_WINDOW = /^(?:[sld]?v(?:w|h|i|b|min|max)|cq(?:w|h|i|b|min|max))$/;
const NUMBER = "[-+]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:e[-+]?\\d+)?";
const LENGTH = new RegExp(`^(${NUMBER})([a-z]+|%)?$`);
const FRACTION = new RegExp(`^(${NUMBER})(%)?$`);
const WITH_UNIT = new RegExp(`(?<![\\w.#-])(${NUMBER})([a-z]+|%)`, "g");

/** 长度 in pixels for a text of so many; undefined where it is none. */
export function inPixels(value: string | undefined, font: number): number | undefined {
  if (value === undefined) return undefined;
  const text = value.includes("(")
    ? calculated(value.replace(WITH_UNIT, (one) => `${pixels(one, font) ?? one}px`))
    : value;
  return pixels(text, font);
}

function pixels(text: string, font: number): number | undefined {
  const [, number, unit = "px"] = LENGTH.exec(text) ?? [];
  const scale =
    PIXELS[unit] ?? (OF_WINDOW.test(unit) ? 10 : OF_FONT[unit] === undefined ? undefined : OF_FONT[unit] * font);
  return number === undefined || scale === undefined ? undefined : Number((Number(number) * scale).toFixed(4));
}

/** A number or a percentage of one. */
export function numberOf(value: string | undefined): number | undefined {
  const [, number, percent] = FRACTION.exec(value === undefined ? "" : calculated(value)) ?? [];
  return number === undefined ? undefined : Number(number) / (percent === undefined ? 1 : 100);
}

const known = new Map<string, string>();

/** 算式: `calc(1px - 1px)` is `0px`. */
function calculated(value: string): string {
  if (!value.includes("(")) return value;
  if (known.size > 1000) known.clear();
  const result = known.get(value) ?? calc(value, { precision: 6, toCanonicalUnits: true });
  known.set(value, result);
  return result;
}
