import { readFileSync } from "node:fs";
import type { Consolidation } from "../../src/consolidation.js";
import type { Effects } from "../../src/effects.js";
import type { Schemas } from "../../src/form/form.js";
import { loadSchemas, type SchemaFile } from "../../src/form/load.js";
import { schemasOf } from "../../src/form/one-form.js";
import { type Period, periodOfKey } from "../../src/period.js";
import { run } from "../../src/pipeline.js";
import type { OutputFile } from "../../src/publish/publish.js";
import { effectsWith } from "../effects.js";
import { shippedFiles } from "../form/schema-files.js";

const BASIS = { document: "某办〔2022〕5号" };
const ANNUAL_RULES = readFileSync(new URL("../../schemas/annual-report/2021/rules.json", import.meta.url), "utf8");
const OBSERVATIONS = readFileSync(new URL("../../schemas/observations.json", import.meta.url), "utf8");
/** Asked for where a figure is no number. */
const ANSWER_RULES = (JSON.parse(OBSERVATIONS).rules as { id: string }[])
  .filter(({ id }) => id.startsWith("ANSWER."))
  .map((rule) => ({ ...rule, kind: "observation", basis: BASIS }));
const ROSTER =
  "code,name,aliases,category\nT01,象湖镇人民政府,象湖镇,乡镇\nT02,叶坪镇人民政府,叶坪镇,乡镇\nD01,瑞金市水利局,水利局,部门\n";

interface FormGiven {
  readonly title: string;
  readonly period?: string;
  readonly inForce?: object;
  readonly rules?: readonly object[];
  readonly sentences?: readonly string[];
  /** Columns beside the two. */
  readonly more?: readonly object[];
}

/** A small form with two figures of one row: number and closed. */
function formFiles(id: string, given: FormGiven): readonly SchemaFile[] {
  const { title, period = "year", inForce = { from: 2022 }, rules = [], sentences = [], more = [] } = given;
  const annual = (JSON.parse(ANNUAL_RULES).rules as { id: string; kind: string }[]).filter(
    (rule) => rule.kind === "observation" || rule.id === "TEXT.PLACEHOLDER",
  );
  const general = [...annual, ...(more.length > 0 ? ANSWER_RULES : [])];
  const section = {
    code: id,
    layout: "matrix",
    rowHeading: "项目",
    rows: [{ code: "all", label: "全部" }],
    columns: [{ code: "number", label: `${title}数` }, { code: "closed", label: "办结数" }, ...more],
  };
  const form = { form: id, edition: "2022", title, period, basis: BASIS, inForce };
  const tables = [{ code: id, title: `${title}情况`, basis: BASIS, unit: "件", sections: [section] }];
  const head = { severity: "verification", basis: BASIS, advice: "请核对两张表。" };
  const outline = {
    title: `{government}{period}${title}报告`,
    preamble: [],
    parts: [{ heading: "一、情况", paragraphs: [`本期${title}{${id}.all.number}件。`, ...sentences], table: id }],
  };
  return [
    { path: `${id}/2022/form.json`, text: JSON.stringify({ ...form, tables }) },
    {
      path: `${id}/2022/rules.json`,
      text: JSON.stringify({ rules: [...general, ...rules.map((rule) => ({ ...head, ...rule }))] }),
    },
    { path: `${id}/2022/outline.json`, text: JSON.stringify(outline) },
  ];
}

/** The shipped schemas with forms of the office's own, the annual report first. */
export function schemasWithForms(forms: Readonly<Record<string, FormGiven>>): readonly SchemaFile[] {
  const shipped = shippedFiles().map((file) => {
    if (file.path === "units.csv") return { path: file.path, text: ROSTER };
    if (file.path !== "jurisdiction.json") return file;
    const settings = { ...JSON.parse(file.text), forms: ["annual-report", ...Object.keys(forms)] };
    return { path: file.path, text: JSON.stringify(settings) };
  });
  return [...shipped, ...Object.entries(forms).flatMap(([id, given]) => formFiles(id, given))];
}

/** One unit's sheet of a form: its number and what is closed of it. */
export const sheet = (unit: string, title: string, number: number, closed: number, period = "2022年"): string =>
  `${unit}${period}${title},,\n项目,${title}数,办结数\n全部,${number},${closed}\n`;

/** Several runs ask for the same schemas. */
const known = new WeakMap<readonly SchemaFile[], Schemas>();

export interface TwoForms {
  readonly consolidation: Consolidation;
  readonly files: () => Promise<ReadonlyMap<string, OutputFile>>;
}

/** One form of a period, its files and those of the other forms by their paths below inputs. */
export async function runOne(
  { form, period = "2022" }: { readonly form: string; readonly period?: string },
  schemas: readonly SchemaFile[],
  inputs: Readonly<Record<string, string>>,
  more: Partial<Effects> = {},
): Promise<TwoForms> {
  const wanted = periodOfKey(period)!;
  const contents = new Map(Object.entries(inputs).map(([path, text]) => [path, new TextEncoder().encode(text)]));
  const below = ({ key }: Period) => [...contents].filter(([path]) => path.startsWith(`${key}/`));
  const effects = effectsWith({
    schemas: async () => schemas,
    list: async (asked) => {
      const found = below(asked);
      return found.length === 0
        ? undefined
        : found.map(([path, { length }]) => ({ path: path.slice(asked.key.length + 1), size: length }));
    },
    bytes: async ({ key }, path) => contents.get(`${key}/${path}`)!,
    ...more,
  });
  const loaded = known.get(schemas) ?? loadSchemas(schemas);
  known.set(schemas, loaded);
  const result = await run({ period: wanted, form }, schemasOf(loaded, wanted, form), effects);
  return {
    consolidation: result.consolidation,
    files: async () => new Map((await result.files()).map((file) => [file.path, file])),
  };
}

/** Findings of a rule, or of being undecided, in words without the places. */
export function said({ findings }: Consolidation, ...rules: readonly string[]): readonly string[] {
  return findings
    .filter(({ rule }) => rules.includes(rule))
    .map(({ unit, message }) => `${unit ?? "汇总"}：${message.split("。位置：")[0]?.replace(/。$/, "")}`);
}
