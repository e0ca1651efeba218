import type { Budget } from "../limits.js";
import type { ToldLook } from "../word/word.js";
import type { XmlListener } from "../xml.js";
import { decodeBytes } from "./code-page.js";
import type { Look } from "./look.js";
import type { RowDefinition } from "./row.js";
import { addText, openStory, type Story } from "./story.js";
import { colourOf, type DocumentTables, openReading, openTables, pageOf, type TableReading } from "./tables.js";

/** 目标: what the text of a group is for; `skip` is for nothing. */
export type Destination =
  | "text"
  | "skip"
  | "fonts"
  | "colours"
  | "styles"
  | "lists"
  | "instruction"
  | "number"
  | "drawing"
  | "property"
  | "alternatives";

/** 段落格式. */
export interface Paragraph {
  /** How many tables it stands in. */
  readonly level: number;
  readonly style: number;
  readonly ground?: number;
  readonly list: number;
  readonly listLevel: number;
}

export const PLAIN_PARAGRAPH: Paragraph = { level: 0, style: 0, list: 0, listLevel: 0 };

/** 组: what its words change ends with it. */
export interface Group {
  destination: Destination;
  look: Look;
  paragraph: Paragraph;
  /** How many characters follow a `\u`, for programs that don't know it. */
  fallback: number;
  /** Fonts of Chinese characters, and whether the next bytes are such. */
  wideFont: number | undefined;
  wide: boolean;
  /** Within a nested row's properties: what it defines. */
  definition: RowDefinition | undefined;
  /** In the table of styles: `s3`, the style that it is about. */
  styleKey: string | undefined;
  /** Nothing has been told in it yet, or only that others may pass over it. */
  fresh: boolean;
  starred: boolean;
  end: (() => void) | undefined;
}

export interface State {
  readonly tables: DocumentTables;
  readonly reading: TableReading;
  readonly groups: Group[];
  readonly stories: Story[];
  documentPage: number;
  defaultFont: number | undefined;
  /** Bytes of text whose characters are not complete. */
  bytes: number[];
  /** Characters that are still to be passed over after a `\u`. */
  passing: number;
  /** Text of a destination other than the document. */
  collected: string;
  /** The open paragraph shows an automatic number. */
  numbered: boolean;
}

export const WESTERN_PAGE = 1252;

export function openState(budget: Budget, to: XmlListener): State {
  const tables = openTables();
  const telling = {
    budget,
    spent: { told: 0 },
    colourOf: (number: number) => colourOf(tables, number),
    paragraphs: 0,
    tables: 0,
  };
  return {
    tables,
    reading: openReading(),
    groups: [OUTERMOST],
    stories: [openStory(telling, to)],
    documentPage: WESTERN_PAGE,
    defaultFont: undefined,
    bytes: [],
    passing: 0,
    collected: "",
    numbered: false,
  };
}

const OUTERMOST: Group = {
  destination: "text",
  look: {},
  paragraph: PLAIN_PARAGRAPH,
  fallback: 1,
  wideFont: undefined,
  wide: false,
  definition: undefined,
  styleKey: undefined,
  fresh: false,
  starred: false,
  end: undefined,
};

export function groupOf(state: State): Group {
  return state.groups.at(-1) as Group;
}

export function storyOf(state: State): Story {
  return state.stories.at(-1) as Story;
}

/** Turns the bytes that wait into text; before anything that may change how they are read. */
export function flushBytes(state: State): void {
  if (state.bytes.length === 0) return;
  const { bytes, tables } = state;
  const { look, wide, wideFont } = groupOf(state);
  state.bytes = [];
  const widePage = wide ? pageOf(tables, wideFont) : undefined;
  say(state, decodeBytes(bytes, widePage ?? pageOf(tables, look.font ?? state.defaultFont), state.documentPage));
}

/** Adds text to what the group's text is for. */
export function say(state: State, text: string): void {
  const { destination } = groupOf(state);
  if (destination === "text") addText(storyOf(state), toldLook(state), text);
  else if (/^(?:instruction|number|property)$/.test(destination)) state.collected += text;
}

/** The look of the text: what its own words say, or else its styles. */
function toldLook({ tables, groups }: State): ToldLook {
  const { look, paragraph } = groups.at(-1) as Group;
  const byStyle = {
    ...tables.styles.get(`s${paragraph.style}`),
    ...(look.style !== undefined && tables.styles.get(`cs${look.style}`)),
  };
  const { inkNumber, groundNumber, font: _, style: __, ...told } = { ...byStyle, ...look };
  const [ink, ground] = [colourOf(tables, inkNumber), colourOf(tables, groundNumber)];
  return { ...told, ...(ink !== undefined && { ink }), ...(ground !== undefined && { ground }) };
}
