import { type RunStyle, runText } from "../run-style.js";
import { type Attributes, readXml } from "../xml.js";

/** 富文本: the text of a string item, and whether all of it is crossed out. */
export interface RichText {
  readonly text: string;
  readonly struck: boolean;
}

/** 共享字符串: texts that cells refer to by number. Rich runs are joined; phonetic guides are not part of the text. */
export function readSharedStrings(xml: string): readonly RichText[] {
  const strings: RichText[] = [];
  const item = collectText();
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

/** Gathers the `t` elements of a string item or an inline string. */
export function collectText(): TextCollector {
  let collected = "";
  let inText = false;
  let inPhonetic = false;
  let style: RunStyle = "plain";
  let standing = false;
  return {
    open(name, attributes) {
      if (name === "t") inText = true;
      else if (name === "rPh") inPhonetic = true;
      else if (name === "r") style = "plain";
      else style = runStyle(name, attributes.get("val")) ?? style;
    },
    close(name) {
      if (name === "t") inText = false;
      if (name === "rPh") inPhonetic = false;
      if (name === "r") style = "plain";
    },
    text(text) {
      if (!inText || inPhonetic) return;
      if (style !== "struck" && text.trim() !== "") standing = true;
      collected += runText(collected, text, style);
    },
    take() {
      const text = unescaped(collected);
      const struck = text.trim() !== "" && !standing;
      collected = "";
      style = "plain";
      standing = false;
      return { text, struck };
    },
  };
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
