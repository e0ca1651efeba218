import { parse as parseCsv } from "csv-parse/sync";
import { z } from "zod";
import { wrongUse } from "../error.js";
import { wordingOf } from "../wording.js";
import { compileForm } from "./compile.js";
import {
  type Form, FormSchema, JurisdictionSchema, NamingSchema, OutlineSchema, type Rule, type RuleRecord, RulesSchema, type Schemas, type Unit, UnitSchema,
} from "./form.js";
import { type Contradiction, lintEditions, lintForm, lintRule } from "./lint.js";
import { lineOfPath } from "./position.js";

/** One file of `schemas/`: its path below that folder and its text. */
export interface SchemaFile {
  readonly path: string;
  readonly text: string;
}

/**
 * 装入制度: parses everything in `schemas/`.
 * @throws CrossfootError (exit 2) naming the file and the line that contradicts itself or can't be read.
 */
export function loadSchemas(files: readonly SchemaFile[]): Schemas {
  const editions = filesNamed(files, /^annual-report\/[^/]+\/form\.json$/).map(loadForm);
  if (editions.length === 0) throw wrongUse("schemas/annual-report 中没有报表制度（form.json）");
  const overviewFile = filesNamed(files, /^overview\/form\.json$/)[0];
  const overview = overviewFile && loadForm(overviewFile);
  const contradiction = lintEditions(editions)[0];
  if (contradiction) throw wrongUse(`schemas/annual-report：${contradiction.message}`);
  const jurisdiction = parseJson(required(files, "jurisdiction.json"), JurisdictionSchema);
  const units = loadUnits(required(files, "units.csv"));
  return {
    jurisdiction, units, editions, overview,
    rules: loadRules(files, [...editions, ...(overview ? [overview] : [])], jurisdiction.rules ?? []),
    outline: parseJson(required(files, "outline.json"), OutlineSchema),
    naming: parseJson(required(files, "naming.json"), NamingSchema),
  };
}

function filesNamed(files: readonly SchemaFile[], pattern: RegExp): readonly SchemaFile[] {
  return files.filter((file) => pattern.test(file.path)).sort((a, b) => (a.path < b.path ? 1 : -1));
}

function required(files: readonly SchemaFile[], path: string): SchemaFile {
  const file = files.find((one) => one.path === path);
  if (!file) throw wrongUse(`缺少 schemas/${path}`);
  return file;
}

function loadForm(file: SchemaFile): Form {
  const form = compileForm(parseJson(file, FormSchema));
  refuse(file, lintForm(form));
  return form;
}

function loadRules(files: readonly SchemaFile[], forms: readonly Form[], regraded: NonNullable<z.infer<typeof JurisdictionSchema>["rules"]>): ReadonlyMap<string, Rule> {
  const rules = new Map<string, Rule>();
  const homes = new Map<string, string>();
  for (const file of filesNamed(files, /^(annual-report\/[^/]+\/|overview\/)?rules\.json$/)) {
    const scope = forms.filter((form) => file.path.includes("/") && file.path.startsWith(form.id === "annual-report" ? `annual-report/${form.edition}/` : form.id));
    for (const [index, rule] of parseJson(file, RulesSchema).rules.entries()) {
      refuse(file, [...lintRule(rule, scope.length > 0 ? scope : forms, index), ...twice(rule, homes, file.path, index)]);
      homes.set(`${file.path} ${rule.id}`, file.path);
      if (!rules.has(rule.id)) rules.set(rule.id, regrade(rule, regraded));
    }
  }
  for (const change of regraded) {
    if (!rules.has(change.id)) throw wrongUse(`schemas/jurisdiction.json：调整的规则 ${change.id} 不存在`);
  }
  return rules;
}

function twice(rule: RuleRecord, homes: ReadonlyMap<string, string>, path: string, index: number): readonly Contradiction[] {
  return homes.has(`${path} ${rule.id}`) ? [{ message: `规则 ${rule.id} 重复`, path: ["rules", index, "id"] }] : [];
}

function regrade(rule: RuleRecord, changes: NonNullable<z.infer<typeof JurisdictionSchema>["rules"]>): Rule {
  const change = changes.find((one) => one.id === rule.id);
  return change ? { ...rule, regraded: { to: change.severity, reason: change.reason, date: change.date } } : rule;
}

function parseJson<T>(file: SchemaFile, schema: z.ZodType<T>): T {
  const result = schema.safeParse(parseText(file), { reportInput: false });
  if (result.success) return result.data;
  const issue = deepest(result.error.issues);
  throw wrongUse(`schemas/${file.path} 第${lineOfPath(file.text, issue.path)}行：${issue.path.join(".")} ${issue.message}`);
}

/** The issue of a union that got furthest says most. */
function deepest(issues: readonly z.core.$ZodIssue[]): { path: readonly PropertyKey[]; message: string } {
  const [first] = issues;
  if (!first) return { path: [], message: "格式不符" };
  if (first.code !== "invalid_union") return first;
  const inner = first.errors.map((branch) => deepest(branch)).sort((a, b) => b.path.length - a.path.length)[0];
  return inner ? { path: [...first.path, ...inner.path], message: inner.message } : first;
}

function parseText(file: SchemaFile): unknown {
  try {
    return JSON.parse(file.text.replace(/^\ufeff/, ""));
  } catch (error) {
    throw wrongUse(`schemas/${file.path} 不是有效的 JSON：${error instanceof Error ? error.message : String(error)}`);
  }
}

function refuse(file: SchemaFile, contradictions: readonly Contradiction[]): void {
  const first = contradictions[0];
  if (first) throw wrongUse(`schemas/${file.path} 第${lineOfPath(file.text, first.path)}行：${first.message}`);
}

function loadUnits(file: SchemaFile): readonly Unit[] {
  const records: unknown[] = parseCsv(file.text.replace(/^\ufeff/, ""), { columns: true, skip_empty_lines: true, trim: true, relax_column_count: true });
  const units = records.map((record, index) => loadUnit(record, index + 2));
  const names = new Map<string, Unit>();
  for (const [index, unit] of units.entries()) {
    for (const name of [`代码 ${unit.code}`, ...[unit.name, ...unit.aliases].map((text) => wordingOf(text).name)]) {
      const other = names.get(name);
      if (other && other !== unit && yearsMeet(other, unit)) throw wrongUse(`schemas/units.csv 第${index + 2}行：“${unit.name}”与“${other.name}”的代码、名称或别名相同（${name}）`);
      names.set(name, unit);
    }
  }
  return units;
}

function yearsMeet(a: Unit, b: Unit): boolean {
  return (a.from ?? 0) <= (b.to ?? 9999) && (b.from ?? 0) <= (a.to ?? 9999);
}

function loadUnit(record: unknown, line: number): Unit {
  const result = UnitSchema.safeParse(record);
  if (!result.success) {
    const issue = result.error.issues[0];
    throw wrongUse(`schemas/units.csv 第${line}行：${issue?.path.join(".") ?? ""} ${issue?.message ?? "格式不符"}`);
  }
  const { code, name, category, aliases, from, to } = result.data;
  return {
    code, name, category,
    aliases: (aliases ?? "").split(/[;；]/).map((alias) => alias.trim()).filter((alias) => alias !== ""),
    ...(from && { from: Number(from) }),
    ...(to && { to: Number(to) }),
  };
}
