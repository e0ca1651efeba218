import { runText } from "../run-style.js";
import {
  declarationsOf,
  firstLook,
  generatedBy,
  isDistorted,
  isOutOfSight,
  isPale,
  type Look,
  lookOf,
  otherLookOf,
  standsApart,
  strikes,
} from "../style/style.js";
import {
  allText,
  attribute,
  collapsed,
  type Element,
  guardDepth,
  isBlock,
  isElement,
  isHidden,
  isNumbered,
  isPicture,
  isRaised,
  isUntold,
  typedValue,
} from "./nodes.js";

/** Takes the content of a page in order: lines of text and tables. */
export interface FlowSink {
  readonly line: (text: string) => void;
  /** Returns false where the table is to be read as text. */
  readonly table: (table: Element) => boolean;
  /** Hears of what is not displayed. */
  readonly hidden?: (element: Element) => void;
  /** Hears of every text how it is seen; without it, what is as pale as its ground is text like any other. */
  readonly sight?: Sight;
}

/** 所见: what of a piece of a page is seen, crossed out, too pale to be seen, or not there for the eye at all. */
export interface Sight {
  standing: string;
  struck: string;
  pale: string;
  unseen: string;
  /** Of what is seen: what may be seen as another text, and what not everybody sees. */
  distorted: string;
  unsure: string;
  /** What a style sheet writes. */
  drawn: string;
  /** Pictures and the like. */
  embedded: boolean;
  /** Numbers that the browser counts by itself. */
  numbered: boolean;
  /** Leaves out what is too pale. */
  readonly withoutPale: boolean;
  /** Takes what is drawn for text. */
  readonly withDrawn: boolean;
}

export const NOTHING_SEEN: Sight = {
  standing: "",
  struck: "",
  pale: "",
  unseen: "",
  distorted: "",
  unsure: "",
  drawn: "",
  embedded: false,
  numbered: false,
  withoutPale: false,
  withDrawn: false,
};

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
  takeDrawn(state, element, "before");
  for (const node of element.childNodes) {
    if (isElement(node)) enter(state, node, depth);
    else if (node.nodeName === "#text" && "value" in node) takeText(state, element, node.value);
  }
  takeDrawn(state, element, "after");
  takeFirst(state, element);
}

function takeText(state: Flow, element: Element, text: string): void {
  const look = lookOf(element);
  const { sight } = state.sink;
  if (isOutOfSight(look)) {
    if (sight) sight.unseen += text;
    return;
  }
  const pale = isPale(look);
  if (sight) {
    if (pale) sight.pale += text;
    else if (look.struck) sight.struck += text;
    else sight.standing += text;
    takeDoubts(sight, element, look, text);
  }
  if (!pale || !sight?.withoutPale) addText(state, text);
}

function takeDoubts(sight: Sight, element: Element, look: Look, text: string): void {
  const other = otherLookOf(element);
  if (isDistorted(look, text)) sight.distorted += text;
  if (look.unread || (other && isLess(other, look, text))) sight.unsure += text;
}

/** Whether less is seen of a text of one look than of another. */
function isLess(look: Look, than: Look, text: string): boolean {
  return (
    isOutOfSight(look) ||
    (look.inHiddenRow && !than.inHiddenRow) ||
    (isPale(look) && !isPale(than)) ||
    (look.struck && !than.struck) ||
    (isDistorted(look, text) && !isDistorted(than, text))
  );
}

/** What a style sheet writes or draws there. */
function takeDrawn(state: Flow, element: Element, side: "before" | "after"): void {
  const { sight } = state.sink;
  const drawn = sight && (generatedBy(element, side) ?? generatedBy(element, side, "most"));
  if (!sight || !drawn || isOutOfSight(lookOf(element))) return;
  if (drawn.covers) sight.distorted += element.childNodes.length > 0 ? allText(element) : "";
  sight.embedded ||= drawn.picture;
  sight.numbered ||= drawn.counted;
  sight.drawn += drawn.text;
  if (sight.withDrawn) addText(state, drawn.text);
}

/** A first letter or a first line that is not seen as the rest is. */
function takeFirst({ sink: { sight } }: Flow, element: Element): void {
  const first = sight && (firstLook(element) ?? firstLook(element, "most"));
  if (sight && first && isLess(first, lookOf(element), "")) sight.distorted += allText(element);
}

function addText(state: Flow, text: string): void {
  const [first = "", ...lines] = state.preformatted ? text.split(/\r\n?|\n/) : [text];
  state.pending += first;
  for (const line of lines) {
    emit(state);
    state.pending = line;
  }
}

/** What is hidden is no part of the text, but that it was there may have to be said. */
function takeHidden(state: Flow, element: Element, depth: number): void {
  guardDepth(depth);
  const { sight } = state.sink;
  if (!sight) return;
  for (const node of element.childNodes) {
    if (isElement(node) && !isUntold(node)) takeHidden(state, node, depth + 1);
    else if (node.nodeName === "#text" && "value" in node) sight.unseen += node.value;
  }
}

function enter(state: Flow, element: Element, depth: number): void {
  if (isUntold(element)) return;
  if (isHidden(element)) {
    state.sink.hidden?.(element);
    takeHidden(state, element, depth);
    return;
  }
  if (element.tagName === "br") {
    emit(state);
    return;
  }
  if (isPicture(element)) {
    takePicture(state, element);
    return;
  }
  if (state.sink.sight && isNumbered(element)) state.sink.sight.numbered = true;
  const typed = typedValue(element);
  if (typed !== undefined) takeTyped(state, element, typed);
  else if (element.tagName === "table" && tableTaken(state, element)) return;
  else if (isBlock(element)) enterBlock(state, element, depth);
  else if (strikes(declarationsOf(element)) || standsApart(element)) enterApart(state, element, depth);
  else if (isRaised(element)) enterRaised(state, element, depth);
  else walk(state, element, depth + 1);
}

function takeTyped(state: Flow, element: Element, typed: string): void {
  takeText(state, element, typed);
  const { sight } = state.sink;
  // A password shows as dots.
  if (sight && attribute(element, "type")?.toLowerCase() === "password") sight.distorted += typed;
}

function takePicture(state: Flow, element: Element): void {
  const { sight } = state.sink;
  const look = lookOf(element);
  if (sight && !look.gone && !look.invisible) sight.embedded = true;
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

function enterApart(state: Flow, element: Element, depth: number): void {
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
