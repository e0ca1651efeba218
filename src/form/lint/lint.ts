import { codeOf } from "../../figure.js";
import type { BareForm } from "../compile.js";
import type { Axis, Section } from "../form.js";
import type { Contradiction } from "../problem.js";
import type { FormRecord, LineRecord } from "../records.js";
import { lintAnswers } from "./answers.js";
import { lintAxis } from "./axis.js";
import { lintCombining } from "./combining.js";
import { lintList } from "./list.js";

export { lintCodes } from "./codes.js";

export { lintOutline } from "./outline.js";
export { formsBeside, lintReferences } from "./references.js";
export { lintRules } from "./rules.js";
export { lintFormOrder, lintRegrading } from "./settings.js";
export { type Edition, inForceWith, lintTogether } from "./together.js";

type Path = readonly PropertyKey[];

/** 自查: what contradicts itself within a form: codes that meet, names that can't be told apart, totals of what is not there. */
export function lintForm(form: BareForm, record: FormRecord): readonly Contradiction[] {
  const { from, to } = record.inForce;
  return [
    ...(to !== undefined && to < from ? [{ message: "施行的起始年度晚于终止年度", path: ["inForce"] }] : []),
    ...form.tables.flatMap((table, t) => [
      ...repeated(form.tables, t, (code) => ({ message: `表代码“${code}”重复`, path: ["tables", t, "code"] })),
      ...table.sections.flatMap((section, s) => {
        const path = ["tables", t, "sections", s];
        const { rows, columns } = record.tables[t]!.sections[s]!;
        return [
          ...repeated(table.sections, s, (code) => ({
            message: `分表代码“${code}”在表“${table.code}”中重复`,
            path: [...path, "code"],
          })),
          ...lintFields(section, path),
          ...lintList(section, path),
          ...lintAxis(section.rows, linePaths(rows, [...path, "rows"])),
          ...lintAxis(section.columns, linePaths(columns, [...path, "columns"])),
        ];
      }),
    ]),
    ...repeatedFigures(form, record),
    ...lintCombining(form, record),
    ...lintAnswers(form, record),
  ];
}

/** A name has one value. */
function lintFields({ layout, columns }: Section, path: Path): readonly Contradiction[] {
  if (layout !== "fields" || (columns.lines.length === 1 && columns.groups.length === 0)) return [];
  return [{ message: "layout 为 fields 的分表只能有一栏", path: [...path, "columns"] }];
}

function repeated(
  all: readonly { readonly code: string }[],
  index: number,
  said: (code: string) => Contradiction,
): readonly Contradiction[] {
  const { code } = all[index]!;
  return all.findIndex((other) => other.code === code) < index ? [said(code)] : [];
}

/** Where each line of an axis stands in the file, in the order in which the form has them: a group's own line after its items. */
function linePaths(records: readonly LineRecord[], path: Path): readonly Path[] {
  return records.flatMap((record, index) => {
    const here = [...path, index];
    if (!("lines" in record)) return [here];
    return [...linePaths(record.lines, [...here, "lines"]), ...(record.own === undefined ? [] : [here])];
  });
}

/** Two sections of a table may not give one figure: the second would stand for both. One is said a row. */
function repeatedFigures(form: BareForm, record: FormRecord): readonly Contradiction[] {
  const codes = new Map<string, string>();
  return form.tables.flatMap((table, t) =>
    table.sections.flatMap((section, s) => {
      const paths = linePaths(record.tables[t]!.sections[s]!.rows, ["tables", t, "sections", s, "rows"]);
      const place = `${t}.${s}`;
      return section.rows.lines.flatMap((row, index) => {
        const own = figureCodes(table.code, row.code, section.columns);
        const twice = own.find((code) => codes.has(code) && codes.get(code) !== place);
        for (const code of own) codes.set(code, codes.get(code) ?? place);
        return twice === undefined ? [] : [{ message: `指标代码“${twice}”重复`, path: paths[index] ?? [] }];
      });
    }),
  );
}

function figureCodes(table: string, row: string, columns: Axis): readonly string[] {
  return columns.lines.map((column) => codeOf(table, row, column.code));
}
