import { type Decimal, decimal, sum } from "../decimal.js";
import { adjustmentSection } from "./adjustments.js";
import {
  allFindings,
  core,
  figureAt,
  figurePlace,
  type PlaceInFile,
  sharesOf,
  type UnitShare,
  unitAt,
  unitName,
  unitPlace,
  words,
} from "./data.js";
import { button, type Content, element, linkTo, said } from "./element.js";
import { findingItem, findingsSection } from "./findings/findings.js";
import { fillLazily } from "./lazy.js";
import { barLength, byValue, changeOf, percent, signed } from "./numbers.js";
import { ruleSection } from "./relations.js";
import { hashOf } from "./route.js";
import { sourcesView, typedView } from "./source/source.js";
import { facts, headRow, notFound, search, tag, type View, view } from "./view.js";
import { gaveNothing, OUTLIER_MEASURE, STATES, UNIT_STATES, visible } from "./words.js";

/** 指标: where a figure comes from: its contributions, last year's value, its rules and findings, and perhaps one unit's source. */
export function figureView(code: string, unitCode: string | undefined): View {
  const place = figurePlace(code);
  if (place === undefined) return notFound("没有这一指标。");
  const figure = figureAt(place);
  const change = changeOf(figure.value, figure.before);
  const opened = unitCode === undefined ? undefined : unitPlace(unitCode);
  return view(
    figure.label,
    element(
      "p",
      { class: "tags" },
      tag(figure.state, STATES[figure.state].name),
      element(
        "strong",
        { class: "amount" },
        figure.value === null ? (figure.shown ?? "没有数值") : `${figure.shown ?? figure.value} ${figure.unit}`,
      ),
    ),
    facts(
      [
        words.former,
        figure.before === null
          ? core.prior
            ? "没有数"
            : `没有${words.former}数据`
          : `${figure.before} ${figure.unit}${figure.beforeOrigin === undefined ? "" : `（来自${figure.beforeOrigin}）`}`,
      ],
      ["增减", change && `${signed(change)}（${percent(change, decimal(figure.before ?? "0"))}）`],
      ["各单位所报合计", figure.sum === undefined ? null : `${figure.sum ?? "没有数"}，汇总单位作了调整，见下`],
      ["各单位所填合计之和", figure.printed ? `${figure.printed}，与按分项计算的数不同` : null],
    ),
    stateReason(place),
    adjustmentSection(figure.adjustments ?? []),
    shareSection(place, opened),
    ruleSection(place),
    findingsSection(
      "有关的审核意见",
      allFindings().filter((one) => one.figures.includes(place) && one.severity !== "notice"),
      true,
    ),
    element("p", { class: "quiet" }, `指标代码 ${figure.code}`),
  );
}

/** Why a figure is not final. */
function stateReason(place: number): Content {
  const figure = figureAt(place);
  if (figure.state === "final") return null;
  if (figure.state === "notReported")
    return element("p", { class: "quiet" }, "这项数字可以不报，没有单位填报；不等于零。");
  if (figure.state === "provisional") return element("p", { class: "quiet" }, "有涉及本指标的问题尚未处理，见下。");
  const missing = sharesOf(place).filter((share) => isEmpty(share) && unitAt(share.unit)?.state !== "notDue");
  const names = missing
    .slice(0, 6)
    .map((share) => unitName(share.unit))
    .join("、");
  return element(
    "p",
    { class: "quiet" },
    missing.length > 0
      ? element("span", {}, "缺：", said(names), missing.length > 6 && `等${missing.length}个单位`)
      : "有应报单位未报，或其数缺失。",
  );
}

const MANY_UNITS = 30;
/** Units that gave nothing or 0 are shown by a button only, unless there are few. */
const FEWEST_SHOWN = 10;

function shareSection(place: number, opened: number | undefined): HTMLElement {
  const figure = figureAt(place);
  const all = [...sharesOf(place)].sort((a, b) => byValue(a.value, b.value) || a.unit - b.unit);
  const shares = figure.single || figure.optional ? all.filter((share) => !isEmpty(share)) : all;
  const holder = element("div");
  const show = (text: string): void => {
    const found = shares.filter((share) => unitName(share.unit).includes(text.trim()));
    holder.replaceChildren(shareTable(place, found, opened));
  };
  show("");
  return element(
    "section",
    {},
    element("h3", {}, `各单位数（${shares.length}个单位）`),
    shares.length > MANY_UNITS && search("按单位名称筛选", "", show),
    holder,
    shares.some((share) => share.outlier !== null) && element("p", { class: "quiet" }, OUTLIER_MEASURE),
  );
}

function shareTable(place: number, shares: readonly UnitShare[], opened: number | undefined): HTMLElement {
  const total = sum(shares.flatMap((share) => (share.value === null ? [] : [decimal(share.value)])));
  const body = element("tbody");
  const first = shares.findIndex((share) => share.unit === opened);
  const ordered = first > 0 ? [shares[first] as UnitShare, ...shares.filter((_, index) => index !== first)] : shares;
  const telling = ordered.filter((share) => share.value !== "0").length;
  const more = fillLazily(
    body,
    ordered,
    (share) => shareRows({ place, share, total, open: share.unit === opened }),
    Math.min(100, Math.max(FEWEST_SHOWN, telling)),
  );
  return element(
    "div",
    {},
    element("table", { class: "list shares" }, headRow("单位", "#数值", "占比", `#${words.former}`, "出处"), body),
    more,
  );
}

interface ShareRequest {
  readonly place: number;
  readonly share: UnitShare;
  readonly total: Decimal;
  readonly open: boolean;
}

function shareRows({ place, share, total, open }: ShareRequest): DocumentFragment {
  const rows = document.createDocumentFragment();
  const unit = unitAt(share.unit);
  const detail = element("tr", { class: "detail", hidden: !open });
  const fill = (): void => detail.replaceChildren(element("td", { colspan: 5 }, shareDetail(place, share)));
  if (open) fill();
  const toggle =
    share.source &&
    button(
      "看原件",
      (node) => {
        if (detail.hidden) fill();
        detail.hidden = !detail.hidden;
        node.setAttribute("aria-expanded", String(!detail.hidden));
      },
      { "aria-expanded": String(open), class: "small", "aria-label": `看原件：${unit?.name ?? ""}` },
    );
  rows.append(
    element(
      "tr",
      { class: isEmpty(share) ? "incomplete" : undefined },
      element("th", { scope: "row" }, linkTo(hashOf("unit", [unit?.code ?? ""]), {}, said(unit?.name ?? ""))),
      element(
        "td",
        { class: "number" },
        isEmpty(share) ? (gaveNothing(unit) ? UNIT_STATES[unit?.state ?? "missing"] : "缺") : shownValue(share),
      ),
      element("td", { class: "share" }, ...(share.value === null ? [] : shareBar(decimal(share.value), total))),
      element("td", { class: "number" }, share.before ?? ""),
      element(
        "td",
        {},
        share.source && element("span", { class: "address" }, said(`${share.source.sheet} ${share.source.cell} `)),
        toggle,
      ),
    ),
    detail,
  );
  return rows;
}

function isEmpty({ value, answer }: UnitShare): boolean {
  return value === null && answer === null;
}

function shownValue(share: UnitShare): string {
  if (share.answer !== null) return visible(share.answer);
  const mark = share.outlier === "high" ? "▲" : share.outlier === "low" ? "▼" : "";
  return `${mark}${share.value ?? ""}${share.qualifier ? `（${share.qualifier}）` : ""}`;
}

function shareBar(value: Decimal, total: Decimal): readonly Content[] {
  const bar = element("span", { class: "bar", "aria-hidden": "true" });
  bar.style.width = `${barLength(value, total) * 0.6}%`;
  return [bar, element("span", {}, percent(value, total))];
}

/** 原件与取数: the sheet as it was sent, what was typed and what was made of it. */
export function shareDetail(place: number, share: UnitShare): HTMLElement {
  const source: readonly PlaceInFile[] = share.source ? [share.source] : [];
  const figure = figureAt(place);
  const own = allFindings().filter((one) => one.unit === share.unit && one.figures.includes(place));
  const printed = figure.derived && share.source && share.value !== share.source.text;
  return element(
    "div",
    { class: "opened" },
    typedView(share.source, share.answer ?? share.value, share.answer === null ? figure.unit : ""),
    printed &&
      element("p", { class: "quiet" }, "本指标为合计项：取数按该单位的各分项重新计算，所指的是其所填合计的单元格。"),
    share.confirmed !== "" && element("p", {}, said(visible(share.confirmed))),
    sourcesView(source),
    own.length > 0 &&
      element("ul", { class: "findings" }, ...own.slice(0, 20).map((finding) => findingItem(finding, false))),
  );
}
