import { announcement } from "./announce.js";
import { core, figureAt, figurePlace, words } from "./data.js";
import { button, element, linkTo } from "./element.js";
import { figureView } from "./figure.js";
import { findingsView, findingView } from "./findings/findings.js";
import { fillForPrint } from "./lazy.js";
import { matrixView, tableView } from "./matrix/matrix.js";
import { overviewView } from "./overview.js";
import { hashOf, here, type Route, routeOf } from "./route.js";
import { scansView } from "./scans/scans.js";
import { unitView } from "./unit.js";
import { unitsView } from "./units.js";
import { notFound, type View } from "./view.js";
import { yearView } from "./year.js";

const NAVIGATION = [
  ["overview", "总览"],
  ["table", "汇总表"],
  ["findings", "审核意见"],
  ["units", "单位"],
  ...(core.scans ? ([["scans", "待核录入"]] as const) : []),
  ["matrix", "单位×指标"],
  ["year", core.prior ? `与${words.former}对比` : "指标一览"],
] as const;

/** 详情: the views that open beside the main view. */
const DETAILS: readonly string[] = ["figure", "finding"];
/** The views that need only the core of the data. */
const EARLY: readonly string[] = ["overview", "table", "units"];

const place = element("div", { id: "view" });
const panel = element("section", { id: "panel", "aria-label": "详情", hidden: true });
const main = element("main", { id: "main", tabindex: -1 }, place, panel);
let opener: { readonly href: string; readonly node: HTMLElement } | undefined;
let started = false;

function mainView(route: Route): View {
  const [first] = route.parts;
  switch (route.view) {
    case "overview":
      return overviewView();
    case "table":
      return tableView(first ?? "");
    case "findings":
      return findingsView(route.query);
    case "units":
      return unitsView(route.query);
    case "scans":
      return scansView();
    case "unit":
      return unitView(first ?? "");
    case "matrix":
      return matrixView(first, route.query);
    case "year":
      return yearView(route.query);
    default:
      return notFound("本页没有这一地址。");
  }
}

/** The main view behind a detail that was opened directly by its address. */
function behind(route: Route): string {
  if (route.view === "finding") return "#findings";
  const figure = figurePlace(route.parts[0] ?? "");
  return hashOf("table", [figure === undefined ? (core.tables[0]?.code ?? "") : figureAt(figure).table]);
}

function show(): void {
  const route = routeOf(location.hash);
  const detail = DETAILS.includes(route.view);
  const wanted = detail ? here.main || behind(route) : location.hash || "#overview";
  if (document.readyState === "loading" && (detail || !EARLY.includes(routeOf(wanted).view))) {
    place.replaceChildren(element("p", { class: "quiet", role: "status" }, "正在载入……"));
    return;
  }
  if (wanted !== here.main) showMain(wanted, !detail);
  if (detail) openPanel(route);
  else closePanel();
  started = true;
}

function showMain(hash: string, takeFocus: boolean): void {
  const route = routeOf(hash);
  const view = mainView(route);
  here.main = hash;
  place.replaceChildren(view.content);
  document.title = `${view.title}－${core.title}`;
  for (const link of document.querySelectorAll("#views a")) {
    const own = link.getAttribute("data-view");
    if (own === route.view || (own === "units" && route.view === "unit")) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  if (!started) return;
  window.scrollTo(0, 0);
  if (takeFocus) place.querySelector<HTMLElement>("#heading")?.focus({ preventScroll: true });
}

function openPanel(route: Route): void {
  const [first = "", second] = route.parts;
  const { content, title } = route.view === "finding" ? findingView(first) : figureView(first, second);
  const heading = content.querySelector<HTMLElement>("#heading");
  if (heading) heading.id = "detail-heading";
  if (panel.hidden && document.activeElement instanceof HTMLElement)
    opener = { href: location.hash, node: document.activeElement };
  panel.replaceChildren(
    element("div", { class: "bar-top" }, button("关闭（Esc）", leavePanel, { class: "close" })),
    content,
  );
  panel.hidden = false;
  document.body.classList.add("beside");
  document.title = `${title}－${core.title}`;
  panel.scrollTop = 0;
  heading?.focus({ preventScroll: true });
}

function leavePanel(): void {
  location.hash = here.main;
}

function closePanel(): void {
  if (panel.hidden) return;
  panel.hidden = true;
  panel.replaceChildren();
  document.body.classList.remove("beside");
  const back =
    opener?.node.isConnected && opener.node !== document.body
      ? opener.node
      : place.querySelector<HTMLElement>("#heading");
  opener = undefined;
  back?.focus({ preventScroll: false });
}

function header(): HTMLElement {
  const badge = element(
    "span",
    { class: `badge ${core.status}` },
    core.status === "draft" ? "草稿 不得公布" : "可发布",
  );
  const links = NAVIGATION.map(([view, name]) => element("li", {}, linkTo(hashOf(view), { "data-view": view }, name)));
  return element(
    "header",
    {},
    element(
      "div",
      { class: "masthead" },
      element("h1", {}, core.title),
      badge,
      button("打印", () => window.print(), { class: "print" }),
    ),
    element("nav", { id: "views", "aria-label": "视图" }, element("ul", {}, ...links)),
  );
}

/** Moves only the focus: the address must keep naming the view. */
function skipLink(): HTMLElement {
  const link = linkTo("main", { class: "skip" }, "跳到正文");
  link.addEventListener("click", (event) => {
    event.preventDefault();
    main.focus();
  });
  return link;
}

document.body.append(skipLink(), header(), main, announcement());
window.addEventListener("hashchange", show);
window.addEventListener("beforeprint", fillForPrint);
document.addEventListener("submit", (event) => event.preventDefault());
document.addEventListener("DOMContentLoaded", show);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !panel.hidden && !event.defaultPrevented) leavePanel();
});
show();
