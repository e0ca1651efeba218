import { type DefaultTreeAdapterTypes, parse } from "parse5";

export type Element = DefaultTreeAdapterTypes.Element;
export type Node = DefaultTreeAdapterTypes.ChildNode;

export function isElement(node: Node): node is Element {
  return "tagName" in node;
}

export function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((attr) => attr.name === name)?.value;
}

/** A page as browsers see it. */
export interface ParsedPage {
  readonly root: Element | undefined;
  /** As an old page, without a doctype. */
  readonly quirks: boolean;
  /** The page ends within a comment or an element that has nothing but text: the rest of it is not shown. */
  readonly endsInside: boolean;
}

const ENDS_INSIDE: ReadonlySet<string> = new Set(["eof-in-comment", "eof-in-element-that-can-contain-only-text"]);

/** Parses a page as browsers do, broken tags included. */
export function pageOf(html: string): ParsedPage {
  let endsInside = false;
  const document = parse(html, {
    onParseError: ({ code }) => {
      endsInside ||= ENDS_INSIDE.has(code);
    },
  });
  const root = document.childNodes.find((node): node is Element => isElement(node));
  return { root, quirks: document.mode === "quirks", endsInside };
}

export function parentOf(element: Element): Element | undefined {
  const parent = element.parentNode;
  return parent && isElement(parent as never) ? (parent as Element) : undefined;
}
