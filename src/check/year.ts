import { absolute, compare, type Decimal, decimal, format, isZero, multiply, negate, subtract } from "../decimal.js";
import type { FigureCode, SourceCell } from "../figure.js";
import type { Finding } from "../finding.js";
import type { Form, Rule } from "../form/form.js";
import { periodWords } from "../period.js";
import { type Balance, type Relation, weigh } from "../relation.js";
import type { Compared } from "./comparison/comparison.js";
import { notZeroFirst, tableNamed, undecidedAlike, undecidedNotice } from "./cross-footing.js";
import { noFormerFigures } from "./grade/grade.js";
import { figuresLookedAt, relationsOf } from "./relations.js";

/** 与上年核对: this year's figures beside last year's, or this period's beside those of the one before. */
export interface YearOnYear extends Compared {
  /** Where last year's figure stands, as far as it is known. */
  readonly cellBefore?: (code: FigureCode) => SourceCell | undefined;
  /** Units that drive a change, in words, largest first. */
  readonly driversOf?: (code: FigureCode) => readonly string[];
}

export function checkYear(rule: Rule, given: YearOnYear): readonly Finding[] {
  switch (rule.kind) {
    case "roll-forward":
    case "carry-over":
      return compareYears(rule, given, relationsOf(given.form, [rule]));
    case "swing":
      return swings(rule, given);
    default:
      return [];
  }
}

function partlyMissing({ period }: YearOnYear): string {
  const { own, former } = periodWords(period);
  return `${former}或${own}的有关数字缺失或不能读取`;
}

type ContinuationRule = Extract<Rule, { kind: "roll-forward" | "carry-over" }>;

function compareYears(rule: ContinuationRule, given: YearOnYear, relations: readonly Relation[]): readonly Finding[] {
  if (relations.length === 0) return [];
  const { before } = given;
  const nowOf = ({ right }: Relation): FigureCode => right[0]!;
  if (!before) return [undecidedAlike(rule, given.unit, noFormerFigures(given.period), relations.map(nowOf))];
  const undecided: FigureCode[] = [];
  const findings = relations.flatMap((relation): readonly Finding[] => {
    const opening = before.get(relation.before!);
    const balance = weigh(
      [opening, ...relation.left.map(given.value), ...(relation.minus ?? []).map(given.value).map(negated)],
      relation.right.map(given.value),
    );
    if (balance.kind === "undecided") undecided.push(nowOf(relation));
    return balance.kind === "violated" ? [discontinuity(rule, given, { relation, balance, opening: opening! })] : [];
  });
  return undecided.length > 0
    ? [...findings, undecidedNotice(rule, given.unit, partlyMissing(given), undecided)]
    : findings;
}

function negated(value: Decimal | undefined): Decimal | undefined {
  return value && negate(value);
}

function discontinuity(
  rule: ContinuationRule,
  given: YearOnYear,
  found: { relation: Relation; balance: Extract<Balance, { kind: "violated" }>; opening: Decimal },
): Finding {
  const { relation, opening } = found;
  const { left: expected, right: now } = found.balance;
  const { left: plus, minus = [], right } = relation;
  const figures = [...right, ...plus, ...minus];
  const { own, former } = periodWords(given.period);
  return {
    code: "RELATION",
    rule: rule.id,
    unit: given.unit,
    figures,
    sources: notZeroFirst(figures, given.value).flatMap((code) => given.sourceOf(code) ?? []),
    facts: {
      title: rule.title,
      where: `${tableNamed(right[0], given.form)}${relation.where}`,
      left: `${own}“${ownName(given.form, right[0]!, relation)}”是${format(now)}`,
      right: `${former}“${ownName(given.form, relation.before!, relation)}”${[
        ...plus.map((code) => `加“${ownName(given.form, code, relation)}”`),
        ...minus.map((code) => `减“${ownName(given.form, code, relation)}”`),
      ].join("")}是${sumText(given, { plus, minus, opening, expected })}`,
    },
    expected: format(expected),
    actual: format(now),
    difference: format(absolute(subtract(now, expected))),
  };
}

/** 现行有效件数 where a row is rolled forward over its columns; 四、结转下年度继续办理 where columns are carried over from row to row. */
function ownName(form: Form, code: FigureCode, { left }: Relation): string {
  const figure = form.figures.get(code);
  const path = left.length > 0 ? figure?.columnLabel : figure?.rowLabel;
  return path?.split("／").at(-1) ?? code;
}

/** 20＋3－1＝22 */
function sumText(
  given: YearOnYear,
  sum: {
    readonly plus: readonly FigureCode[];
    readonly minus: readonly FigureCode[];
    readonly opening: Decimal;
    readonly expected: Decimal;
  },
): string {
  const { plus, minus, opening, expected } = sum;
  const terms = [
    ...plus.map((code) => `＋${format(given.value(code)!)}`),
    ...minus.map((code) => `－${format(given.value(code)!)}`),
  ];
  return terms.length === 0 ? format(opening) : `${format(opening)}${terms.join("")}＝${format(expected)}`;
}

/** 大起大落: both many times and many; zero to something counts once it is many. */
function swings(rule: Extract<Rule, { kind: "swing" }>, given: YearOnYear): readonly Finding[] {
  const { before } = given;
  if (!before) return [undecidedAlike(rule, given.unit, noFormerFigures(given.period), [])];
  const codes = figuresLookedAt(given.form, rule).map((figure) => figure.code);
  const undecided = codes.filter((code) => before.has(code) && given.value(code) === undefined);
  return [
    ...(undecided.length > 0 ? [undecidedNotice(rule, given.unit, partlyMissing(given), undecided)] : []),
    ...codes.flatMap((code): readonly Finding[] => {
      const was = before.get(code);
      const now = given.value(code);
      if (was === undefined || now === undefined || !isSwing(now, was, rule)) return [];
      const figure = given.form.figures.get(code)!;
      return [
        {
          code: "YEAR.SWING" as const,
          rule: rule.id,
          unit: given.unit,
          figures: [code],
          sources: [given.sourceOf(code)].filter((source) => source !== undefined),
          facts: {
            figure: figure.label,
            now: format(now),
            before: `${format(was)}${placeBefore(given.cellBefore?.(code))}`,
            measure: `变动不小于${rule.absolute}，且大数不小于小数的${rule.relative}倍`,
            drivers: given.driversOf?.(code) ?? [],
            period: given.period.kind,
          },
          expected: `与${periodWords(given.period).former}${format(was)}相近`,
          actual: format(now),
          difference: format(absolute(subtract(now, was))),
        },
      ];
    }),
  ];
}

function placeBefore(source: SourceCell | undefined): string {
  return source ? `（《${source.file}》“${source.sheet}”${source.cell}）` : "";
}

function isSwing(now: Decimal, was: Decimal, rule: Extract<Rule, { kind: "swing" }>): boolean {
  if (compare(absolute(subtract(now, was)), decimal(rule.absolute)) < 0) return false;
  const [small, large] = compare(now, was) < 0 ? [now, was] : [was, now];
  return isZero(small) || compare(large, multiply(small, decimal(rule.relative))) >= 0;
}
