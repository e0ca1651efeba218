import type { DocContent, TextBox } from "../doc-file/doc-file.js";
import type { Attributes, XmlListener } from "../xml.js";
import type { Fields } from "./fields.js";

/** What is told, and to whom. */
export interface Telling {
  readonly walk: XmlListener;
  readonly content: DocContent;
  readonly fields: Fields;
  /** Text boxes that have been told. */
  readonly told: Set<TextBox>;
}

const NONE: Attributes = new Map();

export function tellEmpty(walk: XmlListener, name: string, attributes = NONE): void {
  walk.open(name, attributes);
  walk.close(name);
}

export function value(text: string | number): Attributes {
  return new Map([["val", String(text)]]);
}
