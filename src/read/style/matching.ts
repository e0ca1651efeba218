import { _compileUnsafe as compile, type Options } from "css-select";
import type { Selector } from "css-what";
import { states, untold } from "../css/css.js";
import { tooLarge } from "../refusal.js";
import { attribute, type Element, isElement, type Node, parentOf } from "./tree.js";

export type Matcher = (element: Element) => boolean;

/** 花费: how often the page is still asked about; a page that wants to do harm has thousands of rules for all its elements. */
export interface Cost {
  left: number;
}

const MOST_QUESTIONS = 8_000_000;
/** A large page may ask more. */
const FOR_EACH_ELEMENT = 50;

export function openCost(): Cost {
  return { left: MOST_QUESTIONS };
}

export function grant(cost: Cost): void {
  cost.left += FOR_EACH_ELEMENT;
}

export function spend(cost: Cost, amount: number): void {
  cost.left -= amount;
  if (cost.left < 0) throw tooLarge("网页的样式过多");
}

/** How selectors are matched on one page. `maybe`: what is taken for true of which nothing is known. */
export function matcherFor(cost: Cost, { quirks, maybe }: { readonly quirks: boolean; readonly maybe: boolean }) {
  const options = optionsFor(cost, quirks, maybe);
  return (steps: readonly Selector[]): Matcher | undefined => {
    try {
      return compile<Node, Element>([steps.map((step) => ({ ...step }))], options);
    } catch {
      return undefined;
    }
  };
}

function optionsFor(cost: Cost, quirksMode: boolean, maybe: boolean): Options<Node, Element> {
  const never = Object.fromEntries(states.map((name) => [name, () => false]));
  const undecided = Object.fromEntries(untold.map((name) => [name, (..._asked: unknown[]) => maybe]));
  return {
    quirksMode,
    relativeSelector: true,
    pseudos: { ...never, ...undecided, defined: () => true, ...nthPseudos(cost, maybe) },
    adapter: adapterFor(cost),
  };
}

function adapterFor(cost: Cost): NonNullable<Options<Node, Element>["adapter"]> {
  return {
    isTag: (node): node is Element => {
      spend(cost, 1);
      return isElement(node);
    },
    getAttributeValue: (element, name) => {
      spend(cost, 1);
      return attribute(element, name);
    },
    hasAttrib: (element, name) => attribute(element, name) !== undefined,
    getName: (element) => {
      spend(cost, 1);
      return element.tagName;
    },
    getChildren: (node) => ("childNodes" in node ? node.childNodes : []),
    getParent: (element) => {
      spend(cost, 1);
      return parentOf(element) ?? null;
    },
    getSiblings: (node) => node.parentNode?.childNodes ?? [node],
    prevElementSibling: (node) => {
      spend(cost, 1);
      return isElement(node) ? (orderOf(cost, node)?.before ?? null) : null;
    },
    getText: () => "",
    removeSubsets: (nodes) => nodes,
  };
}

interface Order {
  readonly first: number;
  readonly last: number;
  readonly firstOfType: number;
  readonly lastOfType: number;
  readonly before: Element | undefined;
}

const orders = new WeakMap<Element, Order>();

/** The element's place among its siblings, counted once for all of them. */
function orderOf(cost: Cost, element: Element): Order | undefined {
  const known = orders.get(element);
  if (known) return known;
  const siblings = (element.parentNode?.childNodes ?? [element]).filter(isElement);
  spend(cost, siblings.length);
  const types = new Map<string, number>();
  for (const { tagName } of siblings) types.set(tagName, (types.get(tagName) ?? 0) + 1);
  const seen = new Map<string, number>();
  for (const [at, one] of siblings.entries()) {
    const ofType = (seen.get(one.tagName) ?? 0) + 1;
    seen.set(one.tagName, ofType);
    orders.set(one, {
      first: at + 1,
      last: siblings.length - at,
      firstOfType: ofType,
      lastOfType: (types.get(one.tagName) ?? 0) - ofType + 1,
      before: siblings[at - 1],
    });
  }
  return orders.get(element);
}

function nthPseudos(cost: Cost, maybe: boolean): Record<string, (element: Element, value?: string | null) => boolean> {
  const nth = (side: "first" | "last" | "firstOfType" | "lastOfType") => (element: Element, value?: string | null) => {
    spend(cost, 1);
    return isNth(orderOf(cost, element)?.[side] ?? 1, value ?? "", maybe);
  };
  const isOne =
    (...sides: readonly ("first" | "last" | "firstOfType" | "lastOfType")[]) =>
    (element: Element) =>
      sides.every((side) => orderOf(cost, element)?.[side] === 1);
  return {
    "nth-child": nth("first"),
    "nth-last-child": nth("last"),
    "nth-of-type": nth("firstOfType"),
    "nth-last-of-type": nth("lastOfType"),
    "first-child": isOne("first"),
    "last-child": isOne("last"),
    "only-child": isOne("first", "last"),
    "first-of-type": isOne("firstOfType"),
    "last-of-type": isOne("lastOfType"),
    "only-of-type": isOne("firstOfType", "lastOfType"),
  };
}

/** `odd`, `3`, `2n + 1`; of `2n of .a` it can't be told. */
function isNth(place: number, value: string, maybe: boolean): boolean {
  const text = value.toLowerCase().trim();
  if (/ of /.test(text)) return maybe;
  const plain = text === "odd" ? "2n+1" : text === "even" ? "2n" : text.replace(/\s+/g, "");
  const match = /^(?:([-+]?\d*)n)?([-+]?\d+)?$/.exec(plain);
  if (!match || plain === "") return false;
  const step = match[1] === undefined ? 0 : /\d/.test(match[1]) ? Number(match[1]) : match[1] === "-" ? -1 : 1;
  const rest = place - Number(match[2] ?? 0);
  return step === 0 ? rest === 0 : rest % step === 0 && rest / step >= 0;
}
