import type { Colour } from "../colour.js";
import { functionsIn, inPixels, numberOf, over, split, tintOf } from "../css/css.js";
import type { Declarations } from "./cascade.js";
import { turning } from "./turning.js";

/** 位置与形状: what an element's own place, size and shape do to the text within. */
export interface Placing {
  readonly gone: boolean;
  readonly distorted: boolean;
  readonly blurred: boolean;
  readonly placed: boolean;
  /** It stands by itself, so that a line through the text around does not go through it. */
  readonly apart: boolean;
  readonly room: number;
}

interface Where {
  readonly tagName: string;
  readonly font: number;
  readonly inTable: boolean;
  /** An element around it, within the same table, is placed. */
  readonly placed: boolean;
}

/** Out of the page. */
const FAR = 400;
/** Far enough to stand with another row or column. */
const NEXT = 24;
const PARTS = /^(?:table|caption|tr|td|th|tbody|thead|tfoot|col|colgroup)$/;
const BLOCK =
  /^(?:address|article|aside|blockquote|center|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr|legend|li|main|menu|nav|ol|p|pre|search|section|summary|ul|input|select|textarea|button)$/;

export function placing(declared: Declarations, where: Where): Placing {
  if (declared.size === 0)
    return {
      gone: false,
      distorted: false,
      blurred: false,
      placed: false,
      apart: false,
      room: Number.POSITIVE_INFINITY,
    };
  const position = declared.get("position") ?? "static";
  const isFree = /^(?:absolute|fixed)$/.test(position);
  const apart =
    isFree ||
    /^(?:left|right|inline-)/.test(declared.get("float") ?? "none") ||
    /^inline-/.test(declared.get("display") ?? "");
  const isInline =
    !apart &&
    !PARTS.test(where.tagName) &&
    !BLOCK.test(where.tagName) &&
    !/^(?!inline$)/.test(declared.get("display") ?? "inline");
  const turned = isInline ? "straight" : turning(declared, where.font);
  const room = isInline || PARTS.test(where.tagName) ? Number.POSITIVE_INFINITY : roomOf(declared, where.font);
  const moved = movedBy(declared, where, position);
  return {
    gone:
      turned === "gone" || room <= 1 || isClipped(declared, isFree, where) || isMaskedOut(declared) || moved === "away",
    distorted: where.inTable && (turned === "turned" || moved === "aside" || isVeiled(declared, where.font)),
    blurred: isBlurred(declared, where.font),
    placed: where.inTable && position !== "static",
    apart,
    room: room <= 1 ? Number.POSITIVE_INFINITY : room,
  };
}

function isClipped(declared: Declarations, isFree: boolean, { font }: Where): boolean {
  const rect = /^rect\((.*)\)$/.exec(declared.get("clip") ?? "")?.[1];
  if (isFree && rect !== undefined) {
    const [top = 0, right = 0, bottom = 0, left = 0] = rect
      .split(/[ ,]+/)
      .map((one) => inPixels(one, font) ?? Number.NaN);
    if (bottom - top <= 1 || right - left <= 1) return true;
  }
  const shape = declared.get("clip-path") ?? "none";
  return (
    /inset\( ?(?:[5-9]\d|\d{3,})(?:\.\d+)?%|(?:circle|ellipse)\( ?0(?![.\d]*[1-9])/.test(shape) || isOnePoint(shape)
  );
}

/** `polygon(0 0, 0 0, 0 0)`: a shape that is no more than a point. */
function isOnePoint(shape: string): boolean {
  return functionsIn(shape).some(({ name, inner }) => {
    const points = split(inner, ",").filter((part) => !/^(?:nonzero|evenodd)$/.test(part));
    return name === "polygon" && points.length > 1 && points.every((point) => point === points[0]);
  });
}

/** What blurs or fades the text, or puts dots in its place, tables within included. */
function isBlurred(declared: Declarations, font: number): boolean {
  const filter = declared.get("filter") ?? "none";
  const blur = inPixels(/blur\(([^()]*)\)/.exec(filter)?.[1], font) ?? 0;
  const fades = /(?:brightness|contrast)\( ?(0?\.?0\d*%?|\d%)\)|url\(/.test(filter);
  return blur > 2 || fades || (declared.get("-webkit-text-security") ?? "none") !== "none";
}

/** A shape or a mask that may take away some of the text, letters over each other, parts in another order. */
function isVeiled(declared: Declarations, font: number): boolean {
  const shape = declared.get("clip-path") ?? "none";
  const spaced = inPixels(declared.get("letter-spacing"), font) ?? 0;
  return (
    (shape !== "none" && /\(/.test(shape) && !/^inset\( ?-?0/.test(shape)) ||
    spaced < Math.min(0, -0.3 * font) ||
    (declared.get("mask-image") ?? "none") !== "none" ||
    (declared.get("mix-blend-mode") ?? "normal") !== "normal" ||
    /reverse/.test(declared.get("flex-direction") ?? "") ||
    Number(declared.get("order") ?? 0) !== 0
  );
}

/** A mask through which nothing is seen. */
function isMaskedOut(declared: Declarations): boolean {
  const mask = declared.get("mask-image") ?? "none";
  const stops = split(gradientIn(mask), ",").map((stop) => tintOf(split(stop, " ")[0] ?? ""));
  const colours = stops.filter((tint) => tint !== undefined);
  return colours.length > 0 && colours.every(({ alpha }) => alpha < 0.05);
}

/** The inside of the gradient that a picture is, up to the last bracket. */
function gradientIn(picture: string): string {
  const at = picture.indexOf("gradient(");
  return at >= 0 && picture.endsWith(")") ? picture.slice(at + "gradient(".length, -1) : "";
}

/** What of a line is seen at most, in pixels, where the element shows no more than its own size. */
function roomOf(declared: Declarations, font: number): number {
  const hides = (side: "x" | "y"): boolean => /hidden|clip/.test(declared.get(`overflow-${side}`) ?? "");
  const least = (names: readonly string[]): number =>
    Math.min(...names.map((name) => sizeOf(declared.get(name), font)));
  if (!hides("x") && !hides("y")) return Number.POSITIVE_INFINITY;
  const line = declared.get("line-height");
  const lineHeight = numberOf(line) === undefined ? inPixels(line, font) : (numberOf(line) ?? 1) * font;
  const hasHeight = inPixels(declared.get("height"), font) !== undefined;
  const height = Math.min(
    least(["height", "max-height"]),
    hasHeight ? Number.POSITIVE_INFINITY : (lineHeight ?? Number.POSITIVE_INFINITY),
  );
  if (height <= 1) return 0;
  // A line of which half is cut off shows nothing that is certain.
  return height < font * 0.6 ? 2 : least(["width", "max-width"]);
}

/** A part of what is around can't be told, but for none of it. */
function sizeOf(value: string | undefined, font: number): number {
  return value?.endsWith("%") && /[1-9]/.test(value)
    ? Number.POSITIVE_INFINITY
    : (inPixels(value, font) ?? Number.POSITIVE_INFINITY);
}

/** 间隔: whether an inline element stands apart from the text beside it, so that their digits are not one number. */
export function isSpaced(declared: Declarations, font: number): boolean {
  const gap = ["margin-left", "margin-right", "padding-left", "padding-right"].some(
    (name) => (inPixels(declared.get(name), font) ?? 0) >= 0.3 * font,
  );
  const isBox = /^inline-/.test(declared.get("display") ?? "");
  return (
    gap || (isBox && ["width", "min-width"].some((name) => (inPixels(declared.get(name), font) ?? 0) > 1.5 * font))
  );
}

function movedBy(declared: Declarations, where: Where, position: string): "away" | "aside" | "not" {
  const pixels = (name: string): number => inPixels(declared.get(name), where.font) ?? 0;
  const indent = pixels("text-indent");
  const margins = ["margin-left", "margin-right", "margin-top", "margin-bottom"].map(pixels);
  const offsets = position === "static" ? [] : ["left", "right", "top", "bottom"].map(pixels);
  const [left = 0, right = 0, top = 0] = offsets;
  const pushed = [left, right, top, ...margins, indent];
  if (
    position !== "sticky" &&
    (pushed.some((one) => one <= -FAR) || left >= 3000 || margins.some((one) => one >= 3000) || indent >= FAR)
  )
    return "away";
  if (
    position === "sticky" ||
    (PARTS.test(where.tagName) === false &&
      position === "static" &&
      margins.every((one) => one > -NEXT) &&
      Math.abs(indent) < 60)
  )
    return "not";
  const isFree = /^(?:absolute|fixed)$/.test(position);
  if (isFree && (!where.placed || position === "fixed" || /^t[dhr]$/.test(where.tagName)))
    return ["left", "right", "top", "bottom"].some((side) => (declared.get(side) ?? "auto") !== "auto")
      ? "aside"
      : "not";
  return [...offsets, ...margins.filter((one) => one < 0)].some((one) => Math.abs(one) > NEXT) || Math.abs(indent) >= 60
    ? "aside"
    : "not";
}

/** 画上的线: a drawn colour run that may be a line through the text, and no shading of the cell. */
export function isStrikeLike(declared: Declarations, paper: Colour | undefined): boolean {
  const picture = declared.get("background-image") ?? "none";
  if (!/gradient\(/.test(picture)) return false;
  if (/repeating-/.test(picture) || (declared.get("background-size") ?? "auto") !== "auto") return true;
  return split(picture, ",").some((one) => {
    const stops = split(gradientIn(one), ",")
      .map((stop) => tintOf(split(stop, " ")[0] ?? ""))
      .filter((tint) => tint !== undefined);
    const seen = stops.map((tint) => over(tint, paper ?? [255, 255, 255]).join());
    return seen.length > 2 && seen[0] === seen.at(-1) && seen.some((colour) => colour !== seen[0]);
  });
}

/** Whether something is drawn there though no text stands there. */
export function isPainted(declared: Declarations): boolean {
  const lines = ["border", "border-top", "border-bottom"].map((name) => declared.get(name) ?? "none");
  const filled = tintOf(declared.get("background-color") ?? "transparent");
  const drawn = lines.some((line) => !/none|hidden|transparent|(?:^| )0(?:px)?(?: |$)/.test(line));
  return (
    drawn || (declared.get("background-image") ?? "none") !== "none" || filled === undefined || filled.alpha > 0.05
  );
}
