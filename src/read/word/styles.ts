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

export function readWordStyles(xml: string): WordStyles {
  const styles = new Map<string, Style>();
  const defaults: { paragraph: string | undefined; table: string | undefined } = {
    paragraph: undefined,
    table: undefined,
  };
  const path: string[] = [];
  let open: Style | undefined;
  readXml(xml, {
    open(name, attributes) {
      if (name === "style") {
        open = { properties: {}, basedOn: undefined, shaded: false };
        styles.set(attributes.get("styleId") ?? "", open);
        const type = attributes.get("type");
        if (/^(?:1|true)$/.test(attributes.get("default") ?? "") && (type === "paragraph" || type === "table"))
          defaults[type] = attributes.get("styleId");
      } else if (name === "basedOn" && open) open.basedOn = attributes.get("val");
      else if (open && name === "shd" && isColoured(attributes)) open.shaded = true;
      // What a table style says of single rows and columns is not known to hold for a cell.
      else if (open && path.at(-1) === "rPr" && !path.includes("tblStylePr"))
        takeRunProperty(open.properties, name, attributes);
      path.push(name);
    },
    close(name) {
      path.pop();
      if (name === "style") open = undefined;
    },
    text() {},
  });
  const chainOf = (style: string | undefined): readonly Style[] => {
    const chain: Style[] = [];
    for (let one = styles.get(style ?? ""); one && chain.length < DEEPEST; one = styles.get(one.basedOn ?? ""))
      chain.unshift(one);
    return chain;
  };
  return {
    propertiesOf: (style) => Object.assign({}, ...chainOf(style).map(({ properties }) => properties)),
    isShaded: (style) => chainOf(style).some(({ shaded }) => shaded),
    ...defaults,
  };
}

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
