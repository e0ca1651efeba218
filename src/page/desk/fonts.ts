import { button, element } from "../element.js";
import { said } from "../failure.js";
import { canListFonts, type FontChoice, localFonts } from "../local-fonts.js";
import type { Materials } from "../materials.js";

/** 本机字体: a button that asks the browser for them, then a choice. Nothing where the browser cannot tell them. */
export function localFontsView({ chooseFont }: Materials, trouble: HTMLElement): readonly HTMLElement[] {
  if (!canListFonts()) return [];
  const say = (problem: unknown): void => {
    trouble.textContent = said(problem);
  };
  const place = element("span");
  const show = (fonts: readonly FontChoice[]): void => {
    const choice = element(
      "select",
      { id: "local-font", "aria-label": "本机的中文字体" },
      ...["", ...fonts.map(({ name }) => name)].map((name) =>
        element("option", { value: name }, name === "" ? "请选择字体" : name),
      ),
    );
    choice.addEventListener("change", () => {
      trouble.textContent = "";
      fonts
        .find(({ name }) => name === choice.value)
        ?.load()
        .then(chooseFont, say);
    });
    place.replaceChildren(choice);
  };
  const ask = button("用本机字体", () => {
    trouble.textContent = "";
    localFonts().then(show, say);
  });
  place.append(ask);
  return [place];
}
