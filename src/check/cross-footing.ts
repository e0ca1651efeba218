import { absolute, type Decimal, format, subtract } from "../decimal.js";
import type { FigureCode } from "../figure.js";
import type { Finding } from "../finding.js";
import type { Form, Rule } from "../form/form.js";
import { type Balance, type Relation, weigh } from "../relation.js";
import { type Stated, totalsAbove } from "./stated.js";

/** 勾稽结果: satisfied, violated, or undecided for want of some figures. */
export type Verdict =
  | Exclude<Balance, { readonly kind: "undecided" }>
  | { readonly kind: "undecided"; readonly missing: readonly FigureCode[] };

/** The relation's terms that take part in this submission: an undivided group replaces its items. */
export function termsOf(relation: Relation, stated: Stated): Relation {
  const target = stated.form.figures.get(relation.right[0] ?? "");
  if (!target || target.parts.length === 0 || relation.right.length !== 1) return relation;
  return {
    ...relation,
    left: relation.left
      .filter((code) => stated.form.figures.get(code)?.optional !== true || stated.observations.has(code))
      .filter((code) => !replacedIn(code, stated)),
  };
}

/** A row that the undivided row of its group stands for has nothing to foot. */
export function isReplaced(relation: Relation, stated: Stated): boolean {
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
export function judge({ left, right }: Relation, { value }: Stated): Verdict {
  const balance = weigh(left.map(value), right.map(value));
  return balance.kind === "undecided"
    ? { kind: "undecided", missing: [...left, ...right].filter((code) => value(code) === undefined) }
    : balance;
}

/** A violated relation, with every cell that took part and the sums on both sides written out. */
export function violation(
  relation: Relation,
  verdict: Extract<Verdict, { kind: "violated" }>,
  found: { stated: Stated; rule: Rule; unit: string | null },
): Finding {
  const { stated, rule, unit } = found;
  const figures = [...relation.left, ...relation.right];
  return {
    code: "RELATION",
    rule: relation.rule,
    unit,
    figures: [...figures, ...totalsAbove(figures, stated.form)],
    sources: figures.flatMap((code) => stated.observations.get(code)?.source ?? []),
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

/** 表三: where a message begins to say where. */
export function tableNamed(code: FigureCode | undefined, form: Form): string {
  return form.figures.get(code ?? "")?.label.split("｜")[0] ?? "";
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

export function undecidedNotice(
  rule: Rule,
  unit: string | null,
  missing: string,
  figures: readonly FigureCode[],
): Finding {
  return { code: "RULE.UNDECIDED", unit, figures, sources: [], facts: { title: rule.title, missing } };
}
