import type { Alignment } from "../../text-format.js";
import { type Colour, hexColour, tinted } from "../colour.js";
import { OFFICE_THEME, type Palette, themeColour } from "../theme.js";
import { type Attributes, readXml } from "../xml.js";

/** 字符属性: what of a run's properties decides whether and how it is seen; undefined where nothing is said. */
export interface RunProperties {
  strike?: boolean;
  vanish?: boolean;
  bold?: boolean;
  italic?: boolean;
  underlined?: boolean;
  /** 上标、下标, and how far above the line, in half points. */
  raised?: boolean;
  position?: number;
  /** none: text without any colour. */
  ink?: Colour | "auto" | "none";
  /** In half points. */
  size?: number;
}

/** 自动编号 of a paragraph; number 0 takes that of its style away. */
export interface Numbering {
  id?: string;
  level?: string;
}

/** 段落属性: how a paragraph is set, where that is wanted; undefined where nothing is said. */
export interface ParagraphShape {
  alignment?: Alignment;
  /** In hundredths of a character, or else in twentieths of a point. */
  firstLineChars?: number;
  firstLine?: number;
  /** 大纲级别, from 0; 9 is body text. */
  level?: number;
}

interface Style {
  readonly properties: RunProperties;
  readonly shape: ParagraphShape;
  basedOn: string | undefined;
  /** A table style that colours grounds: what lies behind a text is then not known. */
  shaded: boolean;
  readonly numbering: Numbering;
}

/** 样式: what paragraph, character and table styles say of runs. */
export interface WordStyles {
  propertiesOf(style: string | undefined): RunProperties;
  isShaded(style: string | undefined): boolean;
  numberingOf(style: string | undefined): Numbering;
  shapeOf(style: string | undefined): ParagraphShape;
  /** What holds where no style says otherwise. */
  readonly defaults: RunProperties;
  readonly palette: Palette;
  /** The styles of paragraphs and tables that name none. */
  readonly paragraph: string | undefined;
  readonly table: string | undefined;
}

export const NO_STYLES: WordStyles = {
  propertiesOf: () => ({}),
  isShaded: () => false,
  numberingOf: () => ({}),
  shapeOf: () => ({}),
  defaults: {},
  palette: OFFICE_THEME,
  paragraph: undefined,
  table: undefined,
};

const NO_PROPERTIES: RunProperties = {};

/** A style based on a style based on a style: no document goes deeper. */
const DEEPEST = 20;

interface Reading {
  readonly styles: Map<string, Style>;
  readonly usual: { paragraph: string | undefined; table: string | undefined };
  readonly defaults: RunProperties;
  readonly palette: Palette;
  readonly path: string[];
  style: Style | undefined;
  /** What a table style says of a part of a table: the first row, the whole. */
  part: string;
}

/** Reads the styles part: only what tells whether text is seen and whether it is crossed out. */
export function readWordStyles(xml: string, palette: Palette): WordStyles {
  const usual: Reading["usual"] = { paragraph: undefined, table: undefined };
  const reading: Reading = { styles: new Map(), usual, defaults: {}, palette, path: [], style: undefined, part: "" };
  readXml(xml, {
    open(name, attributes) {
      enter(reading, name, attributes);
      reading.path.push(name);
    },
    close(name) {
      reading.path.pop();
      if (name === "style") reading.style = undefined;
    },
    text() {},
  });
  // Every run of the document asks for them.
  const known = new Map<string, RunProperties>();
  return {
    propertiesOf(style = "") {
      const before = known.get(style);
      if (before || !reading.styles.has(style)) return before ?? NO_PROPERTIES;
      const own: RunProperties = Object.assign({}, ...chainOf(reading, style).map(({ properties }) => properties));
      known.set(style, own);
      return own;
    },
    isShaded: (style) => chainOf(reading, style).some(({ shaded }) => shaded),
    numberingOf: (style) => Object.assign({}, ...chainOf(reading, style).map(({ numbering }) => numbering)),
    shapeOf: (style) => Object.assign({}, ...chainOf(reading, style).map(({ shape }) => shape)),
    defaults: reading.defaults,
    palette,
    ...usual,
  };
}

function enter(reading: Reading, name: string, attributes: Attributes): void {
  const { path, style, palette } = reading;
  if (name === "style") openStyle(reading, attributes);
  else if (name === "tblStylePr") reading.part = attributes.get("type") ?? "";
  else if (style) takeStyle(reading, style, name, attributes);
  else if (path.includes("rPrDefault") && path.at(-1) === "rPr")
    takeRunProperty(reading.defaults, name, attributes, palette);
}

function openStyle(reading: Reading, attributes: Attributes): void {
  const [id, type] = [attributes.get("styleId") ?? "", attributes.get("type")];
  reading.style = { properties: {}, shape: {}, basedOn: undefined, shaded: false, numbering: {} };
  reading.styles.set(id, reading.style);
  if (/^(?:1|true)$/.test(attributes.get("default") ?? "") && (type === "paragraph" || type === "table"))
    reading.usual[type] = id;
}

function takeStyle({ path, part, palette }: Reading, style: Style, name: string, attributes: Attributes): void {
  const parent = path.at(-1);
  if (name === "basedOn") style.basedOn = attributes.get("val");
  else if (name === "name") takeStyleName(style.shape, attributes.get("val") ?? "");
  else if (name === "shd" && isColoured(attributes)) style.shaded = true;
  else if (parent === "numPr") takeNumbering(style.numbering, name, attributes);
  else if (parent === "pPr") takeShape(style.shape, name, attributes);
  // What a table style says of single rows and columns is not known to hold for a cell.
  else if (parent === "rPr" && (!path.includes("tblStylePr") || part === "wholeTable"))
    takeRunProperty(style.properties, name, attributes, palette);
}

/** 标题样式: the built-in headings are known by their names, and often say no level. */
function takeStyleName(shape: ParagraphShape, name: string): void {
  const [, level] = /^heading ?([1-9])$/i.exec(name) ?? [];
  if (level !== undefined) shape.level ??= Number(level) - 1;
}

/** numId and ilvl. */
export function takeNumbering(numbering: Numbering, name: string, attributes: Attributes): void {
  const value = attributes.get("val") ?? "";
  if (name === "numId") numbering.id = value;
  else if (name === "ilvl") numbering.level = value;
}

const ALIGNMENTS: Readonly<Record<string, Alignment>> = {
  left: "left",
  start: "left",
  center: "center",
  right: "right",
  end: "right",
  both: "justify",
  distribute: "justify",
};

/** jc, ind and outlineLvl, of a style or of a paragraph itself. */
export function takeShape(shape: ParagraphShape, name: string, attributes: Attributes): void {
  const value = attributes.get("val") ?? "";
  const number = (attribute: string): number | undefined => {
    const text = attributes.get(attribute) ?? "";
    return /^\d{1,5}$/.test(text) ? Number(text) : undefined;
  };
  const alignment = Object.hasOwn(ALIGNMENTS, value) ? ALIGNMENTS[value] : undefined;
  if (name === "jc" && alignment) shape.alignment = alignment;
  else if (name === "outlineLvl") shape.level = number("val") ?? 9;
  else if (name === "ind") {
    const [chars, length] = [number("firstLineChars"), number("firstLine")];
    if (chars !== undefined) shape.firstLineChars = chars;
    if (length !== undefined) shape.firstLine = length;
  }
}

/** A style after those that it is based on. */
function chainOf({ styles }: Reading, style: string | undefined): readonly Style[] {
  const chain: Style[] = [];
  for (let one = styles.get(style ?? ""); one && chain.length < DEEPEST; one = styles.get(one.basedOn ?? ""))
    chain.unshift(one);
  return chain;
}

/** A ground that is not white. */
export function isColoured(attributes: Attributes): boolean {
  return (
    !/^(?:auto|ffffff)?$/i.test(attributes.get("fill") ?? "") || !/^(?:clear|nil)?$/.test(attributes.get("val") ?? "")
  );
}

/** strike, dstrike, vanish, color, sz, w, vertAlign and position, of a style or of a run itself. */
export function takeRunProperty(
  properties: RunProperties,
  name: string,
  attributes: Attributes,
  palette: Palette,
): void {
  const value = attributes.get("val");
  if (name === "strike" || (name === "dstrike" && properties.strike !== true)) properties.strike = isOn(value);
  else if (name === "vanish") properties.vanish = isOn(value);
  else if (name === "b") properties.bold = isOn(value);
  else if (name === "i") properties.italic = isOn(value);
  else if (name === "u") properties.underlined = value !== "none";
  else if (name === "sz" && /^\d{1,4}$/.test(value ?? "")) properties.size = Number(value);
  else if (name === "vertAlign") properties.raised = /^(?:super|sub)script$/.test(value ?? "");
  else if (name === "position") properties.position = Number(value) || 0;
  // Characters squeezed to a tenth of their width are strokes.
  else if (name === "w" && Number(value ?? "100") < 10) properties.size = 0;
  else if (name === "color") {
    const ink = inkOf(attributes, palette);
    if (ink) properties.ink = ink;
  }
}

/** A theme's colour outranks the one that stands beside it for programs without themes. */
function inkOf(attributes: Attributes, palette: Palette): Colour | "auto" | undefined {
  const value = attributes.get("val") ?? "";
  const theme = themeColour(palette, attributes.get("themeColor") ?? "");
  if (!theme) return value === "auto" ? "auto" : hexColour(value);
  const part = (name: string): number | undefined => {
    const hex = attributes.get(name) ?? "";
    return /^[0-9a-f]{1,2}$/i.test(hex) ? Number.parseInt(hex, 16) / 255 : undefined;
  };
  const [tint, shade] = [part("themeTint"), part("themeShade")];
  return tinted(theme, tint !== undefined ? 1 - tint : shade !== undefined ? shade - 1 : 0);
}

/** 文本填充 of newer programs: none, or a colour, or one that is all but transparent. */
export function takeTextFill(properties: RunProperties, name: string, attributes: Attributes, palette: Palette): void {
  const value = attributes.get("val") ?? "";
  if (name === "noFill") properties.ink = "none";
  else if (name === "srgbClr" || name === "schemeClr") {
    const ink = name === "srgbClr" ? hexColour(value) : themeColour(palette, value);
    if (ink) properties.ink = ink;
  } else if (name === "alpha" && Number(value) >= MOST_TRANSPARENT) properties.ink = "none";
}

/** In thousandths of a percent. */
const MOST_TRANSPARENT = 90_000;

export function isOn(value: string | undefined): boolean {
  return !/^(?:0|false|off)$/i.test(value ?? "1");
}
