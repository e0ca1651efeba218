import type { Consolidation } from "../consolidation.js";
import { codeOf } from "../figure.js";
import type { Section, Table } from "../form/form.js";

/** 一张台账 as a table: its columns with their headings, and the entries of all units, in the order of the roster and of the files. */
export interface EntryTable {
  /** t1, or t1-s2 where a table has several lists. */
  readonly code: string;
  readonly title: string;
  readonly columns: readonly { readonly code: string; readonly label: string }[];
  readonly entries: Consolidation["entries"];
}

/** 各台账的明细. A list without entries is none. */
export function entryTables({ forms, entries }: Consolidation): readonly EntryTable[] {
  return forms
    .flatMap(({ tables, figures }) =>
      tables.flatMap((table) => table.sections.flatMap((section) => entryTable(table, section, figures, entries))),
    )
    .filter((table) => table.entries.length > 0);
}

function entryTable(
  table: Table,
  section: Section,
  figures: Consolidation["forms"][0]["figures"],
  all: Consolidation["entries"],
): readonly EntryTable[] {
  const { list, columns, rows } = section;
  if (!list) return [];
  const several = table.sections.filter((one) => one.list).length > 1;
  const row = rows.lines[0]?.code ?? "";
  const numbers = columns.lines.filter(({ code }) => code !== list.count);
  return [
    {
      code: several ? `${table.code}-${section.code}` : table.code,
      title: several && section.label !== undefined ? `${table.title}（${section.label}）` : table.title,
      columns: [
        ...list.columns.map(({ line }) => ({ code: line.code, label: line.label })),
        ...numbers.map(({ code, label }) => ({
          code,
          label: figures.get(codeOf(table.code, row, code))?.columnLabel ?? label,
        })),
      ],
      entries: all.filter(({ entry }) => entry.table === table.code && entry.section === section.code),
    },
  ];
}
