import type { ReviewFinding } from "../../publish/review/model.js";
import { allFindings, core, figureAt, textAt, unitAt, unitName, unitPlace } from "../data.js";
import { type Content, element, linkTo } from "../element.js";
import { fillLazily } from "../lazy.js";
import { hashOf, noteChoice } from "../route.js";
import { choice, search, type View, view } from "../view.js";
import { findingItem } from "./finding.js";

export { findingItem, findingView, messageText } from "./finding.js";

interface Choice {
  readonly severity: string;
  readonly unit: string;
  readonly rule: string;
  readonly text: string;
}

const SEVERITY_CHOICES = [
  ["open", "待处理（须修改和待说明）"],
  ["all", "全部"],
  ["mandatory", "强制性"],
  ["verification", "核实性"],
  ["unexplained", "核实性：待说明"],
  ["explained", "核实性：已说明"],
  ["notice", "提示性"],
] as const;

/** 审核意见: search, filters, and what has one root together. */
export function findingsView(query: URLSearchParams): View {
  const result = element("div", { class: "result" });
  let chosen = choiceOf(query);
  const apply = (change: Partial<Choice>): void => {
    chosen = { ...chosen, ...change };
    noteChoice(
      hashOf("findings", [], { severity: chosen.severity, unit: chosen.unit, rule: chosen.rule, q: chosen.text }),
    );
    showFindings(result, chosen);
  };
  showFindings(result, chosen);
  return view("审核意见", filters(chosen, apply), result);
}

function choiceOf(query: URLSearchParams): Choice {
  const open = core.findings.mandatory.open + core.findings.verification.open > 0;
  return {
    severity: query.get("severity") ?? (open && !query.has("unit") && !query.has("rule") ? "open" : "all"),
    unit: query.get("unit") ?? "",
    rule: query.get("rule") ?? "",
    text: query.get("q") ?? "",
  };
}

function filters(chosen: Choice, apply: (change: Partial<Choice>) => void): HTMLElement {
  const findings = allFindings();
  const units = [...new Set(findings.map((finding) => finding.unit))].sort((a, b) => a - b);
  const rules = [...new Set(findings.map((finding) => finding.rule))].sort((a, b) => a - b);
  return element(
    "form",
    { class: "filters", role: "search", "aria-label": "筛选审核意见" },
    search("搜索（单位、指标、文字、编号）", chosen.text, (text) => apply({ text })),
    choice("级别", SEVERITY_CHOICES, chosen.severity, (severity) => apply({ severity })),
    choice(
      "单位",
      [["", "全部单位"], ...units.map((unit) => [unitAt(unit)?.code ?? "-", unitName(unit)] as const)],
      chosen.unit,
      (unit) => apply({ unit }),
    ),
    choice(
      "规则",
      [
        ["", "全部规则"],
        ...rules.map(
          (rule) =>
            [core.rules[rule]?.id ?? "", `${core.rules[rule]?.title ?? ""}（${core.rules[rule]?.id ?? ""}）`] as const,
        ),
      ],
      chosen.rule,
      (rule) => apply({ rule }),
    ),
  );
}

function showFindings(result: HTMLElement, chosen: Choice): void {
  const found = allFindings().filter(testOf(chosen));
  const groups = groupedByCause(found);
  const list = element("ul", { class: "findings" });
  const more = fillLazily(list, groups, groupItem);
  result.replaceChildren(
    element(
      "p",
      { role: "status", class: "count" },
      found.length === 0
        ? "没有符合条件的审核意见。"
        : `${found.length}条${groups.length < found.length ? `，归为${groups.length}个原因` : ""}`,
    ),
    list,
    more,
  );
}

function testOf({ severity, unit, rule, text }: Choice): (finding: ReviewFinding) => boolean {
  const place = unit === "-" ? -1 : unitPlace(unit);
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return (finding) =>
    ofSeverity(finding, severity) &&
    (unit === "" || finding.unit === place) &&
    (rule === "" || core.rules[finding.rule]?.id === rule) &&
    (words.length === 0 || saysAll(finding, words));
}

function ofSeverity(finding: ReviewFinding, severity: string): boolean {
  switch (severity) {
    case "open":
      return finding.open;
    case "unexplained":
      return finding.severity === "verification" && finding.open;
    case "explained":
      return finding.severity === "verification" && !finding.open;
    case "mandatory":
    case "verification":
    case "notice":
      return finding.severity === severity;
    default:
      return true;
  }
}

function saysAll(finding: ReviewFinding, words: readonly string[]): boolean {
  const rule = core.rules[finding.rule];
  const said = [
    textAt(finding.message),
    unitName(finding.unit),
    finding.id,
    rule?.title,
    ...finding.figures.slice(0, 50).flatMap((place) => [figureAt(place).label, figureAt(place).code]),
  ]
    .join("\n")
    .toLowerCase();
  return words.every((word) => said.includes(word));
}

/** 同源: findings of one root, where the first of them stands. */
function groupedByCause(findings: readonly ReviewFinding[]): readonly (readonly ReviewFinding[])[] {
  const groups = new Map<number | ReviewFinding, ReviewFinding[]>();
  for (const finding of findings) {
    const key = finding.cause < 0 ? finding : finding.cause;
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  return [...groups.values()];
}

function groupItem(group: readonly ReviewFinding[]): HTMLElement {
  const first = group[0] as ReviewFinding;
  if (group.length === 1) return findingItem(first, true);
  const list = element("ul", { class: "findings" });
  const more = fillLazily(list, group, (finding) => findingItem(finding, true));
  const heading: Content = element(
    "p",
    { class: "cause" },
    element("strong", {}, `同一原因引起的${group.length}条问题`),
    first.suspects.length > 0 && element("span", {}, `　${textAt(first.suspects[0] ?? -1)}`),
  );
  return element("li", { class: "group" }, heading, list, more);
}

/** A list of findings under a heading, for a unit or a figure. */
export function findingsSection(
  title: string,
  findings: readonly ReviewFinding[],
  withUnit: boolean,
): HTMLElement | null {
  if (findings.length === 0) return null;
  const ordered = [...findings].sort((a, b) => rank(a) - rank(b));
  const list = element("ul", { class: "findings" });
  const more = fillLazily(list, ordered, (finding) => findingItem(finding, withUnit));
  return element("section", {}, element("h3", {}, title), list, more);
}

function rank(finding: ReviewFinding): number {
  if (finding.severity === "mandatory") return 0;
  if (finding.severity === "notice") return 3;
  return finding.open ? 1 : 2;
}

export function findingsLink(text: string, query: Readonly<Record<string, string>>): HTMLAnchorElement {
  return linkTo(hashOf("findings", [], query), {}, text);
}
