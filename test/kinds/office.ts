import { readFileSync } from "node:fs";
import type { Consolidation } from "../../src/consolidation.js";
import { format } from "../../src/decimal.js";
import type { Schemas } from "../../src/form/form.js";
import { loadSchemas, type SchemaFile } from "../../src/form/load.js";
import { schemasOf } from "../../src/form/one-form.js";
import { type Period, yearPeriod } from "../../src/period.js";
import { run } from "../../src/pipeline.js";
import type { OutputFile } from "../../src/publish/publish.js";
import { effectsWith } from "../effects.js";
import { shippedFiles } from "../form/schema-files.js";

const BASIS = { document: "某办〔2022〕3号" };

const ROSTER =
  "code,name,aliases,category\nT01,象湖镇人民政府,象湖镇,乡镇\nT02,叶坪镇人民政府,叶坪镇,乡镇\nD01,瑞金市水利局,水利局,部门\n";

/** What an office with one more form makes of the files of a year, run as a whole in memory. */
export interface Outcome {
  readonly consolidation: Consolidation;
  readonly files: () => Promise<ReadonlyMap<string, OutputFile>>;
}

export interface OwnForm {
  readonly id: string;
  readonly files: readonly SchemaFile[];
}

/** The shipped schemas with a form of the office's own, and a roster of three. */
export function schemasWithForm({ id, files }: OwnForm): readonly SchemaFile[] {
  const settings = "jurisdiction.json";
  const shipped = shippedFiles().map((file) => {
    if (file.path === "units.csv") return { path: file.path, text: ROSTER };
    if (file.path !== settings) return file;
    return { path: file.path, text: JSON.stringify({ ...JSON.parse(file.text), forms: ["annual-report", id] }) };
  });
  return [...shipped, ...files];
}

interface FormText {
  readonly form: string;
  readonly edition: string;
  readonly title: string;
  readonly [key: string]: unknown;
}

/** form.json with the rules and the outline that go with it. */
export function formFiles(form: FormText): OwnForm {
  const annual = JSON.parse(
    readFileSync(new URL("../../schemas/annual-report/2021/rules.json", import.meta.url), "utf8"),
  );
  const observations = shippedFiles().find(({ path }) => path === "observations.json")?.text ?? "{}";
  const hasList = JSON.stringify(form).includes('"layout":"list"');
  const own = (JSON.parse(observations).rules as { id: string }[])
    .filter(({ id }) => id.startsWith(hasList ? "LIST." : "ANSWER."))
    .map((one) => ({ ...one, kind: "observation", basis: BASIS }));
  const general = (annual.rules as { id: string; kind: string }[]).filter(
    ({ id, kind }) => kind === "observation" || id === "TEXT.PLACEHOLDER",
  );
  const folder = `${form.form}/${form.edition}`;
  const { tables = [] } = form as { tables?: readonly { readonly code: string; readonly title: string }[] };
  const outline = {
    title: `{government}{period}${form.title}`,
    preamble: [],
    parts: tables.map(({ code, title }) => ({ heading: title, table: code })),
  };
  return {
    id: form.form,
    files: [
      { path: `${folder}/form.json`, text: JSON.stringify(form) },
      { path: `${folder}/rules.json`, text: JSON.stringify({ rules: [...general, ...own] }) },
      { path: `${folder}/outline.json`, text: JSON.stringify(outline) },
    ],
  };
}

/** 微博 and 微信, a row each, under the columns that a test asks about. */
export function sitesForm<C extends object>(columns: readonly C[]) {
  const rows = [
    { code: "weibo", label: "微博" },
    { code: "wechat", label: "微信" },
  ];
  const section = { code: "sites", rowHeading: "平台", layout: "matrix", rows, columns: [...columns] };
  const table = { code: "sites", title: "政务新媒体情况", basis: BASIS, unit: "条", sections: [section] };
  const named = { form: "sites", edition: "2022", title: "政务新媒体年报" };
  return { ...named, basis: BASIS, inForce: { from: 2022 }, tables: [table] };
}

/** Several runs ask for one form. */
const known = new WeakMap<OwnForm, Schemas>();

/** One year of a form, from its files to its outputs. */
export async function runForm(
  form: OwnForm,
  files: Readonly<Record<string, string | Uint8Array>>,
  period: Period = yearPeriod(2022),
): Promise<Outcome> {
  const all = schemasWithForm(form);
  const schemas = known.get(form) ?? loadSchemas(all);
  known.set(form, schemas);
  const contents = new Map(
    Object.entries(files).map(([path, content]) => [
      path,
      typeof content === "string" ? new TextEncoder().encode(content) : content,
    ]),
  );
  const loaded = schemasOf(schemas, period, form.id);
  const effects = effectsWith({
    schemas: async () => all,
    list: async ({ key }) =>
      key === period.key
        ? [...contents].map(([path, { length }]) => ({ path: `${form.id}/${path}`, size: length }))
        : undefined,
    bytes: async (_, path) => contents.get(path.slice(form.id.length + 1))!,
  });
  const result = await run({ period, form: form.id }, loaded, effects);
  return {
    consolidation: result.consolidation,
    files: async () => new Map((await result.files()).map((file) => [file.path, file])),
  };
}

/** What was consolidated of each figure: 12, 是2家、否1家 … with its state. */
export function shownFigures({ figures }: Consolidation): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...figures.values()].map(({ figure, value, answers, state }) => [
      figure,
      [value ? format(value) : "", ...(answers ?? []).map((one) => `${one.answer}=${one.units}`), state]
        .filter((word) => word !== "")
        .join(" "),
    ]),
  );
}

/** Findings that somebody must answer, in words. */
export function openMessages({ findings }: Consolidation): readonly string[] {
  return findings
    .filter(({ severity }) => severity !== "notice")
    .map(({ message }) => message.split("。位置：")[0] ?? "")
    .sort();
}
