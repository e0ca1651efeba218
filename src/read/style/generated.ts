import { attribute, type Element } from "./tree.js";

/** 画出的文字: what a style sheet draws before or after an element's own text; a number that is counted can't be told. */
export interface Drawn {
  readonly text: string;
  readonly picture: boolean;
  readonly counted: boolean;
}

/** What the property `content` draws; undefined where it draws nothing, not even an empty box. */
export function drawnBy(content: string | undefined, element: Element): Drawn | undefined {
  if (content === undefined || content === "none" || content === "normal") return undefined;
  const [seen = ""] = content.split(/ \/ (?=")/);
  const parts = [
    ...seen.matchAll(
      /"(?:[^"\\]|\\[\s\S])*"?|attr\(([^()]*)\)?|(counters?)\([^()]*\)?|(url\(|gradient\(|image-set\()/g,
    ),
  ];
  const texts = parts.map(([whole, name]) => {
    if (whole.startsWith('"')) return JSON.parse(whole) as string;
    return name === undefined ? "" : (attribute(element, name.trim().split(/[ ,]/)[0] ?? "") ?? "");
  });
  // Signs of a symbol font have no meaning as text.
  const text = texts.join("").replace(/[\ue000-\uf8ff\u{f0000}-\u{10ffff}]/gu, "");
  const counted = parts.some(([, , counter]) => counter !== undefined);
  return { text, counted, picture: parts.some(([, , , picture]) => picture !== undefined) };
}
