import type { ReviewUnit } from "../publish/review/model.js";
import { core } from "./data.js";
import { element, linkTo, linkToFile, said } from "./element.js";
import { fillLazily } from "./lazy.js";
import { hashOf, noteChoice } from "./route.js";
import { choice, headRow, search, tag, type View, view } from "./view.js";
import { gaveNothing, UNIT_STATES } from "./words.js";

interface Choice {
  readonly state: string;
  readonly category: string;
  readonly text: string;
}

const STATE_CHOICES = [
  ["", "全部"],
  ["due", "应报"],
  ["received", "已报"],
  ["missing", "未报"],
  ["unusable", "不能采用"],
  ["returned", "退回"],
  ["questioned", "待说明"],
  ["late", "迟报"],
  ["open", "有待处理的问题"],
] as const;

/** 报送情况: the list of units with what each has sent and what is open. */
export function unitsView(query: URLSearchParams): View {
  const result = element("div", { class: "result" });
  let chosen: Choice = {
    state: query.get("state") ?? "",
    category: query.get("category") ?? "",
    text: query.get("q") ?? "",
  };
  const apply = (change: Partial<Choice>): void => {
    chosen = { ...chosen, ...change };
    noteChoice(hashOf("units", [], { state: chosen.state, category: chosen.category, q: chosen.text }));
    showUnits(result, chosen);
  };
  showUnits(result, chosen);
  const categories = [...new Set(core.units.map((unit) => unit.category))];
  return view(
    "单位",
    element(
      "form",
      { class: "filters", role: "search", "aria-label": "筛选单位" },
      search("搜索（名称、代码）", chosen.text, (text) => apply({ text })),
      choice("状态", STATE_CHOICES, chosen.state, (state) => apply({ state })),
      choice("类别", [["", "全部类别"], ...categories.map((one) => [one, one] as const)], chosen.category, (category) =>
        apply({ category }),
      ),
    ),
    result,
  );
}

function showUnits(result: HTMLElement, { state, category, text }: Choice): void {
  const found = core.units.filter(
    (unit) =>
      inState(unit, state) &&
      (category === "" || unit.category === category) &&
      `${unit.name} ${unit.code}`.toLowerCase().includes(text.trim().toLowerCase()),
  );
  const body = element("tbody");
  const more = fillLazily(body, found, unitRow);
  const table = element(
    "table",
    { class: "list units" },
    headRow("代码", "单位", "类别", "状态", "#须修改", "#待说明", "#提示", "退回单"),
    body,
  );
  result.replaceChildren(
    element(
      "p",
      { role: "status", class: "count" },
      found.length === 0 ? "没有符合条件的单位。" : `${found.length}个单位`,
    ),
    table,
    more,
  );
}

function inState(unit: ReviewUnit, state: string): boolean {
  switch (state) {
    case "due":
      return unit.state !== "notDue";
    case "received":
      return unit.state !== "notDue" && !gaveNothing(unit);
    case "late":
      return unit.late;
    case "open":
      return unit.mandatory + unit.verification > 0;
    case "":
      return true;
    default:
      return unit.state === state;
  }
}

function unitRow(unit: ReviewUnit): HTMLElement {
  const count = (number: number, kind: string): HTMLElement =>
    element("td", { class: `number ${number > 0 ? kind : "zero"}` }, String(number));
  return element(
    "tr",
    {},
    element("td", {}, unit.code),
    element("th", { scope: "row" }, linkTo(hashOf("unit", [unit.code]), {}, said(unit.name))),
    element("td", {}, said(unit.category)),
    element("td", {}, ...unitTags(unit)),
    count(unit.mandatory, "bad"),
    count(unit.verification, "warn"),
    count(unit.notice, ""),
    element("td", {}, unit.slip !== null && linkToFile(unit.slip, "打开")),
  );
}

const TAG_KINDS = {
  received: "final",
  questioned: "verification",
  returned: "mandatory",
  unusable: "mandatory",
  missing: "mandatory",
  notDue: "notice",
} as const;

export function unitTags(unit: ReviewUnit): readonly HTMLElement[] {
  const kind = TAG_KINDS[unit.state];
  return [tag(kind, UNIT_STATES[unit.state]), ...(unit.late ? [tag("verification", "迟报")] : [])];
}
