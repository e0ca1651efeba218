import type { z } from "zod";
import { wordingOf } from "../wording.js";
import type { Axis, Form, Line } from "./form.js";
import type { FormSchema, LineRecord } from "./records.js";

type FormRecord = z.infer<typeof FormSchema>;
type Path = readonly PropertyKey[];

/** What contradicts itself in a schema, and the JSON path at which a person finds it. */
export interface Contradiction {
  readonly message: string;
  readonly path: Path;
}

/** 自查: refuses a form in which two tables or lines meet, or a total of a line that is not there. */
export function lintForm(form: Form, record: FormRecord): readonly Contradiction[] {
  return form.tables.flatMap((table, t) => [
    ...repeatedTable(form, table.code, t),
    ...table.sections.flatMap((section, s) => {
      const { rows, columns } = record.tables[t]!.sections[s]!;
      const path = ["tables", t, "sections", s];
      return [
        ...lintAxis(section.rows, linePaths(rows, [...path, "rows"])),
        ...lintAxis(section.columns, linePaths(columns, [...path, "columns"])),
      ];
    }),
  ]);
}

function repeatedTable(form: Form, code: string, index: number): readonly Contradiction[] {
  const first = form.tables.findIndex((other) => other.code === code);
  return first < index ? [{ message: `表代码“${code}”重复`, path: ["tables", index, "code"] }] : [];
}

/** Where each line of an axis stands in the file, in the order in which the form has them: a group's own line after its items. */
function linePaths(records: readonly LineRecord[], path: Path): readonly Path[] {
  return records.flatMap((record, index) => {
    const here = [...path, index];
    if (!("lines" in record)) return [here];
    return [...linePaths(record.lines, [...here, "lines"]), ...(record.own === undefined ? [] : [here])];
  });
}

function lintAxis(axis: Axis, paths: readonly Path[]): readonly Contradiction[] {
  const codes = new Set<string>();
  const seen = new Map<string, Line>();
  const found: Contradiction[] = [];
  for (const [index, line] of axis.lines.entries()) {
    const path = paths[index] ?? [];
    if (codes.has(line.code)) found.push({ message: `代码“${line.code}”重复`, path });
    codes.add(line.code);
    for (const key of line.insteadOf.length > 0 ? [] : pathKeys(line)) {
      const other = seen.get(key);
      if (other && other !== line)
        found.push({ message: `“${line.label}”与“${other.label}”的名称或别名相同，无法区分`, path });
      seen.set(key, line);
    }
  }
  return [...found, ...axis.lines.flatMap((line, index) => lintSum(line, codes, [...(paths[index] ?? []), "sumOf"]))];
}

function lintSum(line: Line, codes: ReadonlySet<string>, path: Path): readonly Contradiction[] {
  return line.sumOf.flatMap((part) => {
    if (!codes.has(part)) return [{ message: `“${line.label}”由“${part}”相加，但没有这一项`, path }];
    return part === line.code ? [{ message: `“${line.label}”不能由自身相加`, path }] : [];
  });
}

/** Two lines of the same group whose numbered names are equal can't be told apart. */
function pathKeys(line: Line): readonly string[] {
  const above = line.groups.map((group) => wordingOf(group.label).name).join("/");
  return line.wordings.map((text) => {
    const { ordinal, name } = wordingOf(text);
    return `${above}/${ordinal ? `${ordinal.style}${ordinal.number}` : ""}${name}`;
  });
}

/** Refuses an edition that is in force in a year of another edition of the same form. */
export function lintEdition(form: Form, others: readonly Form[]): readonly Contradiction[] {
  return others
    .filter((other) => other.id === form.id && overlap(other, form))
    .map((other) => ({ message: `${form.edition}年版与${other.edition}年版的施行期重叠`, path: ["inForce"] }));
}

function overlap(a: Form, b: Form): boolean {
  return a.inForce.from <= (b.inForce.to ?? 9999) && b.inForce.from <= (a.inForce.to ?? 9999);
}
