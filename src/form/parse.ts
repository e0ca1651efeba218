import type { z } from "zod";
import { checkJson } from "../json-text.js";
import { lineOfOffset } from "./position.js";
import { type Contradiction, type Problem, problemsIn, type SchemaFile } from "./problem.js";

/** A file that was parsed, or what is wrong with it. */
export interface Parsed<T> {
  readonly value: T | undefined;
  readonly problems: readonly Problem[];
}

/** 解析: one JSON file of `schemas/` in its shape; everything that is wrong with it at once. */
export function parseFile<T>(file: SchemaFile, schema: z.ZodType<T>): Parsed<T> {
  const text = file.text.replace(/^\ufeff/, "");
  const { brokenAt, repeated } = checkJson(text);
  if (brokenAt !== undefined) {
    const message = "不是有效的 JSON，请检查逗号、引号和括号是否成对";
    return { value: undefined, problems: [{ file: file.path, line: lineOfOffset(text, brokenAt), message }] };
  }
  const twice = repeated.map(({ key, at }) => ({
    file: file.path,
    line: lineOfOffset(text, at),
    message: `“${key}”写了两次，只会采用后一次`,
  }));
  const result = schema.safeParse(JSON.parse(text), { error: messageOf });
  const wrong = result.success ? [] : problemsIn(file, result.error.issues.flatMap(contradictionsOf));
  return { value: result.success ? result.data : undefined, problems: [...twice, ...wrong] };
}

/** What is wrong with one value of a record that stands in no JSON file: a row of the roster, the settings of a workbook. */
export interface RecordIssue {
  readonly path: readonly PropertyKey[];
  /** Without the name of what it is about. */
  readonly message: string;
}

export function parseRecord<T>(
  record: unknown,
  schema: z.ZodType<T>,
): { readonly value?: T; readonly issues: readonly RecordIssue[] } {
  const result = schema.safeParse(record, { error: messageOf });
  return result.success ? { value: result.data, issues: [] } : { issues: result.error.issues };
}

/** `“title”应为文字`: the key as it stands in the file, and what is wrong with it. */
function contradictionsOf(issue: z.core.$ZodIssue): readonly Contradiction[] {
  if (issue.code === "invalid_union" && issue.errors.length > 0)
    return likeliest(issue.errors).flatMap((inner) =>
      contradictionsOf({ ...inner, path: [...issue.path, ...inner.path] }),
    );
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({ message: `不认识“${key}”这一项，程序不会读取`, path: [...issue.path, key] }));
  return [{ message: `${placeOf(issue.path)}${issue.message}`, path: issue.path }];
}

/** Of the alternatives that all failed, the one that got furthest says most; of those, the one with the fewest complaints. */
function likeliest(alternatives: readonly (readonly z.core.$ZodIssue[])[]): readonly z.core.$ZodIssue[] {
  const depth = (issues: readonly z.core.$ZodIssue[]): number => Math.max(0, ...issues.map(depthOf));
  return [...alternatives].sort((a, b) => depth(b) - depth(a) || a.length - b.length)[0] ?? [];
}

function depthOf(issue: z.core.$ZodIssue): number {
  const inner = issue.code === "invalid_union" ? issue.errors.flat().map(depthOf) : [];
  return issue.path.length + Math.max(0, ...inner);
}

/** The last key of the path, and which one of a list: `“levels”的第2项`. */
function placeOf(path: readonly PropertyKey[]): string {
  const at = path.findLastIndex((step) => typeof step === "string");
  const number = path[at + 1];
  const item = typeof number === "number" ? `第${number + 1}项` : "";
  return at < 0 ? item : `“${String(path[at])}”${item === "" ? "" : `的${item}`}`;
}

const TYPES: Readonly<Record<string, string>> = {
  string: "应为文字",
  number: "应为数字",
  int: "应为整数",
  boolean: "应为 true 或 false",
  array: "应为列表",
  object: "应为一组项目",
};

/** The Chinese for every complaint that the shapes of the schemas can give rise to. */
function messageOf(issue: z.core.$ZodRawIssue): string {
  if (issue.input === undefined) return "没有填写";
  switch (issue.code) {
    case "invalid_type":
      return TYPES[issue.expected] ?? "的写法不对";
    case "too_small":
      return issue.origin === "number" || issue.origin === "int" ? `不能小于${issue.minimum}` : "不能为空";
    case "too_big":
      return `不能大于${issue.maximum}`;
    case "invalid_value":
      return `只能是 ${issue.values.map(String).join("、")}${issue.values.length > 1 ? " 之一" : ""}`;
    case "invalid_union":
      return "的值不是可以写的几种之一";
    default:
      return "的写法不对";
  }
}
