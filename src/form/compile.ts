import type { z } from "zod";
import { type AnswerTerms, NO, YES } from "../answer.js";
import { decimal } from "../decimal.js";
import { codeOf, type FigureCode, figureCode } from "../figure.js";
import {
  type Axis,
  type Combining,
  type Figure,
  type Form,
  type Group,
  isRecombined,
  type Line,
  type ListPart,
  type Section,
  type Table,
} from "./form.js";
import type { ListRecord } from "./line-records.js";
import type { FormRecord, LeafRecord, LineRecord, SectionSchema, TableSchema } from "./records.js";

type TableRecord = z.infer<typeof TableSchema>;
type SectionRecord = z.infer<typeof SectionSchema>;

/** A form without what stands in its other files. */
export type BareForm = Omit<Form, "rules" | "outline">;

/** Turns the record of an edition into a form: axes with heading paths, and its figures by code. */
export function compileForm(record: FormRecord): BareForm {
  const tables = record.tables.map(compileTable);
  const figures = new Map<FigureCode, Figure>();
  for (const [index, table] of tables.entries()) {
    for (const section of table.sections) {
      for (const figure of figuresOf(record.tables[index]!, table, section)) figures.set(figure.code, figure);
    }
  }
  const { from, to } = record.inForce;
  return {
    id: record.form,
    edition: record.edition,
    title: record.title,
    titleWords: record.titleWords ?? [],
    ...(record.accompanies !== undefined && { accompanies: record.accompanies }),
    basis: record.basis,
    inForce: { from, ...(to !== undefined && { to }) },
    periodKind: record.period ?? "year",
    ...(record.deadlines && { deadlines: record.deadlines }),
    ...(record.reporters && { reporters: record.reporters }),
    tables,
    figures,
  };
}

function compileTable(record: TableRecord): Table {
  return {
    code: record.code,
    title: record.title,
    wordings: [record.title, ...(record.aliases ?? [])],
    basis: record.basis,
    ...(record.note !== undefined && { note: record.note }),
    ...(record.columnsHeading !== undefined && { columnsHeading: record.columnsHeading }),
    optional: record.optional ?? false,
    sections: record.sections.map((section) => compileSection(record, section)),
  };
}

function compileSection(table: TableRecord, record: SectionRecord): Section {
  return {
    code: record.code,
    table: table.code,
    ...(record.label !== undefined && { label: record.label }),
    ...(record.rowHeading !== undefined && { rowHeading: record.rowHeading }),
    layout: record.layout,
    ...(record.list && { list: compileList(record.list) }),
    rows: compileAxis(record.rows),
    columns: compileAxis(record.columns),
  };
}

function compileList({ columns, names, count }: ListRecord): ListPart {
  return {
    columns: columns.map(({ code, label, aliases = [], role, required = role !== "text", ...given }) => {
      const answer = answerTerms({ ...definedOnly(given), mayBeBlank: !required });
      return {
        line: { code, label, wordings: [label, ...aliases], groups: [], sumOf: [], insteadOf: [], record: undefined },
        role,
        required,
        ...(answer && { answer }),
      };
    }),
    roster: names === "roster",
    ...(count !== undefined && { count }),
  };
}

function compileAxis(records: readonly LineRecord[]): Axis {
  const lines: Line[] = [];
  const groups: Group[] = [];
  for (const record of records) collect(record, [], lines, groups);
  return { lines, groups };
}

function collect(record: LineRecord, above: readonly Group[], lines: Line[], groups: Group[]): void {
  const wordings = [record.label, ...(record.aliases ?? [])];
  if (!("lines" in record)) {
    lines.push({
      code: record.code,
      label: record.label,
      wordings,
      groups: above,
      sumOf: record.sumOf ?? [],
      insteadOf: [],
      record,
    });
    return;
  }
  const group: Group = {
    label: record.label,
    wordings,
    depth: above.length,
    ...(record.own !== undefined && { own: record.own }),
  };
  groups.push(group);
  const before = lines.length;
  for (const line of record.lines) collect(line, [...above, group], lines, groups);
  if (record.own === undefined) return;
  const insteadOf = lines.slice(before).map((line) => line.code);
  lines.push({
    code: record.own,
    label: record.label,
    wordings,
    groups: above,
    sumOf: [],
    insteadOf,
    record: undefined,
  });
}

function figuresOf(record: TableRecord, table: Table, section: Section): readonly Figure[] {
  return section.rows.lines.flatMap((row) =>
    section.columns.lines.map((column) => figureAt(record, table, section, row, column)),
  );
}

function figureAt(record: TableRecord, table: Table, section: Section, row: Line, column: Line): Figure {
  const measure = { ...row.record, ...definedOnly(column.record) };
  const code = (r: string, c: string): FigureCode => codeOf(table.code, r, c);
  const answer = answerTerms(measure);
  const stated = combiningAt(row, column, table);
  const combine = answer && stated !== "latest" ? "none" : stated;
  // What does not add has no total that could be computed: its “total” is given like any other figure.
  const parts = isRecombined({ combine }) ? [] : partsAt(row, column, code);
  return {
    code: code(row.code, column.code),
    table: table.code,
    section: section.code,
    row: row.code,
    column: column.code,
    label: [shortTitle(table), ...pathsTold(section, row, column)].join("｜"),
    // Names of fields recur from group to group, and are told with their groups.
    rowLabel: section.layout === "fields" ? labelPath(row).replaceAll("／", "—") : labelPath(row),
    columnLabel: labelPath(column),
    unit: measure.unit ?? (answer ? "" : record.unit),
    kind: measure.kind ?? "count",
    ...(answer && { answer }),
    decimals: measure.decimals ?? 0,
    signed: measure.signed ?? false,
    ...(measure.doubtfulFrom !== undefined && { doubtfulFrom: measure.doubtfulFrom }),
    parts,
    optional: row.insteadOf.length > 0,
    insteadOf: row.insteadOf.map((part) => code(part, column.code)),
    approximate: measure.approximate ?? false,
    ...(measure.otherSource !== undefined && parts.length === 0 && { otherSource: measure.otherSource }),
    combine,
    blank: blankAt(record, combine, answer),
  };
}

/** What does not add is missed nowhere, but an answer that every unit must give. */
function blankAt(
  { blank, optional }: TableRecord,
  combine: Combining,
  answer: AnswerTerms | undefined,
): Figure["blank"] {
  const usual = blank ?? (optional ? "nothing" : "policy");
  if (answer) return answer.mayBeBlank ? "nothing" : usual;
  return isRecombined({ combine }) ? "nothing" : usual;
}

/** 填写要求; undefined for a number. */
function answerTerms({ kind, ...given }: Partial<LeafRecord>): AnswerTerms | undefined {
  if (kind === undefined || kind === "count" || kind === "amount") return undefined;
  return {
    kind,
    choices: kind === "yesNo" ? [YES, NO] : (given.choices ?? []),
    several: given.several ?? false,
    ...(given.longest !== undefined && { longest: given.longest }),
    withinPeriod: given.withinPeriod ?? false,
    mayBeBlank: given.mayBeBlank ?? false,
  };
}

/** What tells a figure apart: its row and its column, but for layouts in which one of them has no name. */
function pathsTold({ layout }: Section, row: Line, column: Line): readonly string[] {
  if (layout === "leaf-row") return [labelPath(column)];
  return layout === "fields" ? [labelPath(row)] : [labelPath(row), labelPath(column)];
}

function partsAt(row: Line, column: Line, code: (row: string, column: string) => FigureCode): readonly FigureCode[] {
  return column.sumOf.length > 0
    ? column.sumOf.map((part) => code(row.code, part))
    : row.sumOf.map((part) => code(part, column.code));
}

/** 汇总方式: the row's, else the column's. A reference is to the same row, or column, unless it begins with the table's code. */
function combiningAt(row: Line, column: Line, table: Table): Combining {
  const ofRow = row.record?.combine;
  const stated = ofRow ?? column.record?.combine ?? "sum";
  if (typeof stated === "string" || "from" in stated) return stated;
  const figure = (reference: string): FigureCode => {
    if (reference.startsWith(`${table.code}.`)) return figureCode(reference);
    return ofRow ? codeOf(table.code, reference, column.code) : codeOf(table.code, row.code, reference);
  };
  if ("weightedBy" in stated) return { weightedBy: figure(stated.weightedBy), rounding: stated.rounding };
  const { of, over, times = "1" } = stated.ratio;
  return { ratio: { of: figure(of), over: figure(over), times: decimal(times) }, rounding: stated.rounding };
}

function definedOnly<T extends object>(record: T | undefined): Partial<T> {
  return Object.fromEntries(Object.entries(record ?? {}).filter(([, value]) => value !== undefined)) as Partial<T>;
}

function labelPath(line: Line): string {
  return [...line.groups.map((group) => group.label), line.label].join("／");
}

/** 二、主动公开政府信息情况 → 表二, so that a message stays short. */
function shortTitle(table: Table): string {
  const ordinal = /^([一二三四五六七八九十]+)、/.exec(table.title)?.[1];
  return ordinal ? `表${ordinal}` : table.title;
}
