import { type DefaultTreeAdapterTypes, parse } from "parse5";

export type Element = DefaultTreeAdapterTypes.Element;
export type Node = DefaultTreeAdapterTypes.ChildNode;

export function isElement(node: Node): node is Element {
  return "tagName" in node;
}

export function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((attr) => attr.name === name)?.value;
}

/** Parses a page as browsers do, broken tags included; `quirks`: as an old page, without a doctype. */
export function pageOf(html: string): { readonly root: Element | undefined; readonly quirks: boolean } {
  const document = parse(html);
  const root = document.childNodes.find((node): node is Element => isElement(node));
  return { root, quirks: document.mode === "quirks" };
}

export function parentOf(element: Element): Element | undefined {
  const parent = element.parentNode;
  return parent && isElement(parent as never) ? (parent as Element) : undefined;
}
