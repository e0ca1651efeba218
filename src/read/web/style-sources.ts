import { decodeText } from "../decode.js";
import { tooLarge } from "../refusal.js";
import { attribute, type Element, isElement } from "../style/style.js";

/** 随网页保存的样式表, by the address under which the page names them. */
export type StyleFiles = ReadonlyMap<string, string>;

export const NO_FILES: StyleFiles = new Map();

/** The style sheets of a page in order, each under the condition it is given; one that is not there says nothing. */
export function styleSources(root: Element, files: StyleFiles): readonly string[] {
  const sources: string[] = [];
  const asking: Asking = { files, left: MOST_IMPORTS };
  const open: Element[] = [root];
  for (let element = open.pop(); element; element = open.pop()) {
    const source = sourceOf(element, files);
    const media = attribute(element, "media")?.trim() ?? "";
    if (source !== undefined) sources.push(...imported(source, asking, []));
    if (source !== undefined) sources.push(media === "" ? source : `@media ${media}{${source}\n}`);
    for (const child of [...element.childNodes].reverse()) if (isElement(child)) open.push(child);
  }
  return sources;
}

const DEEPEST = 5;
/** Of a page: sheets that ask for each other would be read again and again. */
const MOST_IMPORTS = 1000;
const IMPORTED = /^(?:url\(\s*)?["']?([^"')\s;]+)["']?/i;

interface Asking {
  readonly files: StyleFiles;
  left: number;
}

/** What a style sheet asks for at its head, where that came along. One that is being read already is not read again. */
function imported(source: string, asking: Asking, open: readonly string[]): readonly string[] {
  const asked = source
    .slice(0, 10_000)
    .split(/@import\s/i)
    .slice(1);
  return asked.flatMap((rest) => {
    const [words = "", ...more] = rest.trimStart().split(";");
    const [named = "", address] = IMPORTED.exec(words) ?? [];
    if (address === undefined || more.length === 0) return [];
    const media = words.slice(named.length).replace(/^\s*\)/, "");
    const found = asking.files.get(address) ?? fromAddress(address);
    if (found === undefined || open.includes(address) || open.length >= DEEPEST) return [];
    asking.left -= 1;
    if (asking.left < 0) throw tooLarge("网页的样式过多");
    return [
      ...imported(found, asking, [...open, address]),
      media.trim() === "" ? found : `@media ${media}{${found}\n}`,
    ];
  });
}

function sourceOf(element: Element, files: StyleFiles): string | undefined {
  if (element.tagName === "style") {
    const type = attribute(element, "type")?.trim() ?? "";
    if (type !== "" && !/^text\/css$/i.test(type)) return undefined;
    return element.childNodes.map((node) => ("value" in node ? node.value : "")).join("");
  }
  const kinds = element.tagName === "link" ? (attribute(element, "rel") ?? "").toLowerCase().split(/\s+/) : [];
  if (!kinds.includes("stylesheet") || kinds.includes("alternate") || attribute(element, "disabled") !== undefined)
    return undefined;
  const address = attribute(element, "href")?.trim() ?? "";
  return files.get(address) ?? fromAddress(address);
}

/** A style sheet that stands in its own address: `data:text/css,…`. */
function fromAddress(address: string): string | undefined {
  const [, encoded, text = ""] = /^data:text\/css(?:;charset=[\w-]+)?(;base64)?,(.*)$/is.exec(address) ?? [];
  if (!/^data:text\/css/i.test(address)) return undefined;
  try {
    if (encoded === undefined) return decodeURIComponent(text);
    return decodeText(Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0)));
  } catch {
    return undefined;
  }
}
