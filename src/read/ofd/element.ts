import { tooLarge } from "../refusal.js";
import { type Attributes, readXml } from "../xml.js";

/** 元素 of a part, by local names. `text` is all text directly in it. */
export interface Element {
  readonly name: string;
  readonly attributes: Attributes;
  readonly children: readonly Element[];
  readonly text: string;
}

interface Open {
  readonly name: string;
  readonly attributes: Attributes;
  readonly children: Element[];
  text: string;
}

/** More than the pages of any form have. */
const MOST_ELEMENTS = 200_000;
const DEEPEST = 64;

/** The root element of an XML part, with all that is in it. */
export function elementOf(xml: string): Element {
  const document: Open = { name: "", attributes: new Map(), children: [], text: "" };
  const open: Open[] = [document];
  let count = 0;
  readXml(xml, {
    open(name, attributes) {
      count += 1;
      if (count > MOST_ELEMENTS || open.length > DEEPEST) throw tooLarge("OFD 一个页面或部件的内容过多");
      const element: Open = { name, attributes, children: [], text: "" };
      open.at(-1)?.children.push(element);
      open.push(element);
    },
    close() {
      open.pop();
    },
    text(text) {
      const element = open.at(-1);
      if (element) element.text += text;
    },
  });
  return document.children[0] ?? document;
}

export function childrenOf(element: Element | undefined, name: string): readonly Element[] {
  return element?.children.filter((child) => child.name === name) ?? [];
}

/** The first element at the end of a path of names, e.g. `Content/Layer`. */
export function childAt(element: Element | undefined, ...path: readonly string[]): Element | undefined {
  return path.reduce((at, name) => at?.children.find((child) => child.name === name), element);
}
