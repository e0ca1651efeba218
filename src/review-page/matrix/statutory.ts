import type { ReviewCell, ReviewTable } from "../../publish/review/model.js";
import { core, figureAt, words } from "../data.js";
import { type Content, element, linkTo, spoken } from "../element.js";
import { hashOf } from "../route.js";
import { framed, notFound, type View, view } from "../view.js";
import { STATES } from "../words.js";
import { moveByArrows } from "./keyboard.js";

/** 数字的显示: what stands in the cell of a figure, its colour and mark, and where it leads. */
export interface ShownValue {
  readonly text: string;
  readonly kind: string;
  readonly mark: string;
  readonly meaning: string;
  readonly hash: string;
}

/** 汇总表: one table of the form with the consolidated figures, each coloured by its state. */
export function tableView(code: string): View {
  const table = core.tables.find((one) => one.code === code) ?? core.tables[0];
  if (!table) return notFound("没有汇总表。");
  const tabs = core.tables.map((one) =>
    element("li", {}, linkTo(hashOf("table", [one.code]), { "aria-current": one === table && "true" }, one.title)),
  );
  return view(
    table.title,
    element("nav", { class: "tabs", "aria-label": "汇总表" }, element("ul", {}, ...tabs)),
    legend(),
    framed(table.title, statutoryTable(table, consolidatedValue)),
    element(
      "p",
      { class: "quiet" },
      `依据：${table.basis}。点数字（或用方向键移到数字上按回车）查看各单位数、${words.former}数、所参加的规则和原件。`,
    ),
  );
}

function legend(): HTMLElement {
  return element(
    "p",
    { class: "legend" },
    "图例：",
    element("span", { class: "final" }, "36"),
    ` ${STATES.final.name}　`,
    element("span", { class: "provisional" }, "36", element("sup", {}, STATES.provisional.mark)),
    " 待核实　",
    element("span", { class: "incomplete" }, "36", element("sup", {}, STATES.incomplete.mark)),
    " 不完整（有单位未报或其数缺失）　",
    element("span", { class: "incomplete" }, "—"),
    " 没有单位报送，不等于零",
  );
}

function consolidatedValue(place: number, text: string): ShownValue {
  const figure = figureAt(place);
  const state = STATES[figure.state];
  return { text, kind: figure.state, mark: state.mark, meaning: state.name, hash: hashOf("figure", [figure.code]) };
}

/** The table as the form merges it; the value of each figure is asked for. */
export function statutoryTable(
  table: ReviewTable,
  valueAt: (figure: number, text: string) => ShownValue,
): HTMLTableElement {
  const rows = table.rows.map((row) => element("tr", {}, ...row.map((cell) => tableCell(cell, valueAt))));
  const node = element("table", { class: "statutory" }, element("caption", { class: "spoken" }, table.title));
  const whole = table.widths.reduce((total, width) => total + width, 0);
  node.append(
    element(
      "colgroup",
      {},
      ...table.widths.map((width) => {
        const column = element("col");
        column.style.width = `${((width / whole) * 100).toFixed(2)}%`;
        return column;
      }),
    ),
  );
  if (table.headerRows > 0) node.append(element("thead", {}, ...rows.slice(0, table.headerRows)));
  node.append(element("tbody", {}, ...rows.slice(table.headerRows)));
  if (table.widths.length > 6) node.classList.add("wide");
  moveByArrows(node);
  return node;
}

function tableCell(cell: ReviewCell, valueAt: (figure: number, text: string) => ShownValue): HTMLElement {
  const place = {
    rowspan: cell.rowSpan > 1 ? cell.rowSpan : undefined,
    colspan: cell.columnSpan > 1 ? cell.columnSpan : undefined,
    headers: cell.headers.length > 0 ? cell.headers.join(" ") : undefined,
  };
  if (cell.kind === "value") {
    if (cell.figure === undefined) return element("td", place, cell.text);
    const shown = valueAt(cell.figure, cell.text);
    return element("td", { ...place, class: `value ${shown.kind}` }, valueLink(shown, figureAt(cell.figure).label));
  }
  if (cell.kind === "note" || cell.text === "") return element("td", { ...place, class: "note" }, cell.text);
  const classes = [cell.kind, cell.left ? "left" : "", cell.vertical ? "vertical" : ""].filter(Boolean).join(" ");
  return element("th", { ...place, class: classes, id: cell.id, scope: scopeOf(cell) }, cell.text);
}

export function valueLink(shown: ShownValue, label: string): HTMLAnchorElement {
  const mark: Content = shown.mark !== "" && element("sup", { "aria-hidden": "true" }, shown.mark);
  return linkTo(
    shown.hash,
    { "data-cell": true, title: `${label}：${shown.meaning}` },
    shown.text,
    mark,
    spoken(`，${shown.meaning}`),
  );
}

function scopeOf(cell: ReviewCell): string {
  if (cell.kind === "label") return "row";
  if (cell.kind === "groupLabel") return "rowgroup";
  return cell.columnSpan > 1 ? "colgroup" : "col";
}
