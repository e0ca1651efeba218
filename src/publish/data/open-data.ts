import { sha256 } from "../../bytes.js";
import type { ConsolidatedFigure, Consolidation } from "../../consolidation.js";
import { type Decimal, format } from "../../decimal.js";
import type { FigureCode } from "../../figure.js";
import type { Figure } from "../../form/form.js";
import { type Period, yearOf } from "../../period.js";
import { jsonText } from "../../shown-text.js";
import { knownFigure, type Names, namesOf } from "../naming.js";
import type { OutputFile, Publication } from "../publication.js";
import { csvText } from "./csv.js";
import { figuresSchema } from "./open-data-schema.js";

/** 指标记录: one figure as the public gets it: no unit's share, no source. */
interface OpenFigure {
  readonly code: FigureCode;
  readonly label: string;
  readonly unit: string;
  readonly value: string | null;
  readonly qualifier?: string;
  /** 按答复计数 of what is answered by one of several choices. */
  readonly answers?: Readonly<Record<string, number>>;
}

interface OpenYear {
  readonly period: Period;
  readonly figures: readonly OpenFigure[];
}

/** 开放数据: every file of a draft says that it is one. Figures as JSON with its schema, as tidy CSV with a Frictionless package; last year's in the same shape. */
export function writeOpenData({ consolidation }: Publication): readonly OutputFile[] {
  const now = openYear(consolidation);
  const before = openPriorYear(consolidation);
  const years = [now, ...(before ? [before] : [])];
  const inYear = isInYear(consolidation.period);
  const { title } = consolidation.forms[0];
  const csv = bytesOf(csvText(tidyRows(years, consolidation.status, inYear)));
  return [
    { path: "open-data/figures.json", bytes: jsonBytes(openRecord(consolidation, now)) },
    ...(before
      ? [
          {
            path: `open-data/figures-${before.period.key}.json`,
            bytes: jsonBytes(openRecord(consolidation, before)),
          },
        ]
      : []),
    {
      path: "open-data/figures.schema.json",
      bytes: jsonBytes(figuresSchema(title, consolidation.status, { answered: hasAnswers(now), inYear })),
    },
    { path: "open-data/figures.csv", bytes: csv },
    { path: "open-data/datapackage.json", bytes: jsonBytes(dataPackage(consolidation, csv, isApproximate(years))) },
  ];
}

function openYear(consolidation: Consolidation): OpenYear {
  const names = namesOf(consolidation);
  const figures = [...consolidation.figures.values()].map(({ figure, value, qualifier, answers }) => ({
    ...openFigure(names, figure, value, qualifier),
    ...openAnswers(answers, knownFigure(consolidation, figure)),
  }));
  return { period: consolidation.period, figures };
}

function hasAnswers({ figures }: OpenYear): boolean {
  return figures.some(({ answers }) => answers !== undefined);
}

/** 按答复计数 of choices; days and texts are what units typed, and are not published. */
function openAnswers(answers: ConsolidatedFigure["answers"], figure: Figure | undefined): Pick<OpenFigure, "answers"> {
  if (!answers || !figure?.answer || figure.answer.choices.length === 0) return {};
  return { answers: Object.fromEntries(answers.map(({ answer, units }) => [answer, units])) };
}

/** Last year's values of this year's figures, null where there are none, so that the two years have the same rows. */
function openPriorYear(consolidation: Consolidation): OpenYear | undefined {
  const { prior } = consolidation;
  if (!prior) return undefined;
  const names = namesOf(consolidation);
  const figures = [...consolidation.figures.keys()].map((code) =>
    openFigure(names, code, prior.figures.get(code) ?? null, undefined),
  );
  return { period: prior.period, figures };
}

function openFigure(names: Names, code: FigureCode, value: Decimal | null, qualifier: string | undefined): OpenFigure {
  return {
    code,
    label: names.figure(code),
    unit: names.measure(code),
    value: value === null ? null : format(value),
    ...(qualifier && { qualifier }),
  };
}

function openRecord({ jurisdiction, status, forms: [form] }: Consolidation, { period, figures }: OpenYear): object {
  return {
    $schema: "figures.schema.json",
    jurisdiction,
    year: yearOf(period),
    ...(isInYear(period) && { period: period.key }),
    status,
    form: { title: form.title, edition: form.edition, basis: form.basis.document },
    figures,
  };
}

function* tidyRows(
  years: readonly OpenYear[],
  status: Consolidation["status"],
  inYear: boolean,
): Iterable<readonly string[]> {
  const approximate = isApproximate(years);
  yield [
    ...["code", "label", "unit", "value", ...(approximate ? ["qualifier"] : []), "year"],
    ...(inYear ? ["period"] : []),
    "status",
  ];
  for (const { period, figures } of years) {
    const own = [String(yearOf(period)), ...(inYear ? [period.key] : []), status];
    for (const { code, label, unit, value, qualifier = "" } of figures)
      yield [code, label, unit, value ?? "", ...(approximate ? [qualifier] : []), ...own];
  }
}

/** 年内的报告期: its year alone would not tell it from the period before. */
function isInYear({ kind }: Period): boolean {
  return kind !== "year";
}

/** 约数: whether any figure is an approximate one, whose mark has a column then. */
function isApproximate(years: readonly OpenYear[]): boolean {
  return years.some(({ figures }) => figures.some(({ qualifier }) => qualifier !== undefined));
}

function dataPackage(
  { government, period, prior, date, status, forms: [form] }: Consolidation,
  csv: Uint8Array,
  approximate: boolean,
): object {
  const years = prior ? `${prior.period.label}、${period.label}` : period.label;
  const left = [...(approximate ? [] : ["qualifier"]), ...(isInYear(period) ? [] : ["period"])];
  return {
    profile: "tabular-data-package",
    name: `${form.id}-${period.key}`,
    title: `${government}${period.label}${form.title}指标数据${status === "draft" ? "（草稿）" : ""}`,
    description: `${status === "draft" ? "草稿，不得引用。" : ""}《${form.title}》各项指标的汇总数（${years}）。value 为空表示没有数据，不等于零。`,
    version: date,
    status,
    resources: [
      {
        name: "figures",
        path: "figures.csv",
        profile: "tabular-data-resource",
        format: "csv",
        mediatype: "text/csv",
        encoding: "utf-8",
        bytes: csv.length,
        hash: `sha256:${sha256(csv)}`,
        dialect: { delimiter: ",", lineTerminator: "\r\n", quoteChar: '"', doubleQuote: true },
        schema: {
          fields: FIELDS.filter(({ name }) => !left.includes(name)),
          primaryKey: ["code", isInYear(period) ? "period" : "year"],
          missingValues: [""],
        },
      },
    ],
  };
}

const FIELDS = [
  { name: "code", type: "string", title: "指标代码", constraints: { required: true } },
  { name: "label", type: "string", title: "指标名称", constraints: { required: true } },
  { name: "unit", type: "string", title: "计量单位" },
  { name: "value", type: "number", title: "数值", bareNumber: true },
  { name: "qualifier", type: "string", title: "约数标记，如 余（300余）；空白为确数" },
  { name: "year", type: "year", title: "年度", constraints: { required: true } },
  { name: "period", type: "string", title: "报告期，如 2022-12、2022-Q4", constraints: { required: true } },
  { name: "status", type: "string", title: "final 正式数据，draft 草稿", constraints: { enum: ["final", "draft"] } },
] as const;

function jsonBytes(record: object): Uint8Array {
  return bytesOf(`${jsonText(record, 2)}\n`);
}

/** Without a byte order mark: this CSV is for programs, and `datapackage.json` names its encoding. */
function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
