import { ADJUSTMENT_COLUMNS, ADJUSTMENT_TYPES, type AdjustmentColumn, type AdjustmentText } from "../../adjustment.js";
import { button, element } from "../element.js";
import type { DecisionWords } from "../talk.js";
import type { TypedView } from "./explaining.js";

/** What may stay blank: the unit of an adjustment of the whole, the old value of a figure that had none. */
const MAY_BE_BLANK: ReadonlySet<AdjustmentColumn> = new Set(["单位", "原数"]);

type Field = HTMLInputElement | HTMLSelectElement;

/** 调整: those made, and a form for another. What the program thinks of each is said after the next run. */
export function adjustingView(words: DecisionWords, today: string, changed: () => void): TypedView<AdjustmentText> {
  const rows: AdjustmentText[] = [...words.adjustments.rows];
  const list = element("tbody");
  const trouble = element("p", { class: "trouble", role: "alert" });
  const table = tableOf(list);
  const show = (): void => {
    list.replaceChildren(...rows.map((row) => lineOf(row, () => remove(row))));
    table.hidden = rows.length === 0;
  };
  const remove = (row: AdjustmentText): void => {
    rows.splice(rows.indexOf(row), 1);
    show();
    changed();
  };
  const fields = new Map(ADJUSTMENT_COLUMNS.map((column) => [column, fieldOf(column)]));
  const reset = (): void => {
    for (const [column, field] of fields) field.value = column === "日期" ? today : "";
  };
  const add = (): void => {
    const row = Object.fromEntries([...fields].map(([name, { value }]) => [name, value.trim()])) as AdjustmentText;
    const lacking = ADJUSTMENT_COLUMNS.filter((column) => row[column] === "" && !MAY_BE_BLANK.has(column));
    trouble.textContent = lacking.length > 0 ? `请填写${lacking.join("、")}。` : "";
    if (lacking.length > 0) return;
    rows.push(row);
    reset();
    show();
    changed();
  };
  for (const field of fields.values()) field.addEventListener("input", changed);
  reset();
  show();
  const form = ADJUSTMENT_COLUMNS.map((column) => element("label", {}, `${column} `, fields.get(column) ?? ""));
  const node = element(
    "div",
    {},
    table,
    element("div", { class: "fields" }, ...form, button("加入调整", add, { id: "add-adjustment" })),
    trouble,
    choices("unit-names", words.units),
    choices("figure-names", words.figures),
  );
  return { node, rows: () => rows };
}

function tableOf(list: HTMLElement): HTMLElement {
  const heads = [...ADJUSTMENT_COLUMNS, "删除"].map((text) => element("th", { scope: "col" }, text));
  const table = element("table", { class: "typed" }, element("thead", {}, element("tr", {}, ...heads)), list);
  return element("div", { class: "wide", tabindex: "0", role: "region", "aria-label": "调整" }, table);
}

function lineOf(row: AdjustmentText, remove: () => void): HTMLElement {
  const name = `删除 ${row.单位} ${row.指标}`;
  const cells = ADJUSTMENT_COLUMNS.map((column) => element("td", {}, row[column]));
  return element("tr", {}, ...cells, element("td", {}, button("删除", remove, { "aria-label": name })));
}

function fieldOf(column: AdjustmentColumn): Field {
  if (column === "类型")
    return element("select", {}, ...["", ...ADJUSTMENT_TYPES].map((type) => element("option", { value: type }, type)));
  const list = column === "单位" ? "unit-names" : column === "指标" ? "figure-names" : undefined;
  return element("input", {
    type: column === "日期" ? "date" : "text",
    ...(list !== undefined && { list }),
    ...(column === "单位" && { placeholder: "整项调整的不填" }),
  });
}

function choices(id: string, texts: readonly string[]): HTMLElement {
  return element("datalist", { id }, ...texts.map((value) => element("option", { value })));
}
