import { groupBy } from "../../grouping.js";
import type { TableLayout } from "../layout/layout.js";
import { addressOfPlace } from "../statutory/statutory.js";
import { LINE_HEIGHT, linesOf, type Merge, type SheetCell, type SheetRow } from "../workbook/workbook.js";
import { isWithinRow } from "./marks-beside.js";
import type { RelationMark } from "./relation-marks.js";

/** 表下方的核对: rows of marks below a table. */
export interface MarksBelow {
  readonly rows: readonly SheetRow[];
  readonly merges: readonly Merge[];
  /** The addresses of the marks. */
  readonly cells: readonly string[];
}

interface BelowTable {
  readonly layout: TableLayout;
  readonly widths: readonly number[];
  /** The first row below the table, from 1. */
  readonly top: number;
  /** The first column of values, from 0: what a row checks stands before it. */
  readonly valuesFrom: number;
}

/** 同一列的勾稽关系: a row for each rule, a mark under each column; a relation across rows and columns has a row of its own. */
export function marksBelow(marks: readonly RelationMark[], table: BelowTable): MarksBelow {
  const own = marks.filter((mark) => !isWithinRow(mark));
  const inColumns = [...groupBy(own.filter(isWithinColumn), ({ rule }) => rule.id).values()];
  const across = own.filter((mark) => !isWithinColumn(mark)).map((mark) => [mark]);
  const lines = [...inColumns, ...across];
  if (lines.length === 0) return { rows: [], merges: [], cells: [] };
  const first = table.top + 1;
  const placed = lines.map((line, at) => markLine(line, table, first + at));
  return {
    rows: [{ cells: [], height: 9 }, ...placed.map(({ row }) => row)],
    merges: placed.flatMap(({ merge }) => merge),
    cells: placed.flatMap(({ cells }) => cells),
  };
}

function isWithinColumn({ places }: RelationMark): boolean {
  return places.every(({ column }) => column === places[0]?.column);
}

function markLine(
  line: readonly RelationMark[],
  { layout, widths, valuesFrom }: BelowTable,
  number: number,
): { readonly row: SheetRow; readonly merge: readonly Merge[]; readonly cells: readonly string[] } {
  const [first] = line;
  const words =
    line.length > 1 || (first && isWithinColumn(first))
      ? first?.rule.title
      : `${first?.rule.title}（${first?.relation.where}）`;
  const before = Math.max(1, valuesFrom);
  const cells: (SheetCell | null)[] = Array.from({ length: layout.columns }, () => null);
  cells[0] = { value: words ?? "", style: "markLabel" };
  const columns = line.map((mark) => (isWithinColumn(mark) ? mark.places[0]!.column : before + 1));
  for (const [at, mark] of line.entries()) cells[columns[at]! - 1] = { value: mark.formula, style: "mark" };
  const width = widths.slice(0, before).reduce((total, one) => total + one, 0);
  const height = Math.max(MARK_LINES, linesOf(words ?? "", width)) * LINE_HEIGHT + 4;
  return {
    row: { cells, height },
    merge: before > 1 ? [{ top: number, left: 1, bottom: number, right: before }] : [],
    cells: columns.map((column) => addressOfPlace({ row: number, column })),
  };
}

/** 不符，相差12件 in a narrow column. */
const MARK_LINES = 2;
