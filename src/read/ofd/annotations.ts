import type { Parts } from "../package/package.js";
import { childAt, childrenOf, type Element } from "./element.js";
import { partAt } from "./parts.js";
import { flagAt } from "./values.js";

/** 注释 that somebody typed, drew or crossed out on a page, by the page's id. Watermarks, stamps, links and highlights are no part of its text. */
export function annotationsOf(parts: Parts, from: string, root: Element): ReadonlyMap<string, readonly Element[]> {
  const found = new Map<string, readonly Element[]>();
  const list = partAt(parts, from, childAt(root, "Annotations")?.text);
  for (const page of childrenOf(list?.root, "Page")) {
    const part = list && partAt(parts, list.path, childAt(page, "FileLoc")?.text);
    const appearances = childrenOf(part?.root, "Annot")
      .filter(isTyped)
      .flatMap((one) => childrenOf(one, "Appearance"));
    if (appearances.length > 0) found.set(page.attributes.get("PageID") ?? "", appearances);
  }
  return found;
}

function isTyped(annotation: Element): boolean {
  if (!flagAt(annotation, "Visible", true)) return false;
  const type = annotation.attributes.get("Type") ?? "";
  return (
    type === "Path" ||
    /^(?:free ?text|text ?box|type ?writer|strike ?(?:out|through))$/i.test(annotation.attributes.get("Subtype") ?? "")
  );
}
