import { type Colour, hexColour, numberedColour, tinted } from "../colour.js";
import { type Attributes, readXml } from "../xml.js";

/** 主题颜色, in the order in which styles number them. */
export type Palette = readonly (Colour | undefined)[];

/** Styles count the light ground first, the theme's part the dark ink. */
const ORDER = [
  "lt1",
  "dk1",
  "lt2",
  "dk2",
  "accent1",
  "accent2",
  "accent3",
  "accent4",
  "accent5",
  "accent6",
  "hlink",
  "folHlink",
];

/** The colours of programs that write no theme. */
export const OFFICE_THEME: Palette = ["FFFFFF", "000000", "EEECE1", "1F497D"].map(hexColour);

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

/** The colours of a theme part. */
export function readTheme(xml: string): Palette {
  const colours = new Map<string, Colour | undefined>();
  let name = "";
  readXml(xml, {
    open(element, attributes) {
      if (ORDER.includes(element)) name = element;
      else if (name !== "" && /^(?:srgbClr|sysClr)$/.test(element) && !colours.has(name))
        colours.set(name, hexColour(attributes.get("lastClr") ?? attributes.get("val") ?? ""));
    },
    close(element) {
      if (element === name) name = "";
    },
    text() {},
  });
  return ORDER.map((one) => colours.get(one));
}
