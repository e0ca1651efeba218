import { compare, type Decimal, equals, format, subtract, sum, ZERO } from "../decimal.js";
import type { FigureCode } from "../figure.js";
import type { Finding } from "../finding.js";
import type { Form, Rule } from "../form/form.js";
import type { Relation } from "../relation.js";
import { relationsJudged } from "./cross-footing.js";
import type { Stated } from "./stated.js";

const UNREAD: ReadonlySet<Finding["code"]> = new Set([
  "VALUE.NEGATIVE",
  "VALUE.NOT_WHOLE",
  "VALUE.UNREADABLE",
  "VALUE.FORMULA_ERROR",
  "VALUE.NO_CACHED_RESULT",
]);

/** 由合计反推: a cell that gives no valid figure, told what it would be by the totals it stands in, where they agree on it. Nothing is put in its place. */
export function withSolution(finding: Finding, stated: Stated, rules: readonly Rule[]): Finding {
  const [code, ...others] = finding.figures;
  if (!UNREAD.has(finding.code) || code === undefined || others.length > 0) return finding;
  const figure = stated.form.figures.get(code);
  const solutions = relationsJudged(stated, rules).flatMap((relation) => solution(relation, code, stated) ?? []);
  const [first] = solutions;
  if (!figure || !first || !solutions.every((one) => equals(one, first)) || !mayBe(first, code, stated.form))
    return finding;
  const value = format(first);
  return {
    ...finding,
    suspects: [`按所在的合计推算，“${figure.label}”为${value}时，有关的${solutions.length}项勾稽关系都成立。`],
    guesses: [`按合计推算为${value}`],
  };
}

/** The one value that makes a relation hold, if every other term of it is known. */
function solution({ left, right }: Relation, code: FigureCode, { value }: Stated): Decimal | undefined {
  const [onLeft, onRight] = [left.includes(code), right.includes(code)];
  if (onLeft === onRight) return undefined;
  const others = [...left, ...right].filter((one) => one !== code);
  if (others.some((one) => value(one) === undefined)) return undefined;
  const side = (codes: readonly FigureCode[]): Decimal =>
    sum([ZERO, ...codes.filter((one) => one !== code).map((one) => value(one)!)]);
  return onLeft ? subtract(side(right), side(left)) : subtract(side(left), side(right));
}

function mayBe(value: Decimal, code: FigureCode, form: Form): boolean {
  const figure = form.figures.get(code);
  return (figure?.signed === true || compare(value, ZERO) >= 0) && (figure?.decimals !== 0 || value.scale === 0);
}
