import { type Colour, hexColour, isUnseen, WHITE } from "../colour.js";
import type { Attributes } from "../xml.js";
import { isColoured, type RunProperties, type WordStyles } from "./styles.js";

/** 一段文字的格式, as far as it has been read: the run's own properties and the styles around it. */
export interface RunFormat {
  readonly styles: WordStyles;
  readonly own: RunProperties;
  character: string | undefined;
  paragraph: string | undefined;
  table: string | undefined;
  /** The run or its paragraph has a ground of its own. */
  shaded: boolean;
  /** Of the cell around it; undefined where it says nothing itself. */
  paper: Colour | "coloured" | undefined;
}

/** 删除线 and 隐藏 are switches: a character style in a paragraph style that has it too turns it off again; what the run says itself stands. */
export function isOnIn(format: RunFormat, property: "strike" | "vanish"): boolean {
  const { styles, own, character, paragraph, table } = format;
  const said = own[property];
  if (said !== undefined) return said;
  const [byCharacter, byParagraph, byTable] = [character, paragraph ?? styles.paragraph, table ?? styles.table].map(
    (style) => styles.propertiesOf(style)[property] === true,
  );
  return byTable || byCharacter !== byParagraph;
}

/** White on white. On a ground that can't be told nothing is pale. */
export function isPale(format: RunFormat): boolean {
  const { styles, own, character, paragraph, table, shaded, paper } = format;
  const ink =
    own.ink ??
    styles.propertiesOf(character).ink ??
    styles.propertiesOf(paragraph ?? styles.paragraph).ink ??
    styles.propertiesOf(table ?? styles.table).ink;
  if (ink === undefined || ink === "auto" || shaded || paper === "coloured") return false;
  if (paper === undefined && styles.isShaded(table ?? styles.table)) return false;
  return isUnseen(ink, paper ?? WHITE);
}

/** 底纹: the ground that a cell's `shd` names; a pattern's is not one colour. */
export function paperOf(attributes: Attributes): Colour | "coloured" {
  const fill = attributes.get("fill") ?? "auto";
  if (!isColoured(attributes)) return WHITE;
  return (/^clear$/.test(attributes.get("val") ?? "clear") ? hexColour(fill) : undefined) ?? "coloured";
}
