import type { DocContent, DocStyles, Runs } from "../doc-file/doc-file.js";
import type { Attributes, XmlListener } from "../xml.js";
import type { Fields } from "./fields.js";

/** What is told, and to whom. */
export interface Telling {
  readonly walk: XmlListener;
  readonly text: string;
  readonly runs: Runs;
  readonly styles: DocStyles;
  readonly fields: Fields;
  readonly showsNumber: DocContent["showsNumber"];
}

const NONE: Attributes = new Map();

export function tellEmpty(walk: XmlListener, name: string, attributes = NONE): void {
  walk.open(name, attributes);
  walk.close(name);
}

export function value(text: string | number): Attributes {
  return new Map([["val", String(text)]]);
}
