import { BLACK, type Colour, isUnseen, WHITE } from "../colour.js";
import { inPixels, numberOf, over, tintOf } from "../css/css.js";
import type { Declarations } from "./cascade.js";
import { isStrikeLike, placing } from "./placing.js";
import { attribute, type Element } from "./tree.js";

/** 外观: what an element's text looks like, with all that it has from the elements around it. */
export interface Look {
  /** Not on the page: not displayed, no opacity, moved or cut off. Nothing within brings it back. */
  readonly gone: boolean;
  readonly invisible: boolean;
  /** In a row that is not displayed: such rows are read, and said. */
  readonly inHiddenRow: boolean;
  /** Size of the letters in pixels, before any zoom. */
  readonly font: number;
  readonly zoom: number;
  readonly opacity: number;
  readonly struck: boolean;
  readonly ink: Ink;
  /** Undefined behind a picture or a colour that can't be told. */
  readonly paper: Colour | undefined;
  /** Within a row of a table: there a text that is moved or turned may be taken for another cell's or for another number. */
  readonly inTable: boolean;
  /** Moved, turned, masked, crossed by a line that is drawn: what is seen may be another thing than the text. */
  readonly distorted: boolean;
  readonly blurred: boolean;
  /** Something around it within the table is placed, so that it keeps near what is placed within. */
  readonly placed: boolean;
  /** How many pixels of a line can be seen at most. */
  readonly room: number;
  readonly rightToLeft: boolean;
  /** Right to left sign by sign, digits too. */
  readonly reversed: boolean;
  /** Screen readers are told to pass over it. */
  readonly unread: boolean;
}

type Ink = { readonly colour: Colour; readonly alpha: number } | undefined;

export const PAGE: Look = {
  gone: false,
  invisible: false,
  inHiddenRow: false,
  font: 16,
  zoom: 1,
  opacity: 1,
  struck: false,
  ink: { colour: BLACK, alpha: 1 },
  paper: WHITE,
  inTable: false,
  distorted: false,
  blurred: false,
  placed: false,
  room: Number.POSITIVE_INFINITY,
  rightToLeft: false,
  reversed: false,
  unread: false,
};

/** Smaller letters, in pixels, nobody reads. */
const LEAST_FONT = 5;
/** Less opaque is not seen. */
export const LEAST_OPACITY = 0.05;
const OF_ROW: ReadonlySet<string> = new Set(["tr", "td", "th"]);
const ROWS = /^(?:tr|tbody|thead|tfoot|col|colgroup)$/;

/** 看不见: not there for the eye; the colour is judged apart, for the ground behind it may not be known. */
export function isOutOfSight({ gone, invisible, font, zoom, opacity }: Look): boolean {
  return gone || invisible || font * zoom < LEAST_FONT || opacity < LEAST_OPACITY;
}

export function isPale({ ink, paper, opacity }: Look): boolean {
  if (ink === undefined) return false;
  const alpha = ink.alpha * opacity;
  if (alpha === 0) return true;
  return paper !== undefined && isUnseen(over({ colour: ink.colour, alpha }, paper), paper);
}

/** 失真: whether the text may be seen as another one, or as less of it. */
export function isDistorted(look: Look, text: string): boolean {
  const plain = text.trim();
  if (look.distorted || look.blurred || (look.reversed && plain.length > 1)) return true;
  if (look.rightToLeft && /\d/.test(plain) && /[^\d.,]/.test(plain)) return true;
  return plain.length * look.font * 0.4 > look.room;
}

/** What an element of a tag looks like within another. */
export function within(outer: Look, element: Element, declared: Declarations): Look {
  const { tagName } = element;
  const around =
    tagName === "table" ? { ...outer, inTable: false, distorted: false, placed: false, unread: false } : outer;
  const inTable = around.inTable || OF_ROW.has(tagName);
  const font = fontOf(declared.get("font-size"), around.font);
  const place = placing(declared, { tagName, font, inTable, placed: around.placed });
  // A page that shows itself only when its script has run is still a page.
  const whole = tagName === "html" || tagName === "body";
  const paper = paperOf(declared, around.paper);
  return {
    gone: around.gone || (!whole && (isAbsent(tagName, declared) || place.gone || isFolded(element))),
    invisible: whole ? false : invisibility(tagName, declared.get("visibility"), around.invisible),
    inHiddenRow: around.inHiddenRow || (ROWS.test(tagName) && isHiddenRow(declared)),
    font,
    zoom: around.zoom * zoomOf(declared),
    opacity: around.opacity * (whole ? 1 : opacityOf(declared)),
    struck: strikes(declared) || (around.struck && !place.apart),
    ink: inkOf(declared, around.ink),
    paper,
    inTable,
    distorted: around.distorted || place.distorted || (inTable && isStrikeLike(declared, around.paper)),
    blurred: around.blurred || place.blurred,
    placed: around.placed || place.placed,
    room: Math.min(around.room, place.room),
    ...direction(declared, around),
    unread: around.unread || (inTable && attribute(element, "aria-hidden") === "true"),
  };
}

function isAbsent(tagName: string, declared: Declarations): boolean {
  if (declared.get("display") === "none") return !ROWS.test(tagName);
  return declared.get("mso-hide") === "all" || declared.get("content-visibility") === "hidden" || isReplaced(declared);
}

function isHiddenRow(declared: Declarations): boolean {
  return declared.get("display") === "none" || declared.get("visibility") === "collapse";
}

/** A picture in place of the text. */
function isReplaced(declared: Declarations): boolean {
  return /^(?:url\(|image-set\(|[a-z-]+gradient\()/.test(declared.get("content") ?? "");
}

/** 折叠内容: all but the summary of `<details>` that nobody has opened. */
function isFolded(element: Element): boolean {
  const parent = element.parentNode;
  if (!parent || !("tagName" in parent) || parent.tagName !== "details" || attribute(parent, "open") !== undefined)
    return false;
  return parent.childNodes.find((node) => "tagName" in node && node.tagName === "summary") !== element;
}

function invisibility(tagName: string, value: string | undefined, around: boolean): boolean {
  // A collapsed row is a hidden row, which is read and said.
  if (value === "collapse") return ROWS.test(tagName) ? around : true;
  return value === "hidden" || (value === "visible" ? false : around);
}

const NAMED_SIZES: Readonly<Record<string, number>> = {
  "xx-small": 9,
  "x-small": 10,
  small: 13,
  medium: 16,
  large: 18,
  "x-large": 24,
  "xx-large": 32,
  "xxx-large": 48,
};

function fontOf(value: string | undefined, around: number): number {
  if (value === undefined || value === "math") return around;
  if (value === "smaller") return around / 1.2;
  if (value === "larger") return around * 1.2;
  const size = /%$/.test(value) ? (numberOf(value) ?? 1) * around : inPixels(value, around);
  return NAMED_SIZES[value] ?? size ?? around;
}

function zoomOf(declared: Declarations): number {
  const zoom = numberOf(declared.get("zoom"));
  // Zero stands for no zoom.
  return zoom === undefined || zoom === 0 ? 1 : zoom;
}

function opacityOf(declared: Declarations): number {
  const own = Math.min(Math.max(numberOf(declared.get("opacity")) ?? 1, 0), 1);
  const filtered = /opacity\(([^()]*)\)/.exec(declared.get("filter") ?? "")?.[1];
  return own * (filtered === undefined ? 1 : (numberOf(filtered.trim()) ?? 1));
}

export function strikes(declared: Declarations): boolean {
  return (declared.get("text-decoration-line") ?? "").includes("line-through");
}

function inkOf(declared: Declarations, around: Ink): Ink {
  const shadow = declared.get("text-shadow") ?? "none";
  const fill = declared.get("-webkit-text-fill-color");
  const value = fill === undefined || fill === "currentcolor" ? declared.get("color") : fill;
  // What lies behind is seen through the letters, or they throw a shadow: which colour they have can't be told.
  if (declared.get("background-clip") === "text" || shadow !== "none") return undefined;
  return value === undefined || value === "currentcolor" ? around : tintOf(value);
}

function paperOf(declared: Declarations, around: Colour | undefined): Colour | undefined {
  const picture = declared.get("background-image") ?? "none";
  if (declared.get("background-clip") === "text") return around;
  if (picture !== "none") return undefined;
  const value = declared.get("background-color");
  if (value === undefined || value === "transparent") return around;
  const tint = tintOf(value);
  if (!tint || (tint.alpha < 1 && around === undefined)) return undefined;
  return over(tint, around ?? WHITE);
}

function direction(declared: Declarations, around: Look): Pick<Look, "rightToLeft" | "reversed"> {
  const value = declared.get("direction");
  const rightToLeft = value === undefined ? around.rightToLeft : value === "rtl";
  const bidi = declared.get("unicode-bidi");
  return { rightToLeft, reversed: /override/.test(bidi ?? "") ? rightToLeft : around.reversed };
}
