import type { Attributes } from "../xml.js";

/** 颜色号 of the old palette, as the colours of a newer document are written; the first is automatic. */
const NUMBERED = [
  "auto",
  "000000",
  "0000FF",
  "00FFFF",
  "00FF00",
  "FF00FF",
  "FF0000",
  "FFFF00",
  "FFFFFF",
  "000080",
  "008080",
  "008000",
  "800080",
  "800000",
  "808000",
  "808080",
  "C0C0C0",
] as const;

/** 突出显示 by its number. */
const HIGHLIGHTS = [
  "none",
  "black",
  "blue",
  "cyan",
  "green",
  "magenta",
  "red",
  "yellow",
  "white",
  "darkBlue",
  "darkCyan",
  "darkGreen",
  "darkMagenta",
  "darkRed",
  "darkYellow",
  "darkGray",
  "lightGray",
] as const;

/** A number beyond the palette is a colour that nobody knows: like one of the palette it is not white. */
export function numberedInk(number: number): string {
  return NUMBERED[number] ?? "808080";
}

export function highlightName(number: number): string {
  return HIGHLIGHTS[number] ?? "lightGray";
}

/** Red, green and blue; a last byte that is not 0 says automatic. */
export function inkAt(view: DataView, at: number): string {
  if (view.getUint8(at + 3) !== 0) return "auto";
  return [0, 1, 2]
    .map((part) =>
      view
        .getUint8(at + part)
        .toString(16)
        .padStart(2, "0"),
    )
    .join("");
}

const NO_PATTERN = 0xffff;

/** 底纹: two colours and a pattern. */
export function shadingAt(view: DataView, at: number): Attributes {
  return shading(view.getUint16(at + 8, true), inkAt(view, at + 4));
}

/** The same in two bytes, with colours of the old palette. */
export function oldShading(packed: number): Attributes {
  return packed === NO_PATTERN ? shading(NO_PATTERN, "auto") : shading(packed >> 10, numberedInk((packed >> 5) & 31));
}

function shading(pattern: number, fill: string): Attributes {
  const value = pattern === 0 ? "clear" : pattern === NO_PATTERN ? "nil" : "pct50";
  return new Map([
    ["val", value],
    ["fill", fill],
  ]);
}
