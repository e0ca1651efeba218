import { type ToldLook, tellRun } from "../word/word.js";
import type { XmlListener } from "../xml.js";
import { type Look, type OdtStyles, over, toldLook } from "./styles.js";
import type { OdtTable } from "./table.js";

/** 列表: its style, and whether the next paragraph is the first of an item, which shows the number. */
export interface OpenList {
  readonly style: string | undefined;
  /** The style that its item has instead. */
  override: string | undefined;
  readonly level: number;
  atNumber: boolean;
}

/** 图形: a drawing that is open. */
export interface OpenDrawing {
  /** A text box has been told in it, and a text in that. */
  box: boolean;
  text: boolean;
}

/** What is to be done at the end of an element. */
export type End = (() => void) | undefined;

export interface OpenElement {
  readonly name: string;
  readonly end: End;
}

/** 段落: the look of its text, and the styles of the spans that are open in it. */
export interface OpenParagraph {
  readonly look: Look;
  readonly spans: Look[];
  /** The last sign was a space, or there is none yet: further white space is not shown. */
  atSpace: boolean;
}

export interface State {
  readonly styles: OdtStyles;
  readonly to: XmlListener;
  readonly path: OpenElement[];
  /** How deep it is in what is no part of the text. */
  ignored: number;
  /** It is in the body of a text document, and there in the record of changes. */
  inBody: boolean;
  inChanges: boolean;
  readonly paragraphs: OpenParagraph[];
  /** Those around the paragraph, within its cell or text box. */
  lists: OpenList[];
  readonly tables: OdtTable[];
  readonly drawings: OpenDrawing[];
  /** How many of the elements around are not displayed. */
  hidden: number;
  /** 修订中删除的内容, by the name of the change; the one that is being read, and how many are open in the text. */
  readonly deletions: Map<string, string>;
  deletion: string | undefined;
  deleted: number;
  tableCount: number;
}

export function openState(styles: OdtStyles, to: XmlListener): State {
  return {
    styles,
    to,
    path: [],
    ignored: 0,
    inBody: false,
    inChanges: false,
    paragraphs: [],
    lists: [],
    tables: [],
    drawings: [],
    hidden: 0,
    deletions: new Map(),
    deletion: undefined,
    deleted: 0,
    tableCount: 0,
  };
}

/** The look of the text that comes next. */
export function lookOf(state: State): ToldLook {
  const paragraph = state.paragraphs.at(-1);
  const look = paragraph ? toldLook(paragraph.spans.reduce(over, paragraph.look)) : {};
  return { ...look, ...(state.hidden > 0 && { hidden: true }), ...(state.deleted > 0 && { deleted: true }) };
}

/** Tells text of the open paragraph; elsewhere nothing is text. */
export function tell(state: State, text: string): void {
  const paragraph = state.paragraphs.at(-1);
  if (!paragraph || text === "") return;
  const drawing = state.drawings.at(-1);
  if (drawing && text.trim() !== "") drawing.text = true;
  tellRun(state.to, lookOf(state), text);
  paragraph.atSpace = false;
}
