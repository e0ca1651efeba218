import {
  absolute,
  add,
  compare,
  type Decimal,
  decimal,
  equals,
  format,
  isZero,
  multiply,
  subtract,
} from "../decimal.js";
import { type FigureCode, figurePattern, type SourceCell } from "../figure.js";
import type { Finding } from "../finding.js";
import type { Form, Rule } from "../form/form.js";
import { tableNamed, undecidedNotice } from "./cross-footing.js";

/** 与上年核对: this year's figures beside last year's, of a unit or of the whole. */
export interface YearOnYear {
  readonly form: Form;
  readonly unit: string | null;
  readonly value: (code: FigureCode) => Decimal | undefined;
  readonly sourceOf: (code: FigureCode) => SourceCell | undefined;
  /** Undefined where there is no last year to compare with; then the rule is undecided and says what is missing. */
  readonly before: ReadonlyMap<FigureCode, Decimal> | undefined;
  readonly missingBefore: string;
  /** Units that drive a change, in words, largest first. */
  readonly driversOf?: (code: FigureCode) => readonly string[];
}

export function checkYear(rule: Rule, given: YearOnYear): readonly Finding[] {
  switch (rule.kind) {
    case "roll-forward":
      return compareYears(rule, given, rollForwards(rule, given.form));
    case "carry-over":
      return compareYears(rule, given, carryOvers(rule, given.form));
    case "swing":
      return swings(rule, given);
    default:
      return [];
  }
}

/** closing(this year) = opening(last year) + plus − minus. */
interface Continuation {
  readonly where: string;
  readonly now: FigureCode;
  readonly before: FigureCode;
  readonly plus: readonly FigureCode[];
  readonly minus: readonly FigureCode[];
}

function rollForwards(rule: Extract<Rule, { kind: "roll-forward" }>, form: Form): readonly Continuation[] {
  return rule.rows.flatMap((row) => {
    const at = (column: string): FigureCode => `${rule.table}.${row}.${column}`;
    const figure = form.figures.get(at(rule.closing));
    return figure
      ? [
          {
            where: `“${figure.rowLabel}”行`,
            now: at(rule.closing),
            before: at(rule.closing),
            plus: rule.plus.map(at),
            minus: rule.minus.map(at),
          },
        ]
      : [];
  });
}

function carryOvers(rule: Extract<Rule, { kind: "carry-over" }>, form: Form): readonly Continuation[] {
  const section = form.tables.find((table) => table.code === rule.table)?.sections[0];
  return (section?.columns.lines ?? []).map((column) => ({
    where: `“${column.label}”列`,
    now: `${rule.table}.${rule.opening}.${column.code}`,
    before: `${rule.table}.${rule.closing}.${column.code}`,
    plus: [],
    minus: [],
  }));
}

const PARTLY_MISSING = "上年或本年的有关数字缺失或不能读取";

type ContinuationRule = Extract<Rule, { kind: "roll-forward" | "carry-over" }>;

function compareYears(
  rule: ContinuationRule,
  given: YearOnYear,
  relations: readonly Continuation[],
): readonly Finding[] {
  if (relations.length === 0) return [];
  const { before } = given;
  if (!before)
    return [
      undecidedNotice(
        rule,
        given.unit,
        given.missingBefore,
        relations.map((one) => one.now),
      ),
    ];
  const undecided: FigureCode[] = [];
  const findings = relations.flatMap((one): readonly Finding[] => {
    const opening = before.get(one.before);
    const now = given.value(one.now);
    const plus = one.plus.map(given.value);
    const minus = one.minus.map(given.value);
    if (opening === undefined || now === undefined || [...plus, ...minus].includes(undefined)) {
      undecided.push(one.now);
      return [];
    }
    const expected = minus.reduce<Decimal>(
      (sum, term) => subtract(sum, term!),
      plus.reduce<Decimal>((sum, term) => add(sum, term!), opening),
    );
    return equals(expected, now) ? [] : [discontinuity(rule, given, { one, expected, now, opening })];
  });
  return undecided.length > 0 ? [...findings, undecidedNotice(rule, given.unit, PARTLY_MISSING, undecided)] : findings;
}

function discontinuity(
  rule: ContinuationRule,
  given: YearOnYear,
  found: { one: Continuation; expected: Decimal; now: Decimal; opening: Decimal },
): Finding {
  const { one, expected, now, opening } = found;
  const figures = [one.now, ...one.plus, ...one.minus];
  const terms = [
    `上年${format(opening)}`,
    ...one.plus.map((code) => `＋${format(given.value(code)!)}`),
    ...one.minus.map((code) => `－${format(given.value(code)!)}`),
  ];
  return {
    code: "RELATION",
    rule: rule.id,
    unit: given.unit,
    figures,
    sources: figures.flatMap((code) => given.sourceOf(code) ?? []),
    facts: {
      title: rule.title,
      where: `${tableNamed(one.now, given.form)}${one.where}`,
      left: `本年是${format(now)}`,
      right:
        terms.length > 1
          ? `应为${terms.join("")}＝${format(expected)}`
          : `上年“${lastLine(given.form, one.before)}”是${format(opening)}`,
    },
    expected: format(expected),
    actual: format(now),
    difference: format(absolute(subtract(now, expected))),
  };
}

function lastLine(form: Form, code: FigureCode): string {
  return form.figures.get(code)?.rowLabel.split("／").at(-1) ?? code;
}

/** 大起大落: both many times and many; zero to something counts once it is many. */
function swings(rule: Extract<Rule, { kind: "swing" }>, given: YearOnYear): readonly Finding[] {
  const { before } = given;
  if (!before) return [undecidedNotice(rule, given.unit, given.missingBefore, [])];
  const patterns = rule.figures.map(figurePattern);
  const codes = [...given.form.figures.keys()].filter((code) => patterns.some((matches) => matches(code)));
  const undecided = codes.filter((code) => before.has(code) && given.value(code) === undefined);
  return [
    ...(undecided.length > 0 ? [undecidedNotice(rule, given.unit, PARTLY_MISSING, undecided)] : []),
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
            before: format(was),
            drivers: given.driversOf?.(code) ?? [],
          },
          expected: `与上年${format(was)}相近`,
          actual: format(now),
          difference: format(absolute(subtract(now, was))),
        },
      ];
    }),
  ];
}

function isSwing(now: Decimal, was: Decimal, rule: Extract<Rule, { kind: "swing" }>): boolean {
  if (compare(absolute(subtract(now, was)), decimal(rule.absolute)) < 0) return false;
  const [small, large] = compare(now, was) < 0 ? [now, was] : [was, now];
  return isZero(small) || compare(large, multiply(small, decimal(rule.relative))) >= 0;
}
