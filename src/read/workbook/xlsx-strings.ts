import { type RunStyle, runText } from "../run-style.js";
import { type Attributes, readXml } from "../xml.js";

/** 共享字符串: the texts that cells refer to by number. Rich text is joined; phonetic guides are left out. */
export function readSharedStrings(xml: string): readonly string[] {
  const strings: string[] = [];
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
  take(): string;
}

/** Gathers the `t` elements of a string item or an inline string. */
export function collectText(): TextCollector {
  let collected = "";
  let inText = false;
  let inPhonetic = false;
  let style: RunStyle = "plain";
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
    },
    text(text) {
      if (inText && !inPhonetic) collected += runText(collected, text, style);
    },
    take() {
      const text = unescaped(collected);
      collected = "";
      style = "plain";
      return text;
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
