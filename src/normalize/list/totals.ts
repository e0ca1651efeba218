import { add, compare, type Decimal, equals, format, isZero, subtract, ZERO } from "../../decimal.js";
import { codeOf } from "../../figure.js";
import type { Finding } from "../../finding.js";
import type { Line } from "../../form/form.js";
import { type FillContext, readLocated, sourceOf, tableTitle } from "../fill/fill.js";
import { bandOf, type Entry, isGrandTotal, locatedAt } from "./entries.js";
import { type ListRow, rowName } from "./rows.js";
import { countedIn, type WholeList } from "./sums.js";

/**
 * 表上合计: held against the entries and never added. 合计 is the sum of all entries; 小计, and each of several 合计, that of the entries
 * between it and the totals around it. What an entry in doubt makes unknown is not judged.
 */
export function totalFindings(whole: WholeList, context: FillContext): readonly Finding[] {
  const grand = whole.totals.filter(isGrandTotal);
  return whole.totals.flatMap((total) => {
    const judged = grand.length === 1 && total === grand[0] ? [whole.entries] : partsAround(whole, total);
    return columnsOf(whole).flatMap((column) => wrongTotal(whole, { total, column, parts: judged }, context));
  });
}

function columnsOf({ tables, lost }: WholeList): readonly Line[] {
  const [table] = tables;
  return (table?.section.columns.lines ?? []).filter((line) => !lost.includes(line) && line.code !== table?.list.count);
}

/** The entries before a total up to the total before it, those behind it up to the next, and all before it. */
function partsAround({ entries, totals }: WholeList, total: ListRow): readonly (readonly Entry[])[] {
  const here = entries.filter(({ row }) => row.table === total.table);
  const others = totals.filter((one) => one.table === total.table && one !== total).map(({ row }) => row);
  const above = Math.max(-1, ...others.filter((row) => row < total.row));
  const below = Math.min(Number.POSITIVE_INFINITY, ...others.filter((row) => row > total.row));
  return [
    here.filter(({ row: { row } }) => row > above && row < total.row),
    here.filter(({ row: { row } }) => row > total.row && row < below),
    ...(isGrandTotal(total) ? [entries] : []),
  ].filter((part) => part.length > 0);
}

interface Judged {
  readonly total: ListRow;
  readonly column: Line;
  readonly parts: readonly (readonly Entry[])[];
}

function wrongTotal(whole: WholeList, { total, column, parts }: Judged, context: FillContext): readonly Finding[] {
  const band = bandOf(total.table, column);
  const [line] = total.table.section.rows.lines;
  const code = line && codeOf(total.table.section.table, line.code, column.code);
  const figure = code && context.form.figures.get(code);
  if (!band || !figure) return [];
  const { located, reading } = readLocated(locatedAt(total, band, figure.code), figure, context);
  if (reading.kind !== "reported") return [];
  if (parts.some((part) => part.some((entry) => whole.doubtful.has(entry)))) return [];
  const sums = parts.map((part) => sumIn(part, column, context));
  if (sums.includes(undefined)) return [];
  const known = sums.filter((sum) => sum !== undefined);
  const [first = ZERO] = known;
  if (known.some((sum) => equals(sum, reading.value))) return [];
  return [
    {
      code: "LIST.TOTAL",
      unit: context.unit,
      figures: [figure.code],
      sources: [sourceOf(located.place, context)],
      facts: {
        table: tableTitle(context.form, figure.table),
        row: rowName(total),
        left: `“${figure.columnLabel}”是${format(reading.value)}`,
        right: `所属各条之和是${format(first)}`,
      },
      expected: format(first),
      actual: format(reading.value),
      difference: format(absolute(subtract(reading.value, first))),
    },
  ];
}

function absolute(value: Decimal): Decimal {
  return compare(value, ZERO) < 0 ? subtract(ZERO, value) : value;
}

function sumIn(entries: readonly Entry[], { code }: Line, context: FillContext): Decimal | undefined {
  let sum = ZERO;
  for (const { figures } of entries) {
    const reading = figures.get(code)?.reading;
    const value = reading && countedIn(reading, context);
    if (value === undefined) return undefined;
    sum = add(sum, value);
  }
  return sum;
}

/** 一条之内的合计栏: each entry's own total is the sum of its parts. */
export function crossFindings(whole: WholeList, context: FillContext): readonly Finding[] {
  const totals = columnsOf(whole).filter(({ sumOf }) => sumOf.length > 0);
  return whole.entries.flatMap((entry) =>
    totals.flatMap((column): readonly Finding[] => {
      const cell = entry.figures.get(column.code);
      const parts = column.sumOf.map((code) => entry.figures.get(code));
      const values = parts.map((part) => part && countedIn(part.reading, context));
      if (cell?.reading.kind !== "reported" || values.includes(undefined)) return [];
      const sum = values.reduce<Decimal>((all, value) => (value ? add(all, value) : all), ZERO);
      if (equals(sum, cell.reading.value)) return [];
      return [
        {
          code: "LIST.TOTAL",
          unit: context.unit,
          figures: [cell.figure.code],
          sources: [cell, ...parts].flatMap((one) => (one ? [sourceOf(one.located.place, context)] : [])),
          facts: {
            table: tableTitle(context.form, cell.figure.table),
            row: rowName(entry.row),
            left: `“${cell.figure.columnLabel}”是${format(cell.reading.value)}`,
            right: `所属各栏之和是${format(sum)}`,
          },
          expected: format(sum),
          actual: format(cell.reading.value),
          difference: format(absolute(subtract(cell.reading.value, sum))),
        },
      ];
    }),
  );
}

/** Three digits together: fewer may agree by chance. */
const FEWEST_DIGITS = 3;
/** How many entries a total under another name may be the sum of. */
const FARTHEST = 200;

/** 疑似合计行: an entry whose every figure is the sum of two or more entries right before it, or right behind it. It may be a total under another name. */
export function hiddenTotalFindings(whole: WholeList, context: FillContext): readonly Finding[] {
  const { entries } = whole;
  const grand = grandSums(entries, context);
  return entries.flatMap((entry, at): readonly Finding[] => {
    const isSum =
      isAllOthers(entry, grand, entries.length, context) ||
      addsUpTo(entries.slice(Math.max(0, at - FARTHEST), at).reverse(), entry, context) ||
      addsUpTo(entries.slice(at + 1, at + 1 + FARTHEST), entry, context);
    if (!isSum) return [];
    const cells = [...entry.figures.values()];
    return [
      {
        code: "LIST.MAY_BE_TOTAL",
        unit: context.unit,
        figures: cells.map(({ figure }) => figure.code),
        sources: cells.map(({ located }) => sourceOf(located.place, context)),
        facts: { table: tableTitle(context.form, entry.row.table.section.table), row: rowName(entry.row) },
      },
    ];
  });
}

/** What all entries come to, by column; undefined where one can't be read. */
function grandSums(entries: readonly Entry[], context: FillContext): readonly Decimal[] | undefined {
  let sums: readonly Decimal[] | undefined;
  for (const entry of entries) {
    const values = valuesOf(entry, context);
    if (!values) return undefined;
    sums = values.map((value, at) => add(sums?.[at] ?? ZERO, value));
  }
  return sums;
}

/** However many there are: the entry is the half of everything. */
function isAllOthers(
  entry: Entry,
  grand: readonly Decimal[] | undefined,
  count: number,
  context: FillContext,
): boolean {
  const values = valuesOf(entry, context);
  if (!values || !grand || count < 3 || digitsIn(values) < FEWEST_DIGITS) return false;
  return grand.every((sum, at) => equals(sum, add(values[at] ?? ZERO, values[at] ?? ZERO)));
}

function digitsIn(values: readonly Decimal[]): number {
  return values.reduce((all, value) => all + (isZero(value) ? 0 : format(value).replace(/\D/g, "").length), 0);
}

function addsUpTo(others: readonly Entry[], entry: Entry, context: FillContext): boolean {
  const wanted = valuesOf(entry, context);
  if (!wanted || digitsIn(wanted) < FEWEST_DIGITS) return false;
  let sums: readonly Decimal[] = wanted.map(() => ZERO);
  let terms = 0;
  for (const other of others) {
    const values = valuesOf(other, context);
    if (!values) return false;
    if (values.some((value) => !isZero(value))) terms += 1;
    sums = sums.map((sum, at) => add(sum, values[at] ?? ZERO));
    if (terms > 1 && sums.every((sum, at) => equals(sum, wanted[at] ?? ZERO))) return true;
    if (sums.some((sum, at) => compare(sum, wanted[at] ?? ZERO) > 0)) return false;
  }
  return false;
}

function valuesOf({ figures }: Entry, context: FillContext): readonly Decimal[] | undefined {
  const values = [...figures.values()].map(({ reading }) => countedIn(reading, context));
  const known = values.filter((value) => value !== undefined);
  return known.length === values.length && known.length > 0 ? known : undefined;
}
