import { SEVERITY_NAME } from "../finding.js";
import { previousPeriod } from "../period.js";
import type { ReviewState, ReviewUnit } from "../publish/review/model.js";
import { boardCounts, rateText } from "../reporting-state.js";
import { core, period, words } from "./data.js";
import { type Content, element, linkTo, linkToFile, said } from "./element.js";
import { hashOf } from "./route.js";
import { signatures } from "./signing/signing.js";
import { framed, headRow, type View, view } from "./view.js";
import { gaveNothing, STATES, visible } from "./words.js";

/** 总览: whether the report may be published, and if not, what prevents it. */
export function overviewView(): View {
  return view(
    "总览",
    verdict(),
    signatures(core.signOff),
    element("div", { class: "cards" }, unitsCard(), findingsCard(), figuresCard(), ...levelCards()),
    groups(),
    lateness(),
    waiting(),
    strays(),
    about(),
  );
}

function verdict(): HTMLElement {
  const draft = core.status === "draft";
  const text = draft ? "草稿：尚有问题未处理，不得公布" : "可发布：已通过审核";
  const shown = core.reasons.slice(0, 12);
  return element(
    "section",
    { class: `verdict ${core.status}`, "aria-label": "审核结论" },
    element("p", { class: "conclusion" }, text),
    draft &&
      element(
        "ul",
        {},
        ...shown.map((reason) => element("li", {}, said(reason))),
        core.reasons.length > shown.length && element("li", {}, `等${core.reasons.length}条`),
      ),
    element(
      "p",
      { class: "quiet" },
      linkToFile(`../${changesFile()}`, `与上次运行相比的变化（${changesFile()}）`),
      `：在本${period.kind === "year" ? "年度" : "期"}文件夹之外一层。`,
    ),
  );
}

/** Opened in a run's own folder, the page has that run's changes beside the folder; opened through the year's link, the newest run's. */
function changesFile(): string {
  const folders = location.pathname.split("/");
  const inRun = folders[folders.length - 4] === "runs";
  return inRun ? "变化.txt" : `${core.series}-变化.txt`;
}

function card(title: string, ...rows: readonly (readonly [name: Content, count: number, kind: string])[]): HTMLElement {
  const items = rows.map(([name, count, kind]) =>
    element("div", { class: count > 0 ? kind : "" }, element("dt", {}, name), element("dd", {}, String(count))),
  );
  return element("section", { class: "card" }, element("h3", {}, title), element("dl", {}, ...items));
}

function unitsCard(): HTMLElement {
  const due = core.units.filter((unit) => unit.state !== "notDue");
  const count = (test: (unit: ReviewUnit) => boolean): number => due.filter(test).length;
  const to = (state: string, name: string): HTMLElement => linkTo(hashOf("units", [], { state }), {}, name);
  return card(
    "单位",
    [to("due", "应报"), due.length, ""],
    [to("received", "已报"), count((unit) => !gaveNothing(unit)), "good"],
    [to("missing", "未报"), count((unit) => unit.state === "missing"), "bad"],
    [to("unusable", "不能采用"), count((unit) => unit.state === "unusable"), "bad"],
    [to("returned", "退回"), count((unit) => unit.state === "returned"), "bad"],
    [to("questioned", "待说明"), count((unit) => unit.state === "questioned"), "warn"],
    [to("late", "迟报"), count((unit) => unit.late), "warn"],
    ["通过", count((unit) => unit.state === "received"), "good"],
  );
}

/** 迟报的依据, where runs can't tell who was late. */
function lateness(): Content {
  return core.lateUntold === undefined ? null : element("p", { class: "quiet" }, `${core.lateUntold}。`);
}

/** 分类报送情况: by category, with rates; nothing where all units are of one. */
function groups(): Content {
  const categories = [...new Set(core.units.map((unit) => unit.category))];
  if (categories.length < 2) return null;
  const row = (name: string, units: readonly ReviewUnit[]): HTMLElement => {
    const { due, received, missing, unusable, late, returned, questioned, passed } = boardCounts(units);
    const cells = [due, received, missing, unusable, late, returned, questioned, passed].map(String);
    return element(
      "tr",
      {},
      element("th", { scope: "row" }, said(name)),
      ...[...cells, rateText(received, due), rateText(passed, due)].map((text) =>
        element("td", { class: "number" }, text),
      ),
    );
  };
  const headings = ["应报", "已报", "未报", "不能采用", "迟报", "退回", "待说明", "通过", "报送率", "通过率"];
  const rows = [
    ...categories.map((category) =>
      row(
        category,
        core.units.filter((unit) => unit.category === category),
      ),
    ),
    row("合计", core.units),
  ];
  const table = element(
    "table",
    { class: "list" },
    headRow("类别", ...headings.map((name) => `#${name}`)),
    element("tbody", {}, ...rows),
  );
  return element("section", {}, element("h3", {}, "分类报送情况"), framed("分类报送情况", table));
}

/** 下级情况, one card a level. */
function levelCards(): readonly HTMLElement[] {
  return (core.levels ?? []).map((level) =>
    card(
      `下级：${level.name}`,
      ["应报", level.due, ""],
      ["已报", level.received, "good"],
      ["未报", level.missing, "bad"],
      ["退回", level.returned, "bad"],
      ["迟报", level.late, "warn"],
      [SEVERITY_NAME.mandatory, level.mandatory, "bad"],
      [SEVERITY_NAME.verification, level.verification, "warn"],
    ),
  );
}

function findingsCard(): HTMLElement {
  const { mandatory, verification, notice } = core.findings;
  const to = (severity: string, name: string): HTMLElement => linkTo(hashOf("findings", [], { severity }), {}, name);
  return card(
    "审核意见",
    [to("mandatory", `${SEVERITY_NAME.mandatory}（须修改）`), mandatory.all, "bad"],
    [to("unexplained", `${SEVERITY_NAME.verification}（待说明）`), verification.open, "warn"],
    [to("explained", `${SEVERITY_NAME.verification}（已说明）`), verification.all - verification.open, ""],
    [to("notice", `${SEVERITY_NAME.notice}（无须答复）`), notice.all, ""],
  );
}

function figuresCard(): HTMLElement {
  const count = (state: ReviewState): number => core.figures.filter((figure) => figure.state === state).length;
  return card(
    "指标",
    [STATES.final.name, count("final"), "good"],
    [linkTo(hashOf("year", [], { show: "provisional" }), {}, STATES.provisional.name), count("provisional"), "warn"],
    [linkTo(hashOf("year", [], { show: "incomplete" }), {}, STATES.incomplete.name), count("incomplete"), "bad"],
    [
      "没有数值（不等于零）",
      core.figures.filter((figure) => figure.value === null && figure.state !== "notReported").length,
      "bad",
    ],
    [
      linkTo(hashOf("year", [], { show: "notReported" }), {}, `${STATES.notReported.name}（可以不报）`),
      count("notReported"),
      "",
    ],
  );
}

const BUSIEST = 12;

/** 先看什么: the units and the rules with the most open findings. */
function waiting(): HTMLElement | null {
  const busy = core.units.filter((unit) => unit.mandatory + unit.verification > 0);
  const rules = core.rules.filter((rule) => rule.open > 0).sort((a, b) => b.open - a.open);
  if (rules.length === 0) return null;
  const units = [...busy]
    .sort((a, b) => b.mandatory - a.mandatory || b.verification - a.verification)
    .slice(0, BUSIEST);
  const unitRows = units.map((unit) =>
    countRow(linkTo(hashOf("unit", [unit.code]), {}, said(unit.name)), unit.mandatory, unit.verification),
  );
  const ruleRows = rules.map((rule) =>
    countRow(linkTo(hashOf("findings", [], { severity: "open", rule: rule.id }), {}, rule.title), rule.open),
  );
  return element(
    "div",
    { class: "pair" },
    element(
      "section",
      {},
      element("h3", {}, "待处理的问题，按规则"),
      element("table", { class: "list" }, headRow("规则", "#待处理"), element("tbody", {}, ...ruleRows)),
    ),
    units.length > 0 &&
      element(
        "section",
        {},
        element("h3", {}, `待处理最多的单位（共${busy.length}个单位有待处理的问题）`),
        element("table", { class: "list" }, headRow("单位", "#须修改", "#待说明"), element("tbody", {}, ...unitRows)),
      ),
  );
}

function countRow(name: Content, ...counts: readonly number[]): HTMLElement {
  return element(
    "tr",
    {},
    element("th", { scope: "row" }, name),
    ...counts.map((count) => element("td", { class: `number ${count > 0 ? "" : "zero"}` }, String(count))),
  );
}

function strays(): HTMLElement | null {
  if (core.strays.length === 0) return null;
  const rows = core.strays
    .slice(0, 200)
    .map(({ file, status, format }) =>
      element("tr", {}, element("td", {}, said(visible(file))), element("td", {}, status), element("td", {}, format)),
    );
  return element(
    "section",
    {},
    element("h3", {}, `没有对应到单位的文件（${core.strays.length}份）`),
    element("table", { class: "list" }, headRow("文件", "处理", "格式"), element("tbody", {}, ...rows)),
  );
}

function about(): HTMLElement {
  const prior = core.prior ? `${previousPeriod(period).label}，来自${core.prior.origin}` : "没有";
  return element(
    "p",
    { class: "quiet" },
    `报表制度：${core.form}。${words.former}数：${prior}。文件日期：${core.date}。本页为内部资料，不公开；本页不联网，可直接从磁盘打开。`,
  );
}
