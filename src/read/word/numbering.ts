import { readXml } from "../xml.js";
import type { Numbering } from "./styles.js";

/** 自动编号: whether a paragraph's list shows a number that nobody typed. */
export type ShowsNumber = (numbering: Numbering) => boolean;

/** Without a numbering part nothing is shown. */
export const NO_NUMBERS: ShowsNumber = () => false;

interface Level {
  format: string;
  text: string;
}

interface Reading {
  readonly lists: Map<string, Map<string, Level>>;
  /** By number: the list that it uses. */
  readonly uses: Map<string, string>;
  list: Map<string, Level>;
  level: Level;
  number: string;
}

/** Reads the numbering part. A bullet is no number, nor is a level whose text has none in it. */
export function readNumbering(xml: string): ShowsNumber {
  const empty = { format: "", text: "" };
  const reading: Reading = { lists: new Map(), uses: new Map(), list: new Map(), level: empty, number: "" };
  readXml(xml, {
    open(name, attributes) {
      const value = attributes.get("val") ?? "";
      if (name === "abstractNum") {
        reading.list = new Map();
        reading.lists.set(attributes.get("abstractNumId") ?? "", reading.list);
      } else if (name === "lvl") {
        reading.level = { format: "decimal", text: "" };
        reading.list.set(attributes.get("ilvl") ?? "0", reading.level);
      } else if (name === "numFmt") reading.level.format = value;
      else if (name === "lvlText") reading.level.text = value;
      else if (name === "num") reading.number = attributes.get("numId") ?? "";
      else if (name === "abstractNumId") reading.uses.set(reading.number, value);
    },
    close(name) {
      if (name === "abstractNum") reading.list = new Map();
    },
    text() {},
  });
  return (numbering) => shows(reading, numbering);
}

/** A number without its list may show anything; Word shows none. */
function shows({ lists, uses }: Reading, { id, level = "0" }: Numbering): boolean {
  if (id === undefined || id === "0") return false;
  const own = lists.get(uses.get(id) ?? "")?.get(level);
  return own !== undefined && !/^(?:bullet|none)$/.test(own.format) && /%\d|\d/.test(own.text);
}
