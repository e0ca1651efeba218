import type { ConsolidatedFigure } from "../../consolidation.js";
import { type Decimal, equals, sum } from "../../decimal.js";
import type { FigureCode } from "../../figure.js";
import type { Figure } from "../../form/form.js";
import { columnName } from "../../grid.js";
import { exactNumber, type Formula } from "../workbook/workbook.js";

/** A cell of a sheet, counted from 1. */
export interface SheetPlace {
  readonly row: number;
  readonly column: number;
}

export function addressOfPlace({ row, column }: SheetPlace): string {
  return `${columnName(column - 1)}${row}`;
}

export interface TotalContext {
  readonly places: ReadonlyMap<FigureCode, SheetPlace>;
  readonly figures: ReadonlyMap<FigureCode, ConsolidatedFigure>;
}

/**
 * 合计公式: a formula that adds the cells of the parts. Undefined where their sum is not the figure, as when a part has no cell,
 * or where a value is written as text because a spreadsheet can't hold it exactly.
 */
export function totalFormula(figure: Figure, value: Decimal, { places, figures }: TotalContext): Formula | undefined {
  const shown = figure.parts.filter((part) => places.has(part));
  const values = shown.map((part) => figures.get(part)?.value ?? null).filter((part) => part !== null);
  const summable = [value, ...values].every((one) => exactNumber(one) !== undefined);
  if (shown.length === 0 || !summable || !equals(sum(values), value)) return undefined;
  const ranges = rangesOf(shown.flatMap((part) => places.get(part) ?? []));
  return { formula: `SUM(${ranges.join(",")})`, result: value };
}

/** Joins neighbouring cells into ranges: C5:H5, or B4:B19 down a column. */
export function rangesOf(places: readonly SheetPlace[]): readonly string[] {
  const ranges: string[] = [];
  let start = 0;
  for (let index = 1; index <= places.length; index++) {
    if (index < places.length && continues(places, start, index)) continue;
    ranges.push(rangeText(places[start], places[index - 1]));
    start = index;
  }
  return ranges;
}

function continues(places: readonly SheetPlace[], start: number, index: number): boolean {
  const [first, last, next] = [places[start], places[index - 1], places[index]];
  if (!first || !last || !next) return false;
  const across = first.row === next.row && last.row === next.row && next.column === last.column + 1;
  const down = first.column === next.column && last.column === next.column && next.row === last.row + 1;
  return across || down;
}

function rangeText(first: SheetPlace | undefined, last: SheetPlace | undefined): string {
  if (!first || !last) return "";
  const [from, to] = [addressOfPlace(first), addressOfPlace(last)];
  return from === to ? from : `${from}:${to}`;
}
