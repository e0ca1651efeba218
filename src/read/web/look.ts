import { BLACK, type Colour, hexColour, isUnseen, WHITE } from "../colour.js";
import { declarationsOf, parentOf } from "./cascade.js";
import { attribute, type Element } from "./tree.js";

/** 外观: what an element's text looks like, with all that it has from the elements around it. */
export interface Look {
  /** Not on the page: no size, no opacity, moved or cut off. Nothing within brings it back. */
  readonly gone: boolean;
  readonly invisible: boolean;
  readonly tiny: boolean;
  readonly struck: boolean;
  readonly ink: Colour | "transparent" | undefined;
  /** Undefined behind a picture or a colour that can't be told. */
  readonly paper: Colour | undefined;
}

const PAGE: Look = { gone: false, invisible: false, tiny: false, struck: false, ink: BLACK, paper: WHITE };
const looks = new WeakMap<Element, Look>();

export function lookOf(element: Element): Look {
  const open: Element[] = [];
  let known: Look | undefined;
  for (let one: Element | undefined = element; one && !known; one = parentOf(one)) {
    known = looks.get(one);
    if (!known) open.push(one);
  }
  let look = known ?? PAGE;
  for (const one of open.reverse()) {
    look = within(look, one);
    looks.set(one, look);
  }
  return look;
}

/** 看不见: not there for the eye; the colour is judged apart, for the ground behind it may not be known. */
export function isOutOfSight({ gone, invisible, tiny }: Look): boolean {
  return gone || invisible || tiny;
}

export function isPale({ ink, paper }: Look): boolean {
  return ink === "transparent" || (ink !== undefined && paper !== undefined && isUnseen(ink, paper));
}

function within(around: Look, element: Element): Look {
  const declared = declarationsOf(element);
  const whole = element.tagName === "html" || element.tagName === "body";
  return {
    // A page that shows itself only when its script has run is still a page.
    gone: around.gone || (!whole && isGone(element)),
    invisible: whole ? false : invisibility(element, declared.get("visibility"), around.invisible),
    tiny: tininess(declared.get("font-size"), around.tiny),
    struck: around.struck || isStruck(element),
    ink: inkOf(element, declared.get("color"), around.ink),
    paper: paperOf(element, around.paper),
  };
}

function invisibility(element: Element, value: string | undefined, around: boolean): boolean {
  // A collapsed row is a hidden row, which is read and said.
  if (value === "collapse") return /^(?:tr|tbody|thead|tfoot|col|colgroup)$/.test(element.tagName) ? around : true;
  return value === "hidden" || (value === "visible" || value === "initial" ? false : around);
}

function tininess(value: string | undefined, around: boolean): boolean {
  const size = /^([\d.]+)\s*([a-z%]*)/.exec(value ?? "");
  if (!size) return value === undefined || value === "inherit" ? around : false;
  if (Number(size[1]) === 0) return true;
  return /^(?:em|%|ex|ch)$/.test(size[2] ?? "") ? around : false;
}

const FAR = 400;

/** Pixels, or what comes near them; undefined where it is no length. */
function length(value: string | undefined): number | undefined {
  const match = /^(-?[\d.]+)\s*(px|pt|em|rem|cm|mm|in|%|vw|vh)?$/.exec(value ?? "");
  if (!match) return undefined;
  const scale =
    { em: 16, rem: 16, cm: 38, mm: 4, in: 96, "%": 10, vw: 10, vh: 10, pt: 1.33, px: 1 }[match[2] ?? "px"] ?? 1;
  return Number(match[1]) * scale;
}

function isGone(element: Element): boolean {
  const declared = declarationsOf(element);
  if (declared.size === 0) return false;
  const opacity = declared.get("opacity");
  if (opacity !== undefined && Number(opacity.replace("%", "")) <= 0.01) return true;
  if ((length(declared.get("text-indent")) ?? 0) <= -FAR) return true;
  if (/scale\(\s*0\s*(?:,\s*0\s*)?\)/.test(declared.get("transform") ?? "")) return true;
  return isCut(element) || isFarAway(element);
}

function isCut(element: Element): boolean {
  const declared = declarationsOf(element);
  if (/rect\(\s*[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01](?:px)?\s*\)/.test(declared.get("clip") ?? ""))
    return true;
  if (/inset\(\s*(?:50|100)%\s*\)|circle\(\s*0/.test(declared.get("clip-path") ?? "")) return true;
  // A table gives its cells the room that their text needs.
  if (/^(?:table|tr|td|th|tbody|thead|tfoot)$/.test(element.tagName)) return false;
  const overflow = declared.get("overflow") ?? declared.get("overflow-x") ?? declared.get("overflow-y") ?? "";
  if (!/hidden|clip/.test(overflow)) return false;
  return ["width", "height", "max-width", "max-height"].some((side) => (length(declared.get(side)) ?? 9) <= 1);
}

function isFarAway(element: Element): boolean {
  const declared = declarationsOf(element);
  if ((length(declared.get("margin-left")) ?? 0) <= -FAR) return true;
  if (!/^(?:absolute|fixed|relative)$/.test(declared.get("position") ?? "")) return false;
  return ["left", "right", "top"].some((side) => (length(declared.get(side)) ?? 0) <= -FAR);
}

/** 删除线: what is crossed out must never run together with what replaces it. */
export function isStruck(element: Element): boolean {
  const declared = declarationsOf(element);
  const line = `${declared.get("text-decoration") ?? ""} ${declared.get("text-decoration-line") ?? ""}`;
  return ["s", "strike", "del"].includes(element.tagName) || line.includes("line-through");
}

function inkOf(element: Element, value: string | undefined, around: Look["ink"]): Look["ink"] {
  const named = value ?? (element.tagName === "font" ? attribute(element, "color") : undefined);
  return named === undefined || named === "inherit" || named === "currentcolor" ? around : cssColour(named);
}

function paperOf(element: Element, around: Colour | undefined): Colour | undefined {
  const declared = declarationsOf(element);
  if (attribute(element, "background") !== undefined || /url\(|gradient/.test(declared.get("background-image") ?? ""))
    return undefined;
  const named = lastOf(declared, ["background", "background-color"]) ?? attribute(element, "bgcolor");
  if (named === undefined || /^(?:none|transparent|inherit|initial)$/.test(named)) return around;
  if (/url\(|gradient/.test(named)) return undefined;
  const colours = (named.match(/(?:\([^)]*\)?|[^\s(])+/g) ?? []).map(cssColour).filter((one) => one !== undefined);
  const colour = colours[0];
  return colour === "transparent" ? around : colour;
}

function lastOf(declared: ReadonlyMap<string, string>, names: readonly string[]): string | undefined {
  return [...declared].filter(([name]) => names.includes(name)).at(-1)?.[1];
}

const NAMES: Readonly<Record<string, string>> = {
  white: "ffffff",
  black: "000000",
  red: "ff0000",
  blue: "0000ff",
  green: "008000",
  yellow: "ffff00",
  gray: "808080",
  grey: "808080",
  silver: "c0c0c0",
  navy: "000080",
  maroon: "800000",
  orange: "ffa500",
  whitesmoke: "f5f5f5",
  snow: "fffafa",
  ivory: "fffff0",
  windowtext: "000000",
  window: "ffffff",
};

/** `#fff`, `rgb(255,255,255)`, `white`; undefined where the colour can't be told. */
function cssColour(text: string): Colour | "transparent" | undefined {
  const plain = text.trim().toLowerCase();
  if (plain === "transparent") return "transparent";
  const parts = /^rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)(?:[\s,/]+([\d.]+)(%?))?\s*\)$/.exec(plain);
  if (parts?.[4] !== undefined && Number(parts[4]) === 0) return "transparent";
  if (parts) return [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  return hexColour(NAMES[plain] ?? (/^[0-9a-f]{6}$/.test(plain) || plain.startsWith("#") ? plain : ""));
}
