import { figurePattern } from "../figure.js";
import type { Form, Jurisdiction, Outline, Rule, RuleRecord } from "./form.js";
import type { Contradiction } from "./lint.js";

/** Refuses a rule that names a table, a line or a figure which the forms lack. */
export function lintRule(rule: RuleRecord, forms: readonly Form[], index: number): readonly Contradiction[] {
  const path = ["rules", index];
  if (!("table" in rule))
    return unknownFigures(rule, forms).map(({ code, at }) => ({
      message: `规则 ${rule.id} 所指的指标“${code}”不存在`,
      path: [...path, ...at],
    }));
  const tables = forms.flatMap((form) => form.tables.filter((table) => table.code === rule.table));
  if (tables.length === 0)
    return [{ message: `规则 ${rule.id} 所指的表“${rule.table}”不存在`, path: [...path, "table"] }];
  const known = new Set(
    tables.flatMap((table) =>
      table.sections.flatMap((s) => [...s.rows.lines, ...s.columns.lines].map((line) => line.code)),
    ),
  );
  return linesOf(rule)
    .filter(({ line }) => !known.has(line))
    .map(({ line, at }) => ({
      message: `规则 ${rule.id} 所指的项“${line}”在表“${rule.table}”中不存在`,
      path: [...path, at],
    }));
}

interface NamedLine {
  readonly line: string;
  readonly at: string;
}

function linesOf(rule: Extract<RuleRecord, { table: string }>): readonly NamedLine[] {
  const named = (at: string, lines: readonly string[]): readonly NamedLine[] => lines.map((line) => ({ line, at }));
  switch (rule.kind) {
    case "cross-footing":
      return [...named("left", rule.left), ...named("right", rule.right)];
    case "total":
      return named("line", [rule.line]);
    case "roll-forward":
      return [
        ...named("rows", rule.rows),
        ...named("closing", [rule.closing]),
        ...named("plus", rule.plus),
        ...named("minus", rule.minus),
      ];
    case "at-most":
      return [...named("rows", rule.rows), ...named("lesser", [rule.lesser]), ...named("greater", [rule.greater])];
    case "carry-over":
      return [...named("opening", [rule.opening]), ...named("closing", [rule.closing])];
    case "competence":
      return named("row", [rule.row]);
  }
}

/** Figures named one by one or by a pattern (`applications.*.total`). */
function unknownFigures(
  rule: RuleRecord,
  forms: readonly Form[],
): readonly { readonly code: string; readonly at: readonly PropertyKey[] }[] {
  const codes = forms.flatMap((form) => [...form.figures.keys()]);
  const known = (pattern: string): boolean => codes.some(figurePattern(pattern));
  if (rule.kind === "swing")
    return rule.figures.filter((code) => !known(code)).map((code) => ({ code, at: ["figures"] }));
  if (rule.kind !== "narrative") return [];
  return (rule.phrases ?? []).flatMap((phrase, index) =>
    phrase.figures.filter((code) => !known(code)).map((code) => ({ code, at: ["phrases", index, "figures"] })),
  );
}

/** Refuses an outline that names a table, or a figure of a known table, which the forms lack. */
export function lintOutline(outline: Outline, forms: readonly Form[]): readonly Contradiction[] {
  const tables = new Set(forms.flatMap((form) => form.tables.map((table) => table.code)));
  const figures = new Set(forms.flatMap((form) => [...form.figures.keys()]));
  const unknown = (code: string): boolean =>
    tables.has(code.split(".")[0] ?? "") && code.includes(".") && !figures.has(code);
  return outline.parts.flatMap((part, p): readonly Contradiction[] => [
    ...(part.table !== undefined && !tables.has(part.table)
      ? [{ message: `提纲所指的表“${part.table}”不存在`, path: ["parts", p, "table"] }]
      : []),
    ...(part.paragraphs ?? []).flatMap((paragraph, index) =>
      codesIn(paragraph)
        .filter(unknown)
        .map((code) => ({ message: `提纲所指的指标“${code}”不存在`, path: ["parts", p, "paragraphs", index] })),
    ),
  ]);
}

function codesIn(paragraph: NonNullable<Outline["parts"][number]["paragraphs"]>[number]): readonly string[] {
  if (typeof paragraph === "object" && "heading" in paragraph) return [];
  const { text, needs } = typeof paragraph === "string" ? { text: paragraph, needs: [] } : paragraph;
  return [...needs, ...[...text.matchAll(/\{([^{}@]*)(?:@[^{}]*)?\}/g)].map((match) => (match[1] ?? "").trim())];
}

/** Refuses a change of grade of a rule that is not there. */
export function lintRegrading(
  { rules: changes }: Jurisdiction,
  rules: ReadonlyMap<string, Rule>,
): readonly Contradiction[] {
  return (changes ?? []).flatMap(({ id }, index) =>
    rules.has(id) ? [] : [{ message: `调整的规则 ${id} 不存在`, path: ["rules", index, "id"] }],
  );
}
