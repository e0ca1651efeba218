import { compare, type Decimal, format, subtract } from "../decimal.js";
import { codeOf, type FigureCode, type SourceCell, type UnitCode } from "../figure.js";
import type { Finding } from "../finding.js";
import type { Form, Rule } from "../form/form.js";
import { tableNamed, undecidedNotice } from "./cross-footing.js";

type BoundRule = Extract<Rule, { kind: "at-most" }>;

export interface BoundCase {
  readonly form: Form;
  readonly unit: UnitCode | null;
  readonly value: (code: FigureCode) => Decimal | undefined;
  readonly sourceOf: (code: FigureCode) => SourceCell | undefined;
}

/** 不应大于: one column that should not exceed another, in each of the rows. */
export function checkBound(rule: BoundRule, given: BoundCase): readonly Finding[] {
  const pairs = rule.rows
    .map((row) => ({
      lesser: codeOf(rule.table, row, rule.lesser),
      greater: codeOf(rule.table, row, rule.greater),
    }))
    .filter(({ lesser, greater }) => given.form.figures.has(lesser) && given.form.figures.has(greater));
  const open = pairs.filter(
    ({ lesser, greater }) => given.value(lesser) === undefined || given.value(greater) === undefined,
  );
  const findings = pairs.filter((pair) => !open.includes(pair)).flatMap((pair) => exceeded(rule, given, pair));
  if (open.length === 0) return findings;
  const figures = open.flatMap(({ lesser, greater }) => [lesser, greater]);
  return [...findings, undecidedNotice(rule, given.unit, "有关数字缺失或不能读取", figures)];
}

function exceeded(
  rule: BoundRule,
  given: BoundCase,
  pair: { lesser: FigureCode; greater: FigureCode },
): readonly Finding[] {
  const [lesser, greater] = [given.value(pair.lesser)!, given.value(pair.greater)!];
  if (compare(lesser, greater) <= 0) return [];
  const figures = [pair.lesser, pair.greater];
  return [
    {
      code: "BOUND",
      rule: rule.id,
      unit: given.unit,
      figures,
      sources: figures.flatMap((code) => given.sourceOf(code) ?? []),
      facts: {
        title: rule.title,
        where: `${tableNamed(pair.lesser, given.form)}“${given.form.figures.get(pair.lesser)?.rowLabel ?? pair.lesser}”行`,
        lesser: format(lesser),
        greater: format(greater),
      },
      expected: `不大于${format(greater)}`,
      actual: format(lesser),
      difference: format(subtract(lesser, greater)),
    },
  ];
}
