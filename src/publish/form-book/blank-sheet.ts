import type { Decimal } from "../../decimal.js";
import type { Tint } from "../../form/proposal/proposal.js";
import type { Cell, Grid } from "../../grid.js";
import {
  type Merge,
  type Sheet,
  type SheetCell,
  type SheetStyle,
  type SheetValue,
  writeWorkbook,
} from "../workbook/workbook.js";

/** 空白表: its cells, its formulas by row and column from 0, and the widths of its columns. */
export interface BlankDesign {
  readonly grid: Grid;
  readonly formulas: ReadonlyMap<string, string>;
  readonly widths: readonly (number | undefined)[];
}

const TINTS: Readonly<Record<Tint, SheetStyle>> = {
  count: "given",
  amount: "mandatory",
  answer: "answer",
  notRead: "closed",
};
const USUAL_WIDTH = 10;

/** A formula over cells of the same sheet; anything else is not copied. */
const PLAIN_FORMULA = /^[A-Z0-9$:+\-*/(),. ]+$/i;

/** The blank as it came: values, merges and widths, and the places for figures tinted by what they hold. */
export function blankSheet({ grid, formulas, widths }: BlankDesign, tints: ReadonlyMap<string, Tint>): Sheet {
  return sheetWith({ grid, formulas, widths }, (row, column, cell) => {
    const tint = tints.get(`${row} ${column}`);
    const formula = formulas.get(`${row} ${column}`);
    const value: SheetValue =
      formula !== undefined && PLAIN_FORMULA.test(formula)
        ? { formula, result: "" }
        : formula
          ? ""
          : (cell?.text ?? "");
    if (tint) return { value, style: TINTS[tint] };
    return cell ? { value, style: "remark" } : null;
  });
}

/** 填好的空白表: the blank with a number at each of its places for figures, as a unit would send it. */
export function filledBlank(
  design: BlankDesign,
  values: ReadonlyMap<string, Decimal | string>,
  date: string,
): Uint8Array {
  const sheet = sheetWith(grown(design, values), (row, column, cell) => {
    const value = values.get(`${row} ${column}`);
    if (value !== undefined) return { value, style: typeof value === "string" ? "remark" : "figure" };
    return cell && !cell.formula ? { value: cell.text, style: "remark" } : null;
  });
  return writeWorkbook({ author: "", date, sheets: [sheet] });
}

/** What is filled in below the last row, or behind the last column, is on the sheet too. */
function grown(design: BlankDesign, values: ReadonlyMap<string, unknown>): BlankDesign {
  const { grid } = design;
  const places = [...values.keys()].map((key) => key.split(" ").map(Number));
  const rows = Math.max(grid.rows, ...places.map(([row = 0]) => row + 1));
  const columns = Math.max(grid.columns, ...places.map(([, column = 0]) => column + 1));
  return { ...design, grid: { ...grid, rows, columns } };
}

function sheetWith(
  { grid, widths }: BlankDesign,
  cellFor: (row: number, column: number, cell: Cell | undefined) => SheetCell | null,
): Sheet {
  const cells = new Map(grid.cells.map((cell) => [`${cell.row} ${cell.column}`, cell]));
  const ends = grid.cells.map((cell) => cell.row + cell.rowSpan);
  const rows = Math.max(grid.rows, ...ends);
  return {
    name: grid.sheet,
    widths: Array.from({ length: grid.columns }, (_, at) => widths[at] ?? USUAL_WIDTH),
    landscape: true,
    rows: Array.from({ length: rows }, (_, row) => ({
      cells: Array.from({ length: grid.columns }, (__, column) => cellFor(row, column, cells.get(`${row} ${column}`))),
    })),
    merges: grid.cells.filter(({ rowSpan, columnSpan }) => rowSpan * columnSpan > 1).map(mergeOf),
  };
}

function mergeOf({ row, column, rowSpan, columnSpan }: Cell): Merge {
  return { top: row + 1, left: column + 1, bottom: row + rowSpan, right: column + columnSpan };
}
