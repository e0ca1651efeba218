import { type Colour, hexColour } from "./colour.js";
import { readXml } from "./xml.js";

/** 主题颜色, in the order in which the styles of workbooks number them. */
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

/** Documents and drawings call the theme's colours by their use. */
const BY_USE: Readonly<Record<string, string>> = {
  background1: "lt1",
  light1: "lt1",
  bg1: "lt1",
  text1: "dk1",
  dark1: "dk1",
  tx1: "dk1",
  background2: "lt2",
  light2: "lt2",
  bg2: "lt2",
  text2: "dk2",
  dark2: "dk2",
  tx2: "dk2",
  hyperlink: "hlink",
  followedHyperlink: "folHlink",
};

export function themeColour(palette: Palette, use: string): Colour | undefined {
  return palette[ORDER.indexOf(BY_USE[use] ?? use)];
}
