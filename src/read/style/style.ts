import { cascade, type Declarations, type Styles } from "./cascade.js";
import { drawnBy } from "./generated.js";
import { isOutOfSight, LEAST_OPACITY, type Look, PAGE, within } from "./look.js";
import { isPainted, isSpaced } from "./placing.js";
import { type Element, parentOf } from "./tree.js";

export { isDistorted, isOutOfSight, isPale, type Look, strikes } from "./look.js";
export { attribute, type Element, isElement, type Node, pageOf } from "./tree.js";

/** least: as if nothing held of which nothing is known (a window's width, a browser's features); most: as if all of it held. */
export type World = "least" | "most";

interface Looked extends Styles {
  readonly looks: WeakMap<Element, Look>;
}

const worlds: Readonly<Record<World, Looked>> = { least: emptyWorld(), most: emptyWorld() };
const NONE: Declarations = new Map();

function emptyWorld(): Looked {
  return { elements: new WeakMap(), drawn: new WeakMap(), known: new WeakSet(), looks: new WeakMap() };
}

/** 样式: works out, by the page's style sheets, what holds for each of its elements. */
export function applyStyles(
  root: Element,
  page: { readonly sources: readonly string[]; readonly quirks: boolean },
): void {
  cascade(root, page, worlds);
}

export function declarationsOf(element: Element, world: World = "least"): Declarations {
  return worlds[world].elements.get(element) ?? NONE;
}

export function lookOf(element: Element, world: World = "least"): Look {
  const { looks } = worlds[world];
  const open: Element[] = [];
  let known: Look | undefined;
  for (let one: Element | undefined = element; one && !known; one = parentOf(one)) {
    known = looks.get(one);
    if (!known) open.push(one);
  }
  let look = known ?? PAGE;
  for (const one of open.reverse()) {
    look = within(look, one, declarationsOf(one, world));
    looks.set(one, look);
  }
  return look;
}

/** What the element may also look like; undefined where all is known. */
export function otherLookOf(element: Element): Look | undefined {
  return worlds.most.known.has(element) ? lookOf(element, "most") : undefined;
}

/** 间隔: whether the element stands apart from the text beside it. */
export function standsApart(element: Element): boolean {
  const declared = declarationsOf(element);
  return declared.size > 0 && isSpaced(declared, lookOf(element).font);
}

/** 样式画出的内容 before or after an element, as it is seen. */
export interface Generated {
  readonly text: string;
  readonly picture: boolean;
  readonly counted: boolean;
  /** Something is drawn over the element, a line through it perhaps. */
  readonly covers: boolean;
}

export function generatedBy(element: Element, side: "before" | "after", world: World = "least"): Generated | undefined {
  const declared = worlds[world].drawn.get(element)?.get(side);
  const drawn = declared && drawnBy(declared.get("content"), element);
  if (!declared || !drawn) return undefined;
  const look = drawnLook(element, declared, world);
  if (look.gone || look.invisible || look.opacity < LEAST_OPACITY) return undefined;
  const isFree = /^(?:absolute|fixed)$/.test(declared.get("position") ?? "");
  return { ...drawn, text: isOutOfSight(look) ? "" : drawn.text, covers: isFree && isPainted(declared) };
}

/** Whether the first letter or line looks otherwise than the rest, and how. */
export function firstLook(element: Element, world: World = "least"): Look | undefined {
  const drawn = worlds[world].drawn.get(element);
  const declared = drawn?.get("first-letter") ?? drawn?.get("first-line");
  return declared && drawnLook(element, declared, world);
}

/** What is drawn looks as a span within the element would. */
function drawnLook(element: Element, declared: Declarations, world: World): Look {
  const own = new Map([...declared].filter(([property]) => property !== "content"));
  return within(lookOf(element, world), { ...element, tagName: "span", attrs: [], parentNode: null }, own);
}
