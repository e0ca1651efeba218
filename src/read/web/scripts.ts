import { attribute, type Element, isElement } from "../style/style.js";

/** What scripts of a page do to it, as far as it can be told without running them. */
interface Scripted {
  /** Names that scripts which write into the page put in quotes: the id of an element may be among them. */
  readonly named: ReadonlySet<string>;
}

const WRITES =
  /\bwrite(?:ln)?\s*\(|inner(?:HTML|Text)|outerHTML|textContent|nodeValue|insertAdjacent|createTextNode|\.(?:html|text|val|append|prepend|replaceWith)\s*\(|\.value\s*=/;
/** An id in quotes, alone or as `#id`. */
const QUOTED = /["'`]#?([\p{L}_][\p{L}\p{N}_:.-]{0,99})["'`]/gu;

const known = new WeakMap<Element, Scripted>();

/** 脚本写出的内容: whether a script stands in the cell and writes, or one of the page that writes names the cell or an element in it. */
export function isScripted(cell: Element): boolean {
  const { ids, scripts } = within(cell);
  if (scripts.some((script) => WRITES.test(script))) return true;
  if (ids.length === 0) return false;
  const { named } = scriptedOf(rootOf(cell));
  return ids.some((id) => named.has(id));
}

function scriptedOf(root: Element): Scripted {
  const before = known.get(root);
  if (before) return before;
  const writing = within(root).scripts.filter((script) => WRITES.test(script));
  const found = {
    named: new Set(writing.flatMap((script) => [...script.matchAll(QUOTED)].map(([, name = ""]) => name))),
  };
  known.set(root, found);
  return found;
}

function rootOf(element: Element): Element {
  let root = element;
  while (root.parentNode && "tagName" in root.parentNode) root = root.parentNode;
  return root;
}

/** The ids and the scripts' texts of an element and all that stands in it. */
function within(element: Element): { readonly ids: readonly string[]; readonly scripts: readonly string[] } {
  const ids: string[] = [];
  const scripts: string[] = [];
  const open: Element[] = [element];
  for (let one = open.pop(); one; one = open.pop()) {
    const id = attribute(one, "id");
    if (id) ids.push(id);
    if (one.tagName === "script")
      scripts.push(one.childNodes.map((node) => ("value" in node ? node.value : "")).join(""));
    else for (const child of one.childNodes) if (isElement(child)) open.push(child);
  }
  return { ids, scripts };
}
