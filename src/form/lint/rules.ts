import { figurePattern } from "../../figure.js";
import type { BareForm } from "../compile.js";
import { type Axis, parsedTerm, type RuleRecord, type Section, type Table } from "../form.js";
import { termsOf } from "../one-form.js";
import type { Contradiction } from "../problem.js";
import { lintPatterns } from "./patterns.js";

type TableRule = Extract<RuleRecord, { table: string }>;
type Path = readonly PropertyKey[];
type AxisName = "rows" | "columns";

/** 规则自查: refuses a rule that names what its form lacks, or names it so that the rule would never fire. */
export function lintRules(rules: readonly RuleRecord[], form: BareForm): readonly Contradiction[] {
  return rules.flatMap((rule, index) => {
    const path = ["rules", index];
    const first = rules.findIndex((other) => other.id === rule.id);
    return [
      ...(first < index ? [{ message: `规则 ${rule.id} 重复`, path: [...path, "id"] }] : []),
      ...("table" in rule ? lintTableRule(rule, form, path) : lintOtherRule(rule, form, path)),
    ];
  });
}

function lintTableRule(rule: TableRule, form: BareForm, path: Path): readonly Contradiction[] {
  const table = form.tables.find((one) => one.code === rule.table);
  if (!table) return [{ message: `规则 ${rule.id} 所指的表“${rule.table}”不存在`, path: [...path, "table"] }];
  const lost = namedLines(rule).filter(({ line, axis }) => !hasLine(table, axis, line));
  if (lost.length > 0) return lost.map((one) => ({ message: lostLine(rule, table, one), path: [...path, ...one.at] }));
  return [...scattered(rule, table, path), ...(rule.kind === "total" ? notTotals(rule, table, path) : [])];
}

function lostLine(rule: TableRule, table: Table, { line, axis }: NamedLine): string {
  const named = `规则 ${rule.id} 所指的项“${line}”在表“${rule.table}”中`;
  if (!hasLine(table, axis === "rows" ? "columns" : "rows", line)) return `${named}不存在`;
  return axis === "rows" ? `${named}是栏，这里应为行` : `${named}是行，这里应为栏`;
}

function hasLine(table: Table, axis: AxisName, code: string): boolean {
  return table.sections.some((section) => sectionHas(section, axis, code));
}

function sectionHas(section: Section, axis: AxisName, code: string): boolean {
  return section[axis].lines.some((line) => line.code === code);
}

interface NamedLine {
  readonly line: string;
  readonly axis: AxisName;
  readonly at: Path;
}

function several(at: string, axis: AxisName, lines: readonly string[]): readonly NamedLine[] {
  return lines.map((line, index) => ({ line, axis, at: [at, index] }));
}

/** Every line that a rule names, and whether it is to be a row or a column. */
function namedLines(rule: TableRule): readonly NamedLine[] {
  const one = (at: string, axis: AxisName, line: string): NamedLine => ({ line, axis, at: [at] });
  switch (rule.kind) {
    case "cross-footing":
      return [...several("left", "rows", rule.left), ...several("right", "rows", rule.right)];
    case "total":
      return [one("line", rule.along, rule.line)];
    case "roll-forward":
      return [
        ...several("rows", "rows", rule.rows),
        one("closing", "columns", rule.closing),
        ...several("plus", "columns", rule.plus),
        ...several("minus", "columns", rule.minus),
      ];
    case "at-most":
      return [
        ...several("rows", "rows", rule.rows),
        one("lesser", "columns", rule.lesser),
        one("greater", "columns", rule.greater),
      ];
    case "carry-over":
      return [one("opening", "rows", rule.opening), one("closing", "rows", rule.closing)];
    case "competence":
      return [one("row", "rows", rule.row)];
  }
}

/** Lines that are held against each other must stand in one section: figures of two sections have no column or row in common. */
function scattered(rule: TableRule, table: Table, path: Path): readonly Contradiction[] {
  return togetherIn(rule)
    .filter((group) => !table.sections.some((s) => group.every(({ axis, line }) => sectionHas(s, axis, line))))
    .map((group) => ({
      message: `规则 ${rule.id} 所指的${group.map(({ line }) => `“${line}”`).join("、")}不在表“${rule.table}”的同一个分表中，无法比较`,
      path: [...path, ...(group[0]?.at ?? [])],
    }));
}

function togetherIn(rule: TableRule): readonly (readonly NamedLine[])[] {
  const named = namedLines(rule);
  switch (rule.kind) {
    case "cross-footing":
    case "carry-over":
      return [named];
    case "roll-forward":
    case "at-most": {
      const columns = named.filter(({ axis }) => axis === "columns");
      return named.filter(({ axis }) => axis === "rows").map((row) => [row, ...columns]);
    }
    case "total":
    case "competence":
      return [];
  }
}

/** A total whose parts are not said would be held against nothing. */
function notTotals(rule: Extract<TableRule, { kind: "total" }>, table: Table, path: Path): readonly Contradiction[] {
  const axes = table.sections.map((section): Axis => section[rule.along]);
  const lines = axes.flatMap((axis) => axis.lines.filter((line) => line.code === rule.line));
  const message = `规则 ${rule.id} 的合计项“${rule.line}”在表式中没有写明由哪些项相加（sumOf）`;
  return lines.some((line) => line.sumOf.length === 0) ? [{ message, path: [...path, "line"] }] : [];
}

function lintOtherRule(
  rule: Exclude<RuleRecord, { table: string }>,
  form: BareForm,
  path: Path,
): readonly Contradiction[] {
  switch (rule.kind) {
    case "swing":
      return unknownFigures(rule.id, rule.figures, form, [...path, "figures"]);
    case "narrative":
      return lintNarrative(rule, form, path);
    case "compare":
    case "together":
    case "implies":
      return [...unknownTerms(rule, form, path), ...withoutOwnTerm(rule, path)];
    case "copy":
    case "observation":
      return [];
  }
}

/** 一项都不属于本报表: such a rule would compare other forms with each other. */
function withoutOwnTerm(rule: RuleRecord, path: Path): readonly Contradiction[] {
  const terms = termsOf(rule).map(({ text }) => parsedTerm(text));
  if (terms.length === 0 || terms.some(({ form }) => form === undefined)) return [];
  return [{ message: `规则 ${rule.id} 没有本报表的指标，应写在它所比较的报表里`, path }];
}

/** Terms of a relation that name no figure of the form; those of other forms are looked up when all forms are known. */
function unknownTerms(rule: RuleRecord, form: BareForm, path: Path): readonly Contradiction[] {
  return termsOf(rule).flatMap(({ text, at }) => {
    const term = parsedTerm(text);
    const unknown = term.form === undefined ? unknownFigures(rule.id, [term.figure], form, path) : [];
    return unknown.map(({ message }) => ({ message, path: [...path, ...at] }));
  });
}

/** Figures named one by one or by a pattern (`applications.*.total`). */
function unknownFigures(id: string, named: readonly string[], form: BareForm, path: Path): readonly Contradiction[] {
  const all = [...form.figures.values()];
  return named.flatMap((pattern, index) => {
    const found = all.filter(({ code }) => figurePattern(pattern)(code));
    if (found.some(({ answer }) => !answer)) return [];
    const message = `规则 ${id} 所指的指标“${pattern}”${found.length > 0 ? "不是数" : "不存在"}`;
    return [{ message, path: [...path, index] }];
  });
}

type NarrativeRule = Extract<RuleRecord, { kind: "narrative" }>;

/** What a check of the text needs it must have, and nothing that it does not read. */
function lintNarrative(rule: NarrativeRule, form: BareForm, path: Path): readonly Contradiction[] {
  const wanted = (key: "phrases" | "patterns", by: NarrativeRule["check"]): readonly Contradiction[] => {
    if (rule.check === by)
      return rule[key]?.length ? [] : [{ message: `规则 ${rule.id} 没有写“${key}”，不会发现任何问题`, path }];
    return rule[key] ? [{ message: `规则 ${rule.id} 不读取“${key}”`, path: [...path, key] }] : [];
  };
  return [
    ...(rule.partWords && rule.check !== "figures"
      ? [{ message: `规则 ${rule.id} 不读取“partWords”`, path: [...path, "partWords"] }]
      : []),
    ...wanted("phrases", "figures"),
    ...wanted("patterns", "placeholders"),
    ...(rule.phrases ?? []).flatMap((phrase, index) =>
      unknownFigures(rule.id, phrase.figures, form, [...path, "phrases", index, "figures"]),
    ),
    ...lintPatterns(rule, path),
  ];
}
