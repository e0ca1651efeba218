import { type Colour, hexColour, tinted } from "../colour.js";
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
