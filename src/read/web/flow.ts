import { runText } from "../run-style.js";
import {
  collapsed,
  type Element,
  guardDepth,
  isBlock,
  isDropped,
  isElement,
  isRaised,
  isStruck,
  typedValue,
} from "./nodes.js";

/** Takes the content of a page in order: lines of text and tables. */
export interface FlowSink {
  readonly line: (text: string) => void;
  /** Returns false where the table is to be read as text. */
  readonly table: (table: Element) => boolean;
}

interface Flow {
  readonly sink: FlowSink;
  /** The text so far of the line that is not finished. */
  pending: string;
  /** A line or a table was given since the innermost open block began. */
  hasContent: boolean;
  /** Within preformatted text, whose spaces and line ends show as they are. */
  preformatted: boolean;
}

/** Elements that stand for an empty cell where they are empty. */
const EMPTY_COUNTS: ReadonlySet<string> = new Set(["p", "td", "th", "li"]);

/** Reads part of a page: a line for each block element and up to each line break. */
export function flow(element: Element, sink: FlowSink): void {
  const state: Flow = { sink, pending: "", hasContent: false, preformatted: false };
  walk(state, element, 0);
  endLine(state);
}

function walk(state: Flow, element: Element, depth: number): void {
  guardDepth(depth);
  for (const node of element.childNodes) {
    if (isElement(node)) enter(state, node, depth);
    else if (node.nodeName === "#text" && "value" in node) addText(state, node.value);
  }
}

function addText(state: Flow, text: string): void {
  const [first = "", ...lines] = state.preformatted ? text.split(/\r\n?|\n/) : [text];
  state.pending += first;
  for (const line of lines) {
    emit(state);
    state.pending = line;
  }
}

function enter(state: Flow, element: Element, depth: number): void {
  if (isDropped(element)) return;
  if (element.tagName === "br") {
    emit(state);
    return;
  }
  const typed = typedValue(element);
  if (typed !== undefined) state.pending += typed;
  else if (element.tagName === "table" && tableTaken(state, element)) return;
  else if (isBlock(element)) enterBlock(state, element, depth);
  else if (isStruck(element)) enterStruck(state, element, depth);
  else if (isRaised(element)) enterRaised(state, element, depth);
  else walk(state, element, depth + 1);
}

function tableTaken(state: Flow, table: Element): boolean {
  endLine(state);
  state.hasContent = true;
  return state.sink.table(table);
}

function enterBlock(state: Flow, element: Element, depth: number): void {
  endLine(state);
  state.hasContent = false;
  const { preformatted } = state;
  state.preformatted ||= element.tagName === "pre";
  walk(state, element, depth + 1);
  endLine(state);
  state.preformatted = preformatted;
  if (!state.hasContent && EMPTY_COUNTS.has(element.tagName)) emit(state);
}

function enterStruck(state: Flow, element: Element, depth: number): void {
  state.pending += " ";
  walk(state, element, depth + 1);
  state.pending += " ";
}

function enterRaised(state: Flow, element: Element, depth: number): void {
  const before = state.pending;
  walk(state, element, depth + 1);
  if (state.pending.startsWith(before))
    state.pending = before + runText(before, state.pending.slice(before.length), "raised");
}

function endLine(state: Flow): void {
  if (collapsed(state.pending) === "") state.pending = "";
  else emit(state);
}

function emit(state: Flow): void {
  const text = state.preformatted ? state.pending : collapsed(state.pending);
  state.sink.line(text.trim() === "" ? "" : text);
  state.pending = "";
  state.hasContent = true;
}
