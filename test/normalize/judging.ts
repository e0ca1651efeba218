import { readdirSync, readFileSync } from "node:fs";
import { checkAcross, checkUnit, grade } from "../../src/check/check.js";
import { missingUnits, type Sums, sumForms } from "../../src/consolidate/consolidate.js";
import { format } from "../../src/decimal.js";
import type { Effects } from "../../src/effects.js";
import { figureCode, unitCode } from "../../src/figure.js";
import type { GradedFinding } from "../../src/finding.js";
import { figureNamed, formInForce, formsOf, type Schemas, unitsDue } from "../../src/form/form.js";
import { loadSchemas, type SchemaFile } from "../../src/form/load.js";
import { gather } from "../../src/gather/gather.js";
import type { ReadDocument, ReadResult } from "../../src/grid.js";
import { type Period, yearPeriod } from "../../src/period.js";
import { effectsWith } from "../effects.js";
import type { Truth } from "./paper.js";

const ROOT = new URL("../../schemas/", import.meta.url);
const ROSTER =
  "code,name,aliases,category,from,to\nT01,象湖镇人民政府,象湖镇,乡镇,,\nT02,叶坪镇人民政府,叶坪镇,乡镇,,\nD01,瑞金市政府办公室,市政府办;瑞金市人民政府办公室,部门,,\nD02,瑞金市水利局,水利局,部门,,\nD03,瑞金市财政局,财政局,部门,,\n";

function schemaFiles(): readonly SchemaFile[] {
  const names = (readdirSync(ROOT, { recursive: true }) as string[])
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => /\.(json|csv)$/.test(path));
  return names.map((path) => ({
    path,
    text: path === "units.csv" ? ROSTER : readFileSync(new URL(path, ROOT), "utf8"),
  }));
}

let loaded: Schemas | undefined;
export function schemas(): Schemas {
  loaded ??= loadSchemas(schemaFiles());
  return loaded;
}

/** What a unit sent: what a reader made of it, or that it gave nothing. */
export type Sent = ReadDocument | Extract<ReadResult["outcome"], { failure: unknown }>;

function effectsOf(years: Readonly<Record<number, Readonly<Record<string, Sent>>>>): Effects {
  const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
  const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
  return effectsWith({
    schemas: async () => schemaFiles(),
    list: async ({ key }) =>
      years[Number(key)] ? Object.keys(years[Number(key)] ?? {}).map((path) => ({ path, size: 1 })) : undefined,
    bytes: async ({ key }, path) => encode(`${key}/${path}`),
    read: async ({ bytes }) => {
      const [, year = "", path = ""] = /^(\d+)\/(.*)$/s.exec(decode(bytes)) ?? [];
      const sent = years[Number(year)]![path]!;
      return [{ outcome: "blocks" in sent ? { document: sent } : sent }];
    },
  });
}

/** 判定: the acceptance judge's own words, for the units that sent something. */
export interface Verdict {
  /** Wrong, or missing without a finding that names it. */
  readonly silent: readonly string[];
  /** Given, and not the truth; named or not. */
  readonly wrong: readonly string[];
  readonly missing: readonly string[];
  readonly mandatory: readonly string[];
  readonly verification: readonly string[];
  readonly rules: ReadonlySet<string>;
  readonly messages: readonly string[];
  readonly findings: readonly GradedFinding[];
  readonly values: Readonly<Record<string, string | null>>;
}

const ABOUT = /^(VALUE|FORM|T3|T4)\./;

/** From what was sent to one unit's figures and findings; the other units of the roster have sent nothing. */
async function consolidated(
  period: Period,
  effects: Effects,
  unit: string,
): Promise<{ figures: Sums["figures"]; findings: readonly GradedFinding[] }> {
  const forms = formsOf(schemas(), period);
  const gathered = await gather(period, schemas(), effects);
  const context = { schemas: schemas(), forms, period };
  const received = new Set(gathered.reports.map((report) => report.unit.code));
  const found = [
    ...gathered.findings,
    ...gathered.reports.flatMap((report) => checkUnit(report, context)),
    ...checkAcross(gathered.reports, context),
  ];
  const missing = missingUnits(unitsDue(schemas(), period), received, found).filter((finding) => finding.unit === unit);
  const label = (code: string): string => figureNamed(forms, figureCode(code))?.label ?? code;
  return {
    figures: sumForms({
      forms: forms.slice(0, 1),
      due: gathered.reports.map((report) => report.unit),
      reported: gathered.reports,
      office: { unit: unitCode(""), observations: new Map() },
      blank: schemas().jurisdiction.policies.blank,
    }).figures,
    findings: grade({
      findings: [...found, ...missing],
      explanations: [],
      schemas: schemas(),
      forms,
      valueOf: () => null,
      labelOf: label,
    }),
  };
}

/** Runs intake, normalize, check and consolidate over what was sent and holds every figure of `unit` against the truth. */
export async function judge(
  files: Readonly<Record<string, Sent>>,
  truth: Truth | undefined,
  options: { unit?: string; year?: number; before?: Readonly<Record<string, Sent>> } = {},
): Promise<Verdict> {
  const { unit = "D02", year = 2023 } = options;
  const { figures, findings } = await consolidated(yearPeriod(year), effectsOf({ [year]: files }), unit);
  const named = new Set(
    findings.filter((f) => f.severity !== "notice" && ABOUT.test(f.rule) && f.unit === unit).flatMap((f) => f.figures),
  );
  const unsummed = findings.some(
    (f) => f.severity === "mandatory" && /^(FILE|UNIT|YEAR)\./.test(f.rule) && f.unit === unit,
  );
  const silent: string[] = [];
  const wrong: string[] = [];
  const missing: string[] = [];
  const values: Record<string, string | null> = {};
  for (const [code, want] of Object.entries(truth ?? {})) {
    const value = figures.get(figureCode(code))?.contributions.find((one) => one.unit === unit)?.value;
    const have = value ? format(value) : null;
    values[code] = have;
    if (have === want) continue;
    (have === null ? missing : wrong).push(`${code}: ${have} for ${want}`);
    // A total that is recomputed from a part that a finding names is named with it.
    const parts = formInForce(schemas(), yearPeriod(year))?.figures.get(figureCode(code))?.parts ?? [];
    const throughParts = parts.some(
      (part) =>
        named.has(part) ||
        (formInForce(schemas(), yearPeriod(year))?.figures.get(part)?.parts ?? []).some((one) => named.has(one)),
    );
    const derived = code.endsWith(".total") || code.includes(".outcomesTotal.");
    if (!named.has(figureCode(code)) && !throughParts && !(have === null && (unsummed || derived)))
      silent.push(`${code}: ${have} for ${want}`);
  }
  const shown = (severity: string): string[] =>
    findings.filter((f) => f.severity === severity).map((f) => `${f.rule} ${f.message}`);
  return {
    silent,
    wrong,
    missing,
    values,
    mandatory: shown("mandatory"),
    verification: shown("verification"),
    rules: new Set(findings.filter((f) => f.unit === unit || f.unit === null).map((f) => f.rule)),
    messages: findings.map((f) => f.message),
    findings,
  };
}
