import { codeOf, type FigureCode, figurePattern } from "../figure.js";
import { type Figure, type Form, isRecombined, parsedTerm, type Rule, type Section, type Table } from "../form/form.js";
import type { Relation } from "../relation.js";

/** 勾稽关系清单: every relation that rules lay down for a form: 42 within a submission of the 2021 edition, 9 with last year. */
export function relationsOf(form: Form, rules: Iterable<Rule>): readonly Relation[] {
  return [...rules].flatMap((rule) => relationsOfRule(form, rule));
}

const relationsOfForms = new WeakMap<Form, Map<Rule, readonly Relation[]>>();

/** The relations of one rule, listed once: every submission is held against them. */
function relationsOfRule(form: Form, rule: Rule): readonly Relation[] {
  const ofForm = relationsOfForms.get(form) ?? new Map<Rule, readonly Relation[]>();
  const relations = ofForm.get(rule) ?? relationsLaidDown(form, rule);
  relationsOfForms.set(form, ofForm.set(rule, relations));
  return relations;
}

function relationsLaidDown(form: Form, rule: Rule): readonly Relation[] {
  if (!("table" in rule)) return [];
  const table = form.tables.find((one) => one.code === rule.table);
  if (!table) return [];
  switch (rule.kind) {
    case "cross-footing":
      return table.sections.flatMap((section) => balances(rule, section)).filter((relation) => isAdded(relation, form));
    case "total":
      return table.sections
        .flatMap((section) => totals(rule, section, form))
        .filter((relation) => isAdded(relation, form));
    case "roll-forward":
      return rollForwards(rule, form);
    case "carry-over":
      return carryOvers(rule, table);
    default:
      return [];
  }
}

/** Sums pass over what does not add: a row of totals has no sum of percentages. */
function isAdded({ left, right }: Relation, { figures }: Form): boolean {
  return [...left, ...right].every((code) => {
    const figure = figures.get(code);
    return figure === undefined || !isRecombined(figure);
  });
}

function balances(rule: Extract<Rule, { kind: "cross-footing" }>, section: Section): readonly Relation[] {
  if (!hasRows(section, [...rule.left, ...rule.right])) return [];
  return section.columns.lines.map((column) => ({
    rule: rule.id,
    where: `“${column.label}”列`,
    left: rule.left.map((row) => codeOf(rule.table, row, column.code)),
    right: rule.right.map((row) => codeOf(rule.table, row, column.code)),
  }));
}

function hasRows(section: Section, rows: readonly string[]): boolean {
  const own = new Set(section.rows.lines.map((line) => line.code));
  return rows.every((row) => own.has(row));
}

/** One relation for each line across: the parts add to the stated total. */
function totals(rule: Extract<Rule, { kind: "total" }>, section: Section, form: Form): readonly Relation[] {
  const across = rule.along === "columns" ? section.rows : section.columns;
  const line = (rule.along === "columns" ? section.columns : section.rows).lines.find((one) => one.code === rule.line);
  if (!line) return [];
  const at = (own: string, other: string): FigureCode =>
    rule.along === "columns" ? codeOf(rule.table, other, own) : codeOf(rule.table, own, other);
  return across.lines
    .filter((other) => other.insteadOf.length === 0)
    .map((other) => ({
      rule: rule.id,
      where:
        rule.along === "columns"
          ? `“${form.figures.get(at(line.code, other.code))?.rowLabel ?? other.label}”行`
          : `“${other.label}”列`,
      left: line.sumOf.map((part) => at(part, other.code)),
      right: [at(line.code, other.code)],
    }));
}

/** Closing of this year = closing of last year + what was added − what was taken away, for each of the rows. */
function rollForwards(rule: Extract<Rule, { kind: "roll-forward" }>, form: Form): readonly Relation[] {
  return rule.rows.flatMap((row) => {
    const at = (column: string): FigureCode => codeOf(rule.table, row, column);
    const figure = form.figures.get(at(rule.closing));
    if (!figure) return [];
    return {
      rule: rule.id,
      where: `“${figure.rowLabel}”行`,
      before: figure.code,
      left: rule.plus.map(at),
      minus: rule.minus.map(at),
      right: [figure.code],
    };
  });
}

/** Opening of this year = closing of last year, for each column. */
function carryOvers(rule: Extract<Rule, { kind: "carry-over" }>, table: Table): readonly Relation[] {
  return table.sections
    .filter((section) => hasRows(section, [rule.opening, rule.closing]))
    .flatMap((section) => section.columns.lines)
    .map((column) => ({
      rule: rule.id,
      where: `“${column.label}”列`,
      before: codeOf(rule.table, rule.closing, column.code),
      left: [],
      right: [codeOf(rule.table, rule.opening, column.code)],
    }));
}

const figuresOfForms = new WeakMap<Form, Map<Rule, readonly Figure[]>>();

/** 规则所看的指标: the figures that a rule without relations looks at, one by one. */
export function figuresLookedAt(form: Form, rule: Rule): readonly Figure[] {
  const ofForm = figuresOfForms.get(form) ?? new Map<Rule, readonly Figure[]>();
  const figures = ofForm.get(rule) ?? figuresNamed(form, rule);
  figuresOfForms.set(form, ofForm.set(rule, figures));
  return figures;
}

function figuresNamed(form: Form, rule: Rule): readonly Figure[] {
  const all = [...form.figures.values()].filter(({ answer }) => !answer);
  switch (rule.kind) {
    case "at-most":
      return all.filter(
        ({ table, row, column }) =>
          table === rule.table && rule.rows.includes(row) && [rule.lesser, rule.greater].includes(column),
      );
    case "competence":
      return all.filter((figure) => figure.table === rule.table && figure.row === rule.row);
    case "swing":
      return matching(all, rule.figures);
    case "narrative":
      return matching(
        all,
        (rule.phrases ?? []).flatMap((phrase) => phrase.figures),
      );
    case "compare":
      return matching(all, [...rule.left, ...rule.right].map(named));
    case "together":
      return matching(all, rule.figures.map(named));
    case "implies":
      return matching(all, [rule.when, rule.also].map(named));
    case "copy":
      return all;
    default:
      return [];
  }
}

/** -previous:relief.*.sofar → relief.*.sofar. */
function named(term: string): string {
  return parsedTerm(term).figure;
}

/** Figures by codes in which a star stands for any part: `applications.*.total`. */
function matching(figures: readonly Figure[], patterns: readonly string[]): readonly Figure[] {
  const tests = patterns.map(figurePattern);
  return figures.filter((figure) => tests.some((test) => test(figure.code)));
}
