import { type Compound, type Declarations, readDeclarations, readStyleSheet, type StyleRule } from "./css.js";
import { attribute, type Element, isElement } from "./tree.js";

/** 生效样式: what the page's style sheets and the element's own attribute declare for it. */
const declared = new WeakMap<Element, Declarations>();
const NONE: Declarations = new Map();

export function declarationsOf(element: Element): Declarations {
  return declared.get(element) ?? NONE;
}

interface Sheet {
  /** By the id, class or tag that the selector's last part wants, for most rules concern few elements. */
  readonly byKey: ReadonlyMap<string, readonly NumberedRule[]>;
}

interface NumberedRule extends StyleRule {
  readonly order: number;
}

/** Gives every element its declarations: rules by weight and order, then the style attribute, then what is important. */
export function applyStyles(root: Element): void {
  const sheet = indexed(styleTexts(root).flatMap(readStyleSheet));
  const open: Element[] = [root];
  for (let element = open.pop(); element; element = open.pop()) {
    const found = declarationsFor(element, sheet);
    if (found.size > 0) declared.set(element, found);
    for (const child of element.childNodes) if (isElement(child)) open.push(child);
  }
}

function styleTexts(root: Element): readonly string[] {
  const texts: string[] = [];
  const open: Element[] = [root];
  for (let element = open.pop(); element; element = open.pop()) {
    if (element.tagName === "style" && !/^\s*print\s*$/i.test(attribute(element, "media") ?? ""))
      texts.push(element.childNodes.map((node) => ("value" in node ? node.value : "")).join(""));
    for (const child of [...element.childNodes].reverse()) if (isElement(child)) open.push(child);
  }
  return texts;
}

function indexed(rules: readonly StyleRule[]): Sheet {
  const byKey = new Map<string, NumberedRule[]>();
  for (const [order, rule] of rules.entries()) {
    const { id, classes, tag } = rule.selector.at(-1) as Compound;
    const key = id !== undefined ? `#${id}` : classes[0] !== undefined ? `.${classes[0]}` : (tag ?? "*");
    const own = byKey.get(key);
    if (own) own.push({ ...rule, order });
    else byKey.set(key, [{ ...rule, order }]);
  }
  return { byKey };
}

function declarationsFor(element: Element, { byKey }: Sheet): Declarations {
  const keys = [
    "*",
    element.tagName,
    ...classesOf(element).map((name) => `.${name}`),
    `#${attribute(element, "id") ?? ""}`,
  ];
  const rules = keys
    .flatMap((key) => byKey.get(key) ?? [])
    .filter((rule) => matches(element, rule.selector, rule.selector.length - 1))
    .sort((a, b) => a.specificity - b.specificity || a.order - b.order);
  const own = readDeclarations(attribute(element, "style") ?? "");
  const layers = [
    ...rules.map((rule) => rule.declarations),
    own.plain,
    ...rules.map((rule) => rule.important),
    own.important,
  ];
  const found = new Map<string, string>();
  for (const layer of layers) {
    for (const [property, value] of layer) {
      found.delete(property);
      found.set(property, value);
    }
  }
  return found;
}

function classesOf(element: Element): readonly string[] {
  return [...new Set((attribute(element, "class") ?? "").split(/\s+/).filter((name) => name !== ""))];
}

function matches(element: Element, selector: readonly Compound[], at: number): boolean {
  const compound = selector[at];
  if (!compound || !isOne(element, compound)) return compound === undefined;
  const outer = selector[at - 1];
  if (!outer) return true;
  for (let parent = parentOf(element); parent; parent = parentOf(parent)) {
    if (matches(parent, selector, at - 1)) return true;
    if (outer.child) return false;
  }
  return false;
}

function isOne(element: Element, { tag, id, classes }: Compound): boolean {
  if (tag !== undefined && tag !== element.tagName) return false;
  if (id !== undefined && id !== attribute(element, "id")) return false;
  return classes.length === 0 || classes.every((name) => classesOf(element).includes(name));
}

export function parentOf(element: Element): Element | undefined {
  const parent = element.parentNode;
  return parent && isElement(parent as never) ? (parent as Element) : undefined;
}
