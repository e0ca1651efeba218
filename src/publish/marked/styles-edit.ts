import { rememberedByText } from "../../remembered.js";
import { SEVERITY_GROUNDS } from "../workbook/workbook.js";
import type { MarkColour } from "./marks.js";
import { NotCopied } from "./refusal.js";
import { attributeOf, type Edit, edited, OF_PARTS, prefixOf, type Tag, tagsOf, withAttribute } from "./xml-edit.js";

/** 问题清单的样式, by what the cell is. */
export type ListStyle = "title" | "intro" | "heading" | "text" | "link" | "closing" | MarkColour;

/** 样式的增补: styles are added to a workbook's own and none is changed, so that every other cell looks as before. */
export interface AddedStyles {
  /** The style of a cell that is now coloured: its own, over the colour; or of one that no longer is. */
  readonly marked: (style: number, colour: MarkColour | "none") => number;
  readonly list: Readonly<Record<ListStyle, number>>;
  /** styles.xml with all that was added. */
  readonly xml: () => string;
}

const COLOURS: Readonly<Record<MarkColour, string>> = { ...SEVERITY_GROUNDS, suspected: "FF7C80" };
const MOST_STYLES = 60_000;

/** One list of styles.xml: its children as they are written. */
interface OwnList {
  readonly tag: Tag;
  /** Where the added ones go. */
  readonly end: Tag;
  readonly own: readonly string[];
}

/** A list with what is added to it. */
interface StyleList extends OwnList {
  readonly added: string[];
}

export function openStyles(xml: string): AddedStyles {
  const own = listsOf(xml);
  const [fonts, fills, borders, cellXfs] = [open(own.fonts), open(own.fills), open(own.borders), open(own.cellXfs)];
  const prefix = prefixOf(cellXfs.tag);
  const fillOf = {
    mandatory: add(fills, fillXml(prefix, COLOURS.mandatory)),
    verification: add(fills, fillXml(prefix, COLOURS.verification)),
    suspected: add(fills, fillXml(prefix, COLOURS.suspected)),
  };
  const known = new Map<string, number>();
  return {
    list: listStyles(prefix, { fonts, borders, cellXfs }, fillOf),
    marked: (style, colour) => {
      if (colour === "none" && !isOurs(cellXfs.own[style], fills)) return style;
      const key = `${style} ${colour}`;
      const fill = colour === "none" ? 0 : fillOf[colour];
      const made = known.get(key) ?? add(cellXfs, coloured(style, fill, { fonts, cellXfs }));
      known.set(key, made);
      return made;
    },
    xml: () =>
      edited(
        xml,
        [fonts, fills, borders, cellXfs].flatMap((list) => changesOf(xml, list)),
      ),
  };
}

function open(list: OwnList): StyleList {
  return { ...list, added: [] };
}

const listsOf = rememberedByText((xml): Readonly<Record<"fonts" | "fills" | "borders" | "cellXfs", OwnList>> => {
  const found = new Map<string, OwnList>();
  let open: { tag: Tag; own: string[] } | undefined;
  let child = 0;
  for (const tag of tagsOf(xml)) {
    if (tag.depth === 1 && tag.kind === "open") open = { tag, own: [] };
    if (tag.depth === 2 && tag.kind !== "close") child = tag.start;
    if (tag.depth === 2 && tag.kind !== "open") open?.own.push(xml.slice(child, tag.end));
    if (tag.depth === 1 && tag.kind === "close" && open) found.set(tag.local, { ...open, end: tag });
  }
  const list = (name: string): OwnList => {
    const own = found.get(name);
    if (!own || own.own.length === 0) throw new NotCopied("工作簿没有完整的样式表");
    return own;
  };
  return { fonts: list("fonts"), fills: list("fills"), borders: list("borders"), cellXfs: list("cellXfs") };
}, OF_PARTS);

function add(list: StyleList, xml: string): number {
  const number = list.own.length + list.added.length;
  if (number > MOST_STYLES) throw new NotCopied("工作簿的样式过多");
  list.added.push(xml);
  return number;
}

function changesOf(xml: string, { tag, end, own, added }: StyleList): readonly Edit[] {
  if (added.length === 0) return [];
  const head = withAttribute(xml.slice(tag.start, tag.end), "count", own.length + added.length);
  return [
    { start: tag.start, end: tag.end, text: head },
    { start: end.start, end: end.start, text: added.join("") },
  ];
}

/** Whether a style has one of the colours of marks, whatever program saved it. */
function isOurs(style: string | undefined, fills: StyleList): boolean {
  const tag = /^<[^>]*>/.exec(style ?? "")?.[0] ?? "";
  const fill = fills.own[Number(attributeOf(tag, "fillId") ?? 0)] ?? "";
  const colour = tagIn(fill, "fgColor");
  const rgb = colour && attributeOf(colour, "rgb")?.slice(-6).toUpperCase();
  return Object.values(COLOURS).some((own) => own === rgb);
}

/** The cell's own style but for the colour behind it, and for a light font, which could not be read on it. */
function coloured(
  style: number,
  fill: number,
  { fonts, cellXfs }: { readonly fonts: StyleList; readonly cellXfs: StyleList },
): string {
  const own = cellXfs.own[style] ?? cellXfs.own[0] ?? "";
  const tagEnd = own.indexOf(">") + 1;
  const tag = own.slice(0, tagEnd);
  const filled = withAttribute(withAttribute(tag, "fillId", fill), "applyFill", 1);
  const font = Number(attributeOf(tag, "fontId") ?? 0);
  const dark = darkFont(fonts.own[font] ?? "");
  const readable =
    dark === undefined ? filled : withAttribute(withAttribute(filled, "fontId", add(fonts, dark)), "applyFont", 1);
  return readable + own.slice(tagEnd);
}

/** The font in black; undefined where it can be read on a pale ground as it is. */
function darkFont(font: string): string | undefined {
  const colour = tagIn(font, "color");
  if (colour === undefined || !isLight(colour)) return undefined;
  const name = colour.slice(1, colour.search(/[\s/>]/));
  return font.replace(colour, () => `<${name} rgb="FF000000"${colour.endsWith("/>") ? "/>" : ">"}`);
}

/** The first tag of that name in a piece of a part. */
function tagIn(xml: string, local: string): string | undefined {
  for (const tag of tagsOf(xml)) if (tag.local === local && tag.kind !== "close") return xml.slice(tag.start, tag.end);
  return undefined;
}

const WHITE_INDEXED: ReadonlySet<string> = new Set(["1", "9"]);
/** 浅色: the theme's grounds. */
const LIGHT_THEME: ReadonlySet<string> = new Set(["0", "2"]);

function isLight(colour: string): boolean {
  if (LIGHT_THEME.has(attributeOf(colour, "theme") ?? "") || WHITE_INDEXED.has(attributeOf(colour, "indexed") ?? ""))
    return true;
  const rgb = /^(?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{2})([0-9A-Fa-f]{2})([0-9A-Fa-f]{2})$/.exec(
    attributeOf(colour, "rgb") ?? "",
  );
  if (!rgb) return false;
  const [red = 0, green = 0, blue = 0] = rgb.slice(1).map((part) => Number.parseInt(part, 16));
  return red * 3 + green * 6 + blue > 1600;
}

function fillXml(p: string, colour: string): string {
  return `<${p}fill><${p}patternFill patternType="solid"><${p}fgColor rgb="FF${colour}"/><${p}bgColor indexed="64"/></${p}patternFill></${p}fill>`;
}

const FONT_COLOURS: Readonly<Record<string, string>> = { link: "FF0563C1", grey: "FF7F7F7F" };

function fontXml(p: string, { size, inner = "" }: { readonly size: number; readonly inner?: string }): string {
  const bold = inner === "bold" ? `<${p}b/>` : "";
  const rgb = FONT_COLOURS[inner];
  const colour = rgb === undefined ? "" : `<${p}color rgb="${rgb}"/>`;
  const line = inner === "link" ? `<${p}u/>` : "";
  return `<${p}font>${bold}${line}<${p}sz val="${size}"/>${colour}<${p}name val="宋体"/></${p}font>`;
}

function boxXml(p: string): string {
  const sides = ["left", "right", "top", "bottom"].map(
    (side) => `<${p}${side} style="thin"><${p}color rgb="FF000000"/></${p}${side}>`,
  );
  return `<${p}border>${sides.join("")}<${p}diagonal/></${p}border>`;
}

function listStyles(
  p: string,
  { fonts, borders, cellXfs }: Readonly<Record<"fonts" | "borders" | "cellXfs", StyleList>>,
  fillOf: Readonly<Record<MarkColour, number>>,
): AddedStyles["list"] {
  const small = add(fonts, fontXml(p, { size: 9 }));
  const bold = add(fonts, fontXml(p, { size: 10, inner: "bold" }));
  const large = add(fonts, fontXml(p, { size: 12, inner: "bold" }));
  const grey = add(fonts, fontXml(p, { size: 8, inner: "grey" }));
  const link = add(fonts, fontXml(p, { size: 9, inner: "link" }));
  const box = add(borders, boxXml(p));
  const style = (font: number, border: number, fill: number, across = "left"): number =>
    add(
      cellXfs,
      `<${p}xf numFmtId="49" fontId="${font}" fillId="${fill}" borderId="${border}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><${p}alignment horizontal="${across}" vertical="center" wrapText="1"/></${p}xf>`,
    );
  return {
    title: style(large, 0, 0),
    intro: style(small, 0, 0),
    heading: style(bold, box, 0, "center"),
    text: style(small, box, 0),
    link: style(link, box, 0),
    closing: style(grey, 0, 0),
    suspected: style(small, box, fillOf.suspected, "center"),
    mandatory: style(small, box, fillOf.mandatory, "center"),
    verification: style(small, box, fillOf.verification, "center"),
  };
}
