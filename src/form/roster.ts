import { CsvError, parse as parseCsv } from "csv-parse/sync";
import { unitCode } from "../figure.js";
import { wordingOf } from "../wording.js";
import type { Unit } from "./form.js";
import { UnitSchema } from "./office-records.js";
import { type Parsed, recordProblems } from "./parse.js";
import type { Problem, SchemaFile } from "./problem.js";

/** 单位名录: the units in the order of the file. Units that can't be told apart in one year are a problem; further columns are not. */
export function parseRoster(file: SchemaFile): Parsed<readonly Unit[]> {
  const { rows, problems } = rowsOf(file);
  const lacking = rows.length > 0 ? missingColumns(file, rows[0]!.record) : [];
  if (problems.length > 0 || lacking.length > 0) return { value: undefined, problems: [...problems, ...lacking] };
  const read = rows.map(({ record, line }) => ({ ...recordProblems(record, UnitSchema), line }));
  const units = read.flatMap(({ value, line }) => (value === undefined ? [] : [{ unit: unitOf(value), line }]));
  const wrong = [
    ...read.flatMap(({ messages, line }) => messages.map((message) => ({ file: file.path, line, message }))),
    ...units.flatMap(({ unit, line }) => reversed(file, unit, line)),
    ...alike(file, units),
  ];
  return { value: wrong.length > 0 ? undefined : units.map(({ unit }) => unit), problems: wrong };
}

interface RosterRow {
  readonly record: Readonly<Record<string, unknown>>;
  readonly line: number;
}

function rowsOf(file: SchemaFile): { readonly rows: readonly RosterRow[]; readonly problems: readonly Problem[] } {
  if (file.text.startsWith("PK\u0003") || file.text.includes("\u0000"))
    return { rows: [], problems: [{ file: file.path, message: WORKBOOK }] };
  try {
    const rows: { record: RosterRow["record"]; info: { lines: number } }[] = parseCsv(
      file.text.replace(/^\ufeff/, ""),
      {
        columns: true,
        skip_empty_lines: true,
        skip_records_with_empty_values: true,
        trim: true,
        relax_column_count: true,
        info: true,
      },
    );
    return { rows: rows.map(({ record, info }) => ({ record, line: info.lines })), problems: [] };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = Number(error["lines"] ?? 1);
    return { rows: [], problems: [{ file: file.path, line, message: "不是有效的 CSV，请检查引号是否成对" }] };
  }
}

const WORKBOOK = "是工作簿（Excel、WPS），只是名称写作 .csv；请打开后另存为“CSV UTF-8（逗号分隔）”";

function missingColumns(file: SchemaFile, record: RosterRow["record"]): readonly Problem[] {
  return ["code", "name", "category"]
    .filter((column) => !(column in record))
    .map((column) => ({ file: file.path, line: 1, message: `缺少“${column}”一栏` }));
}

function unitOf({
  code,
  name,
  category,
  contact,
  phone,
  aliases,
  from,
  to,
}: ReturnType<typeof UnitSchema.parse>): Unit {
  return {
    code: unitCode(code),
    name,
    category,
    aliases: (aliases ?? "")
      .split(/[;；]/)
      .map((alias) => alias.trim())
      .filter((alias) => alias !== ""),
    ...(contact && { contact }),
    ...(phone && { phone }),
    ...(from && { from: Number(from) }),
    ...(to && { to: Number(to) }),
  };
}

interface PlacedUnit {
  readonly unit: Unit;
  readonly line: number;
}

function reversed(file: SchemaFile, { name, from, to }: Unit, line: number): readonly Problem[] {
  const message = `“${name}”的起始年度晚于终止年度`;
  return from !== undefined && to !== undefined && from > to ? [{ file: file.path, line, message }] : [];
}

function alike(file: SchemaFile, units: readonly PlacedUnit[]): readonly Problem[] {
  const named = new Map<string, Unit[]>();
  return units.flatMap(({ unit, line }) => {
    const clashes = namesOf(unit).flatMap((name) => {
      const others = named.get(name) ?? [];
      const other = others.find((one) => yearsMeet(one, unit));
      named.set(name, [...others, unit]);
      return other ? [{ other, name }] : [];
    });
    return clashes.slice(0, 1).map(({ other, name }) => ({
      file: file.path,
      line,
      message: `“${unit.name}”与“${other.name}”的代码、名称或别名相同（${name}），且施行年度重叠`,
    }));
  });
}

function namesOf(unit: Unit): readonly string[] {
  const names = [unit.name, ...unit.aliases].map((text) => wordingOf(text).name);
  return [...new Set([`代码${unit.code}`, ...names])];
}

function yearsMeet(a: Unit, b: Unit): boolean {
  return (a.from ?? 0) <= (b.to ?? 9999) && (b.from ?? 0) <= (a.to ?? 9999);
}
