import { button, element } from "../element.js";
import type { SetupProblem } from "../talk.js";
import { fieldFor } from "./field.js";

/** 一张清单 to be typed into, one entry a row. */
export interface EntryTable {
  readonly node: HTMLElement;
  /** Rows in which something stands. */
  readonly rows: () => readonly (readonly string[])[];
  /** Shows at each row what is wrong with it. */
  readonly mark: (problems: readonly SetupProblem[]) => void;
}

interface EntryColumn {
  readonly label: string;
  readonly hint: string;
  readonly choices: readonly string[];
}

interface Row {
  readonly node: HTMLElement;
  readonly wrong: HTMLElement;
  readonly texts: () => readonly string[];
}

export function entryTable(
  name: string,
  columns: readonly EntryColumn[],
  entries: readonly (readonly string[])[],
  changed: () => void,
): EntryTable {
  const rows: Row[] = [];
  const body = element("tbody");
  const remove = (row: Row): void => {
    rows.splice(rows.indexOf(row), 1);
    row.node.remove();
    changed();
  };
  const add = (texts: readonly string[]): Row => {
    const row: Row = rowOf(columns, texts, changed, () => remove(row));
    rows.push(row);
    body.append(row.node);
    return row;
  };
  for (const entry of entries) add(entry);
  const more = button(`增加一行（${name}）`, () => {
    add([]).node.querySelector("input")?.focus();
    changed();
  });
  const heads = columns.map(({ label, hint }) => element("th", { scope: "col", title: hint }, label));
  const head = element("thead", {}, element("tr", {}, ...heads, element("th", { scope: "col" }, "删除")));
  const table = element("table", { class: "typed" }, head, body);
  const region = element("div", { class: "wide tall", tabindex: "0", role: "region", "aria-label": name }, table);
  const filled = (): readonly Row[] => rows.filter((row) => row.texts().some((text) => text !== ""));
  return {
    node: element("div", {}, region, element("p", {}, more)),
    rows: () => filled().map((row) => row.texts()),
    mark: (problems) => {
      for (const { wrong } of rows) wrong.textContent = "";
      for (const { entry, message } of problems) {
        const wrong = entry === undefined ? undefined : filled()[entry]?.wrong;
        if (wrong) wrong.textContent += `${wrong.textContent === "" ? "" : "\n"}${message}`;
      }
    },
  };
}

function rowOf(
  columns: readonly EntryColumn[],
  texts: readonly string[],
  changed: () => void,
  remove: () => void,
): Row {
  const named = texts.slice(0, 2).join(" ") || "新的一行";
  const fields = columns.map(({ label, choices }, at) =>
    fieldFor(`${named} ${label}`, choices, texts[at] ?? "", changed),
  );
  const wrong = element("p", { class: "trouble" });
  const drop = button("删除", remove, { "aria-label": `删除 ${named}` });
  const cells = [...fields.map((field) => element("td", {}, field)), element("td", {}, drop, wrong)];
  return { node: element("tr", {}, ...cells), wrong, texts: () => fields.map(({ value }) => value.trim()) };
}
