import { isColour } from "./colours.js";
import { split } from "./parts.js";

/** What stands for the value of the element around, or for none. */
const WIDE = /^(?:inherit|initial|unset|revert|revert-layer)$/;

const NUMBER = "[-+]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:e[-+]?\\d+)?";
const UNIT = "px|pt|pc|cm|mm|q|in|r?em|r?ex|r?ch|r?lh|r?ic|r?cap|[sld]?v(?:w|h|i|b|min|max)|cq(?:w|h|i|b|min|max)|%";
const MATH = "(?:calc|min|max|clamp|round|mod|rem|abs|sign|env)\\([^]*\\)";
const LENGTH = `(?:${NUMBER}(?:${UNIT})|[-+]?0|${MATH})`;
/** A page without a doctype may leave the unit away; so do many with one, in vain: what comes of it is doubted, not believed. */
const SIZES = "xx-small|x-small|small|medium|large|x-large|xx-large|xxx-large|smaller|larger|math";
const DISPLAY =
  "none|contents|(?:block|inline|run-in)(?: (?:flow|flow-root|table|flex|grid|ruby|list-item))*|flow-root|list-item|inline-block|" +
  "(?:inline-)?(?:flex|grid|table)|-webkit-(?:inline-)?(?:box|flex)|math|" +
  "table-(?:row|cell|column|caption|row-group|header-group|footer-group|column-group)|ruby(?:-base|-text)?(?:-container)?";

function words(list: string): RegExp {
  return new RegExp(`^(?:${list})$`);
}

const ONE_LENGTH = words(LENGTH);
const FACTOR = words(`${NUMBER}%?|${MATH}`);
const ANY_LENGTH = words(`auto|${LENGTH}`);
const ANY_SIZE = words(
  `auto|none|(?:min|max|fit)-content|-webkit-fill-available|stretch|fit-content\\([^]*\\)|${LENGTH}`,
);
const PICTURE = /url\(|gradient\(|image-set\(|image\(|cross-fade\(|element\(|paint\(/;
const DRAWN = /"|url\(|attr\(|counters?\(|gradient\(|quote/;
const ANY = /^[^!]+$/;

/** The properties that matter to whether and how a text is seen, and what a browser takes for a value of each. */
const LONGHANDS: Readonly<Record<string, RegExp | ((value: string) => boolean)>> = {
  display: words(DISPLAY),
  visibility: words("visible|hidden|collapse"),
  opacity: words(`${NUMBER}%?|${MATH}`),
  "font-size": words(`${SIZES}|(?!-)${LENGTH}|${NUMBER}`),
  color: isColour,
  "-webkit-text-fill-color": isColour,
  "background-color": isColour,
  "background-image": isImage,
  "background-size": ANY,
  "background-clip": words("(?:(?:border|padding|content)-box|text|border-area)(?:,[^]*)?"),
  "text-decoration-line": words("none|(?:(?:underline|overline|line-through|blink) ?)+"),
  "text-indent": (value) => isLengths(split(value, " ")[0] ?? "", 1),
  "text-shadow": ANY,
  "letter-spacing": words(`normal|${LENGTH}`),
  "line-height": words(`normal|${LENGTH}|${NUMBER}`),
  position: words("static|relative|absolute|fixed|sticky|-webkit-sticky"),
  left: ANY_LENGTH,
  right: ANY_LENGTH,
  top: ANY_LENGTH,
  bottom: ANY_LENGTH,
  "margin-left": ANY_LENGTH,
  "margin-right": ANY_LENGTH,
  "margin-top": ANY_LENGTH,
  "margin-bottom": ANY_LENGTH,
  "padding-left": ANY_LENGTH,
  "padding-right": ANY_LENGTH,
  "min-width": ANY_SIZE,
  "flex-direction": words("(?:row|column)(?:-reverse)?"),
  order: words(`${NUMBER}|${MATH}`),
  width: ANY_SIZE,
  height: ANY_SIZE,
  "max-width": ANY_SIZE,
  "max-height": ANY_SIZE,
  "overflow-x": words("visible|hidden|clip|scroll|auto|overlay"),
  "overflow-y": words("visible|hidden|clip|scroll|auto|overlay"),
  float: words("left|right|none|inline-start|inline-end"),
  clip: words("auto|rect\\([^]*\\)"),
  "clip-path": (value) => isFunctions(value, /^(?:none|(?:border|padding|content|margin|fill|stroke|view)-box)$/),
  transform: (value) => isFunctions(value, /^none$/),
  scale: (value) => value === "none" || areAll(value, 3, FACTOR),
  rotate: (value) =>
    /^(?:none|[-+]?0)$/.test(value) || split(value, " ").some((part) => /(?:deg|turn|rad|\))$/.test(part)),
  translate: (value) => value === "none" || isLengths(value, 3),
  zoom: words(`normal|reset|${NUMBER}%?|${MATH}`),
  filter: (value) => isFunctions(value, /^none$/),
  "mask-image": isImage,
  "mix-blend-mode": words("[a-z-]+"),
  "content-visibility": words("visible|auto|hidden"),
  "-webkit-text-security": words("none|disc|circle|square"),
  "vertical-align": words(`baseline|sub|super|text-top|text-bottom|middle|top|bottom|${LENGTH}`),
  direction: words("ltr|rtl"),
  "unicode-bidi": words("normal|embed|isolate|bidi-override|isolate-override|plaintext"),
  content: (value) => /^(?:none|normal)$/.test(value) || DRAWN.test(value),
  border: ANY,
  "border-top": ANY,
  "border-bottom": ANY,
  "list-style-type": words('[a-z-]+|"[^]*"|symbols\\([^]*\\)'),
  "mso-hide": words("all|none|screen|yes"),
  "mso-number-format": /./,
};

/** Those that go over to the elements within. */
export const INHERITED: ReadonlySet<string> = new Set([
  "visibility",
  "font-size",
  "color",
  "-webkit-text-fill-color",
  "text-indent",
  "text-shadow",
  "letter-spacing",
  "direction",
  "-webkit-text-security",
]);

/** What an inherited property is where it is set to nothing. */
export const INITIAL: Readonly<Record<string, string>> = {
  visibility: "visible",
  "font-size": "medium",
  color: "canvastext",
  "-webkit-text-fill-color": "currentcolor",
  "text-indent": "0",
  "text-shadow": "none",
  "letter-spacing": "normal",
  direction: "ltr",
  "-webkit-text-security": "none",
};

const ALIASES: Readonly<Record<string, string>> = {
  "word-wrap": "overflow-wrap",
  "-webkit-transform": "transform",
  "-webkit-filter": "filter",
  "-webkit-mask-image": "mask-image",
  "-webkit-mask": "mask",
  "-webkit-clip-path": "clip-path",
  "-webkit-opacity": "opacity",
  "-webkit-background-clip": "background-clip",
  "-webkit-background-size": "background-size",
  "inset-inline-start": "left",
  "inset-inline-end": "right",
  "inset-block-start": "top",
  "inset-block-end": "bottom",
  "margin-inline-start": "margin-left",
  "margin-inline-end": "margin-right",
  "margin-block-start": "margin-top",
  "margin-block-end": "margin-bottom",
  "padding-inline-start": "padding-left",
  "padding-inline-end": "padding-right",
  "min-inline-size": "min-width",
  "inline-size": "width",
  "block-size": "height",
  "max-inline-size": "max-width",
  "max-block-size": "max-height",
};

export type Longhand = readonly [property: string, value: string];

type Expansion = (value: string) => readonly Longhand[] | undefined;

const SHORTHANDS: Readonly<Record<string, { readonly of: readonly string[]; readonly expand: Expansion }>> = {
  font: { of: ["font-size", "line-height"], expand: sizeOfFont },
  background: {
    of: ["background-color", "background-image", "background-size", "background-clip"],
    expand: background,
  },
  "text-decoration": { of: ["text-decoration-line"], expand: decoration },
  "list-style": { of: ["list-style-type"], expand: listStyle },
  overflow: { of: ["overflow-x", "overflow-y"], expand: (value) => sides(["overflow-x", "overflow-y"], value) },
  margin: fourSides("margin-"),
  padding: { of: ["padding-left", "padding-right"], expand: padding },
  "flex-flow": { of: ["flex-direction"], expand: flexFlow },
  inset: fourSides(""),
  mask: { of: ["mask-image"], expand: (value) => [["mask-image", /\(/.test(value) ? value : "none"]] },
};

function fourSides(prefix: string): { readonly of: readonly string[]; readonly expand: Expansion } {
  const of = ["top", "right", "bottom", "left"].map((side) => `${prefix}${side}`);
  return { of, expand: (value) => sides(of, value) };
}

/** Longer values are pictures and shapes; of those it is enough to know that they are there. */
const LONGEST = 2000;
const LONG: Readonly<Record<string, string>> = {
  background: "url()",
  "background-image": "url()",
  mask: "url()",
  "mask-image": "url()",
  "clip-path": "path()",
  content: "url()",
  "text-shadow": "0",
};

/** What a declaration sets, property by property; undefined where it is none that a browser takes, or none that matters. */
export function expanded(name: string, text: string): readonly Longhand[] | undefined {
  const value = text.length > LONGEST ? (LONG[ALIASES[name] ?? name] ?? "") : text;
  const property = ALIASES[name] ?? name;
  const all =
    property === "all" ? Object.keys(LONGHANDS).filter((one) => one !== "direction" && one !== "unicode-bidi") : [];
  const shorthand = SHORTHANDS[property];
  if (WIDE.test(value) && (all.length > 0 || shorthand || property in LONGHANDS))
    return (all.length > 0 ? all : (shorthand?.of ?? [property])).map((one) => [one, value]);
  if (shorthand) return shorthand.expand(value);
  return isValue(property, value) ? [[property, value]] : undefined;
}

/** `scale(0) rotate(1deg)`, or one of some words. */
function isFunctions(value: string, word: RegExp): boolean {
  const parts = split(value, " ");
  return parts.length > 0 && parts.every((part) => word.test(part) || /^[a-z][a-z0-9-]*\([\s\S]*\)$/.test(part));
}

function isLengths(value: string, most: number): boolean {
  return areAll(value, most, ONE_LENGTH);
}

function areAll(value: string, most: number, word: RegExp): boolean {
  const parts = split(value, " ");
  return parts.length > 0 && parts.length <= most && parts.every((part) => word.test(part));
}

function isImage(value: string): boolean {
  return value === "none" || PICTURE.test(value);
}

function isValue(property: string, value: string): boolean {
  const takes = Object.hasOwn(LONGHANDS, property) ? LONGHANDS[property] : undefined;
  if (takes === undefined || value === "") return false;
  return typeof takes === "function" ? takes(value) : takes.test(value);
}

const SIZE_IN_FONT = new RegExp(`^(?:${SIZES}|(?!-)${LENGTH})$`);

/** `font: bold 12px/1.5 宋体`: the first length is the size, and a family must follow it. */
function sizeOfFont(value: string): readonly Longhand[] | undefined {
  if (/^(?:caption|icon|menu|message-box|small-caption|status-bar)$/.test(value))
    return [
      ["font-size", "small"],
      ["line-height", "normal"],
    ];
  const parts = value.replace(/ ?\/ ?/g, "/").split(" ");
  const at = parts.findIndex((part) => SIZE_IN_FONT.test(part.split("/")[0] ?? ""));
  const [size, line = "normal"] = parts[at]?.split("/") ?? [];
  if (size === undefined || parts.length < at + 2) return undefined;
  return [
    ["font-size", size],
    ["line-height", line],
  ];
}

function background(value: string): readonly Longhand[] | undefined {
  const layers = split(value, ",");
  const last = split(layers.at(-1) ?? "", " ");
  const colour = last.filter(isColour);
  if (colour.length > 1 || value === "") return undefined;
  const pictures = layers.filter((layer) => PICTURE.test(layer));
  const size = /\/ ?([^,]+)/.exec(value.replace(/\([^()]*(?:\([^()]*\)[^()]*)*\)/g, "()"))?.[1];
  return [
    ["background-color", colour[0] ?? "transparent"],
    ["background-image", pictures.length > 0 ? pictures.join(",") : "none"],
    ["background-size", size ?? "auto"],
    ["background-clip", last.includes("text") ? "text" : "border-box"],
  ];
}

function decoration(value: string): readonly Longhand[] | undefined {
  const lines = split(value, " ").filter((part) => /^(?:none|underline|overline|line-through|blink)$/.test(part));
  return value === "" ? undefined : [["text-decoration-line", lines.length > 0 ? lines.join(" ") : "none"]];
}

function listStyle(value: string): readonly Longhand[] | undefined {
  const kinds = split(value, " ").filter((part) => !/^(?:inside|outside)$|\(/.test(part));
  return value === "" ? undefined : [["list-style-type", kinds[0] ?? "disc"]];
}

function flexFlow(value: string): readonly Longhand[] | undefined {
  const direction = split(value, " ").find((part) => /^(?:row|column)/.test(part));
  return value === "" ? undefined : [["flex-direction", direction ?? "row"]];
}

function padding(value: string): readonly Longhand[] | undefined {
  const all = sides(["margin-top", "margin-right", "margin-bottom", "margin-left"], value);
  return (
    all && [
      ["padding-left", all[3]?.[1] ?? "0"],
      ["padding-right", all[1]?.[1] ?? "0"],
    ]
  );
}

/** One to four values, clockwise from the top. */
function sides(of: readonly string[], value: string): readonly Longhand[] | undefined {
  const parts = split(value, " ");
  if (parts.length > of.length) return undefined;
  const [first, second = first, third = first, fourth = second] = parts;
  const found = [first, second, third, fourth]
    .slice(0, of.length)
    .map((part, at): Longhand => [of[at] ?? "", part ?? ""]);
  return found.every(([property, part]) => isValue(property, part)) ? found : undefined;
}
