import { type Period, spokenLabel, yearOf, yearPeriod } from "../../period.js";
import { element } from "../element.js";
import type { Given, Materials } from "../materials.js";
import type { OfficeThread } from "../office-thread.js";
import { NOTHING } from "../placing.js";
import type { Choice } from "../talk.js";

/** 年度和报表的选择: the year, and where there is more than one form or period to choose from, the form of a period. */
export function choosingView({ given, choose, onChange }: Materials): HTMLElement {
  const year = element("input", { id: "year", type: "number", min: "2000", max: "2099", step: "1", required: true });
  const form = element("select", { id: "form" });
  const forms = element("span", { class: "forms" }, element("label", { for: "form" }, "报表："), form);
  const show = (): void => {
    const { task, choices } = given();
    year.value = String(yearOf(task.period));
    forms.hidden = choices.length < 2;
    form.replaceChildren(...choices.map(optionOf));
    form.selectedIndex = chosenAt(given());
  };
  year.addEventListener("change", () => {
    if (year.checkValidity()) choose({ period: yearPeriod(Number(year.value)) });
    else show();
  });
  form.addEventListener("change", () => {
    const { period, form: id } = given().choices[form.selectedIndex] ?? {};
    if (period && id !== undefined) choose({ period, form: id });
  });
  onChange(show);
  show();
  return element("p", {}, element("label", { for: "year" }, "年度："), year, forms);
}

function optionOf({ period, title }: Choice): HTMLElement {
  return element("option", {}, `${spokenLabel(period)} ${title}`);
}

/** Without a word about the form it is the period's first. */
function chosenAt({ task, choices }: Given): number {
  return choices.findIndex(
    ({ period, form }) => period.key === task.period.key && (task.form === undefined || task.form === form),
  );
}

/** 问报表: asks the thread anew what forms there are whenever other schemas or other periods' folders are put in. */
export function keepChoices(materials: Materials, thread: OfficeThread): void {
  let known = "";
  const ask = (): void => {
    const { placed, count } = materials.given();
    const periods = materials.periods();
    const now = questionOf(placed.schemas, periods);
    if (now === known || count + placed.schemas.length === 0) return;
    known = now;
    materials.setAsking(true);
    const asked = { ask: "choices", placed: { ...NOTHING, schemas: placed.schemas }, periods } as const;
    thread.ask(asked, "choices").then(
      ({ choices }) => {
        if (now === known) materials.setChoices(choices);
      },
      // What is wrong with the schemas is said by the work that needs them.
      () => {
        if (now !== known) return;
        materials.setAsking(false);
        known = "";
      },
    );
  };
  materials.onChange(ask);
}

function questionOf(schemas: Given["placed"]["schemas"], periods: readonly Period[]): string {
  const files = schemas.map(({ path, file }) => [path, file.size, file.lastModified]);
  return JSON.stringify([files, periods.map(({ key }) => key)]);
}
