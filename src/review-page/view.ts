import { type Content, element } from "./element.js";

/** 一个视图: its title and what it shows. */
export interface View {
  readonly title: string;
  readonly content: HTMLElement;
}

export function view(title: string, ...children: readonly Content[]): View {
  return {
    title,
    content: element("div", { class: "view" }, element("h2", { tabindex: -1, id: "heading" }, title), ...children),
  };
}

export function notFound(what: string): View {
  return view("没有找到", element("p", {}, what));
}

/** A table in a frame that scrolls by itself and can be reached by keyboard. */
export function framed(label: string, table: HTMLElement): HTMLElement {
  return element(
    "div",
    { class: "scroll", role: "region", tabindex: 0, "aria-label": `${label}（表格，可滚动）` },
    table,
  );
}

/** Headings of a list; one that begins with # stands over numbers. */
export function headRow(...labels: readonly string[]): HTMLElement {
  return element(
    "thead",
    {},
    element(
      "tr",
      {},
      ...labels.map((label) =>
        element("th", { scope: "col", class: label.startsWith("#") ? "number" : undefined }, label.replace("#", "")),
      ),
    ),
  );
}

export function choice(
  label: string,
  options: readonly (readonly [value: string, text: string])[],
  chosen: string,
  change: (value: string) => void,
): HTMLLabelElement {
  const field = element(
    "select",
    {},
    ...options.map(([value, text]) => element("option", { value, selected: value === chosen }, text)),
  );
  field.addEventListener("change", () => change(field.value));
  return element("label", {}, element("span", {}, label), field);
}

export function search(label: string, text: string, change: (text: string) => void): HTMLLabelElement {
  const field = element("input", { type: "search", value: text, autocomplete: "off", spellcheck: "false" });
  let timer = 0;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => change(field.value), 120);
  });
  return element("label", { class: "search" }, element("span", {}, label), field);
}

export function tag(kind: string, text: string): HTMLElement {
  return element("span", { class: `tag ${kind}` }, text);
}

/** 名称与数值 pairs. */
export function facts(...pairs: readonly (readonly [name: string, value: Content])[]): HTMLElement {
  const shown = pairs.filter(([, value]) => value !== null && value !== false && value !== "");
  return element(
    "dl",
    { class: "facts" },
    ...shown.map(([name, value]) => element("div", {}, element("dt", {}, name), element("dd", {}, value))),
  );
}
