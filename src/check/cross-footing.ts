import { absolute, type Decimal, format, isZero, subtract } from "../decimal.js";
import { type FigureCode, NO_FIGURE, type UnitCode } from "../figure.js";
import type { Finding } from "../finding.js";
import type { Form, Rule } from "../form/form.js";
import { groupBy } from "../grouping.js";
import { type Balance, type Relation, weigh } from "../relation.js";
import { culpritsOf } from "./culprits.js";
import { relationsOf } from "./relations.js";
import { type Stated, totalsAbove } from "./stated.js";

interface Judged {
  readonly relation: Relation;
  readonly verdict: Verdict;
}

/** 表内勾稽: all relations within a submission in one pass; those broken by one slip carry the same cause and the probable culprit. */
export function checkCrossFooting(
  stated: Stated,
  rules: readonly Rule[],
  unit: UnitCode | null,
  vouched: (code: FigureCode) => boolean = () => false,
): readonly Finding[] {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const judged = relationsJudged(stated, rules).map(
    (relation): Judged => ({ relation, verdict: judge(relation, stated) }),
  );
  const violated = judged.flatMap(({ relation, verdict }) =>
    verdict.kind === "violated" ? [{ relation, verdict }] : [],
  );
  const decided = judged.filter(({ verdict }) => verdict.kind !== "undecided").map(({ relation }) => relation);
  const culprits = culpritsOf(decided, new Set(violated.map(({ relation }) => relation)), { stated, vouched });
  return [
    ...violated.map(({ relation, verdict }): Finding => {
      const found = culprits.get(relation);
      return {
        ...violation(relation, verdict, { stated, rule: byId.get(relation.rule)!, unit }),
        ...(found && {
          cause: `${unit ?? "汇总"}:${found.cause}`,
          suspects: found.words,
          guesses: found.briefly,
          suspected: found.cells,
        }),
      };
    }),
    ...undecided(judged, byId, unit, stated),
  ];
}

/** 表内关系: the relations within a submission, with the terms that take part in it. */
export function relationsJudged(stated: Stated, rules: readonly Rule[]): readonly Relation[] {
  return relationsOf(stated.form, rules)
    .filter((relation) => relation.before === undefined && !isReplaced(relation, stated))
    .map((relation) => termsOf(relation, stated));
}

function undecided(
  judged: readonly Judged[],
  rules: ReadonlyMap<string, Rule>,
  unit: UnitCode | null,
  stated: Stated,
): readonly Finding[] {
  const open = judged.flatMap(({ relation, verdict }) =>
    verdict.kind === "undecided" ? [{ relation, missing: verdict.missing }] : [],
  );
  return [...groupBy(open, ({ relation }) => relation.rule)].map(([id, group]) => {
    const figures = [...new Set(group.flatMap(({ missing }) => missing))];
    const named = figures.slice(0, 3).map((code) => stated.form.figures.get(code)?.label ?? code);
    return undecidedNotice(
      rules.get(id)!,
      unit,
      `缺少或不能读取 ${named.join("、")}${figures.length > 3 ? ` 等${figures.length}项` : ""}`,
      figures,
    );
  });
}

/** 勾稽结果: satisfied, violated, or undecided for want of some figures. */
type Verdict =
  | Exclude<Balance, { readonly kind: "undecided" }>
  | { readonly kind: "undecided"; readonly missing: readonly FigureCode[] };

/** The relation's terms that take part in this submission: an undivided group replaces its items. */
function termsOf(relation: Relation, stated: Stated): Relation {
  const target = stated.form.figures.get(relation.right[0] ?? NO_FIGURE);
  if (!target || target.parts.length === 0 || relation.right.length !== 1) return relation;
  if (relation.left.every((code) => stated.observations.has(code))) return relation;
  return {
    ...relation,
    left: relation.left
      .filter((code) => stated.form.figures.get(code)?.optional !== true || stated.observations.has(code))
      .filter((code) => !replacedIn(code, stated)),
  };
}

/** Where a unit filled in one row for a whole group, the group's item rows are not checked. */
function isReplaced(relation: Relation, stated: Stated): boolean {
  return relation.right.every((code) => replacedIn(code, stated));
}

function replacedIn(code: FigureCode, stated: Stated): boolean {
  return (
    !stated.observations.has(code) &&
    [...stated.form.figures.values()].some(
      (figure) => figure.optional && stated.observations.has(figure.code) && figure.insteadOf.includes(code),
    )
  );
}

/** 判断: a relation within a submission, by its figures as stated. */
function judge({ left, right }: Relation, { value }: Stated): Verdict {
  const balance = weigh(left.map(value), right.map(value));
  return balance.kind === "undecided"
    ? { kind: "undecided", missing: [...left, ...right].filter((code) => value(code) === undefined) }
    : balance;
}

/** A violated relation, with every cell that took part and the sums on both sides written out. */
function violation(
  relation: Relation,
  verdict: Extract<Verdict, { kind: "violated" }>,
  found: { stated: Stated; rule: Rule; unit: UnitCode | null },
): Finding {
  const { stated, rule, unit } = found;
  const figures = [...relation.left, ...relation.right];
  return {
    code: "RELATION",
    rule: relation.rule,
    unit,
    figures: [...figures, ...totalsAbove(figures, stated.form)],
    sources: notZeroFirst(figures, stated.value).flatMap((code) => stated.observations.get(code)?.source ?? []),
    facts: {
      title: rule.title,
      where: `${tableNamed(relation.right[0], stated.form)}${relation.where}`,
      left: `${leftNamed(rule, relation, stated)}是${written(relation.left, verdict.left, stated)}`,
      right: `${linesNamed(rule, relation.right, stated)}是${written(relation.right, verdict.right, stated)}`,
    },
    expected: format(verdict.left),
    actual: format(verdict.right),
    difference: format(absolute(subtract(verdict.right, verdict.left))),
  };
}

/** Whoever looks for the wrong cell begins with those in which something stands. */
export function notZeroFirst(
  codes: readonly FigureCode[],
  value: (code: FigureCode) => Decimal | undefined,
): readonly FigureCode[] {
  const isNought = (code: FigureCode): boolean => {
    const known = value(code);
    return known !== undefined && isZero(known);
  };
  return [...codes.filter((code) => !isNought(code)), ...codes.filter(isNought)];
}

/** 表三: where a message begins to say where. */
export function tableNamed(code: FigureCode | undefined, form: Form): string {
  return form.figures.get(code ?? NO_FIGURE)?.label.split("｜")[0] ?? "";
}

function leftNamed(rule: Rule, relation: Relation, stated: Stated): string {
  return rule.kind === "total" ? "各分项之和" : linesNamed(rule, relation.left, stated);
}

/** “（七）总计”加“四、结转下年度继续办理”: the lines as they stand in the form. */
function linesNamed(rule: Rule, codes: readonly FigureCode[], { form }: Stated): string {
  return codes
    .map((code) => {
      const figure = form.figures.get(code);
      const path = rule.kind === "total" && rule.along === "columns" ? figure?.columnLabel : figure?.rowLabel;
      return `“${path?.split("／").at(-1) ?? code}”`;
    })
    .join("加");
}

/** 36＋0＝36; zeros of a long sum are left out. */
function written(codes: readonly FigureCode[], result: Decimal, stated: Stated): string {
  const terms = codes.map((code) => format(stated.value(code)!));
  const shown = terms.length > 4 ? terms.filter((term) => term !== "0") : terms;
  return shown.length > 1 ? `${shown.join("＋")}＝${format(result)}` : format(result);
}

/** 无法判断: a rule that could not be judged, and what was missing. */
export function undecidedNotice(
  rule: Rule,
  unit: UnitCode | null,
  missing: string,
  figures: readonly FigureCode[],
): Finding {
  return { code: "RULE.UNDECIDED", unit, figures, sources: [], facts: { title: rule.title, missing } };
}

/** 都缺同一样: what is missing may be missing of all units alike, and is then said once. */
export function undecidedAlike(
  rule: Rule,
  unit: UnitCode | null,
  missing: string,
  figures: readonly FigureCode[],
): Finding {
  const facts = { title: rule.title, missing, once: true };
  return { code: "RULE.UNDECIDED", unit, figures, sources: [], facts };
}
