export type Content = Node | string | null | false;

type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** Attributes that could run or load something: they can't be set by name. */
const FORBIDDEN = /^(on|style$|src|href$|action|formaction)/i;

/** Makes an element. Texts become text nodes, never markup. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Content[]
): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (FORBIDDEN.test(name)) throw new RangeError(`attribute ${name}`);
    if (value === undefined || value === false) continue;
    node.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children) if (child !== null && child !== false) node.append(child);
  return node;
}

/** A text that a unit wrote, isolated so that its writing direction does not affect its surroundings. */
export function said(text: string): HTMLElement {
  return element("bdi", {}, text);
}

/** A link within the page. */
export function linkTo(hash: string, attributes: Attributes, ...children: readonly Content[]): HTMLAnchorElement {
  const node = element("a", attributes, ...children);
  node.setAttribute("href", `#${hash.replace(/^#/, "")}`);
  return node;
}

/** A link to a file of the same run. Each step of the path is encoded, so that it is only a name. */
export function linkToFile(path: string, ...children: readonly Content[]): HTMLAnchorElement {
  const node = element("a", { class: "file" }, ...children);
  const steps = path.split("/").map((step) => (step === ".." ? step : encodeURIComponent(step)));
  node.setAttribute("href", `${steps[0] === ".." ? "" : "./"}${steps.join("/")}`);
  return node;
}

export function button(
  text: string,
  press: (node: HTMLButtonElement) => void,
  attributes: Attributes = {},
): HTMLButtonElement {
  const node = element("button", { type: "button", ...attributes }, text);
  node.addEventListener("click", () => press(node));
  return node;
}

/** A text for screen readers only. */
export function spoken(text: string): HTMLElement {
  return element("span", { class: "spoken" }, text);
}
