import type { SourceCell, UnitCode } from "../figure.js";
import type { Finding } from "../finding.js";
import type { Unit } from "../form/form.js";
import type { ReadDocument } from "../grid.js";
import { type Period, periodOfKey, yearOf } from "../period.js";
import type { RollUp } from "../roll-up.js";
import { otherSpanInName, statesPart } from "../stated-span.js";
import { plainText } from "../wording.js";
import type { Named } from "./entries.js";
import type { Evidence } from "./evidence.js";
import { yearsNamed } from "./naming/naming.js";
import { baseOf, foldersOf } from "./paths.js";

/** 所属年度不符 by a table heading: 本年(2021)制发件数. The file is not summed. */
export function headingYearFindings(
  { file, unit, period }: { readonly file: string; readonly unit: UnitCode | null; readonly period: Period },
  years: readonly { readonly year: number; readonly source: Named }[],
): readonly Finding[] {
  const other = years.filter((one) => one.year !== yearOf(period));
  const first = other[0];
  if (!first) return [];
  return [
    {
      code: "YEAR.MISMATCH",
      unit,
      figures: [],
      sources: other.map(({ source }) => ({ file, sheet: source.sheet, cell: source.cell, text: source.text })),
      facts: { found: String(first.year), wanted: String(yearOf(period)) },
    },
  ];
}

/** 所属年度不符 by title, cover or period. The file is not summed. */
export function yearFindings(
  {
    file,
    period,
    document,
  }: { readonly file: string; readonly period: Period; readonly document?: ReadDocument | undefined },
  evidence: Evidence,
  unit: Unit | undefined,
): readonly Finding[] {
  const year = yearOf(period);
  if (document?.rollUp) return otherPeriod(document.rollUp, { file, period, unit });
  const said = [
    ...evidence.titles.slice(0, 1).flatMap((title) =>
      yearsNamed(title.text)
        .slice(0, 1)
        .map((named) => ({ named, source: title })),
    ),
    ...[...evidence.cover, ...evidence.periods].flatMap((one) =>
      yearsNamed(one.text)
        .slice(0, 1)
        .map((named) => ({ named, source: one })),
    ),
  ];
  const marked = evidence.marks.flatMap((mark) => {
    const stated = periodOfKey(mark.period);
    const source = { text: mark.period, sheet: mark.sheet, cell: mark.cells.period };
    return stated ? [{ named: yearOf(stated), source }] : [];
  });
  const outside = said.length + marked.length === 0 ? yearOutside(file, year) : [];
  const spans = evidence.spans.length > 0 ? evidence.spans : spanOutside(file, period, evidence);
  const years = [...said, ...outside, ...marked].filter(({ named }) => named !== year);
  const other = [...years.map(({ named, source }) => ({ found: String(named), source })), ...spans];
  const first = other[0];
  if (!first) return [];
  return [
    {
      code: "YEAR.MISMATCH",
      unit: unit?.code ?? null,
      figures: [],
      sources: placesNamed(file, other),
      facts: { found: first.found, wanted: years.length > 0 ? String(year) : spoken(period.label) },
    },
  ];
}

/** 上报的所属期不符: its period is a key, and is the one asked for or another. */
function otherPeriod(
  { period: stated }: RollUp,
  { file, period, unit }: { readonly file: string; readonly period: Period; readonly unit: Unit | undefined },
): readonly Finding[] {
  if (stated === period.key) return [];
  return [
    {
      code: "YEAR.MISMATCH",
      unit: unit?.code ?? null,
      figures: [],
      sources: [{ file, sheet: "上报", cell: "period", text: stated }],
      facts: { found: spoken(periodOfKey(stated)?.label ?? stated), wanted: spoken(period.label) },
    },
  ];
}

/** Without the word that the finding's sentence adds: 2022年 → 2022. */
function spoken(label: string): string {
  return label.replace(/^(\d{4})年$/, "$1");
}

/** Each cell once, also where it was found both by its heading and by its words. */
function placesNamed(file: string, found: readonly { readonly source: Named }[]): readonly SourceCell[] {
  const sources = found.map(({ source: { sheet, cell, text } }) => ({ file, sheet, cell, text }));
  return sources.filter(
    (one, at) => sources.findIndex((other) => other.sheet === one.sheet && other.cell === one.cell) === at,
  );
}

/** 文件名、目录名中的月份、季度, for reports of a part of the year whose title states none. */
function spanOutside(file: string, period: Period, { titles }: Evidence): Evidence["spans"] {
  if (period.kind === "year" || titles.slice(0, 1).some(({ text }) => statesPart(text, period))) return [];
  const named = [baseOf(file), ...foldersOf(file)].find((name) => statesPart(name, period));
  const found = named === undefined ? undefined : otherSpanInName(named, period);
  return found === undefined ? [] : [{ found, source: { text: "", sheet: "", cell: "" } }];
}

/** Where the document states no year: the year in the file name, else in the nearest folder that names one. */
function yearOutside(file: string, year: number): readonly { readonly named: number; readonly source: Named }[] {
  const source = { text: "", sheet: "", cell: "" };
  const inName = yearsNamed(baseOf(file));
  if (inName.length > 0) return inName.slice(0, 1).map((named) => ({ named, source }));
  const folder = foldersOf(file).find((one) => yearsNamed(one).length > 0);
  if (folder === undefined) return [];
  const years = yearsNamed(folder);
  // A folder 2024年收 holds the reports of 2023: they are handed in in the following year.
  const nextYear = years.every((one) => one === year + 1) && !/年度|年报|年度报告/.test(plainText(folder));
  return years.includes(year) || nextYear ? [] : years.slice(0, 1).map((named) => ({ named, source }));
}
