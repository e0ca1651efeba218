import { tooLarge } from "../refusal.js";
import { applyStyles, declarationsOf } from "./cascade.js";
import { attribute, type Element, isElement, rootOf } from "./tree.js";

export { attribute, type Element, isElement } from "./tree.js";

/** No page that a person made is nested deeper. */
const DEEPEST = 1500;

const IGNORED: ReadonlySet<string> = new Set(
  "script style template noscript head title object iframe svg math audio video rp rt datalist button".split(" "),
);

const BLOCKS: ReadonlySet<string> = new Set(
  (
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure " +
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre search section summary " +
    "table tbody td tfoot th thead tr ul"
  ).split(" "),
);

const UNTYPED_INPUTS: ReadonlySet<string> = new Set(
  "hidden button submit reset image checkbox radio file password color range".split(" "),
);

/** The page's title and its elements, each with the styles that hold for it. */
export function parsePage(html: string): { readonly title: string; readonly root: Element | undefined } {
  const root = rootOf(html);
  if (root) applyStyles(root);
  const title = root && descendants(root, "title")[0];
  return { title: title ? plainText(title) : "", root };
}

export function isBlock(element: Element): boolean {
  return BLOCKS.has(element.tagName);
}

/** Whether nobody sees the element on the page. */
export function isDropped(element: Element): boolean {
  return isUntold(element) || isHidden(element);
}

/** Scripts, pictures and the like, which have no text to see. */
export function isUntold(element: Element): boolean {
  return IGNORED.has(element.tagName);
}

export function isHidden(element: Element): boolean {
  const declared = declarationsOf(element);
  const display = declared.get("display");
  if (attribute(element, "hidden") !== undefined && (display === undefined || display === "none")) return true;
  const collapsed =
    /^(?:tr|tbody|thead|tfoot|col|colgroup)$/.test(element.tagName) && declared.get("visibility") === "collapse";
  return display === "none" || declared.get("mso-hide") === "all" || collapsed;
}

/** 上标、下标: whether it may be a footnote mark. */
export function isRaised(element: Element): boolean {
  return (
    ["sup", "sub"].includes(element.tagName) ||
    /^(?:super|sub)$/.test(declarationsOf(element).get("vertical-align") ?? "")
  );
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
  return chosen ? plainText(chosen) : "";
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

export function guardDepth(depth: number): void {
  if (depth > DEEPEST) throw tooLarge("网页嵌套层次过多");
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
