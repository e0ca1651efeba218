import { type Look, lookOf } from "../../text-format.js";
import { type Colour, hexColour, isUnseen, WHITE } from "../colour.js";
import { type Palette, themeColour } from "../theme.js";
import type { Attributes } from "../xml.js";
import { isColoured, type RunProperties, type WordStyles } from "./styles.js";

/** 底色; where it is a pattern no one colour. */
export type Ground = Colour | "coloured" | undefined;

/** 一段文字的格式, as far as it has been read: the run's own properties and the styles around it. */
export interface RunFormat {
  readonly styles: WordStyles;
  readonly own: RunProperties;
  character: string | undefined;
  paragraph: string | undefined;
  table: string | undefined;
  /** Of the run itself, of its paragraph, of the cell around it; undefined where nothing is said. */
  ground: Ground;
  paragraphGround: Ground;
  paper: Ground;
}

/** What the run says itself, or its styles from the nearest to the farthest. */
function said<K extends keyof RunProperties>(format: RunFormat, property: K): RunProperties[K] {
  const { styles, own, character, paragraph, table } = format;
  return (
    own[property] ??
    styles.propertiesOf(character)[property] ??
    styles.propertiesOf(paragraph ?? styles.paragraph)[property] ??
    styles.propertiesOf(table ?? styles.table)[property] ??
    styles.defaults[property]
  );
}

/** 删除线 and 隐藏 are switches: a character style in a paragraph style that has it too turns it off again; what the run says itself stands. */
export function isOnIn(format: RunFormat, property: "strike" | "vanish" | "bold" | "italic"): boolean {
  const { styles, own, character, paragraph, table } = format;
  const ownWord = own[property];
  if (ownWord !== undefined) return ownWord;
  const [byCharacter, byParagraph, byTable] = [character, paragraph ?? styles.paragraph, table ?? styles.table].map(
    (style) => styles.propertiesOf(style)[property] === true,
  );
  return byTable || styles.defaults[property] === true || byCharacter !== byParagraph;
}

/** 加粗、倾斜、下划线 of a run; of a heading only what the run says itself, for the report's headings have styles of their own. */
export function emphasisOf(format: RunFormat, heading: boolean): Look {
  const { own } = format;
  if (heading) return lookOf(own.bold === true, own.italic === true, own.underlined === true);
  return lookOf(isOnIn(format, "bold"), isOnIn(format, "italic"), said(format, "underlined") === true);
}

/** 字号 of a run, in half points. */
export function sizeOf(format: RunFormat): number | undefined {
  return said(format, "size");
}

/** 上标、下标. */
export function isRaised(format: RunFormat): boolean {
  return said(format, "raised") === true;
}

/** How far a run stands above the line, in half points. */
export function positionOf(format: RunFormat): number {
  return said(format, "position") ?? 0;
}

/** In half points; what is smaller nobody reads. */
const LEAST_SIZE = 6;

/** White on white, without a colour, or too small to be seen. On a ground that can't be told nothing is pale. */
export function isPale(format: RunFormat): boolean {
  const ink = said(format, "ink");
  if ((said(format, "size") ?? LEAST_SIZE) < LEAST_SIZE || ink === "none") return true;
  const { styles, table, ground, paragraphGround, paper } = format;
  if (ink === undefined || ink === "auto") return false;
  const behind = ground ?? paragraphGround ?? paper ?? (styles.isShaded(table ?? styles.table) ? "coloured" : WHITE);
  return behind !== "coloured" && isUnseen(ink, behind);
}

/** 底纹: the ground that `shd` names; a pattern's is not one colour, and `none` is what it means to name none. */
export function groundOf(attributes: Attributes, palette: Palette, none: Ground): Ground {
  const fill = attributes.get("fill") ?? "auto";
  const theme = themeColour(palette, attributes.get("themeFill") ?? "");
  if (theme && !isUnseen(theme, WHITE)) return "coloured";
  if (!isColoured(attributes)) return /^ffffff$/i.test(fill) ? WHITE : none;
  return (/^clear$/.test(attributes.get("val") ?? "clear") ? hexColour(fill) : undefined) ?? "coloured";
}

const HIGHLIGHTS: Readonly<Record<string, string>> = {
  black: "000000",
  blue: "0000FF",
  cyan: "00FFFF",
  green: "00FF00",
  magenta: "FF00FF",
  red: "FF0000",
  yellow: "FFFF00",
  white: "FFFFFF",
  darkBlue: "000080",
  darkCyan: "008080",
  darkGreen: "008000",
  darkMagenta: "800080",
  darkRed: "800000",
  darkYellow: "808000",
  darkGray: "808080",
  lightGray: "C0C0C0",
};

/** 突出显示. */
export function highlightOf(name: string): Ground {
  return name === "none" ? undefined : (hexColour(HIGHLIGHTS[name] ?? "") ?? "coloured");
}
