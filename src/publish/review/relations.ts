import { type FigureCode, figurePattern } from "../../figure.js";
import type { Figure, Form, Rule, Table } from "../../form/form.js";

/** 勾稽关系: one relation of a rule between figures, or the figures a rule looks at. */
export interface RuleRelation {
  readonly rule: string;
  readonly where: string;
  readonly left: readonly RelationTerm[];
  readonly right: readonly RelationTerm[];
  readonly figures: readonly FigureCode[];
}

export interface RelationTerm {
  readonly figure: FigureCode;
  readonly minus?: boolean;
  readonly before?: boolean;
}

/** 指标参加的规则: what each rule of `schemas/` says about the figures of a form, to be shown beside them. */
export function ruleRelations(form: Form, rules: Iterable<Rule>): readonly RuleRelation[] {
  return [...rules].filter((rule) => rule.regraded?.to !== "off").flatMap((rule) => relationsOfRule(form, rule));
}

function relationsOfRule(form: Form, rule: Rule): readonly RuleRelation[] {
  switch (rule.kind) {
    case "cross-footing":
      return columnsOf(form, rule.table).map(({ code, label }) => ({
        rule: rule.id,
        where: `“${label}”列`,
        figures: [],
        left: rule.left.map((row) => ({ figure: `${rule.table}.${row}.${code}` })),
        right: rule.right.map((row) => ({ figure: `${rule.table}.${row}.${code}` })),
      }));
    case "total":
      return totals(form, rule);
    case "roll-forward":
      return rollForwards(form, rule);
    case "at-most":
      return [
        lookingAt(
          rule,
          figuresOf(form, rule.table).filter(
            ({ row, column }) => rule.rows.includes(row) && (column === rule.lesser || column === rule.greater),
          ),
        ),
      ];
    case "carry-over":
      return columnsOf(form, rule.table).map(({ code, label }) => ({
        rule: rule.id,
        where: `“${label}”列`,
        figures: [],
        left: [{ figure: `${rule.table}.${rule.closing}.${code}`, before: true }],
        right: [{ figure: `${rule.table}.${rule.opening}.${code}` }],
      }));
    case "swing":
      return [lookingAt(rule, matching(form, rule.figures))];
    case "competence":
      return [
        lookingAt(
          rule,
          figuresOf(form, rule.table).filter((figure) => figure.row === rule.row),
        ),
      ];
    case "copy":
      return [lookingAt(rule, [...form.figures.values()])];
    case "narrative":
      return [
        lookingAt(
          rule,
          matching(
            form,
            (rule.phrases ?? []).flatMap((phrase) => phrase.figures),
          ),
        ),
      ];
    case "observation":
      return [];
  }
}

function lookingAt(rule: Rule, figures: readonly Figure[]): RuleRelation {
  return { rule: rule.id, where: "", left: [], right: [], figures: figures.map((figure) => figure.code) };
}

/** The relation of a total is the one the form itself states: it equals the sum of its parts. */
function totals(form: Form, rule: Extract<Rule, { kind: "total" }>): readonly RuleRelation[] {
  const across = rule.along === "columns";
  const table = form.tables.find((one) => one.code === rule.table);
  return figuresOf(form, rule.table)
    .filter((figure) => (across ? figure.column : figure.row) === rule.line && !figure.optional)
    .map((figure) => {
      const line = lineOf(table, figure, across);
      const parts = (line?.sumOf ?? []).map(
        (part) => `${figure.table}.${across ? `${figure.row}.${part}` : `${part}.${figure.column}`}`,
      );
      return {
        rule: rule.id,
        where: across ? `“${figure.rowLabel}”行` : `“${figure.columnLabel}”列`,
        figures: [],
        left: parts.map((part) => ({ figure: part })),
        right: [{ figure: figure.code }],
      };
    });
}

function lineOf(
  table: Table | undefined,
  figure: Figure,
  across: boolean,
): { readonly sumOf: readonly string[] } | undefined {
  const section = table?.sections.find((one) => one.code === figure.section);
  const lines = across ? section?.columns.lines : section?.rows.lines;
  return lines?.find((line) => line.code === (across ? figure.column : figure.row));
}

function rollForwards(form: Form, rule: Extract<Rule, { kind: "roll-forward" }>): readonly RuleRelation[] {
  return rule.rows.map((row) => {
    const at = (column: string): FigureCode => `${rule.table}.${row}.${column}`;
    return {
      rule: rule.id,
      where: `“${form.figures.get(at(rule.closing))?.rowLabel ?? row}”行`,
      figures: [],
      left: [
        { figure: at(rule.closing), before: true },
        ...rule.plus.map((column) => ({ figure: at(column) })),
        ...rule.minus.map((column) => ({ figure: at(column), minus: true })),
      ],
      right: [{ figure: at(rule.closing) }],
    };
  });
}

function figuresOf(form: Form, table: string): readonly Figure[] {
  return [...form.figures.values()].filter((figure) => figure.table === table);
}

function columnsOf(form: Form, table: string): readonly { readonly code: string; readonly label: string }[] {
  return form.tables.find((one) => one.code === table)?.sections.flatMap((section) => section.columns.lines) ?? [];
}

/** The form's own figures that one of a rule's patterns names. */
function matching(form: Form, patterns: readonly string[]): readonly Figure[] {
  const tests = patterns.map(figurePattern);
  return [...form.figures.values()].filter((figure) => !figure.optional && tests.some((test) => test(figure.code)));
}
