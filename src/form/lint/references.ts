import { figurePattern } from "../../figure.js";
import type { BareForm } from "../compile.js";
import { parsedTerm } from "../form.js";
import { formsNamed, leaderOf, termsOf } from "../one-form.js";
import { type Contradiction, type Problem, problemsIn } from "../problem.js";
import { overlap } from "./settings.js";
import type { Edition } from "./together.js";

/** 引用自查: figures of other forms that are not there, and forms that refer to each other in a circle. */
export function lintReferences(editions: readonly Edition[]): readonly Problem[] {
  return editions.flatMap((edition) => [...lostTerms(edition, editions), ...circles(edition, editions)]);
}

/** 引用的指标 in an edition's rules. */
function lostTerms(edition: Edition, editions: readonly Edition[]): readonly Problem[] {
  const file = edition.folder.files.get("rules.json");
  if (!file) return [];
  const forms = editions.map(({ form }) => form);
  const wrong = (edition.rules ?? []).flatMap((rule, index): readonly Contradiction[] =>
    termsOf(rule).flatMap(({ text, at }) => {
      const { form, figure } = parsedTerm(text);
      const lost = form === undefined ? undefined : lostReference({ form, figure }, edition.form, forms);
      return lost === undefined ? [] : [{ message: `规则 ${rule.id}：${lost}`, path: ["rules", index, ...at] }];
    }),
  );
  return problemsIn(file, wrong);
}

/** A figure that a rule or an outline names in a form; `figure` may have a star. */
export interface NamedFigure {
  readonly form: string;
  readonly figure: string;
  /** 取最晚的日期 may stand in a sentence, and in no relation. */
  readonly mayBeDay?: boolean;
}

/** 引用不到: why a figure can't be had from another form, in every edition that is in force with one's own; undefined where it can. */
export function lostReference(named: NamedFigure, own: BareForm, forms: readonly BareForm[]): string | undefined {
  const all = forms.filter(({ id }) => id === named.form);
  const [first] = all;
  if (!first) {
    const known = [...new Set(forms.map(({ id }) => id))].join("、");
    return `没有报表“${named.form}”，报表的目录名有：${known}`;
  }
  if (kindOf(first, forms) !== kindOf(own, forms))
    return `“${first.title}”与本报表的报告期类别不同，不能引用“${named.form}/${named.figure}”`;
  const together = all.filter((form) => overlap(form, own));
  if (together.length === 0) return `“${first.title}”没有与本年版同时施行的年版，不能引用`;
  const lacking = together.find((form) => !hasUsable(form, named));
  const wanted = named.mayBeDay ? "它既不是数，也不是取最晚的日期" : "它不是数";
  return lacking && `“${lacking.title}”${lacking.edition}年版没有指标“${named.figure}”，或者${wanted}`;
}

function hasUsable({ figures }: BareForm, { figure, mayBeDay = false }: NamedFigure): boolean {
  const isNamed = figurePattern(figure);
  return [...figures.values()].some(
    ({ code, answer, combine }) => isNamed(code) && (!answer || (mayBeDay && combine === "latest")),
  );
}

/** 报告期类别 of the form in whose submissions the figures come. */
function kindOf(form: BareForm, forms: readonly BareForm[]): BareForm["periodKind"] {
  return (forms.find(({ id }) => id === leaderOf(form)) ?? form).periodKind;
}

/** 能引用的报表: editions that are in force with an edition and come in other submissions, of the same kind of period. */
export function formsBeside(own: BareForm, forms: readonly BareForm[]): readonly BareForm[] {
  return forms.filter(
    (form) => leaderOf(form) !== leaderOf(own) && overlap(form, own) && kindOf(form, forms) === kindOf(own, forms),
  );
}

/** 互相引用: of two forms that need each other's figures neither could be consolidated first. Said once, of the first form of the circle. */
function circles(edition: Edition, editions: readonly Edition[]): readonly Problem[] {
  const file = edition.folder.files.get("form.json");
  const circle = circleFrom(edition, [edition], editions);
  const ids = circle?.map(({ form }) => leaderOf(form)) ?? [];
  const own = leaderOf(edition.form);
  if (!file || !circle || ids.some((id) => id < own)) return [];
  const titles = circle.map(({ form }) => `“${form.title}”`).join("引用");
  const message = `报表互相引用，不能确定先汇总哪一种：${titles}引用“${edition.form.title}”；请去掉其中一处引用`;
  return problemsIn(file, [{ message, path: ["form"] }]);
}

function circleFrom(
  start: Edition,
  way: readonly Edition[],
  editions: readonly Edition[],
): readonly Edition[] | undefined {
  const last = way.at(-1) ?? start;
  const next = referredTo(last, editions).filter(({ form }) => leaderOf(form) !== leaderOf(last.form));
  if (way.length > 1 && next.some(({ form }) => leaderOf(form) === leaderOf(start.form))) return way;
  for (const one of next) {
    if (way.some(({ form }) => leaderOf(form) === leaderOf(one.form))) continue;
    const found = circleFrom(start, [...way, one], editions);
    if (found) return found;
  }
  return undefined;
}

/** The editions that an edition, and those that come with it, refer to. */
function referredTo({ form, rules, outline }: Edition, editions: readonly Edition[]): readonly Edition[] {
  const together = editions.filter((one) => leaderOf(one.form) === leaderOf(form) && overlap(one.form, form));
  const named = new Set([
    ...formsNamed(rules ?? [], outline),
    ...together.flatMap((one) => formsNamed(one.rules ?? [], one.outline)),
  ]);
  return editions.filter((one) => named.has(one.form.id) && overlap(one.form, form));
}
