import { tableOf, type UnitCode } from "../../figure.js";
import type { Finding } from "../../finding.js";
import type { Form, Section } from "../../form/form.js";
import type { Block } from "../../grid.js";
import { tableTitle } from "../fill/fill.js";
import { lexiconsOf } from "../lexicon.js";
import { fullTables, hasRow, type Located, type Place, type UnknownLine } from "../located.js";
import { numbersOutside, type UsedPlaces, usedPlaces } from "../outside/outside.js";
import { codesOfRow } from "../statutory-order.js";
import type { FormRead } from "./form-read.js";

export type { FormRead } from "./form-read.js";
export { labelFindings } from "./labels.js";

/** 表式以外的行: lines with numbers that no form has, each said once. What one form does not know may be another's figure. */
export function unknownLineFindings(
  read: readonly FormRead[],
  blocks: readonly Block[],
  origin: { readonly unit: UnitCode | null; readonly file: string },
): readonly Finding[] {
  const outside = blocks.every(isSheet) ? [] : linesOutside(read, blocks);
  if (outside.length === 0 && read.every(({ located }) => located.unknownLines.length === 0)) return [];
  const known = knownPlaces(read);
  return read.flatMap((one) => {
    const own = beside(one);
    const full = fullTables(own);
    const lines = [...own, ...outside.filter(({ table }) => hasTable(one.form, table))];
    return lines.flatMap((line): readonly Finding[] => {
      const sources = full.has(line.table) ? line.sources : notYetKnown(line.sources, known);
      return sources.length === 0 ? [] : [unknownFinding(one.form, { ...line, sources }, origin)];
    });
  });
}

/** The places that are not known; from now on they are. */
function notYetKnown(places: readonly Place[], known: Set<string>): readonly Place[] {
  const keyed = places.map((place) => ({ place, key: keyOf(place) }));
  const own = keyed.flatMap(({ place, key }) => (known.has(key) ? [] : [place]));
  for (const { key } of keyed) known.add(key);
  return own;
}

function unknownFinding(
  form: Form,
  { table, label, sources }: UnknownLine,
  { unit, file }: { readonly unit: UnitCode | null; readonly file: string },
): Finding {
  return {
    code: "FORM.ROW_UNKNOWN",
    unit,
    figures: [],
    sources: sources.map((place) => ({ file, ...place })),
    facts: { table: tableTitle(form, table), lines: [label] },
  };
}

/** Beside the sheets of a workbook there is nothing. */
function isSheet(block: Block): boolean {
  return block.kind === "grid" && block.addressing === "A1";
}

function linesOutside(read: readonly FormRead[], blocks: readonly Block[]): readonly UnknownLine[] {
  const lexicons = read.flatMap(({ form }) => lexiconsOf(form));
  return numbersOutside(blocks, placesOf(read), lexicons);
}

/** Headings alone (本年数) make no table: of one without a row, FORM.TABLE_MISSING says enough. */
function beside({ form, located }: FormRead): readonly UnknownLine[] {
  const tables = new Set(located.unknownLines.map(({ table }) => table));
  const withRows = new Set([...tables].filter((table) => hasRow(located, table)));
  const lacking = new Set([...tables].filter((table) => mayLackRow(form, located, table)));
  return located.unknownLines.filter(({ table, onlyZero }) => withRows.has(table) && (!onlyZero || lacking.has(table)));
}

/** 随报的表: nobody is asked about a row that is not there (FORM.ROW_MISSING), so that one whose name is damaged must be told as it stands. */
function mayLackRow({ tables }: Form, { cells }: Located, code: string): boolean {
  const table = tables.find((one) => one.code === code);
  if (!table?.optional) return false;
  const found = new Set(cells.map(({ figure }) => figure));
  const lacks = (section: Section): boolean =>
    section.rows.lines.some(
      (line) => line.insteadOf.length === 0 && !codesOfRow(section, line.code).some((figure) => found.has(figure)),
    );
  return table.sections.some(lacks);
}

function hasTable(form: Form, table: string): boolean {
  return form.tables.some(({ code }) => code === table);
}

function knownPlaces(read: readonly FormRead[]): Set<string> {
  return new Set(
    read.flatMap(({ located }) => [
      ...located.cells.filter(({ example }) => !example).map(({ place }) => keyOf(place)),
      ...located.unreadableRows.flatMap((row) => row.sources.map(keyOf)),
    ]),
  );
}

/** Where the forms' tables were read, unknown lines included. */
function placesOf(read: readonly FormRead[]): UsedPlaces {
  const places = read.flatMap((one) => [
    ...[...beside(one), ...one.located.unreadableRows].flatMap(({ table, sources }) =>
      sources.map((place) => [place, table] as const),
    ),
    ...one.located.cells.map(({ figure, place }) => [place, tableOf(figure)] as const),
  ]);
  return usedPlaces(places);
}

export function keyOf({ sheet, cell, text }: Place): string {
  return `${sheet.length} ${cell.length} ${sheet}${cell}${text}`;
}
