import { spokenLabel } from "../../period.js";
import type { ReviewFinding } from "../../publish/review/model.js";
import { letterText, letterTo } from "../../unit-letter.js";
import { copyButton } from "../announce.js";
import { allFindings, core, figureAt, period, sourcesOf, textAt, unitAt, unitName } from "../data.js";
import { type Content, element, linkTo, said } from "../element.js";
import { fillLazily } from "../lazy.js";
import { hashOf } from "../route.js";
import { sourcesView } from "../source/source.js";
import { facts, notFound, tag, type View, view } from "../view.js";

const SHOWN_SOURCES = 40;

/** 审核意见: one finding in full. */
export function findingView(id: string): View {
  const finding = allFindings().find((one) => one.id === id);
  if (!finding) return notFound("本次运行的审核意见中没有这一编号。");
  const rule = core.rules[finding.rule];
  const sources = sourcesOf(finding);
  return view(
    rule?.title ?? "审核意见",
    element("p", { class: "tags" }, severityTag(finding), unitLink(finding.unit)),
    element("p", { class: "message" }, said(textAt(finding.message))),
    comparison(finding),
    suspects(finding),
    element("section", {}, element("h3", {}, "怎么改"), element("p", {}, said(textAt(finding.advice)))),
    finding.explanation &&
      element(
        "section",
        {},
        element("h3", {}, "单位的说明"),
        element(
          "p",
          {},
          said(finding.explanation.text),
          element("span", { class: "quiet" }, "　说明人：", said(finding.explanation.by)),
          finding.explanation.reviewer !== undefined &&
            element("span", { class: "quiet" }, "　审核人：", said(finding.explanation.reviewer)),
        ),
      ),
    element(
      "p",
      { class: "actions" },
      copyButton("复制文字", () => messageText([finding])),
    ),
    sources.length > 0 &&
      element(
        "section",
        {},
        element("h3", {}, `原件（${sources.length}处）`),
        sourcesView(sources.slice(0, SHOWN_SOURCES)),
        sources.length > SHOWN_SOURCES && element("p", { class: "quiet" }, `只显示前${SHOWN_SOURCES}处。`),
      ),
    figureLinks(finding.figures),
    sameCause(finding),
    element(
      "p",
      { class: "quiet" },
      `规则 ${rule?.id ?? ""}　${rule?.basis ?? ""}`,
      element("br"),
      "编号 ",
      said(finding.id),
    ),
  );
}

export function severityTag(finding: ReviewFinding): HTMLElement {
  if (finding.severity !== "verification")
    return tag(finding.severity, finding.severity === "mandatory" ? "强制性 须修改" : "提示性");
  return finding.open ? tag("verification", "核实性 待说明") : tag("explained", "核实性 已说明");
}

function unitLink(unit: number): HTMLElement {
  const known = unitAt(unit);
  return known
    ? linkTo(hashOf("unit", [known.code]), { class: "unit" }, said(known.name))
    : element("span", { class: "unit" }, unitName(unit));
}

function comparison({ actual, expected, sides, difference }: ReviewFinding): Content {
  if (actual === null && expected === null) return null;
  // No cell of a relation “should be” either side: the sentence names both.
  if (sides)
    return facts(["两边", said(`${expected ?? ""} 与 ${actual ?? ""}`)], ["相差", difference && said(difference)]);
  return facts(
    ["现填", actual && said(actual)],
    ["应为", expected && said(expected)],
    ["相差", difference && said(difference)],
  );
}

function suspects(finding: ReviewFinding): Content {
  if (finding.suspects.length === 0) return null;
  return element(
    "section",
    { class: "suspects" },
    element("h3", {}, "疑似错处"),
    element("ol", {}, ...finding.suspects.map((place) => element("li", {}, said(textAt(place))))),
  );
}

function figureLinks(figures: readonly number[]): Content {
  if (figures.length === 0) return null;
  const list = element("ul", { class: "plain" });
  const more = fillLazily(list, figures, (place) =>
    element("li", {}, linkTo(hashOf("figure", [figureAt(place).code]), {}, figureAt(place).label)),
  );
  return element(
    "details",
    { open: figures.length <= 8 },
    element("summary", {}, `涉及的指标（${figures.length}项）`),
    list,
    more,
  );
}

function sameCause(finding: ReviewFinding): Content {
  const others =
    finding.cause < 0 ? [] : allFindings().filter((one) => one.cause === finding.cause && one.id !== finding.id);
  if (others.length === 0) return null;
  const list = element("ul", { class: "plain" });
  const more = fillLazily(list, others, (other) =>
    element("li", {}, linkTo(hashOf("finding", [other.id]), {}, said(textAt(other.message)))),
  );
  return element("section", {}, element("h3", {}, `同一原因引起的其他问题（${others.length}条）`), list, more);
}

/** 给单位的文字: findings of one unit, ready to be sent. */
export function messageText(findings: readonly ReviewFinding[]): string {
  const letter = letterTo({
    unit: findings[0] ? unitName(findings[0].unit) : "",
    period: spokenLabel(period),
    // Behind the title stands the edition in brackets.
    report: core.form.split("（", 1)[0] ?? "",
    below: "见下",
    reply: core.reply,
    findings: findings.map((finding) => ({
      ...finding,
      rule: core.rules[finding.rule]?.id ?? "",
      message: textAt(finding.message),
      advice: textAt(finding.advice),
      suspects: finding.suspects.map((place) => textAt(place)),
    })),
  });
  return letterText(letter);
}

/** The sentence without its list of places, which the finding itself shows. */
function excerpt(finding: ReviewFinding): string {
  const text = textAt(finding.message);
  const places = text.indexOf("。位置：");
  const sentence = places < 0 ? text : text.slice(0, places + 1);
  return sentence.length > 300 ? `${sentence.slice(0, 300)}…` : sentence;
}

/** One line of a list of findings, leading to the finding. */
export function findingItem(finding: ReviewFinding, withUnit: boolean): HTMLElement {
  const { actual, expected, sides, difference } = finding;
  const numbers = [
    sides === true && `两边 ${expected} 与 ${actual}`,
    !sides && actual !== null && `现填 ${actual}`,
    !sides && expected !== null && `应为 ${expected}`,
    difference !== null && `相差 ${difference}`,
  ].filter((text): text is string => text !== false);
  return element(
    "li",
    { class: `finding ${finding.open ? finding.severity : "closed"}` },
    element(
      "p",
      { class: "tags" },
      severityTag(finding),
      withUnit && unitLink(finding.unit),
      numbers.length > 0 && element("span", { class: "numbers" }, said(numbers.join("，"))),
    ),
    element(
      "p",
      {},
      linkTo(hashOf("finding", [finding.id]), { class: "open" }, core.rules[finding.rule]?.title ?? finding.id),
      element("span", { class: "excerpt" }, "　", said(excerpt(finding))),
    ),
    finding.suspects.length > 0 &&
      element("p", { class: "suspect" }, "疑似错处：", said(textAt(finding.suspects[0] ?? -1))),
    finding.explanation && element("p", { class: "quiet" }, "说明：", said(finding.explanation.text)),
  );
}
