import { format } from "../../decimal.js";
import type { FigureCode, Observation } from "../../figure.js";
import type { Finding } from "../../finding.js";
import type { Form, Line } from "../../form/form.js";
import type { Block } from "../../grid.js";
import { groupBy } from "../../grouping.js";
import type { ListEntry } from "../../list-entry.js";
import { type FillContext, type ReadCell, sourceOf } from "../fill/fill.js";
import { placeOf } from "../grid/grid.js";
import { emptySink, type Located } from "../located.js";
import { noteRowsApart } from "./apart.js";
import { bandOf, type Entry, type RosterNames, readEntry, textOf } from "./entries.js";
import { listFindings, noteUnknownColumns } from "./findings.js";
import { listRows } from "./rows.js";
import { sumsOf, type WholeList } from "./sums.js";
import { type ListTable, listTables, withoutLists } from "./tables.js";

export type { RosterNames } from "./entries.js";

/** 各台账 of one form in one document. */
export interface ListsRead {
  readonly form: Form;
  readonly observations: ReadonlyMap<FigureCode, Observation>;
  readonly findings: readonly Finding[];
  readonly entries: readonly ListEntry[];
  /** The figures' cells, for what is asked of the labels and texts around them. */
  readonly located: Located;
}

/** 找出台账: those of each form, and what is left for its other tables. */
export function findLists(
  blocks: readonly Block[],
  forms: readonly Form[],
): { readonly tables: ReadonlyMap<Form, readonly ListTable[]>; readonly rest: readonly Block[] } {
  const tables = new Map(forms.map((form) => [form, listTables(blocks, form, forms)]));
  return { tables, rest: withoutLists(blocks, [...tables.values()].flat()) };
}

/** 读台账: every entry of every part, and the sums that they make. */
export function readLists(tables: readonly ListTable[], context: FillContext, roster: RosterNames): ListsRead {
  const parts = groupBy(tables, ({ section }) => section);
  const lists = [...parts.values()].map((own) => wholeList(own, context, roster));
  return {
    form: context.form,
    observations: new Map(lists.flatMap((list) => [...sumsOf(list, context)])),
    findings: lists.flatMap((list) => listFindings(list, context)),
    entries: lists.flatMap((list) => entriesOf(list, context)),
    located: locatedIn(lists),
  };
}

function wholeList(tables: readonly ListTable[], context: FillContext, roster: RosterNames): WholeList {
  const read = tables.map((table) => ({ table, own: listRows(table) }));
  const filled = read.filter(({ own }) => own.length > 0).map(({ table }) => table);
  const used = filled.length > 0 ? filled : tables.slice(0, 1);
  const apart = tables.filter((table) => table.apart !== undefined);
  const rows = read.flatMap(({ own }) => own);
  const entries = rows.filter(({ kind }) => kind === "entry").map((row) => readEntry(row, context, roster));
  const twice = new Set(
    [...groupBy(entries, ({ key, doubt }) => (doubt === undefined ? key : "")).entries()]
      .filter(([key, own]) => key !== "" && own.length > 1)
      .flatMap(([, own]) => own),
  );
  return {
    tables: used,
    entries,
    totals: rows.filter(({ kind }) => kind === "total"),
    doubtful: new Set(entries.filter((entry) => entry.doubt !== undefined || twice.has(entry))),
    lost: lostIn(used),
    apart,
  };
}

/** Columns of which one part or another has no heading. */
function lostIn(tables: readonly ListTable[]): readonly Line[] {
  const [first] = tables;
  if (!first) return [];
  const { list, section } = first;
  const wanted = [
    ...list.columns.filter(({ required }) => required).map(({ line }) => line),
    ...section.columns.lines.filter(({ code }) => code !== list.count),
  ];
  return wanted.filter((line) => tables.some((table) => bandOf(table, line) === undefined));
}

function entriesOf({ entries, doubtful }: WholeList, context: FillContext): readonly ListEntry[] {
  return entries.map((entry): ListEntry => {
    const { row, line, figures, answers, keyCell, name, key } = entry;
    const { section, list, cover } = row.table;
    const texts = list.columns.map((column) => {
      const reading = answers.get(column.line.code)?.reading;
      return [column.line.code, reading?.kind === "answered" ? reading.answer : textOf(row, column)] as const;
    });
    const numbers = [...figures].map(([code, cell]) => [code, shownValue(cell)] as const);
    const place = keyCell ? placeOf(cover.grid, keyCell) : placeOf(cover.grid, blankAt(row));
    return {
      table: section.table,
      section: section.code,
      row: line?.code ?? "",
      key,
      name,
      counted: !doubtful.has(entry),
      values: Object.fromEntries([...texts, ...numbers]),
      source: sourceOf(place, context),
    };
  });
}

/** The number that was read; of what can't be read, the text as typed. */
function shownValue({ reading, located }: ReadCell): string {
  return reading.kind === "reported" ? format(reading.value) : located.place.text.trim();
}

function blankAt({ row, table }: Entry["row"]) {
  const [band] = table.bands;
  return { row, column: band?.from ?? 0, rowSpan: 1, columnSpan: 1, text: "", kind: "blank" as const };
}

function locatedIn(lists: readonly WholeList[]): Located {
  const sink = emptySink();
  for (const { entries, tables, apart } of lists) {
    for (const { figures } of entries) for (const { located } of figures.values()) sink.cells.push(located);
    for (const table of tables) noteUnknownColumns(table, sink);
    for (const table of apart) noteRowsApart(table, sink);
  }
  return sink;
}
