import type { Budget } from "../limits.js";
import type { XmlListener } from "../xml.js";
import { beginDestination, closeStory } from "./destinations.js";
import { changed } from "./look.js";
import { flushBytes, type Group, groupOf, openState, type State, say } from "./state.js";
import { closeColour, takeColourWord, takeFontWord, takeListWord } from "./tables.js";
import type { RtfListener } from "./tokens.js";
import { characterOf, sayUnicode, takeWord } from "./words.js";

/** Hears an RTF file and tells it in the elements of a Word document. */
export interface RtfWalk extends RtfListener {
  finish(): void;
}

export function walkRtf(budget: Budget, to: XmlListener): RtfWalk {
  const state = openState(budget, to);
  return {
    open: () => openGroup(state),
    close: () => closeGroup(state),
    word: (name, value) => hearWord(state, name, value),
    symbol: (sign) => hearSymbol(state, sign),
    byte: (value) => hearByte(state, value),
    skips: () => groupOf(state).destination === "skip",
    finish: () => {
      flushBytes(state);
      closeStory(state);
    },
  };
}

function openGroup(state: State): void {
  flushBytes(state);
  state.passing = 0;
  state.groups.push({ ...groupOf(state), fresh: true, starred: false, end: undefined });
}

function closeGroup(state: State): void {
  flushBytes(state);
  state.passing = 0;
  const { destination, styleKey, look } = groupOf(state);
  if (destination === "styles" && styleKey !== undefined) state.tables.styles.set(styleKey, look);
  const closed = state.groups.pop();
  closed?.end?.();
}

function hearByte(state: State, byte: number): void {
  groupOf(state).fresh = false;
  if (state.passing > 0) {
    state.passing -= 1;
    return;
  }
  if (groupOf(state).destination === "colours") {
    if (byte === SEMICOLON) closeColour(state.tables, state.reading);
  } else state.bytes.push(byte);
}

const SEMICOLON = 0x3b;

const SYMBOLS: Readonly<Record<string, string>> = { "~": "\u00a0", _: "-", "\t": "\t" };

function hearSymbol(state: State, sign: string): void {
  const group = groupOf(state);
  if (sign === "*" && group.fresh) {
    group.starred = true;
    return;
  }
  group.fresh = false;
  if (sign === "{" || sign === "}" || sign === "\\") {
    hearByte(state, sign.charCodeAt(0));
    return;
  }
  if (passes(state)) return;
  flushBytes(state);
  say(state, (Object.hasOwn(SYMBOLS, sign) && SYMBOLS[sign]) || "");
}

/** Passes over one character that stands in for a `\u`. */
function passes(state: State): boolean {
  if (state.passing === 0) return false;
  state.passing -= 1;
  return true;
}

function hearWord(state: State, name: string, value: number | undefined): void {
  if (characterOf(name) !== undefined && passes(state)) return;
  state.passing = 0;
  flushBytes(state);
  const group = groupOf(state);
  const begun = beginDestination(state, name);
  group.fresh = false;
  group.starred = false;
  if (!begun) hearPlainWord(state, name, value);
}

function hearPlainWord(state: State, name: string, value: number | undefined): void {
  const { tables, reading } = state;
  const group = groupOf(state);
  const { destination } = group;
  if (destination === "text") takeWord(state, name, value);
  else if (destination === "fonts") takeFontWord(tables, reading, name, value ?? 0);
  else if (destination === "colours") takeColourWord(reading, name, value ?? 0);
  else if (destination === "lists") takeListWord(tables, reading, name, value ?? 0);
  else if (destination === "styles") takeStyleWord(group, name, value);
  else if (name === "u") sayUnicode(state, value);
}

function takeStyleWord(group: Group, name: string, value: number | undefined): void {
  if (name === "s" || name === "cs") group.styleKey = `${name}${value ?? 0}`;
  else group.look = changed(group.look, name, value) ?? group.look;
}
