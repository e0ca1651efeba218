import { type Colour, hexColour } from "../colour.js";
import { type Attributes, readXml } from "../xml.js";

/** 字符属性: what of a run's properties decides whether and how it is seen; undefined where nothing is said. */
export interface RunProperties {
  strike?: boolean;
  vanish?: boolean;
  ink?: Colour | "auto";
}

interface Style {
  readonly properties: RunProperties;
  basedOn: string | undefined;
  /** A table style that colours grounds: what lies behind a text is then not known. */
  shaded: boolean;
}

/** 样式: what paragraph, character and table styles say of runs. */
export interface WordStyles {
  propertiesOf(style: string | undefined): RunProperties;
  isShaded(style: string | undefined): boolean;
  /** The styles of paragraphs and tables that name none. */
  readonly paragraph: string | undefined;
  readonly table: string | undefined;
}

export const NO_STYLES: WordStyles = {
  propertiesOf: () => ({}),
  isShaded: () => false,
  paragraph: undefined,
  table: undefined,
};

/** A style based on a style based on a style: no document goes deeper. */
const DEEPEST = 20;

interface Reading {
  readonly styles: Map<string, Style>;
  readonly defaults: { paragraph: string | undefined; table: string | undefined };
  readonly path: string[];
  style: Style | undefined;
}

/** Reads the styles part: only what tells whether text is seen and whether it is crossed out. */
export function readWordStyles(xml: string): WordStyles {
  const defaults: Reading["defaults"] = { paragraph: undefined, table: undefined };
  const reading: Reading = { styles: new Map(), defaults, path: [], style: undefined };
  readXml(xml, {
    open(name, attributes) {
      if (name === "style") openStyle(reading, attributes);
      else if (reading.style) takeStyle(reading.style, reading.path, name, attributes);
      reading.path.push(name);
    },
    close(name) {
      reading.path.pop();
      if (name === "style") reading.style = undefined;
    },
    text() {},
  });
  return {
    propertiesOf: (style) => Object.assign({}, ...chainOf(reading, style).map(({ properties }) => properties)),
    isShaded: (style) => chainOf(reading, style).some(({ shaded }) => shaded),
    ...defaults,
  };
}

function openStyle(reading: Reading, attributes: Attributes): void {
  const [id, type] = [attributes.get("styleId") ?? "", attributes.get("type")];
  reading.style = { properties: {}, basedOn: undefined, shaded: false };
  reading.styles.set(id, reading.style);
  if (/^(?:1|true)$/.test(attributes.get("default") ?? "") && (type === "paragraph" || type === "table"))
    reading.defaults[type] = id;
}

function takeStyle(style: Style, path: readonly string[], name: string, attributes: Attributes): void {
  if (name === "basedOn") style.basedOn = attributes.get("val");
  else if (name === "shd" && isColoured(attributes)) style.shaded = true;
  // What a table style says of single rows and columns is not known to hold for a cell.
  else if (path.at(-1) === "rPr" && !path.includes("tblStylePr")) takeRunProperty(style.properties, name, attributes);
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

/** strike, dstrike, vanish and color, of a style or of a run itself. */
export function takeRunProperty(properties: RunProperties, name: string, attributes: Attributes): void {
  const value = attributes.get("val");
  if (name === "strike" || (name === "dstrike" && properties.strike !== true)) properties.strike = isOn(value);
  else if (name === "vanish") properties.vanish = isOn(value);
  else if (name === "color") {
    const ink = value === "auto" ? "auto" : hexColour(value ?? "");
    if (ink) properties.ink = ink;
  }
}

export function isOn(value: string | undefined): boolean {
  return !/^(?:0|false|off)$/i.test(value ?? "1");
}
