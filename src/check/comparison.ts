import { absolute, compare, type Decimal, decimal, format, isZero, negate, subtract, sum, ZERO } from "../decimal.js";
import type { FigureCode, SourceCell, UnitCode } from "../figure.js";
import type { Finding } from "../finding.js";
import { type Form, parsedTerm, type Rule, TERM_PERIODS, type Term } from "../form/form.js";
import { isFirstOfYear, type Period, periodWords, sameLastYear } from "../period.js";
import { tableNamed, undecidedNotice } from "./cross-footing.js";
import { noFormerFigures } from "./grade/grade.js";
import { spreadTerms } from "./terms.js";

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
}

/** Whether a rule compares with the same period last year. */
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
  const relations = spreadTerms(sidesOf(rule), given.form.figures);
  const judged = relations.map((sides) => ({ sides, verdict: judge(rule, sides, given) }));
  const open = judged.filter(({ verdict }) => verdict === undefined).flatMap(({ sides }) => sides.flat());
  const figures = [...new Set(open.map(({ figure }) => figure))];
  return [
    ...judged.flatMap(({ sides, verdict }) => (verdict ? violation(rule, sides, verdict, given) : [])),
    ...(figures.length > 0 ? [undecidedNotice(rule, given.unit, lacking(open, given), figures)] : []),
  ];
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

function termValue({ figure, from }: Term, given: Compared): Decimal | undefined {
  switch (from) {
    case "own":
      return given.value(figure);
    case "previous":
      return given.before?.get(figure);
    case "previousInYear":
      return isFirstOfYear(given.period) ? ZERO : given.before?.get(figure);
    case "sameLastYear":
      return given.sameLastYear?.get(figure);
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
  const figures = [...new Set(now.map(({ figure }) => figure))];
  const said = sides.map((side, at) => `${spoken(side, given)}是${format(values[at]!)}`);
  const [left = "", ...others] = said;
  return [
    {
      code: "RELATION",
      rule: rule.id,
      unit: given.unit,
      figures,
      sources: figures.flatMap((code) => given.sourceOf(code) ?? []),
      facts: { title: rule.title, where: tableNamed(figures[0], given.form), left, right: others.join("，") },
      ...(rule.kind === "compare" && {
        expected: `${WANTED[rule.sign]}${format(values[1]!)}`,
        actual: format(values[0]!),
      }),
      ...(difference && { difference: format(absolute(difference)) }),
    },
  ];
}

const WANTED = { "=": "", "<=": "不大于", ">=": "不小于" } as const;

/** 上期“累计支出”加“本月支出”. */
function spoken(side: readonly Term[], { form, period }: Compared): string {
  return side
    .map(({ figure, from, subtracted }, at) => {
      const { rowLabel = "", columnLabel = figure } = form.figures.get(figure) ?? {};
      const joint = subtracted ? "减" : at > 0 ? "加" : "";
      return `${joint}${calledPeriod(from, period)}“${[rowLabel, columnLabel].filter((label) => label !== "").join("｜")}”`;
    })
    .join("");
}

function calledPeriod(from: Term["from"], period: Period): string {
  if (from === "previousInYear" && isFirstOfYear(period)) return `${TERM_PERIODS[from]}（本年第一期，计为0）`;
  return from === "previous" ? periodWords(period).former : TERM_PERIODS[from];
}

function lacking(open: readonly Term[], given: Compared): string {
  const { form, period } = given;
  const lost = open.filter((term) => termValue(term, given) === undefined);
  if (given.before === undefined && lost.some(({ from }) => from.startsWith("previous")))
    return noFormerFigures(period);
  if (given.sameLastYear === undefined && lost.some(({ from }) => from === "sameLastYear"))
    return `没有${sameLastYear(period).label}的数字（缺少该期的报送材料或汇总结果）`;
  const names = [...new Set(lost.map(({ figure }) => form.figures.get(figure)?.label ?? figure))];
  return `缺少或不能读取 ${names.slice(0, 3).join("、")}${names.length > 3 ? ` 等${names.length}项` : ""}`;
}
