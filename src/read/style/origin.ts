import type { Declaration } from "../css/css.js";
import { attribute, type Element } from "./tree.js";

const NOTHING: readonly Declaration[] = [];
const STRUCK: readonly Declaration[] = [plain("text-decoration-line", "line-through")];
const HIDDEN: readonly Declaration[] = [plain("display", "none")];
const FIELD: readonly Declaration[] = [
  plain("color", "fieldtext"),
  plain("background-color", "field"),
  plain("font-size", "13.33px"),
  plain("text-indent", "0"),
  plain("letter-spacing", "normal"),
  plain("display", "inline-block"),
];
const LINK: readonly Declaration[] = [plain("color", "#0000ee")];
const BY_TAG: Readonly<Record<string, readonly Declaration[]>> = {
  s: STRUCK,
  strike: STRUCK,
  del: STRUCK,
  sup: [plain("vertical-align", "super")],
  sub: [plain("vertical-align", "sub")],
  bdo: [plain("unicode-bidi", "bidi-override")],
  small: [plain("font-size", "smaller")],
  big: [plain("font-size", "larger")],
  input: FIELD,
  select: FIELD,
  textarea: FIELD,
  button: FIELD,
};

function plain(property: string, value: string): Declaration {
  return { property, value, important: false };
}

/** 浏览器自带样式: what holds for an element before any style sheet. */
export function ownStyleOf(element: Element, quirks: boolean): readonly Declaration[] {
  if (isHiddenByItself(element)) return HIDDEN;
  // In a page without a doctype a table's text has the size of the page again.
  if (element.tagName === "table")
    return quirks ? [plain("font-size", "medium"), plain("text-indent", "0")] : [plain("text-indent", "0")];
  if (element.tagName === "a" && attribute(element, "href") !== undefined) return LINK;
  return BY_TAG[element.tagName] ?? NOTHING;
}

function isHiddenByItself(element: Element): boolean {
  if (element.attrs.length === 0 && element.tagName !== "dialog") return false;
  if (attribute(element, "hidden") !== undefined || attribute(element, "popover") !== undefined) return true;
  return element.tagName === "dialog" && attribute(element, "open") === undefined;
}

const SIZES = ["x-small", "small", "medium", "large", "x-large", "xx-large", "xxx-large"];

/** 旧式属性: `color`, `bgcolor`, `size`, `dir`, which every style sheet overrides. */
export function hintsOf(element: Element): readonly Declaration[] {
  return element.attrs.flatMap(({ name, value }) => {
    const text = value.trim().toLowerCase();
    if (name === "bgcolor") return [plain("background-color", legacyColour(text))];
    if (name === "background") return [plain("background-image", "url()")];
    if (name === "dir" && (text === "rtl" || text === "ltr")) return [plain("direction", text)];
    if (name === "text" && element.tagName === "body") return [plain("color", legacyColour(text))];
    if (element.tagName !== "font") return [];
    if (name === "color") return [plain("color", legacyColour(text))];
    return name === "size" ? sizeOf(text) : [];
  });
}

function sizeOf(text: string): readonly Declaration[] {
  const match = /^([-+]?)(\d+)/.exec(text);
  if (!match) return [];
  const number = Number(match[2]);
  const size = match[1] === "+" ? 3 + number : match[1] === "-" ? 3 - number : number;
  return [plain("font-size", SIZES[Math.min(Math.max(size, 1), 7) - 1] ?? "medium")];
}

/** `FFF`, `ffffff` without a sign before them, as old pages have it; a name stays as it is. */
function legacyColour(text: string): string {
  return /^(?:[0-9a-f]{3}|[0-9a-f]{6})$/.test(text) ? `#${text}` : text;
}
