import {
  absolute,
  compare,
  type Decimal,
  decimal,
  format,
  isZero,
  negate,
  subtract,
  sum,
  ZERO,
} from "../../decimal.js";
import { codeInForm, type FigureCode, type SourceCell, type UnitCode } from "../../figure.js";
import type { Finding } from "../../finding.js";
import { type Form, parsedTerm, type Rule, TERM_PERIODS, type Term } from "../../form/form.js";
import { isFirstOfYear, type Period, periodWords, sameLastYear } from "../../period.js";
import { tableNamed, undecidedAlike, undecidedNotice } from "../cross-footing.js";
import { noFormerFigures } from "../grade/grade.js";
import type { OtherFigures } from "./other-figures.js";
import { spreadTerms } from "./terms.js";

export {
  type Others,
  othersOfShares,
  othersOfUnit,
  othersOfWhole,
  type SharesOf,
  wholeValues,
} from "./other-figures.js";

type ComparisonRule = Extract<Rule, { kind: "compare" | "together" | "implies" }>;

export function isComparison(rule: Rule): rule is ComparisonRule {
  return rule.kind === "compare" || rule.kind === "together" || rule.kind === "implies";
}

/** 核对的数: of a unit or of the whole, with those of the period before: last year's, or last month's. */
export interface Compared {
  readonly form: Form;
  readonly unit: UnitCode | null;
  readonly value: (code: FigureCode) => Decimal | undefined;
  readonly sourceOf: (code: FigureCode) => SourceCell | undefined;
  readonly period: Period;
  /** Undefined where there is no period before to compare with; then a rule is undecided and says what is missing. */
  readonly before: ReadonlyMap<FigureCode, Decimal> | undefined;
  /** 上年同期的数; undefined likewise. */
  readonly sameLastYear: ReadonlyMap<FigureCode, Decimal> | undefined;
  /** 另一种报表的数, of the same unit or of the whole, by the form's name. */
  readonly other: (form: string) => OtherFigures;
}

/** Whether a rule compares with the same period last year, of its own form or of another. */
export function asksForYearAgo(rule: Rule): boolean {
  return (
    isComparison(rule) &&
    sidesOf(rule)
      .flat()
      .some(({ from }) => from === "sameLastYear")
  );
}

/** 比较关系: sums on two sides that are equal, or one not above the other; figures that come together; one that follows from another. */
export function checkComparison(rule: ComparisonRule, given: Compared): readonly Finding[] {
  const figuresIn = (form: string | undefined) =>
    form === undefined ? given.form.figures : given.other(form).form?.figures;
  const relations = spreadTerms(sidesOf(rule), figuresIn);
  const judged = relations.map((sides) => ({ sides, verdict: judge(rule, sides, given) }));
  const open = judged.filter(({ verdict }) => verdict === undefined).flatMap(({ sides }) => sides.flat());
  return [
    ...judged.flatMap(({ sides, verdict }) => (verdict ? violation(rule, sides, verdict, given) : [])),
    ...(open.length > 0 ? [undecided(rule, open, given)] : []),
  ];
}

function undecided(rule: ComparisonRule, open: readonly Term[], given: Compared): Finding {
  const figures = [...new Set(open.map(codeOfTerm))];
  const wide = lackingAltogether(open, given);
  return wide === undefined
    ? undecidedNotice(rule, given.unit, lacking(open, given), figures)
    : undecidedAlike(rule, given.unit, wide, figures);
}

function codeOfTerm({ form, figure }: Term): FigureCode {
  return form === undefined ? figure : codeInForm(form, figure);
}

function sidesOf(rule: ComparisonRule): readonly (readonly Term[])[] {
  switch (rule.kind) {
    case "compare":
      return [rule.left.map(parsedTerm), rule.right.map(parsedTerm)];
    case "together":
      return rule.figures.map((figure) => [parsedTerm(figure)]);
    case "implies":
      return [[parsedTerm(rule.when)], [parsedTerm(rule.also)]];
  }
}

/** What is wrong: the values of the sides, and by how much where that can be said. */
interface Violated {
  readonly values: readonly Decimal[];
  readonly difference?: Decimal;
}

/** Undefined where a term is not known, false where the relation holds. */
function judge(
  rule: ComparisonRule,
  sides: readonly (readonly Term[])[],
  given: Compared,
): Violated | false | undefined {
  const values = sides.map((side) => sideValue(side, given));
  const known = values.filter((value) => value !== undefined);
  if (known.length < values.length) return undefined;
  const [first, second] = known;
  if (!first || !second) return false;
  switch (rule.kind) {
    case "compare":
      return outOf(rule, first, second) ? { values: known, difference: subtract(first, second) } : false;
    case "together":
      return known.some((value) => isZero(value) !== isZero(first)) ? { values: known } : false;
    case "implies":
      return !isZero(first) && isZero(second) ? { values: known } : false;
  }
}

function sideValue(side: readonly Term[], given: Compared): Decimal | undefined {
  const values = side.map((term) => {
    const value = termValue(term, given);
    return value && term.subtracted ? negate(value) : value;
  });
  const known = values.filter((value) => value !== undefined);
  return known.length === values.length ? sum(known) : undefined;
}

function termValue({ form, figure, from }: Term, given: Compared): Decimal | undefined {
  const { value, before, sameLastYear } = form === undefined ? given : given.other(form);
  switch (from) {
    case "own":
      return value(figure);
    case "previous":
      return before?.get(figure);
    case "previousInYear":
      return isFirstOfYear(given.period) ? ZERO : before?.get(figure);
    case "sameLastYear":
      return sameLastYear?.get(figure);
  }
}

function outOf(rule: Extract<ComparisonRule, { kind: "compare" }>, left: Decimal, right: Decimal): boolean {
  const tolerance = decimal(rule.tolerance ?? "0");
  const over = subtract(left, right);
  switch (rule.sign) {
    case "=":
      return compare(absolute(over), tolerance) > 0;
    case "<=":
      return compare(over, tolerance) > 0;
    case ">=":
      return compare(negate(over), tolerance) > 0;
  }
}

function violation(
  rule: ComparisonRule,
  sides: readonly (readonly Term[])[],
  { values, difference }: Violated,
  given: Compared,
): readonly Finding[] {
  const now = sides.flat().filter(({ from }) => from === "own");
  const own = now.filter(({ form }) => form === undefined);
  const figures = [...new Set([...own, ...now].map(codeOfTerm))];
  const sources = [...own, ...now.filter((term) => !own.includes(term))].flatMap(
    ({ form, figure }) => (form === undefined ? given : given.other(form)).sourceOf(figure) ?? [],
  );
  const said = sides.map((side, at) => `${spoken(side, given)}是${format(values[at]!)}`);
  const [left = "", ...others] = said;
  return [
    {
      code: "RELATION",
      rule: rule.id,
      unit: given.unit,
      figures,
      sources: [...new Set(sources)],
      facts: { title: rule.title, where: tableNamed(own[0]?.figure, given.form), left, right: others.join("，") },
      ...(rule.kind === "compare" && {
        expected: `${WANTED[rule.sign]}${format(values[1]!)}`,
        actual: format(values[0]!),
      }),
      ...(difference && { difference: format(absolute(difference)) }),
    },
  ];
}

const WANTED = { "=": "", "<=": "不大于", ">=": "不小于" } as const;

/** 上期“累计支出”加“本月支出”; a figure of another form with that form's title: 《执法统计》“合计｜件数”. */
function spoken(side: readonly Term[], given: Compared): string {
  return side
    .map((term, at) => {
      const joint = term.subtracted ? "减" : at > 0 ? "加" : "";
      return `${joint}${calledPeriod(term.from, given.period)}${called(term, given)}`;
    })
    .join("");
}

function called({ form, figure }: Term, given: Compared): string {
  const other = form === undefined ? undefined : given.other(form);
  const { rowLabel = "", columnLabel = figure } = (other ? other.form : given.form)?.figures.get(figure) ?? {};
  const label = [rowLabel, columnLabel].filter((one) => one !== "").join("｜");
  return `${other ? `《${other.title}》` : ""}“${label}”`;
}

function calledPeriod(from: Term["from"], period: Period): string {
  if (from === "previousInYear" && isFirstOfYear(period)) return `${TERM_PERIODS[from]}（本年第一期，计为0）`;
  return from === "previous" ? periodWords(period).former : TERM_PERIODS[from];
}

/** 整个没有: the figures of the period before, of the same period last year, or another form's; undefined where only some are lacking. */
function lackingAltogether(open: readonly Term[], given: Compared): string | undefined {
  const lost = open.filter((term) => termValue(term, given) === undefined);
  const others = [...new Set(lost.flatMap(({ form }) => form ?? []))].map(given.other);
  const unsent = others.find((other) => other.lacking !== undefined)?.lacking;
  if (unsent !== undefined) return unsent;
  const isLost = (from: RegExp, former: "before" | "sameLastYear"): boolean =>
    lost.some((term) => {
      const { [former]: known } = term.form === undefined ? given : given.other(term.form);
      return known === undefined && from.test(term.from);
    });
  if (isLost(/^previous/, "before")) return noFormerFigures(given.period);
  return isLost(/^sameLastYear$/, "sameLastYear")
    ? `没有${sameLastYear(given.period).label}的数字（缺少该期的报送材料或汇总结果）`
    : undefined;
}

function lacking(open: readonly Term[], given: Compared): string {
  const lost = open.filter((term) => termValue(term, given) === undefined);
  const names = [...new Set(lost.map((term) => labelOf(term, given)))];
  return `缺少或不能读取 ${names.slice(0, 3).join("、")}${names.length > 3 ? ` 等${names.length}项` : ""}`;
}

function labelOf({ form, figure }: Term, given: Compared): string {
  if (form === undefined) return given.form.figures.get(figure)?.label ?? figure;
  const other = given.other(form);
  return `《${other.title}》${other.form?.figures.get(figure)?.label ?? figure}`;
}
