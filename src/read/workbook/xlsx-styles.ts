import { BLACK, type Colour, WHITE } from "../colour.js";
import { builtinFormat, numberFormat } from "../format/format.js";
import { type CellStyle, type ChangedStyle, LEAST_SIZE } from "../sheet/sheet.js";
import { OFFICE_THEME, type Palette, readTheme } from "../theme.js";
import { type Attributes, readXml } from "../xml.js";
import { colourOf } from "./xlsx-colours.js";

export interface Styles {
  readonly cells: readonly CellStyle[];
  readonly changed: readonly ChangedStyle[];
  readonly palette: Palette;
}

export const NO_STYLES: Styles = { cells: [], changed: [], palette: OFFICE_THEME };

interface Reading {
  readonly palette: Palette;
  readonly custom: Map<string, string>;
  readonly fonts: (ChangedStyle & { tiny?: boolean })[];
  readonly fills: (Colour | undefined)[];
  readonly cells: CellStyle[];
  readonly changed: ChangedStyle[];
  readonly path: string[];
  pattern: string;
}

const themes = new Map<string, Palette>();
const known = new Map<string, { readonly palette: Palette; readonly styles: Styles }>();
const LONGEST_KNOWN = 256 * 1024;
const MOST_KNOWN = 32;

/** The colours of a theme part. A program writes the same theme into every file: it is read once. */
export function paletteOf(theme: string | undefined): Palette {
  if (theme === undefined) return OFFICE_THEME;
  const palette = themes.get(theme) ?? readTheme(theme);
  if (themes.size >= MOST_KNOWN) themes.clear();
  if (theme.length <= LONGEST_KNOWN) themes.set(theme, palette);
  return palette;
}

/** The styles that a styles part and a theme's colours give, made once. */
export function stylesOf(xml: string, palette: Palette): Styles {
  const before = known.get(xml);
  if (before && before.palette === palette) return before.styles;
  const styles = readStyles(xml, palette);
  if (known.size >= MOST_KNOWN) known.clear();
  if (xml.length <= LONGEST_KNOWN) known.set(xml, { palette, styles });
  return styles;
}

/** Reads the styles part: only what tells how a number is shown. */
function readStyles(xml: string, palette: Palette): Styles {
  const lists = { custom: new Map(), fonts: [], fills: [], cells: [], changed: [] };
  const reading: Reading = { palette, ...lists, path: [], pattern: "" };
  readXml(xml, {
    open(name, attributes) {
      enter(reading, name, attributes);
      reading.path.push(name);
    },
    close() {
      reading.path.pop();
    },
    text() {},
  });
  return { cells: reading.cells, changed: reading.changed, palette };
}

function enter(reading: Reading, name: string, attributes: Attributes): void {
  const { path } = reading;
  const parent = path.at(-1);
  if (name === "dxf") reading.changed.push({});
  else if (name === "numFmt") takeFormat(reading, attributes);
  else if (name === "font" && parent === "fonts") reading.fonts.push({});
  else if (name === "fill" && parent === "fills") reading.fills.push(WHITE);
  else if (name === "xf" && parent === "cellXfs") reading.cells.push(styleOf(reading, attributes));
  else if (name === "alignment" && path.at(-2) === "cellXfs") takeAlignment(reading, attributes);
  else if (parent === "font") takeFont(reading, name, attributes);
  else if (path.includes("fill")) takeFill(reading, name, attributes);
}

function takeAlignment({ cells }: Reading, attributes: Attributes): void {
  const last = cells.pop();
  if (last) cells.push(attributes.get("horizontal") === "fill" ? { ...last, repeats: true } : last);
}

function takeFormat(reading: Reading, attributes: Attributes): void {
  const code = attributes.get("formatCode") ?? "";
  const changed = reading.path.includes("dxf") ? reading.changed.at(-1) : undefined;
  if (changed) changed.format = numberFormat(code);
  else reading.custom.set(attributes.get("numFmtId") ?? "", code);
}

function takeFont(reading: Reading, name: string, attributes: Attributes): void {
  const font = reading.path.includes("dxf") ? reading.changed.at(-1) : reading.fonts.at(-1);
  if (!font) return;
  if (name === "strike") font.struck = !/^(?:0|false)$/i.test(attributes.get("val") ?? "1");
  if (name === "sz" && !reading.path.includes("dxf")) Object.assign(font, { tiny: isTiny(attributes) });
  if (name !== "color") return;
  const ink = colourOf(attributes, reading.palette, BLACK);
  if (ink) font.ink = ink;
}

/** A solid ground has its colour in front; a conditional format, for no reason, behind. */
function takeFill(reading: Reading, name: string, attributes: Attributes): void {
  const changed = reading.path.includes("dxf") ? reading.changed.at(-1) : undefined;
  const last = reading.fills.length - 1;
  if (name === "patternFill") {
    reading.pattern = attributes.get("patternType") ?? (changed ? "solid" : "none");
    if (!changed && !/^(?:none|solid)$/.test(reading.pattern)) reading.fills[last] = undefined;
  } else if (name === "gradientFill" && !changed) reading.fills[last] = undefined;
  else if (reading.pattern !== "solid") return;
  else if (changed && /^(?:bg|fg)Color$/.test(name)) {
    const paper = colourOf(attributes, reading.palette, WHITE);
    if (paper && (name === "bgColor" || !changed.paper)) changed.paper = paper;
  } else if (!changed && name === "fgColor") reading.fills[last] = colourOf(attributes, reading.palette, WHITE);
}

function styleOf({ custom, fonts, fills }: Reading, attributes: Attributes): CellStyle {
  const id = attributes.get("numFmtId") ?? "0";
  const code = custom.get(id);
  const font = fonts[Number(attributes.get("fontId") ?? "0")];
  const fill = Number(attributes.get("fillId") ?? "0");
  return {
    format: code === undefined ? builtinFormat(Number(id)) : numberFormat(code),
    struck: font?.struck ?? false,
    ink: font?.ink ?? BLACK,
    paper: fill < fills.length ? fills[fill] : WHITE,
    tiny: font?.tiny ?? false,
  };
}

/** 字号, in points. */
export function isTiny(attributes: Attributes): boolean {
  const size = Number(attributes.get("val") ?? "");
  return attributes.has("val") && size < LEAST_SIZE;
}
