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
  const part = (at: number): number => Number.parseInt(full.slice(at, at + 2), 16);
  return [part(0), part(2), part(4)];
}

/** 色调: lighter (above 0) or darker, as themes vary a colour. */
export function tinted(colour: Colour, tint: number): Colour {
  const vary = (part: number): number => Math.round(tint < 0 ? part * (1 + tint) : part + (255 - part) * tint);
  return [vary(colour[0]), vary(colour[1]), vary(colour[2])];
}

/** The first sixteen colours of the old numbered palette stand there twice; the others are no white. */
const NUMBERED = "000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF".split(" ").map(hexColour);
const MORE = (
  "800000 008000 000080 808000 800080 008080 C0C0C0 808080 9999FF 993366 FFFFCC CCFFFF 660066 FF8080 0066CC CCCCFF " +
  "000080 FF00FF FFFF00 00FFFF 800080 800000 008080 0000FF 00CCFF CCFFFF CCFFCC FFFF99 99CCFF FF99CC CC99FF FFCC99 " +
  "3366FF 33CCCC 99CC00 FFCC00 FF9900 FF6600 666699 969696 003366 339966 003300 333300 993300 993366 333399 333333"
)
  .split(" ")
  .map(hexColour);

/** A colour by its number in the old palette; 64 is the system's ink, 65 its ground. */
export function numberedColour(index: number): Colour | undefined {
  if (index < 16) return NUMBERED[index % 8];
  return index < 64 ? MORE[index - 16] : undefined;
}
