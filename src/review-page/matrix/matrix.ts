import type { ReviewFigure, ReviewTable } from "../../publish/review/model.js";
import { core, figureAt, sharesOf } from "../data.js";
import { button, type Content, element } from "../element.js";
import { byValue } from "../numbers.js";
import { hashOf, noteChoice } from "../route.js";
import { choice, framed, notFound, search, type View, view } from "../view.js";
import { OUTLIER_MEASURE } from "../words.js";
import { moveByArrows } from "./keyboard.js";
import { type Lookup, openCells, totalRow, unitRow } from "./rows.js";

export { type ShownValue, statutoryTable, tableView } from "./statutory.js";

interface Choice {
  readonly table: string;
  /** Which columns of the form: 总计 alone is what is looked at first where there is one. */
  readonly column: string;
  readonly show: string;
  readonly text: string;
  /** Figure by which the units are ordered. */
  readonly order: string;
  readonly page: number;
}

const UNITS_A_PAGE = 60;

/** 单位×指标: a page of units at a time, outliers marked. */
export function matrixView(code: string | undefined, query: URLSearchParams): View {
  const table =
    core.tables.find((one) => one.code === code) ??
    core.tables.find((one) => one.code === "applications") ??
    core.tables[0];
  if (!table) return notFound("没有汇总表。");
  const holder = element("div");
  let chosen: Choice = {
    table: table.code,
    column: query.get("column") ?? defaultColumn(table),
    show: query.get("show") ?? "",
    text: query.get("q") ?? "",
    order: query.get("order") ?? "",
    page: Math.max(0, Number(query.get("page") ?? "1") - 1) || 0,
  };
  const apply = (change: Partial<Choice>): void => {
    chosen = { ...chosen, page: 0, ...change };
    noteChoice(
      hashOf("matrix", [chosen.table], {
        column: chosen.column,
        show: chosen.show,
        q: chosen.text,
        order: chosen.order,
        page: chosen.page > 0 ? String(chosen.page + 1) : "",
      }),
    );
    showMatrix(holder, chosen, apply);
  };
  showMatrix(holder, chosen, apply);
  return view(
    "单位×指标",
    filters(table, chosen, apply),
    holder,
    element(
      "p",
      { class: "quiet" },
      OUTLIER_MEASURE,
      "“未报”为单位未报送，“缺”为未能取数，均不等于零。底色：“改”须修改，“核”待说明。",
    ),
  );
}

function figuresOf(table: string, column: string): readonly number[] {
  const all = core.figures.flatMap((figure, place) => (figure.table === table ? [place] : []));
  const chosen = all.filter((place) => column === "all" || lastOf(figureAt(place).column) === column);
  return chosen.length > 0 ? chosen : all;
}

function lastOf(label: string): string {
  return label.split("／").pop() ?? label;
}

function columnsOf(table: string): readonly string[] {
  return [...new Set(core.figures.filter((figure) => figure.table === table).map((figure) => lastOf(figure.column)))];
}

/** The columns shown first: of a table with many, only the last, the total. */
function defaultColumn(table: ReviewTable): string {
  const figures = core.figures.filter((figure) => figure.table === table.code);
  const columns = columnsOf(table.code);
  return figures.length > 30 ? (columns[columns.length - 1] ?? "all") : "all";
}

function filters(table: ReviewTable, chosen: Choice, apply: (change: Partial<Choice>) => void): HTMLElement {
  return element(
    "form",
    { class: "filters", role: "search", "aria-label": "选择单位和指标" },
    choice(
      "表",
      core.tables.map((one) => [one.code, one.title] as const),
      table.code,
      (code) => {
        location.hash = hashOf("matrix", [code]);
      },
    ),
    choice(
      "栏目",
      [["all", "全部栏目"], ...columnsOf(table.code).map((one) => [one, one] as const)],
      chosen.column,
      (column) => apply({ column, order: "" }),
    ),
    choice(
      "显示",
      [
        ["", "全部单位"],
        ["outliers", "有离群数的单位"],
        ["open", "有待处理问题的单位"],
      ],
      chosen.show,
      (show) => apply({ show }),
    ),
    search("搜索单位", chosen.text, (text) => apply({ text })),
  );
}

function showMatrix(holder: HTMLElement, chosen: Choice, apply: (change: Partial<Choice>) => void): void {
  const figures = figuresOf(chosen.table, chosen.column);
  const lookup: Lookup = new Map(
    figures.map((place) => [place, new Map(sharesOf(place).map((share) => [share.unit, share]))]),
  );
  const units = orderedUnits(chosen, figures, lookup);
  const pages = Math.max(1, Math.ceil(units.length / UNITS_A_PAGE));
  const page = Math.min(chosen.page, pages - 1);
  const shown = units.slice(page * UNITS_A_PAGE, (page + 1) * UNITS_A_PAGE);
  const kinds = openCells();
  const table = element(
    "table",
    { class: "matrix" },
    element("caption", { class: "spoken" }, "单位与指标"),
    element(
      "thead",
      {},
      element(
        "tr",
        {},
        element("th", { scope: "col" }, "单位"),
        ...figures.map((place) => heading(place, chosen, apply)),
      ),
    ),
    element("tbody", {}, totalRow(figures), ...shown.map((unit) => unitRow({ unit, figures, lookup, kinds }))),
  );
  moveByArrows(table);
  holder.replaceChildren(pager(units.length, page, pages, apply), framed("单位×指标", table));
}

function orderedUnits({ show, text, order }: Choice, figures: readonly number[], lookup: Lookup): readonly number[] {
  const all = core.units
    .map((_, index) => index)
    .filter((unit) => (core.units[unit]?.name ?? "").includes(text.trim()));
  const kept = all.filter((unit) => {
    if (show === "open") return (core.units[unit]?.mandatory ?? 0) + (core.units[unit]?.verification ?? 0) > 0;
    return show !== "outliers" || figures.some((place) => lookup.get(place)?.get(unit)?.outlier);
  });
  const by = figures.find((place) => figureAt(place).code === order);
  if (by === undefined) return kept;
  const value = (unit: number): string | null => lookup.get(by)?.get(unit)?.value ?? null;
  return [...kept].sort((a, b) => byValue(value(a), value(b)) || a - b);
}

function heading(place: number, chosen: Choice, apply: (change: Partial<Choice>) => void): HTMLElement {
  const figure = figureAt(place);
  const ordered = chosen.order === figure.code;
  const sort = button(headingText(figure, chosen.column), () => apply({ order: ordered ? "" : figure.code }), {
    class: "sort",
    title: `${figure.label}：点击按此项从大到小排列`,
  });
  if (ordered) sort.append(" ↓");
  return element("th", { scope: "col", "aria-sort": ordered ? "descending" : undefined }, sort);
}

function headingText(figure: ReviewFigure, column: string): string {
  const row = lastOf(figure.row);
  return column === "all" ? `${row}｜${lastOf(figure.column)}` : row;
}

function pager(count: number, page: number, pages: number, apply: (change: Partial<Choice>) => void): HTMLElement {
  const move = (to: number, text: string): Content =>
    pages > 1 && button(text, () => apply({ page: to }), { disabled: to < 0 || to >= pages });
  return element(
    "p",
    { class: "pager" },
    element("span", { role: "status" }, `${count}个单位${pages > 1 ? `，第${page + 1}页，共${pages}页` : ""}`),
    move(page - 1, "上一页"),
    move(page + 1, "下一页"),
  );
}
