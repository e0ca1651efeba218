import { tooLarge } from "../refusal.js";
import type { Attributes, XmlListener } from "../xml.js";

type Told =
  | { readonly kind: "open"; readonly name: string; readonly attributes: Attributes }
  | { readonly kind: "close"; readonly name: string }
  | { readonly kind: "text"; readonly text: string };

/** 待述内容: what is told of a cell before it is known where in its table it stands. */
export interface Tape extends XmlListener {
  tell(to: XmlListener): void;
}

/** No report says so much. */
const MOST_TOLD = 3_000_000;

/** Counts what the tapes of one file hold together. */
export interface Spent {
  told: number;
}

export function openTape(spent: Spent): Tape {
  const all: Told[] = [];
  const hear = (told: Told): void => {
    spent.told += 1;
    if (spent.told > MOST_TOLD) throw tooLarge("文件的内容过多");
    all.push(told);
  };
  return {
    open: (name, attributes) => hear({ kind: "open", name, attributes }),
    close: (name) => hear({ kind: "close", name }),
    text: (text) => hear({ kind: "text", text }),
    tell: (to) => {
      for (const told of all) {
        if (told.kind === "open") to.open(told.name, told.attributes);
        else if (told.kind === "close") to.close(told.name);
        else to.text(told.text);
      }
    },
  };
}
