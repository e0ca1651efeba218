import { type Decimal, decimal, format, negate } from "../decimal.js";
import type { ReviewRelation, ReviewTerm } from "../publish/review/model.js";
import { weigh } from "../relation.js";
import { core, figureAt, words } from "./data.js";
import { type Content, element, linkTo } from "./element.js";
import { hashOf } from "./route.js";
import { tag } from "./view.js";

/** 参加的规则: the relations in which a figure stands, with the consolidated values on both sides. */
export function ruleSection(place: number): Content {
  const own = core.relations.filter(
    (one) => one.figures.includes(place) || [...one.left, ...one.right].some((term) => term.figure === place),
  );
  if (own.length === 0) return null;
  return element(
    "section",
    {},
    element("h3", {}, "参加的规则"),
    element("ul", { class: "relations" }, ...own.map((relation) => relationItem(relation, place))),
  );
}

function relationItem(relation: ReviewRelation, place: number): HTMLElement {
  const rule = core.rules[relation.rule];
  const name = element(
    "p",
    {},
    element("strong", {}, rule?.title ?? ""),
    `　${relation.where}`,
    element("span", { class: "quiet" }, `　${rule?.id ?? ""}`),
  );
  if (relation.left.length === 0) return element("li", {}, name);
  return element(
    "li",
    {},
    name,
    element(
      "p",
      { class: "equation" },
      ...sideTerms(relation.left, place),
      " ＝ ",
      ...sideTerms(relation.right, place),
      "　",
      verdictTag(relation),
    ),
  );
}

function verdictTag({ left, right }: ReviewRelation): HTMLElement {
  const balance = weigh(sideValues(left), sideValues(right));
  switch (balance.kind) {
    case "undecided":
      return tag("notice", "缺数，不能判断");
    case "satisfied":
      return tag("final", "汇总数相符");
    case "violated":
      return tag("verification", `汇总数不符：${format(balance.left)} 与 ${format(balance.right)}`);
  }
}

/** The undivided row of a group that nobody gave takes no part. */
function sideValues(terms: readonly ReviewTerm[]): readonly (Decimal | undefined)[] {
  return terms.flatMap((term) => {
    const figure = figureAt(term.figure);
    const value = term.before ? figure.before : figure.value;
    if (value === null) return figure.optional ? [] : [undefined];
    return term.minus ? negate(decimal(value)) : decimal(value);
  });
}

const SHOWN_TERMS = 8;

/** The terms of a side with their values. In a long sum, terms of 0 are left out. */
function sideTerms(terms: readonly ReviewTerm[], place: number): readonly Content[] {
  const long = terms.length > SHOWN_TERMS;
  const shown = long ? terms.filter((term) => term.figure === place || termText(term) !== "0") : terms;
  const parts = shown.flatMap((term, index): readonly Content[] => [
    index > 0 || term.minus ? (term.minus ? " − " : " ＋ ") : null,
    termLink(term, place),
  ]);
  return long && shown.length < terms.length
    ? [...parts, element("span", { class: "quiet" }, `（另${terms.length - shown.length}项为0）`)]
    : parts;
}

function termText({ figure, before }: ReviewTerm): string {
  return (before ? figureAt(figure).before : figureAt(figure).value) ?? "缺";
}

function termLink(term: ReviewTerm, place: number): HTMLElement {
  const figure = figureAt(term.figure);
  const name = `${term.before ? words.former : ""}${shortName(term.figure, place)}`;
  const text = `${name} ${termText(term)}`;
  return term.figure === place && !term.before
    ? element("b", {}, text)
    : linkTo(hashOf("figure", [figure.code]), { title: figure.label }, text);
}

/** The short name of a figure beside another: the column's where both are in one row, else the row's. */
function shortName(place: number, beside: number): string {
  const [figure, other] = [figureAt(place), figureAt(beside)];
  const last = (label: string): string => label.split("／").pop() ?? label;
  return figure.row === other.row && figure.column !== other.column ? last(figure.column) : last(figure.row);
}
