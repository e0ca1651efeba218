import { BLACK } from "../colour.js";
import { type RunStyle, runText } from "../run-style.js";
import type { RunLook } from "../sheet/sheet.js";
import { OFFICE_THEME, type Palette } from "../theme.js";
import { type Attributes, readXml } from "../xml.js";
import { colourOf } from "./xlsx-colours.js";
import { isTiny } from "./xlsx-styles.js";

/** 富文本: the text of a string item, whether all of it is crossed out, and how its runs look; none where it has no runs. */
export interface RichText {
  readonly text: string;
  readonly struck: boolean;
  readonly runs: readonly RunLook[];
}

/** 共享字符串: texts that cells refer to by number. Rich runs are joined; phonetic guides are not part of the text. */
export function readSharedStrings(xml: string, palette: Palette = OFFICE_THEME): readonly RichText[] {
  const strings: RichText[] = [];
  const item = collectText(palette);
  readXml(xml, {
    open(name, attributes) {
      item.open(name, attributes);
    },
    close(name) {
      item.close(name);
      if (name === "si") strings.push(item.take());
    },
    text(text) {
      item.text(text);
    },
    whole(xml, at) {
      PLAIN_ITEM.lastIndex = at;
      const match = item.isEmpty() ? PLAIN_ITEM.exec(xml) : null;
      if (match) strings.push(plainText(match[1] as string));
      return match ? PLAIN_ITEM.lastIndex : 0;
    },
  });
  return strings;
}

/** An item of one text without runs, references and line ends of two signs. */
const PLAIN_ITEM = /<si><t(?: xml:space="preserve")?>([^<&\r]*)<\/t><\/si>/y;

/** The same as is gathered of its elements. */
function plainText(text: string): RichText {
  return { text: unescaped(text), struck: false, runs: text.trim() === "" ? [] : [{}] };
}

/** Hears the XML of one text and gathers it. */
export interface TextCollector {
  open(name: string, attributes: Attributes): void;
  close(name: string): void;
  text(text: string): void;
  /** The text so far, unescaped; starts anew. */
  take(): RichText;
  /** Whether nothing was heard since. */
  isEmpty(): boolean;
}

interface State {
  collected: string;
  inText: boolean;
  inPhonetic: boolean;
  style: RunStyle;
  standing: boolean;
  /** The look of the open run: its own as soon as it has any properties. */
  look: RunLook;
  runs: RunLook[];
}

function startOf(): State {
  const start = { collected: "", inText: false, inPhonetic: false, standing: false, look: {}, runs: [] };
  return { ...start, style: "plain" };
}

/** 无文字. */
export const NO_TEXT: RichText = { text: "", struck: false, runs: [] };

/** Gathers the `t` elements of a string item or an inline string. */
export function collectText(palette: Palette): TextCollector {
  let state: State | undefined;
  return {
    open(name, attributes) {
      state ??= startOf();
      enter(state, name, attributes, palette);
    },
    close(name) {
      if (state) leave(state, name);
    },
    text(text) {
      if (!state?.inText || state.inPhonetic) return;
      if (text.trim() !== "") state.runs.push(state.look);
      if (state.style !== "struck" && text.trim() !== "") state.standing = true;
      state.collected += runText(state.collected, text, state.style);
    },
    take() {
      if (!state) return NO_TEXT;
      const { collected, standing, runs } = state;
      state = undefined;
      const text = unescaped(collected);
      return { text, struck: text.trim() !== "" && !standing, runs };
    },
    isEmpty: () => state === undefined,
  };
}

function leave(state: State, name: string): void {
  if (name === "t") state.inText = false;
  if (name === "rPh") state.inPhonetic = false;
  if (name === "r") Object.assign(state, { style: "plain", look: {} });
}

function enter(state: State, name: string, attributes: Attributes, palette: Palette): void {
  if (name === "t") state.inText = true;
  else if (name === "rPh") state.inPhonetic = true;
  else if (name === "r") Object.assign(state, { style: "plain", look: {} });
  // A run's own properties take nothing over from the cell's font.
  else if (name === "rPr") state.look = { ink: BLACK, tiny: false };
  else if (name === "sz") state.look = { ...state.look, tiny: isTiny(attributes) };
  else if (name === "color") {
    const ink = colourOf(attributes, palette, BLACK);
    if (ink) state.look = { ...state.look, ink };
  } else state.style = runStyle(name, attributes.get("val")) ?? state.style;
}

function runStyle(property: string, value: string | undefined): RunStyle | undefined {
  if (property === "strike" && !/^(?:0|false)$/i.test(value ?? "1")) return "struck";
  return property === "vertAlign" && /^(?:super|sub)script$/.test(value ?? "") ? "raised" : undefined;
}

/** `_x000D_` as the character it stands for, which XML can't hold; `_x005F_` is a plain underscore. */
export function unescaped(text: string): string {
  if (!text.includes("_x")) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
