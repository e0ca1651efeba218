import { type Colour, hexColour, numberedColour, tinted } from "../colour.js";
import type { Palette } from "../theme.js";
import type { Attributes } from "../xml.js";

/** A colour as styles name it: by red, green and blue, by the theme, by number, or automatic; undefined where it can't be told. */
export function colourOf(attributes: Attributes, palette: Palette, automatic: Colour): Colour | undefined {
  const { rgb, theme, indexed } = Object.fromEntries(attributes);
  const tint = Number(attributes.get("tint") ?? "0") || 0;
  const colour =
    rgb !== undefined ? hexColour(rgb) : theme !== undefined ? palette[Number(theme)] : byNumber(indexed, automatic);
  return colour && (tint === 0 ? colour : tinted(colour, tint));
}

function byNumber(indexed: string | undefined, automatic: Colour): Colour | undefined {
  if (indexed === undefined || Number(indexed) >= 64) return automatic;
  return numberedColour(Number(indexed));
}
