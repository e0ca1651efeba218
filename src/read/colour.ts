/** 颜色: red, green, blue, each 0 to 255. */
export type Colour = readonly [number, number, number];

export const WHITE: Colour = [255, 255, 255];
export const BLACK: Colour = [0, 0, 0];

/** Less than this apart in every part, no eye tells them apart. */
const LEAST = 12;

/** 看不见: text in the colour of what lies behind it. */
export function isUnseen(ink: Colour, paper: Colour): boolean {
  return ink.every((part, at) => Math.abs(part - (paper[at] as number)) < LEAST);
}

/** `#fff`, `FFFFFF`, `FFFFFFFF` (with alpha first): undefined where it is no colour. */
export function hexColour(text: string): Colour | undefined {
  const hex = /^#?(?:[0-9a-f]{2})?([0-9a-f]{6})$/i.exec(text.trim())?.[1];
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])[0-9a-f]?$/i.exec(text.trim());
  const full =
    hex ??
    short
      ?.slice(1, 4)
      .map((digit) => digit + digit)
      .join("");
  if (full === undefined) return undefined;
  return [0, 2, 4].map((at) => Number.parseInt(full.slice(at, at + 2), 16)) as unknown as Colour;
}

/** 色调: lighter (above 0) or darker, as themes vary a colour. */
export function tinted(colour: Colour, tint: number): Colour {
  const vary = (part: number): number => Math.round(tint < 0 ? part * (1 + tint) : part + (255 - part) * tint);
  return [vary(colour[0]), vary(colour[1]), vary(colour[2])];
}
