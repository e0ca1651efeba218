import { add, compare, type Decimal, ZERO } from "../../decimal.js";
import type { FigureCode } from "../../figure.js";
import type { Form, Section, Table } from "../../form/form.js";
import type { UnreadableRow } from "../located.js";
import { codesOfRow } from "../statutory-order.js";
import type { Reading } from "../value/value.js";
import type { ReadCell } from "./read-cell.js";

/** 读到的单元格, the figures that stand twice with different numbers, and those of rows that are known to be unreadable. */
interface Read {
  readonly cells: readonly ReadCell[];
  readonly byFigure: ReadonlyMap<FigureCode, readonly ReadCell[]>;
  readonly twice: ReadonlySet<FigureCode>;
  readonly lost: ReadonlySet<FigureCode>;
}

/** 名称与数字错位: rows whose names or headings were moved against their numbers, as what else stands in the table shows. */
export function misalignedRows({ tables }: Form, read: Read): readonly UnreadableRow[] {
  const hasTexts = read.cells.some(({ figure }) => figure.answer);
  return tables.flatMap((table) =>
    table.sections.flatMap((section) => {
      if (section.layout !== "matrix" && section.layout !== "fields") return misalignedGroups(section, read);
      return [...movedRows(table, section, read), ...(hasTexts ? rowsUnderFewerHeadings(section, read) : [])];
    }),
  );
}

/**
 * 单行表: in a table of a single row a heading less, or a number more, moves all that follows. A group that lacks a column which another has,
 * or has one twice, or whose parts are more than its total without the one that can't be read, gives no figure; nor does one whose total can't
 * be read where another's total is not the sum of its parts.
 */
function misalignedGroups(section: Section, { cells, byFigure, twice, lost }: Read): readonly UnreadableRow[] {
  const isPresent = (code: FigureCode): boolean => byFigure.has(code) || lost.has(code);
  const groups = section.rows.lines.map(({ code }) => codesOfRow(section, code));
  const hasColumn = section.columns.lines.map((_, at) => groups.some((codes) => isPresent(codes[at]!)));
  const totalsOf = groups.map((codes) => totalsIn(codes, byFigure));
  const hasWrongTotal = totalsOf.some((totals) => totals.some(isWrong));
  return groups.flatMap((codes, at) => {
    const unreadable = (reason: string): readonly UnreadableRow[] =>
      unreadableRow(
        cells.filter(({ figure }) => codes.includes(figure.code)),
        reason,
      );
    const isTorn = codes.some((code, column) => twice.has(code) || (hasColumn[column] && !isPresent(code)));
    if (isTorn) return unreadable("有的栏目缺少或重复，不能确定各数字属于哪一栏");
    const totals = totalsOf[at]!;
    if (totals.some(isExceeded)) return unreadable("其余各项之和已大于总计，数字与栏目可能错位");
    const isUnchecked = codes.some((code) => lost.has(code)) || totals.some(({ total }) => total.kind === "bad");
    if (!hasWrongTotal || !isUnchecked) return [];
    return unreadable("总计不能核对，而同一行另一组的各项之和不等于其总计，数字与栏目可能错位");
  });
}

/** 总计与各项: what was read of a total and of its parts. */
interface Total {
  readonly total: Reading;
  readonly parts: readonly (Reading | undefined)[];
}

function totalsIn(codes: readonly FigureCode[], byFigure: Read["byFigure"]): readonly Total[] {
  const readingOf = (code: FigureCode): Reading | undefined =>
    codes.includes(code) ? byFigure.get(code)?.at(-1)?.reading : undefined;
  return codes
    .flatMap((code) => byFigure.get(code) ?? [])
    .filter(({ figure }) => figure.parts.length > 0)
    .map(({ figure, reading }) => ({ total: reading, parts: figure.parts.map(readingOf) }));
}

/** Counts are not below zero: whatever the part is that can't be read, the total can't be right, or belongs elsewhere. */
function isExceeded({ total, parts }: Total): boolean {
  return (
    total.kind === "reported" && parts.some((part) => part?.kind === "bad") && compare(sumOf(parts), total.value) > 0
  );
}

function isWrong({ total, parts }: Total): boolean {
  return (
    total.kind === "reported" &&
    parts.every((part) => part !== undefined && part.kind !== "bad") &&
    compare(sumOf(parts), total.value) !== 0
  );
}

function sumOf(parts: readonly (Reading | undefined)[]): Decimal {
  return parts.reduce((sum, part) => (part?.kind === "reported" ? add(sum, part.value) : sum), ZERO);
}

/**
 * 局部统计表 has no relations that would show it: where a name stands twice with different numbers and another is not there, all names from the
 * first of the two on may have been moved down.
 */
function movedRows(table: Table, section: Section, { cells, byFigure, twice }: Read): readonly UnreadableRow[] {
  if (!table.optional) return [];
  const isLacking = section.rows.lines.some(
    ({ code, insteadOf }) => insteadOf.length === 0 && !codesOfRow(section, code).some((one) => byFigure.has(one)),
  );
  if (!isLacking) return [];
  const own = cells.filter(({ figure }) => figure.table === section.table && figure.section === section.code);
  const first = own.findIndex((cell) => twice.has(cell.figure.code) && own.some((other) => isBeside(cell, other)));
  return first < 0 ? [] : unreadableRow(own.slice(first), "有的行名称重复、有的行没有，行名称与数字可能错位");
}

/**
 * 缺栏而错位: where a table holds texts beside numbers and lacks a column, a row with a cell that does not fit its heading was moved by the heading
 * that is not there, and its numbers stand under others' headings.
 */
function rowsUnderFewerHeadings(section: Section, { cells }: Read): readonly UnreadableRow[] {
  if (section.layout !== "matrix") return [];
  const own = cells.filter(({ figure }) => figure.table === section.table && figure.section === section.code);
  if (!own.some(({ figure }) => figure.answer)) return [];
  const present = new Set(own.map(({ figure }) => figure.column));
  if (section.columns.lines.every(({ code }) => present.has(code))) return [];
  return section.rows.lines.flatMap(({ code }) => {
    const row = own.filter(({ figure }) => figure.row === code);
    return row.some(({ reading }) => reading.kind === "bad")
      ? unreadableRow(row, "缺少栏目，而有的内容与栏目不符，数字与栏目可能错位")
      : [];
  });
}

/** The same figure in the same table, in another cell. */
function isBeside(cell: ReadCell, { figure, located }: ReadCell): boolean {
  return (
    figure.code === cell.figure.code &&
    located.instance === cell.located.instance &&
    located.place.cell !== cell.located.place.cell
  );
}

function unreadableRow(cells: readonly ReadCell[], reason: string): readonly UnreadableRow[] {
  const [first] = cells;
  if (!first) return [];
  return [
    {
      headed: true,
      table: first.figure.table,
      label: cells.every(({ figure }) => figure.row === first.figure.row) ? first.figure.rowLabel : "",
      reason,
      figures: [...new Set(cells.map(({ figure }) => figure.code))],
      sources: cells.map(({ located }) => located.place),
    },
  ];
}
