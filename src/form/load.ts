import { CsvError, parse as parseCsv } from "csv-parse/sync";
import type { z } from "zod";
import { zhCN } from "zod/locales";
import { sha256 } from "../bytes.js";
import { wrongUse } from "../error.js";
import { wordingOf } from "../wording.js";
import { compileForm } from "./compile.js";
import type { Form, Outline, Rule, RuleRecord, Schemas, Unit } from "./form.js";
import { type Contradiction, lintEdition, lintForm } from "./lint.js";
import { lintOutline, lintRegrading, lintRule } from "./lint-rules.js";
import { JurisdictionSchema, NamingSchema, OutlineSchema, UnitSchema } from "./office-records.js";
import { lineOfPath, lineOfSyntaxError } from "./position.js";
import { FormSchema, RulesSchema } from "./records.js";

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
  const editions = loadEditions(filesNamed(files, /^annual-report\/[^/]+\/form\.json$/));
  const overviewFile = filesNamed(files, /^overview\/form\.json$/)[0];
  const overview = overviewFile && loadForm(overviewFile);
  const forms = [...editions, ...(overview ? [overview] : [])];
  const jurisdictionFile = required(files, "jurisdiction.json");
  const jurisdiction = parseJson(jurisdictionFile, JurisdictionSchema);
  const units = loadUnits(required(files, "units.csv"));
  const rules = loadRules(files, forms, jurisdiction.rules ?? []);
  refuse(jurisdictionFile, lintRegrading(jurisdiction, rules));
  return {
    version: versionOf(files),
    jurisdiction,
    units,
    editions,
    overview,
    rules,
    outline: loadOutline(required(files, "outline.json"), forms),
    naming: parseJson(required(files, "naming.json"), NamingSchema),
  };
}

function versionOf(files: readonly SchemaFile[]): string {
  const parts = files.map((file) => `${file.path}\u0000${file.text}`).sort();
  return sha256(new TextEncoder().encode(parts.join("\u0001"))).slice(0, 16);
}

function loadEditions(files: readonly SchemaFile[]): readonly Form[] {
  if (files.length === 0) throw wrongUse("schemas/annual-report 中没有报表制度（form.json）");
  const editions = files.map(loadForm);
  for (const [index, file] of files.entries()) refuse(file, lintEdition(editions[index]!, editions.slice(0, index)));
  return editions;
}

function loadOutline(file: SchemaFile, forms: readonly Form[]): Outline {
  const outline = parseJson(file, OutlineSchema);
  refuse(file, lintOutline(outline, forms));
  return outline;
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
  const record = parseJson(file, FormSchema);
  const form = compileForm(record);
  refuse(file, lintForm(form, record));
  return form;
}

function loadRules(
  files: readonly SchemaFile[],
  forms: readonly Form[],
  regraded: NonNullable<z.infer<typeof JurisdictionSchema>["rules"]>,
): ReadonlyMap<string, Rule> {
  const rules = new Map<string, Rule>();
  const homes = new Map<string, string>();
  for (const file of filesNamed(files, /^(annual-report\/[^/]+\/|overview\/)?rules\.json$/)) {
    const scope = forms.filter(
      (form) =>
        file.path.includes("/") &&
        file.path.startsWith(form.id === "annual-report" ? `annual-report/${form.edition}/` : form.id),
    );
    for (const [index, rule] of parseJson(file, RulesSchema).rules.entries()) {
      refuse(file, [
        ...lintRule(rule, scope.length > 0 ? scope : forms, index),
        ...twice(rule, homes, file.path, index),
      ]);
      homes.set(`${file.path} ${rule.id}`, file.path);
      if (!rules.has(rule.id)) rules.set(rule.id, regrade(rule, regraded));
    }
  }
  return rules;
}

function twice(
  rule: RuleRecord,
  homes: ReadonlyMap<string, string>,
  path: string,
  index: number,
): readonly Contradiction[] {
  return homes.has(`${path} ${rule.id}`) ? [{ message: `规则 ${rule.id} 重复`, path: ["rules", index, "id"] }] : [];
}

function regrade(rule: RuleRecord, changes: NonNullable<z.infer<typeof JurisdictionSchema>["rules"]>): Rule {
  const change = changes.find((one) => one.id === rule.id);
  return change ? { ...rule, regraded: { to: change.severity, reason: change.reason, date: change.date } } : rule;
}

function parseJson<T>(file: SchemaFile, schema: z.ZodType<T>): T {
  const result = schema.safeParse(parseText(file), CHINESE);
  if (result.success) return result.data;
  const issue = deepest(result.error.issues);
  throw wrongUse(
    `schemas/${file.path} 第${lineOfPath(file.text, issue.path)}行：${issue.path.join(".")} ${issue.message}`,
  );
}

const CHINESE = { error: zhCN().localeError };

/** The issue of a union that got furthest says most. */
function deepest(issues: readonly z.core.$ZodIssue[]): { path: readonly PropertyKey[]; message: string } {
  const [first] = issues;
  if (!first) return { path: [], message: "格式不符" };
  if (first.code === "unrecognized_keys") return { ...first, path: [...first.path, ...first.keys.slice(0, 1)] };
  if (first.code !== "invalid_union") return first;
  const inner = first.errors.map((branch) => deepest(branch)).sort((a, b) => b.path.length - a.path.length)[0];
  return inner ? { path: [...first.path, ...inner.path], message: inner.message } : first;
}

function parseText(file: SchemaFile): unknown {
  try {
    return JSON.parse(file.text.replace(/^\ufeff/, ""));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw wrongUse(
      `schemas/${file.path} 第${lineOfSyntaxError(file.text, message)}行：不是有效的 JSON，请检查逗号、引号和括号是否成对（${message}）`,
    );
  }
}

function refuse(file: SchemaFile, contradictions: readonly Contradiction[]): void {
  const first = contradictions[0];
  if (first) throw wrongUse(`schemas/${file.path} 第${lineOfPath(file.text, first.path)}行：${first.message}`);
}

/** 单位名录: a roster whose units can't be told apart in one year is refused. */
function loadUnits(file: SchemaFile): readonly Unit[] {
  const rows = rosterRows(file);
  const units = rows.map(({ record, line }) => loadUnit(record, line));
  const named = new Map<string, Unit[]>();
  for (const [index, unit] of units.entries()) {
    for (const name of new Set([
      `代码${unit.code}`,
      ...[unit.name, ...unit.aliases].map((text) => wordingOf(text).name),
    ])) {
      const others = named.get(name) ?? [];
      const other = others.find((one) => yearsMeet(one, unit));
      if (other)
        throw wrongUse(
          `schemas/units.csv 第${rows[index]!.line}行：“${unit.name}”与“${other.name}”的代码、名称或别名相同（${name}），且施行年度重叠`,
        );
      named.set(name, [...others, unit]);
    }
  }
  return units;
}

interface RosterRow {
  readonly record: unknown;
  readonly line: number;
}

function rosterRows(file: SchemaFile): readonly RosterRow[] {
  try {
    const rows: { record: unknown; info: { lines: number } }[] = parseCsv(file.text.replace(/^\ufeff/, ""), {
      columns: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      trim: true,
      relax_column_count: true,
      info: true,
    });
    return rows.map(({ record, info }) => ({ record, line: info.lines }));
  } catch (error) {
    if (error instanceof CsvError)
      throw wrongUse(
        `schemas/units.csv 第${String(error["lines"] ?? 1)}行：不是有效的 CSV，请检查引号是否成对（${error.message}）`,
      );
    throw error;
  }
}

function yearsMeet(a: Unit, b: Unit): boolean {
  return (a.from ?? 0) <= (b.to ?? 9999) && (b.from ?? 0) <= (a.to ?? 9999);
}

function loadUnit(record: unknown, line: number): Unit {
  const result = UnitSchema.safeParse(record, CHINESE);
  if (!result.success) {
    const issue = result.error.issues[0];
    throw wrongUse(`schemas/units.csv 第${line}行：${issue?.path.join(".") ?? ""} ${issue?.message ?? "格式不符"}`);
  }
  const { code, name, category, aliases, from, to } = result.data;
  return {
    code,
    name,
    category,
    aliases: (aliases ?? "")
      .split(/[;；]/)
      .map((alias) => alias.trim())
      .filter((alias) => alias !== ""),
    ...(from && { from: Number(from) }),
    ...(to && { to: Number(to) }),
  };
}
