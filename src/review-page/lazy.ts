import { button } from "./element.js";

const STEP = 100;

/** Adds the first items to `parent` and returns a button that adds the next ones. Printing adds them all. */
export function fillLazily<T>(
  parent: Element,
  items: readonly T[],
  make: (item: T) => Node,
  first = STEP,
): HTMLElement {
  let shown = 0;
  const more = button("", () => add(STEP), { class: "more", "data-more": true });
  const add = (count: number): void => {
    const part = document.createDocumentFragment();
    for (const item of items.slice(shown, shown + count)) part.append(make(item));
    shown = Math.min(items.length, shown + count);
    parent.append(part);
    more.textContent = `再显示${Math.min(STEP, items.length - shown)}条（共${items.length}条，已显示${shown}条）`;
    more.hidden = shown >= items.length;
  };
  more.addEventListener("fill", () => add(items.length));
  add(first);
  return more;
}

/** 打印: adds all items that are not shown yet. */
export function fillForPrint(): void {
  for (const more of document.querySelectorAll("[data-more]:not([hidden])")) more.dispatchEvent(new Event("fill"));
}
