import type { Element } from "./element.js";
import { numberAt, wordsOf } from "./values.js";

/** 颜色 as it matters for what a person sees: whether it shows on white paper, and how much of it lets through. */
export interface Colour {
  readonly white: boolean;
  readonly opacity: number;
}

/** 颜色空间: its palette, if it has one, and the largest value of a channel. */
export interface ColourSpace {
  readonly palette: readonly string[];
  readonly most: number;
}

export const BLACK: Colour = { white: false, opacity: 1 };
export const CLEAR: Colour = { white: false, opacity: 0 };

/** Patterns and shadings may let through what is under them. */
const PATTERNED = 0.99;

/** From this share of full light in each channel a colour does not show on paper. */
const LIGHT = 240 / 255;

/** The colour of a FillColor or StrokeColor; patterns and shadings show. */
export function colourOf(element: Element, spaces: ReadonlyMap<string, ColourSpace>, otherwise?: string): Colour {
  const space = spaces.get(element.attributes.get("ColorSpace") ?? otherwise ?? "");
  const index = element.attributes.get("Index");
  const value = index === undefined ? element.attributes.get("Value") : space?.palette[Number(index)];
  const opacity = numberAt(element, "Alpha", 255) / 255;
  if (element.children.length > 0) return { white: false, opacity: Math.min(opacity, PATTERNED) };
  if (value === undefined) return { white: false, opacity };
  return { white: isWhite(wordsOf(value).map(channelOf), space?.most ?? 255), opacity };
}

/** 0 to 255, or in hexadecimal digits after a `#`. */
function channelOf(text: string): number {
  return text.startsWith("#") ? Number.parseInt(text.slice(1), 16) : Number(text);
}

/** One channel is grey, three are red, green and blue, four are inks, of which none is white. */
function isWhite(channels: readonly number[], most: number): boolean {
  const shares = channels.map((channel) => channel / most);
  return shares.length === 4 ? shares.every((share) => share <= 1 - LIGHT) : shares.every((share) => share >= LIGHT);
}
