import { tooLarge } from "../refusal.js";
import {
  applyStyles,
  attribute,
  declarationsOf,
  type Element,
  isElement,
  lookOf,
  otherLookOf,
  pageOf,
  type World,
} from "../style/style.js";
import { type StyleFiles, styleSources } from "./style-sources.js";

export { attribute, type Element, isElement } from "../style/style.js";

/** No page that a person made is nested deeper. */
const DEEPEST = 1500;

const IGNORED: ReadonlySet<string> = new Set(
  "script style template noscript noframes noembed head title rp datalist area param source track".split(" "),
);

const PICTURES: ReadonlySet<string> = new Set(
  "img svg math object embed applet iframe canvas video meter progress".split(" "),
);

const BLOCKS: ReadonlySet<string> = new Set(
  (
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure " +
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre search section summary " +
    "table tbody td tfoot th thead tr ul"
  ).split(" "),
);

const UNTYPED_INPUTS: ReadonlySet<string> = new Set("hidden image checkbox radio file color range".split(" "));

/** 网页: its title and its elements, each with the styles that hold for it. */
export interface Page {
  readonly title: string;
  readonly root: Element | undefined;
  /** 没有结束的标签: the rows of a table were swallowed by a tag or a comment that nothing ends. */
  readonly swallowed: boolean;
}

/** @param files style sheets that came with the page */
export function parsePage(html: string, files: StyleFiles): Page {
  const { root, quirks, endsInside } = pageOf(html);
  if (root) applyStyles(root, { sources: styleSources(root, files), quirks });
  const title = root && descendants(root, "title")[0];
  const swallowed = endsInside && root !== undefined && swallowedTexts(root).some((text) => /<t[rd][\s>]/i.test(text));
  return { title: title ? plainText(title) : "", root, swallowed };
}

/** The texts of comments, and of elements that are not shown. */
function swallowedTexts(root: Element): readonly string[] {
  const texts: string[] = [];
  const open: Element[] = [root];
  for (let one = open.pop(); one; one = open.pop())
    for (const node of one.childNodes) {
      if ("data" in node) texts.push(node.data);
      else if (isElement(node)) open.push(node);
      else if ("value" in node && isUntold(one)) texts.push(node.value);
    }
  return texts;
}

/** Whether the element begins a line of its own, by its kind or by its style. */
export function isBlock(element: Element): boolean {
  if (BLOCKS.has(element.tagName)) return true;
  const declared = declarationsOf(element);
  const { parentNode } = element;
  const around = parentNode && "tagName" in parentNode ? declarationsOf(parentNode).get("display") : undefined;
  return (
    /^(?:block|flex|grid|table|list-item|flow-root)/.test(declared.get("display") ?? "") ||
    (declared.get("float") ?? "none") !== "none" ||
    /flex|grid/.test(around ?? "")
  );
}

/** Scripts, pictures and the like, which have no text to see. */
export function isUntold(element: Element): boolean {
  return IGNORED.has(element.tagName);
}

/** 整体看不见: hidden or cut off as a whole, so that nothing within can be seen. */
export function isGone(element: Element): boolean {
  return isHidden(element) || lookOf(element).gone;
}

export function isHidden(element: Element): boolean {
  const declared = declarationsOf(element);
  const collapsed =
    /^(?:tr|tbody|thead|tfoot|col|colgroup)$/.test(element.tagName) && declared.get("visibility") === "collapse";
  return declared.get("display") === "none" || declared.get("mso-hide") === "all" || collapsed;
}

/** Whether the element takes its place on the page, if all or nothing held of which nothing is known. */
export function isDisplayed(element: Element, world: World): boolean {
  return world === "most" && !otherLookOf(element)
    ? isDisplayed(element, "least")
    : declarationsOf(element, world).get("display") !== "none";
}

/** 上标、下标、注音: whether it may be a footnote mark. */
export function isRaised(element: Element): boolean {
  return (
    ["sup", "sub", "rt"].includes(element.tagName) ||
    /^(?:super|sub)$/.test(declarationsOf(element).get("vertical-align") ?? "")
  );
}

/** 自动编号: an item of a numbered list, whose number is no text of the page. */
export function isNumbered(element: Element): boolean {
  const { parentNode } = element;
  if (element.tagName !== "li" || !parentNode || !("tagName" in parentNode) || parentNode.tagName !== "ol")
    return false;
  const kind = declarationsOf(element).get("list-style-type") ?? declarationsOf(parentNode).get("list-style-type");
  return !/^(?:none|disc|circle|square)$/.test(kind ?? "decimal");
}

/** 图形: what is looked at and has no text; one of a dot or without a source shows nothing. */
export function isPicture(element: Element): boolean {
  const { tagName } = element;
  if (tagName === "input") return /^(?:image|color|range)$/i.test(attribute(element, "type") ?? "");
  if (!PICTURES.has(tagName)) return false;
  if (tagName === "img" && !attribute(element, "src") && !attribute(element, "srcset")) return false;
  if (tagName === "svg" && !element.childNodes.some(isElement)) return false;
  const declared = declarationsOf(element);
  return !["width", "height"].some((side) => isDot(attribute(element, side)) || isDot(declared.get(side)));
}

function isDot(size: string | undefined): boolean {
  return size !== undefined && /^\s*[0-3](?:\.\d+)?(?:px|pt)?\s*$/.test(size);
}

/** The value typed into a form field that was saved with the page. */
export function typedValue(element: Element): string | undefined {
  if (element.tagName === "input") {
    const type = attribute(element, "type")?.toLowerCase() ?? "text";
    return UNTYPED_INPUTS.has(type) ? "" : (attribute(element, "value") ?? "");
  }
  if (element.tagName !== "select") return undefined;
  const options = descendants(element, "option");
  const chosen = options.find((option) => attribute(option, "selected") !== undefined) ?? options[0];
  return chosen ? attribute(chosen, "label") || plainText(chosen) : "";
}

/** The elements of a tag within an element, in document order, without hidden ones. */
export function descendants(element: Element, tag: string, depth = 0): Element[] {
  guardDepth(depth);
  const found: Element[] = [];
  for (const child of element.childNodes) {
    if (!isElement(child) || isHidden(child)) continue;
    if (child.tagName === tag) found.push(child);
    for (const inner of descendants(child, tag, depth + 1)) found.push(inner);
  }
  return found;
}

/** The tables within an element, hidden ones too, without those within tables. */
export function tablesWithin(element: Element): readonly Element[] {
  const found: Element[] = [];
  const open: Element[] = [element];
  for (let one = open.pop(); one; one = open.pop()) {
    if (one.tagName === "table") found.push(one);
    else for (const child of [...one.childNodes].reverse()) if (isElement(child)) open.push(child);
  }
  return found;
}

export function guardDepth(depth: number): void {
  if (depth > DEEPEST) throw tooLarge("网页嵌套层次过多");
}

/** All text within an element, seen or not. */
export function allText(element: Element): string {
  const parts: string[] = [];
  const open: Element[] = [element];
  for (let one = open.pop(); one; one = open.pop())
    for (const node of one.childNodes) {
      if (isElement(node)) open.push(node);
      else if ("value" in node) parts.push(node.value);
    }
  return parts.join("");
}

function plainText(element: Element): string {
  const texts = element.childNodes.map((node) => ("value" in node ? node.value : ""));
  return collapsed(texts.join(""));
}

/**
 * Spaces as a browser shows them: several become one, no-break spaces stay. A line end of the source between two Chinese
 * characters is no space at all, since Word wraps its HTML in the middle of labels.
 */
export function collapsed(text: string): string {
  return text
    .replace(
      /(?<=[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60])[ \t\f]*[\r\n][ \t\r\n\f]*(?=[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60])/g,
      "",
    )
    .replace(/[ \t\r\n\f]+/g, " ")
    .replace(/^ | $/g, "");
}
