import { decodeText } from "../decode.js";
import { attribute, type Element, isElement } from "../style/style.js";

/** 随网页保存的样式表, by the address under which the page names them. */
export type StyleFiles = ReadonlyMap<string, string>;

export const NO_FILES: StyleFiles = new Map();

/** The style sheets of a page in order, each under the condition it is given; one that is not there says nothing. */
export function styleSources(root: Element, files: StyleFiles): readonly string[] {
  const sources: string[] = [];
  const open: Element[] = [root];
  for (let element = open.pop(); element; element = open.pop()) {
    const source = sourceOf(element, files);
    const media = attribute(element, "media")?.trim() ?? "";
    if (source !== undefined) sources.push(...imported(source, files, 0));
    if (source !== undefined) sources.push(media === "" ? source : `@media ${media}{${source}\n}`);
    for (const child of [...element.childNodes].reverse()) if (isElement(child)) open.push(child);
  }
  return sources;
}

const MOST_IMPORTS = 5;
const IMPORTED = /^(?:url\(\s*)?["']?([^"')\s;]+)["']?/i;

/** What a style sheet asks for at its head, where that came along. */
function imported(source: string, files: StyleFiles, depth: number): readonly string[] {
  const asked = source
    .slice(0, 10_000)
    .split(/@import\s/i)
    .slice(1);
  return asked.flatMap((rest) => {
    const [words = "", ...more] = rest.trimStart().split(";");
    const [named = "", address] = IMPORTED.exec(words) ?? [];
    if (address === undefined || more.length === 0) return [];
    const media = words.slice(named.length).replace(/^\s*\)/, "");
    const found = files.get(address) ?? fromAddress(address);
    if (found === undefined || depth >= MOST_IMPORTS) return [];
    return [...imported(found, files, depth + 1), media.trim() === "" ? found : `@media ${media}{${found}\n}`];
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
