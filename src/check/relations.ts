import type { FigureCode } from "../figure.js";
import type { Form, Rule, Section, Table } from "../form/form.js";
import type { Relation } from "./relation.js";

/** 勾稽关系清单: every relation that the cross-footing rules lay down for a form: 42 of the 2021 edition. */
export function relationsOf(form: Form, rules: Iterable<Rule>): readonly Relation[] {
  return [...rules].flatMap((rule) => {
    if (rule.kind !== "cross-footing" && rule.kind !== "total") return [];
    const table = form.tables.find((one) => one.code === rule.table);
    return table
      ? table.sections.flatMap((section) =>
          rule.kind === "cross-footing" ? balances(rule, table, section) : totals(rule, table, section, form),
        )
      : [];
  });
}

function code(table: Table, row: string, column: string): FigureCode {
  return `${table.code}.${row}.${column}`;
}

function balances(rule: Extract<Rule, { kind: "cross-footing" }>, table: Table, section: Section): readonly Relation[] {
  const rows = new Set(section.rows.lines.map((line) => line.code));
  if (![...rule.left, ...rule.right].every((row) => rows.has(row))) return [];
  return section.columns.lines.map((column) => ({
    rule: rule.id,
    where: `“${column.label}”列`,
    left: rule.left.map((row) => code(table, row, column.code)),
    right: rule.right.map((row) => code(table, row, column.code)),
  }));
}

/** One relation for each line across: the parts add to the stated total. */
function totals(
  rule: Extract<Rule, { kind: "total" }>,
  table: Table,
  section: Section,
  form: Form,
): readonly Relation[] {
  const along = rule.along === "columns" ? section.rows : section.columns;
  const line = (rule.along === "columns" ? section.columns : section.rows).lines.find((one) => one.code === rule.line);
  if (!line) return [];
  const at = (across: string, own: string): FigureCode =>
    rule.along === "columns" ? code(table, across, own) : code(table, own, across);
  return along.lines
    .filter((across) => across.insteadOf.length === 0)
    .map((across) => ({
      rule: rule.id,
      where:
        rule.along === "columns"
          ? `“${form.figures.get(at(across.code, line.code))?.rowLabel ?? across.label}”行`
          : `“${across.label}”列`,
      left: line.sumOf.map((part) => at(across.code, part)),
      right: [at(across.code, line.code)],
    }));
}
