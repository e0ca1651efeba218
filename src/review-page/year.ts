import { absolute, compare, type Decimal, decimal, isZero } from "../decimal.js";
import { previousPeriod } from "../period.js";
import { core, figureAt, period, sharesOf, unitAt, words } from "./data.js";
import { button, type Content, element, linkTo, said } from "./element.js";
import { fillLazily } from "./lazy.js";
import { byChange, changeOf, percent, signed } from "./numbers.js";
import { hashOf, noteChoice } from "./route.js";
import { choice, framed, headRow, search, type View, view } from "./view.js";
import { STATES } from "./words.js";

interface Choice {
  readonly table: string;
  readonly show: string;
  readonly order: string;
  readonly text: string;
}

/** 与上年对比: this year beside last year, and the units that drive the change. */
export function yearView(query: URLSearchParams): View {
  const result = element("div", { class: "result" });
  let chosen: Choice = {
    table: query.get("table") ?? "",
    show: query.get("show") ?? "",
    order: query.get("order") ?? "",
    text: query.get("q") ?? "",
  };
  const apply = (change: Partial<Choice>): void => {
    chosen = { ...chosen, ...change };
    noteChoice(hashOf("year", [], { table: chosen.table, show: chosen.show, order: chosen.order, q: chosen.text }));
    showYear(result, chosen);
  };
  showYear(result, chosen);
  return view(core.prior ? `与${words.former}对比` : "指标一览", originLine(), filters(chosen, apply), result);
}

function originLine(): HTMLElement {
  if (!core.prior)
    return element(
      "p",
      { class: "notice" },
      `没有${previousPeriod(period).label}的数据，不能与${words.former}对比；下表只列${words.own}数。`,
    );
  const units = core.prior.byUnit ? "" : `${words.former}没有分单位数，不能列出主要影响单位。`;
  return element(
    "p",
    { class: "quiet" },
    `${words.former}数来自${core.prior.origin}。增减百分比按${words.former}数计算；${words.former}为零或没有数的不计算。${units}`,
  );
}

function filters(chosen: Choice, apply: (change: Partial<Choice>) => void): HTMLElement {
  return element(
    "form",
    { class: "filters", role: "search", "aria-label": "筛选指标" },
    search("搜索指标（名称、代码）", chosen.text, (text) => apply({ text })),
    choice("表", [["", "全部"], ...core.tables.map((one) => [one.code, one.title] as const)], chosen.table, (table) =>
      apply({ table }),
    ),
    choice(
      "显示",
      [
        ["", "全部指标"],
        ["changed", "有增减的"],
        ["provisional", STATES.provisional.name],
        ["incomplete", STATES.incomplete.name],
        ["notReported", STATES.notReported.name],
        ["none", "没有数值的"],
      ],
      chosen.show,
      (show) => apply({ show }),
    ),
    choice(
      "次序",
      [
        ["", "按表式"],
        ["change", "按增减大小"],
      ],
      chosen.order,
      (order) => apply({ order }),
    ),
  );
}

function showYear(result: HTMLElement, { table, show, order, text }: Choice): void {
  const wanted = text.trim().toLowerCase();
  const found = core.figures.flatMap((figure, place) => {
    const change = changeOf(figure.value, figure.before);
    const kept =
      (table === "" || figure.table === table) &&
      shows(show, place, change) &&
      `${figure.label} ${figure.code}`.toLowerCase().includes(wanted);
    return kept ? [{ place, change }] : [];
  });
  if (order === "change") found.sort((a, b) => byChange(a.change, b.change) || a.place - b.place);
  const body = element("tbody");
  const more = fillLazily(body, found, ({ place, change }) => figureRows(place, change));
  const head = headRow(
    "指标",
    "状态",
    `#${period.label}`,
    `#${previousPeriod(period).label}`,
    "#增减",
    "#增减百分比",
    "主要影响单位",
  );
  result.replaceChildren(
    element("p", { role: "status", class: "count" }, `${found.length}项指标`),
    framed(`与${words.former}对比`, element("table", { class: "list year" }, head, body)),
    more,
  );
}

function shows(show: string, place: number, change: Decimal | null): boolean {
  const figure = figureAt(place);
  if (show === "changed") return change !== null && !isZero(change);
  if (show === "none") return figure.value === null;
  return show === "" || figure.state === show;
}

function figureRows(place: number, change: Decimal | null): DocumentFragment {
  const figure = figureAt(place);
  const rows = document.createDocumentFragment();
  const detail = element("tr", { class: "detail", hidden: true });
  const drivers =
    change &&
    !isZero(change) &&
    core.prior?.byUnit &&
    button(
      "查看",
      (node) => {
        if (detail.hidden) detail.replaceChildren(element("td", { colspan: 7 }, driverTable(place)));
        detail.hidden = !detail.hidden;
        node.setAttribute("aria-expanded", String(!detail.hidden));
      },
      { class: "small", "aria-expanded": "false", "aria-label": `查看主要影响单位：${figure.label}` },
    );
  rows.append(
    element(
      "tr",
      {},
      element("th", { scope: "row" }, linkTo(hashOf("figure", [figure.code]), {}, figure.label)),
      element("td", { class: figure.state }, STATES[figure.state].name),
      element("td", { class: "number" }, figure.shown ?? figure.value ?? "—"),
      element("td", { class: "number" }, figure.before ?? "—"),
      element("td", { class: "number" }, change ? signed(change) : ""),
      element("td", { class: "number" }, change ? percent(change, decimal(figure.before ?? "0")) : ""),
      element("td", {}, drivers || null),
    ),
    detail,
  );
  return rows;
}

const DRIVERS = 10;

/** 主要影响单位: the units with the greatest change, up or down. */
function driverTable(place: number): HTMLElement {
  const changes = sharesOf(place).flatMap((share) => {
    const change = changeOf(share.value, share.before);
    return change && !isZero(change) ? [{ share, change }] : [];
  });
  changes.sort((a, b) => compare(absolute(b.change), absolute(a.change)) || a.share.unit - b.share.unit);
  const uncompared = sharesOf(place).filter((share) => (share.value === null) !== (share.before === null)).length;
  const rows = changes
    .slice(0, DRIVERS)
    .map(({ share, change }) =>
      element(
        "tr",
        {},
        element(
          "th",
          { scope: "row" },
          linkTo(
            hashOf("figure", [figureAt(place).code, unitAt(share.unit)?.code ?? ""]),
            {},
            said(unitAt(share.unit)?.name ?? ""),
          ),
        ),
        element("td", { class: "number" }, signed(change)),
        element("td", { class: "number" }, `${share.before ?? ""} → ${share.value ?? ""}`),
      ),
    );
  const rest: Content =
    changes.length > DRIVERS && element("p", { class: "quiet" }, `另有${changes.length - DRIVERS}个单位有增减。`);
  return element(
    "div",
    { class: "opened" },
    element(
      "table",
      { class: "list narrow" },
      headRow("单位", "#增减", `#${words.former} → ${words.own}`),
      element("tbody", {}, ...rows),
    ),
    rest,
    uncompared > 0 &&
      element(
        "p",
        { class: "quiet" },
        `${uncompared}个单位只有一${period.kind === "year" ? "年" : "期"}有数，不能比较。`,
      ),
  );
}
