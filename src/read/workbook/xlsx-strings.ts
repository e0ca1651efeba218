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
  });
  return strings;
}

/** Hears the XML of one text and gathers it. */
export interface TextCollector {
  open(name: string, attributes: Attributes): void;
  close(name: string): void;
  text(text: string): void;
  /** The text so far, unescaped; starts anew. */
  take(): RichText;
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

/** Gathers the `t` elements of a string item or an inline string. */
export function collectText(palette: Palette): TextCollector {
  let state = startOf();
  return {
    open: (name, attributes) => enter(state, name, attributes, palette),
    close(name) {
      if (name === "t") state.inText = false;
      if (name === "rPh") state.inPhonetic = false;
      if (name === "r") Object.assign(state, { style: "plain", look: {} });
    },
    text(text) {
      if (!state.inText || state.inPhonetic) return;
      if (text.trim() !== "") state.runs.push(state.look);
      if (state.style !== "struck" && text.trim() !== "") state.standing = true;
      state.collected += runText(state.collected, text, state.style);
    },
    take() {
      const { collected, standing, runs } = state;
      const text = unescaped(collected);
      state = startOf();
      return { text, struck: text.trim() !== "" && !standing, runs };
    },
  };
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
