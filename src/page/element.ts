type Child = Node | string;

/** An element with attributes and children. Text is always text, never markup: what units wrote cannot become part of the page. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Readonly<Record<string, string | boolean>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(key, "");
    else if (value !== false) made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

export function button(
  text: string,
  press: () => void,
  attributes: Readonly<Record<string, string | boolean>> = {},
): HTMLButtonElement {
  const made = element("button", { type: "button", ...attributes }, text);
  made.addEventListener("click", press);
  return made;
}

/** A button that opens the browser's own choice of files. */
export function picker(
  id: string,
  text: string,
  attributes: Readonly<Record<string, string | boolean>>,
  take: (files: FileList | null) => void,
): HTMLElement {
  const input = element("input", {
    id,
    type: "file",
    class: "unseen",
    tabindex: "-1",
    "aria-label": text,
    ...attributes,
  });
  input.addEventListener("change", () => {
    take(input.files);
    // The same choice made again is a change again.
    input.value = "";
  });
  return element(
    "span",
    {},
    button(text, () => input.click()),
    input,
  );
}
