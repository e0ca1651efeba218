import { readXml } from "./xml.js";

/** 共享字符串: texts that cells refer to by number. Rich runs are joined; phonetic guides are not part of the text. */
export function readSharedStrings(xml: string): readonly string[] {
  const strings: string[] = [];
  const item = collectText();
  readXml(xml, {
    open(name) {
      item.open(name);
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

export interface TextCollector {
  open(name: string): void;
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
  return {
    open(name) {
      if (name === "t") inText = true;
      if (name === "rPh") inPhonetic = true;
    },
    close(name) {
      if (name === "t") inText = false;
      if (name === "rPh") inPhonetic = false;
    },
    text(text) {
      if (inText && !inPhonetic) collected += text;
    },
    take() {
      const text = unescaped(collected);
      collected = "";
      return text;
    },
  };
}

/** `_x000D_`: how spreadsheet programs write characters XML cannot hold; `_x005F_` is an underscore that starts none. */
export function unescaped(text: string): string {
  if (!text.includes("_x")) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
