import type { ExplanationText } from "../../explanation.js";
import type { OpenQuestion } from "../../publish/publish.js";
import { element } from "../element.js";
import { type Entry, entriesOf, replacing, typedRows } from "../explaining.js";
import type { Typed } from "../talk.js";

/** 填写处 of one kind of decision, and what stands in it when it is asked for. */
export interface TypedView<Row> {
  readonly node: HTMLElement;
  readonly rows: () => readonly Row[];
}

const ASKED = ["说明", "填写人", "审核人"] as const;

/** 说明: every open 核实性 finding with a row to answer it in, and before them those that the file explains already. */
export function explainingView(
  questions: readonly OpenQuestion[],
  typed: Typed<ExplanationText>,
  changed: () => void,
): TypedView<ExplanationText> {
  const lines = entriesOf(questions, typed.rows).map((entry) => lineOf(entry, changed));
  const heads = ["单位", "问题", ...ASKED].map((text) => element("th", { scope: "col" }, text));
  const table = element(
    "table",
    { class: "typed" },
    element("thead", {}, element("tr", {}, ...heads)),
    element("tbody", {}, ...lines.map(({ node }) => node)),
  );
  return {
    node:
      lines.length === 0
        ? element("p", {}, "没有待说明的核实性意见。")
        : element("div", { class: "wide tall", tabindex: "0", role: "region", "aria-label": "说明" }, table),
    rows: () => typedRows(replacing(lines.map(({ now }) => now())), typed.rows),
  };
}

interface Line {
  readonly node: HTMLElement;
  readonly now: () => Entry;
}

function lineOf(entry: Entry, changed: () => void): Line {
  const { question, row, lapsed } = entry;
  const fields = ASKED.map((column) => {
    const label = `${row.单位 || "汇总"} ${row.编号} ${column}`;
    const input =
      column === "说明"
        ? element("textarea", { rows: "2", "aria-label": label })
        : element("input", { type: "text", class: "short", "aria-label": label });
    input.value = row[column];
    input.addEventListener("input", changed);
    return { column, input };
  });
  const node = element(
    "tr",
    {},
    element("td", {}, row.单位 || "（汇总）"),
    element(
      "td",
      {},
      element("p", {}, question?.问题 ?? `已说明：${row.规则}`),
      element("p", { class: "quiet" }, `${row.指标}：${row.数值}`),
      ...(lapsed ? [element("p", { class: "quiet" }, `原说明的数值是“${lapsed.数值}”，已失效：${lapsed.说明}`)] : []),
    ),
    ...fields.map(({ input }) => element("td", {}, input)),
  );
  const texts = () => Object.fromEntries(fields.map(({ column, input }) => [column, input.value.trim()]));
  return { node, now: () => ({ ...entry, row: { ...row, ...texts() } }) };
}
