import { color, serializeRGB } from "@csstools/css-color-parser";
import { parseComponentValue } from "@csstools/css-parser-algorithms";
import { tokenize } from "@csstools/css-tokenizer";
import type { Colour } from "../colour.js";

/** 颜色 with how much of it covers what lies behind, 0 to 1. */
export interface Tint {
  readonly colour: Colour;
  readonly alpha: number;
}

const CLEAR: Tint = { colour: [0, 0, 0], alpha: 0 };
const INK: Tint = { colour: [0, 0, 0], alpha: 1 };
const PAPER: Tint = { colour: [255, 255, 255], alpha: 1 };
const SYSTEM: Readonly<Record<string, Tint | "unknown">> = {
  transparent: CLEAR,
  canvastext: INK,
  windowtext: INK,
  fieldtext: INK,
  buttontext: INK,
  infotext: INK,
  menutext: INK,
  captiontext: INK,
  canvas: PAPER,
  window: PAPER,
  field: PAPER,
  highlighttext: "unknown",
  highlight: "unknown",
  graytext: "unknown",
  linktext: "unknown",
  visitedtext: "unknown",
  activetext: "unknown",
  buttonface: "unknown",
  buttonborder: "unknown",
  mark: "unknown",
  marktext: "unknown",
  accentcolor: "unknown",
  accentcolortext: "unknown",
  "-webkit-link": "unknown",
  "-webkit-text": INK,
};

const OF_COLOUR =
  /^(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color|color-mix|light-dark|contrast-color|device-cmyk)\(.*\)$/;
const known = new Map<string, Tint | undefined>();

/** Whether a browser takes it for a colour. */
export function isColour(value: string): boolean {
  return value === "currentcolor" || value in SYSTEM || OF_COLOUR.test(value) || tintOf(value) !== undefined;
}

/** `#fff8`, `hsl(0 0% 100%)`, `white`, `color-mix(in srgb, …)`; undefined where it is no colour, or which one can't be told. */
export function tintOf(value: string): Tint | undefined {
  const system = SYSTEM[value];
  if (system !== undefined) return system === "unknown" ? undefined : system;
  if (!known.has(value)) {
    if (known.size > 5000) known.clear();
    known.set(value, computed(value));
  }
  return known.get(value);
}

function computed(value: string): Tint | undefined {
  if (!/^(?:#[0-9a-f]+|[a-z]+|[a-z-]+\(.*\))$/.test(value) || /^url\(/.test(value)) return undefined;
  const light = /^light-dark\(([^(),]+|[a-z-]+\([^()]*\)),/.exec(value)?.[1];
  const node = parseComponentValue(tokenize({ css: light ?? value }));
  const data = node && color(node);
  if (!data) return undefined;
  const parts =
    serializeRGB(data)
      .toString()
      .match(/[\d.]+/g)
      ?.map(Number) ?? [];
  const [red, green, blue, alpha = 1] = parts;
  if (red === undefined || green === undefined || blue === undefined) return undefined;
  return { colour: [red, green, blue], alpha };
}

/** What is seen of a colour before another. */
export function over({ colour, alpha }: Tint, behind: Colour): Colour {
  const seen = (part: 0 | 1 | 2): number => Math.round(colour[part] * alpha + behind[part] * (1 - alpha));
  return [seen(0), seen(1), seen(2)];
}
