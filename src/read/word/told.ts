import type { Attributes, XmlListener } from "../xml.js";

/** 字符的样子, as a file of another format says it; what is left out is as usual. */
export interface ToldLook {
  readonly struck?: boolean;
  readonly hidden?: boolean;
  /** 修订中删除: it is said that it was there, and it is no text. */
  readonly deleted?: boolean;
  /** Set as a superscript or subscript. */
  readonly raised?: boolean;
  /** In half points above the line. */
  readonly position?: number;
  /** In half points. */
  readonly size?: number;
  /** Six hexadecimal digits, or `auto`. */
  readonly ink?: string;
  readonly ground?: Ground;
}

/** 底色: six hexadecimal digits, `auto` for that of what lies behind, or a pattern of which no one colour is known. */
type Ground = string;
const PATTERN = "pattern";

export interface ToldParagraph {
  /** An automatic number stands before it. */
  readonly numbered?: boolean;
  readonly ground?: Ground | undefined;
}

export interface ToldCell {
  /** How many columns of the table's grid it takes. */
  readonly span: number;
  readonly down?: "restart" | "continue" | undefined;
  /** Merged sideways by continuing the cell before it. */
  readonly across?: "restart" | "continue" | undefined;
  readonly ground?: Ground | undefined;
  readonly removed?: boolean;
}

/** The list that a numbered paragraph is told to be in. */
export const TOLD_NUMBER = "1";

export function attributesOf(values: Readonly<Record<string, string>>): Attributes {
  return new Map(Object.entries(values));
}

const NONE: Attributes = new Map();

function empty(to: XmlListener, name: string, attributes: Attributes = NONE): void {
  to.open(name, attributes);
  to.close(name);
}

function value(to: XmlListener, name: string, val: string): void {
  empty(to, name, attributesOf({ val }));
}

/** Opens a paragraph, which the caller closes. */
export function tellParagraph(to: XmlListener, { numbered, ground }: ToldParagraph): void {
  to.open("p", NONE);
  to.open("pPr", NONE);
  if (numbered) {
    to.open("numPr", NONE);
    value(to, "numId", TOLD_NUMBER);
    to.close("numPr");
  }
  if (ground !== undefined) tellGround(to, ground);
  to.close("pPr");
}

/** Opens a cell, which the caller closes. */
export function tellCell(to: XmlListener, { span, down, across, ground, removed }: ToldCell): void {
  to.open("tc", NONE);
  to.open("tcPr", NONE);
  value(to, "gridSpan", String(span));
  if (down) value(to, "vMerge", down);
  if (across) value(to, "hMerge", across);
  if (removed) empty(to, "cellDel");
  if (ground !== undefined) tellGround(to, ground);
  to.close("tcPr");
}

/** One run of characters; `\n` and `\t` in it are a line's end and a tabulator. */
export function tellRun(to: XmlListener, look: ToldLook, text: string): void {
  if (look.deleted) to.open("del", NONE);
  to.open("r", NONE);
  tellLook(to, look);
  for (const part of text.split(/([\n\t])/)) {
    if (part === "\n") empty(to, "br");
    else if (part === "\t") empty(to, "tab");
    else if (part !== "") tellText(to, look.deleted ? "delText" : "t", part);
  }
  to.close("r");
  if (look.deleted) to.close("del");
}

function tellText(to: XmlListener, element: string, text: string): void {
  to.open(element, NONE);
  to.text(text);
  to.close(element);
}

function tellLook(to: XmlListener, { struck, hidden, raised, position, size, ink, ground }: ToldLook): void {
  to.open("rPr", NONE);
  if (struck) value(to, "strike", "true");
  if (hidden) value(to, "vanish", "true");
  if (raised) value(to, "vertAlign", "superscript");
  if (position !== undefined) value(to, "position", String(position));
  if (size !== undefined) value(to, "sz", String(size));
  if (ink !== undefined) value(to, "color", ink);
  if (ground !== undefined) tellGround(to, ground);
  to.close("rPr");
}

function tellGround(to: XmlListener, fill: string): void {
  empty(to, "shd", attributesOf(fill === PATTERN ? { val: "pct50", fill: "auto" } : { val: "clear", fill }));
}
