import { element } from "../element.js";

/** A choice where only some texts are permitted; what stands there otherwise is one of them until it is changed. */
export function fieldFor(
  label: string,
  choices: readonly string[],
  value: string,
  changed: () => void,
): HTMLInputElement | HTMLSelectElement {
  const all = [...new Set(["", ...choices, value])];
  const field =
    choices.length === 0
      ? element("input", { type: "text", "aria-label": label })
      : element(
          "select",
          { "aria-label": label },
          ...all.map((text) => element("option", { value: text }, text === "" ? "（不填）" : text)),
        );
  field.value = value;
  // A Chinese sign is one em wide; long texts are seen in part.
  field.style.minWidth = `${Math.min(18, Math.max(6, value.length + 2))}em`;
  field.addEventListener("input", changed);
  return field;
}
