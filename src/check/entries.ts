import { codeOf, type FigureCode, type UnitCode, wholeFile } from "../figure.js";
import type { Finding } from "../finding.js";
import type { Form, Section, Table, Unit } from "../form/form.js";
import { groupBy } from "../grouping.js";
import type { ListEntry } from "../list-entry.js";
import type { UnitReport } from "../unit-report.js";

interface RosterGiven {
  readonly forms: readonly Form[];
  /** The units of the roster in the period. */
  readonly roster: readonly Unit[];
  /** Those that report the form and have not sent it: that they are missing is said already. */
  readonly unsent: ReadonlySet<UnitCode>;
}

/** 名录单位没有行: in a list of units, those of which nobody gave a row though others of their category have one. */
export function unitsWithoutRow(reports: readonly UnitReport[], given: RosterGiven): readonly Finding[] {
  return given.forms.flatMap(({ tables }) =>
    tables.flatMap((table) =>
      table.sections.flatMap((section) => (section.list?.roster ? withoutRow(reports, { table, section }, given) : [])),
    ),
  );
}

function withoutRow(
  reports: readonly UnitReport[],
  { table, section }: { readonly table: Table; readonly section: Section },
  { roster, unsent }: RosterGiven,
): readonly Finding[] {
  const senders = reports.flatMap(({ unit, entries = [] }) => {
    const own = entries.filter((entry) => entry.table === table.code && entry.section === section.code);
    return own.length > 0 ? [{ unit, own }] : [];
  });
  const keys = new Set<string>(senders.flatMap(({ own }) => own.map(({ key }) => key)));
  // Of a level below its own units have the rows.
  const below = new Set(reports.flatMap(({ unit, rolledUp }) => (rolledUp ? [unit.code] : [])));
  const categories = groupBy(roster, ({ category }) => category);
  return [...categories].flatMap(([category, units]): readonly Finding[] => {
    const lacking = units.filter(({ code }) => !keys.has(code) && !unsent.has(code) && !below.has(code));
    if (lacking.length === 0 || units.every(({ code }) => !keys.has(code))) return [];
    return [
      {
        code: "LIST.UNIT_MISSING",
        unit: senders.length === 1 ? (senders[0]?.unit.code ?? null) : null,
        figures: section.rows.lines.flatMap((row) =>
          section.columns.lines.map((column) => codeOf(table.code, row.code, column.code)),
        ),
        sources:
          senders.length === 1 ? (senders[0]?.own.slice(0, 1).map(({ source }) => wholeFile(source.file)) ?? []) : [],
        facts: { table: table.title, category, units: lacking.map(({ name }) => name) },
      },
    ];
  });
}

interface Given {
  readonly unit: UnitCode;
  readonly name: string;
  readonly entry: ListEntry;
}

/** 几个单位都报了的记录: one finding for each two units and list, and for each of the two; every entry names both cells. */
export function repeatedEntries(reports: readonly UnitReport[], forms: readonly Form[]): readonly Finding[] {
  const all = reports.flatMap(({ unit, entries = [] }) =>
    entries.filter(({ key }) => key !== "").map((entry): Given => ({ unit: unit.code, name: unit.name, entry })),
  );
  const same = [...groupBy(all, ({ entry }) => JSON.stringify([entry.table, entry.section, entry.key])).values()];
  const pairs = same.flatMap((group) =>
    group.flatMap((own) => group.filter(({ unit }) => unit !== own.unit).map((other) => ({ own, other }))),
  );
  const apart = groupBy(pairs, ({ own, other }) => JSON.stringify([own.unit, other.unit, own.entry.table]));
  return [...apart.values()].flatMap((group) => repeatedIn(group, forms));
}

function repeatedIn(
  pairs: readonly { readonly own: Given; readonly other: Given }[],
  forms: readonly Form[],
): readonly Finding[] {
  const [first] = pairs;
  if (!first) return [];
  const { own, other } = first;
  const table = forms.flatMap(({ tables }) => tables).find(({ code }) => code === own.entry.table);
  return [
    {
      code: "LIST.REPEATED",
      unit: own.unit,
      figures: [...new Set(pairs.flatMap((pair) => figuresOf(pair.own.entry, forms)))],
      sources: pairs.flatMap((pair) => [pair.own.entry.source, pair.other.entry.source]),
      facts: {
        table: table?.title ?? own.entry.table,
        other: other.name,
        lines: [...new Set(pairs.map((pair) => pair.own.entry.name))],
      },
    },
  ];
}

function figuresOf({ table, section, row }: ListEntry, forms: readonly Form[]): readonly FigureCode[] {
  const sections = forms.flatMap(({ tables }) => tables).flatMap((one) => (one.code === table ? one.sections : []));
  const columns = sections.find(({ code }) => code === section)?.columns.lines ?? [];
  return row === "" ? [] : columns.map((column) => codeOf(table, row, column.code));
}
