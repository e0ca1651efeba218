import { codeOf, type FigureCode, NO_FIGURE, type Observation, type SourceCell, wholeFile } from "../../figure.js";
import type { Finding } from "../../finding.js";
import type { Figure, Form, Section, Table } from "../../form/form.js";
import { groupBy } from "../../grouping.js";
import { codesOfRow } from "../statutory-order.js";
import type { FillContext } from "./read-cell.js";

type Observations = ReadonlyMap<FigureCode, Observation>;

/** 缺表、缺行、缺栏: what of the statutory form is not there, and tables that are blank throughout. Missing figures stay absent; they are no zeros. */
export function findMissing(observations: Observations, context: FillContext): readonly Finding[] {
  const present = context.form.tables.filter((table) => hasAny(table, observations, context.form));
  const missing = context.form.tables.filter((table) => !present.includes(table) && !table.optional);
  return [
    ...missing.map((table) => tableMissing(table, context)),
    ...present
      .filter((table) => !table.optional)
      .flatMap((table) => [
        ...rowsMissing(table, observations, context),
        ...columnsMissing(table, observations, context),
      ]),
    ...tablesBlank(present, observations, context),
  ];
}

/**
 * 随报的表缺行: rows of a form that comes along whose names stand in the document though nothing was read of them. Units leave out the rows
 * of which they have nothing to tell, so that a row without a name is not asked about.
 */
export function findNamedRowsMissing(
  observations: Observations,
  context: FillContext,
  isNamed: (section: Section, row: string) => boolean,
): readonly Finding[] {
  return context.form.tables
    .filter((table) => hasAny(table, observations, context.form))
    .flatMap((table) => rowsMissing(table, observations, context, isNamed))
    .map((finding): Finding => ({ ...finding, severity: "verification" }));
}

const figuresOfForms = new WeakMap<Form, ReadonlyMap<string, readonly Figure[]>>();

function figuresOf(table: Table, form: Form): readonly Figure[] {
  const known = figuresOfForms.get(form) ?? groupBy(form.figures.values(), (figure) => figure.table);
  figuresOfForms.set(form, known);
  return known.get(table.code) ?? [];
}

function hasAny(table: Table, observations: Observations, form: Form): boolean {
  return figuresOf(table, form).some((figure) => observations.has(figure.code));
}

/** 缺表: names where it was looked for, and by which headings. */
function tableMissing(table: Table, { form, unit, file, searched = [] }: FillContext): Finding {
  return {
    code: "FORM.TABLE_MISSING",
    unit,
    figures: figuresOf(table, form)
      .filter((figure) => !figure.optional)
      .map((figure) => figure.code),
    sources: searched.length > 0 ? searched.map((sheet) => ({ ...wholeFile(file), sheet })) : [wholeFile(file)],
    facts: { table: table.title, headings: headingsOf(table) },
  };
}

/** The headings of a table, each once: of its columns, in a table of a single row those over its groups of columns, of fields their names. */
function headingsOf({ sections }: Table): readonly string[] {
  const lines = sections.flatMap(({ layout, rows, columns, list }) => [
    ...(list?.columns.map(({ line }) => line) ?? []),
    ...(layout === "single-row" || layout === "fields" ? rows : columns).lines.filter(
      ({ code }) => code !== list?.count,
    ),
  ]);
  return [...new Set(lines.map(({ label }) => label))];
}

/** The rows that must be there; a group filled in as one row stands for its items. */
function rowsWanted(section: Section, observations: Observations): readonly string[] {
  const given = (row: string): boolean =>
    codesOfRow(section, row).some((code) => (observations.get(code)?.amount.kind ?? "unreadable") !== "unreadable");
  const { lines } = section.rows;
  const groups = lines.filter((line) => line.insteadOf.length > 0);
  if (groups.length === 0) return lines.map((line) => line.code);
  const replaced = groups.filter((line) => given(line.code)).flatMap((line) => line.insteadOf);
  return lines.filter((line) => line.insteadOf.length === 0 && !replaced.includes(line.code)).map((line) => line.code);
}

function rowsMissing(
  table: Table,
  observations: Observations,
  { form, unit, file }: FillContext,
  isAsked: (section: Section, row: string) => boolean = () => true,
): readonly Finding[] {
  const rows = table.sections.flatMap((section) =>
    rowsWanted(section, observations)
      .filter((row) => !codesOfRow(section, row).some((code) => observations.has(code)) && isAsked(section, row))
      .map((row) => ({ section, row })),
  );
  if (rows.length === 0) return [];
  const figures = rows.flatMap(({ section, row }) => codesOfRow(section, row));
  return [
    {
      code: "FORM.ROW_MISSING",
      unit,
      figures,
      sources: [tablePlace(table, observations, { form, file })],
      facts: { table: table.title, lines: rows.map(({ section, row }) => rowLabel(form, table, section, row)) },
    },
  ];
}

/** Where the table stands: its sheet, and the first of its cells that was found. */
function tablePlace(
  table: Table,
  observations: Observations,
  { form, file }: Pick<FillContext, "form" | "file">,
): SourceCell {
  const first = figuresOf(table, form).flatMap((figure) => observations.get(figure.code)?.source ?? [])[0];
  return first ? { ...first, text: "" } : wholeFile(file);
}

function rowLabel(form: Form, table: Table, section: Section, row: string): string {
  return form.figures.get(codeOf(table.code, row, section.columns.lines[0]?.code ?? ""))?.rowLabel ?? row;
}

function columnsMissing(
  table: Table,
  observations: Observations,
  { form, unit, file }: FillContext,
): readonly Finding[] {
  const figures = table.sections.flatMap((section) =>
    rowsWanted(section, observations)
      .map((row) => codesOfRow(section, row))
      .map((codes) => ({ given: codes.length, lacking: codes.filter((code) => !observations.has(code)) }))
      .flatMap(({ given, lacking }) => (lacking.length < given ? lacking : [])),
  );
  if (figures.length === 0) return [];
  const lines = [...new Set(figures.map((code) => form.figures.get(code)?.columnLabel ?? code))];
  return [
    {
      code: "FORM.COLUMN_MISSING",
      unit,
      figures,
      sources: [tablePlace(table, observations, { form, file })],
      facts: { table: table.title, lines },
    },
  ];
}

/** 整表空白: a zero report, or forgotten. A blank table is a notice; if all tables are blank, the unit must confirm it. */
function tablesBlank(
  present: readonly Table[],
  observations: Observations,
  { form, unit }: FillContext,
): readonly Finding[] {
  // Each of these tables has a figure that was found.
  const blank = present.filter(
    (table) =>
      !table.optional &&
      figuresOf(table, form).every(({ code }) => (observations.get(code)?.amount.kind ?? "blank") === "blank"),
  );
  if (blank.length === 0) return [];
  const all = blank.length === form.tables.filter((table) => !table.optional).length;
  const figures = blank.flatMap((table) => figuresOf(table, form).filter((figure) => observations.has(figure.code)));
  return [
    {
      code: "FORM.TABLE_BLANK",
      unit,
      figures: figures.map((figure) => figure.code),
      sources: blank.flatMap(
        (table) =>
          observations.get(figuresOf(table, form).find((figure) => observations.has(figure.code))?.code ?? NO_FIGURE)
            ?.source ?? [],
      ),
      facts: { tables: blank.map((table) => table.title), all },
      severity: all ? "verification" : "notice",
    },
  ];
}
