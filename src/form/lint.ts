import type { Axis, Form, Line, RuleRecord } from "./form.js";
import { wordingOf } from "../wording.js";

/** What contradicts itself in a schema, and the JSON path at which a person finds it. */
export interface Contradiction {
  readonly message: string;
  readonly path: readonly PropertyKey[];
}

/** 自查: refuses a form in which two lines meet, or a total of a line that is not there. */
export function lintForm(form: Form): readonly Contradiction[] {
  return form.tables.flatMap((table, t) => [
    ...repeated(form.tables.map((other) => other.code), table.code, t, "表代码", ["tables", t, "code"]),
    ...table.sections.flatMap((section, s) => [
      ...lintAxis(section.rows, ["tables", t, "sections", s, "rows"]),
      ...lintAxis(section.columns, ["tables", t, "sections", s, "columns"]),
    ]),
  ]);
}

function repeated(all: readonly string[], one: string, index: number, what: string, path: readonly PropertyKey[]): readonly Contradiction[] {
  return all.indexOf(one) < index ? [{ message: `${what}“${one}”重复`, path }] : [];
}

function lintAxis(axis: Axis, path: readonly PropertyKey[]): readonly Contradiction[] {
  const codes = new Set<string>();
  const seen = new Map<string, Line>();
  const found: Contradiction[] = [];
  for (const line of axis.lines) {
    if (codes.has(line.code)) found.push({ message: `代码“${line.code}”重复`, path });
    codes.add(line.code);
    for (const key of line.insteadOf.length > 0 ? [] : pathKeys(line)) {
      const other = seen.get(key);
      if (other && other !== line) found.push({ message: `“${line.label}”与“${other.label}”的名称或别名相同，无法区分`, path });
      seen.set(key, line);
    }
  }
  for (const line of axis.lines) {
    for (const part of line.sumOf) {
      if (!codes.has(part)) found.push({ message: `“${line.label}”由“${part}”相加，但没有这一项`, path });
      if (part === line.code) found.push({ message: `“${line.label}”不能由自身相加`, path });
    }
  }
  return found;
}

/** Two lines of the same group whose numbered names are equal can't be told apart. */
function pathKeys(line: Line): readonly string[] {
  const above = line.groups.map((group) => wordingOf(group.label).name).join("/");
  return line.wordings.map((text) => {
    const { ordinal, name } = wordingOf(text);
    return `${above}/${ordinal ? `${ordinal.style}${ordinal.number}` : ""}${name}`;
  });
}

/** Refuses two editions of one form in force in one year. */
export function lintEditions(forms: readonly Form[]): readonly Contradiction[] {
  return forms.flatMap((form, index) =>
    forms
      .slice(0, index)
      .filter((other) => other.id === form.id && overlap(other, form))
      .map((other) => ({ message: `${form.edition}年版与${other.edition}年版的施行期重叠`, path: ["inForce"] })),
  );
}

function overlap(a: Form, b: Form): boolean {
  return a.inForce.from <= (b.inForce.to ?? 9999) && b.inForce.from <= (a.inForce.to ?? 9999);
}

/** Refuses a rule that names a table or a line which the forms lack. */
export function lintRule(rule: RuleRecord, forms: readonly Form[], index: number): readonly Contradiction[] {
  const path = ["rules", index];
  if (!("table" in rule)) return [];
  const tables = forms.flatMap((form) => form.tables.filter((table) => table.code === rule.table));
  if (tables.length === 0) return [{ message: `规则 ${rule.id} 所指的表“${rule.table}”不存在`, path: [...path, "table"] }];
  const known = new Set(tables.flatMap((table) => table.sections.flatMap((s) => [...s.rows.lines, ...s.columns.lines].map((line) => line.code))));
  return linesOf(rule)
    .filter((line) => !known.has(line))
    .map((line) => ({ message: `规则 ${rule.id} 所指的项“${line}”在表“${rule.table}”中不存在`, path }));
}

function linesOf(rule: RuleRecord): readonly string[] {
  switch (rule.kind) {
    case "cross-footing":
      return [...rule.left, ...rule.right];
    case "total":
      return [rule.line];
    case "roll-forward":
      return [...rule.rows, rule.closing, ...rule.plus, ...rule.minus];
    case "carry-over":
      return [rule.opening, rule.closing];
    case "competence":
      return [rule.row];
    case "swing":
    case "copy":
    case "narrative":
    case "observation":
      return [];
  }
}
