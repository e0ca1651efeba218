import { tellParagraph } from "../word/word.js";
import type { Attributes } from "../xml.js";
import { enterChange } from "./changes.js";
import { beginDrawing, openBox } from "./drawings.js";
import { type End, type State, tell } from "./state.js";
import { beginCell, beginCovered, endRow, openOdtTable } from "./table.js";

type Begin = (state: State, attributes: Attributes, name: string) => End;

/** Keeps what can't be told from being taken for a digit, or for nothing. */
const UNKNOWN_SIGN = "\ufffd";
const MOST_SPACES = 1000;

/** What each element of the text does; of any other only the content counts. */
const CONTENT: ReadonlyMap<string, Begin> = new Map<string, Begin>([
  ["p", beginParagraph],
  ["h", beginParagraph],
  ["span", beginSpan],
  ["s", (state, attributes) => say(state, " ".repeat(countOf(attributes)))],
  ["tab", (state) => say(state, "\t")],
  ["line-break", (state) => say(state, "\n")],
  ["change", beginChange],
  ["change-start", beginChange],
  ["change-end", beginChange],
  ["hidden-text", (state, attributes) => beginHidden(state, attributes.get("is-hidden") !== "false")],
  ["hidden-paragraph", beginHiddenParagraph],
  ["section", beginSection],
  ["list", beginList],
  ["numbered-paragraph", beginList],
  ["list-item", beginItem],
  ["list-header", beginItem],
  ["table", beginTable],
  ["table-row", beginRow],
  ["table-cell", beginOwnCell],
  ["covered-table-cell", beginCoveredCell],
  ["text-box", beginBox],
]);

export function beginContent(state: State, name: string, attributes: Attributes): End {
  const begin = CONTENT.get(name) ?? ((): End => beginDrawing(state, name, attributes));
  return begin(state, attributes, name);
}

function say(state: State, text: string): End {
  tell(state, text);
  return undefined;
}

function countOf(attributes: Attributes): number {
  return Math.min(Math.max(Number(attributes.get("c") ?? "1") || 1, 1), MOST_SPACES);
}

function beginParagraph(state: State, attributes: Attributes, name: string): End {
  const { styles, to, paragraphs } = state;
  openBox(state);
  const style = styles.styleOf("paragraph", attributes.get("style-name"));
  const level = Number(attributes.get("outline-level") ?? "1") || 1;
  const numbered = isNumbered(state, style.list) || (name === "h" && styles.showsNumber(undefined, level));
  tellParagraph(to, { numbered, ground: style.ground });
  paragraphs.push({ look: style.look, spans: [], atSpace: true });
  return () => {
    paragraphs.pop();
    to.close("p");
  };
}

/** Only the first paragraph of a list's item shows a number. */
function isNumbered({ lists, styles }: State, own: string | undefined): boolean {
  const list = lists.at(-1);
  if (!list?.atNumber) return false;
  list.atNumber = false;
  const style = list.override ?? list.style ?? own;
  return style !== undefined && styles.showsNumber(style, list.level);
}

function beginSpan(state: State, attributes: Attributes): End {
  const spans = state.paragraphs.at(-1)?.spans;
  spans?.push(state.styles.styleOf("text", attributes.get("style-name")).look);
  return () => {
    spans?.pop();
  };
}

function beginChange(state: State, attributes: Attributes, name: string): End {
  enterChange(state, name, attributes);
  return undefined;
}

/** It hides the paragraph as a whole, what stands before it too. */
function beginHiddenParagraph(state: State, attributes: Attributes): End {
  return attributes.get("is-hidden") === "true" ? say(state, UNKNOWN_SIGN) : undefined;
}

function beginSection(state: State, attributes: Attributes): End {
  return beginHidden(state, attributes.get("display") === "none" || attributes.get("is-hidden") === "true");
}

function beginHidden(state: State, hides: boolean): End {
  if (!hides) return undefined;
  state.hidden += 1;
  return () => {
    state.hidden -= 1;
  };
}

function beginList(state: State, attributes: Attributes, name: string): End {
  const { lists } = state;
  const style = attributes.get("style-name") ?? lists.at(-1)?.style;
  const level = Number(attributes.get("level") ?? lists.length + 1);
  lists.push({ style, level, override: undefined, atNumber: name === "numbered-paragraph" });
  return () => {
    lists.pop();
  };
}

function beginItem({ lists }: State, attributes: Attributes, name: string): End {
  const list = lists.at(-1);
  if (list) Object.assign(list, { atNumber: name === "list-item", override: attributes.get("style-override") });
  return undefined;
}

function beginTable(state: State): End {
  const { tables, to } = state;
  openBox(state);
  state.tableCount += 1;
  tables.push(openOdtTable(state.tableCount));
  to.open("tbl", new Map());
  return () => {
    tables.pop();
    to.close("tbl");
  };
}

function beginRow(state: State, attributes: Attributes): End {
  const { to } = state;
  const table = state.tables.at(-1);
  if (!table) return undefined;
  to.open("tr", new Map());
  if (/^(?:collapse|filter)$/.test(attributes.get("visibility") ?? "")) {
    for (const name of ["trPr", "hidden"]) to.open(name, new Map());
    for (const name of ["hidden", "trPr"]) to.close(name);
  }
  return () => {
    endRow(table, to);
    to.close("tr");
  };
}

function beginOwnCell(state: State, attributes: Attributes): End {
  const table = state.tables.at(-1);
  if (!table) return undefined;
  const { ground } = state.styles.styleOf("table-cell", attributes.get("style-name"));
  beginCell(table, state.to, attributes, ground);
  return beginScope(state);
}

/** What was typed under a merged cell is not seen. */
function beginCoveredCell(state: State): End {
  const table = state.tables.at(-1);
  if (!table) return undefined;
  beginCovered(table, state.to);
  const [endScope, endHidden] = [beginScope(state), beginHidden(state, true)];
  return () => {
    endHidden?.();
    endScope();
  };
}

function beginBox(state: State): End {
  openBox(state);
  return beginScope(state);
}

/** A cell and a text box have lists of their own. */
function beginScope(state: State): () => void {
  const { lists } = state;
  state.lists = [];
  return () => {
    state.lists = lists;
  };
}
