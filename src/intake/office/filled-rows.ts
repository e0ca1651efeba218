import { coveredBy, filledIn, MERGED, mergedIn } from "../../form/office/office.js";
import type { Grid } from "../../grid.js";
import { groupBy } from "../../grouping.js";

/** 填写的一行: what stands in each column, and why what stands there is not certain. */
export interface FilledRow<Column extends string> {
  /** From 0. */
  readonly row: number;
  readonly texts: ReadonlyMap<Column, string>;
  readonly unclear: ReadonlyMap<Column, string>;
}

/** 标题行以下填了的各行. A formula, a struck or hidden text, a merged area are not certain: nobody can tell which rows they are meant for. */
export function filledRows<Column extends string>(
  grid: Grid,
  heading: number,
  columns: ReadonlyMap<number, Column>,
): readonly FilledRow<Column>[] {
  const below = grid.cells.filter(({ row }) => row > heading);
  const merged = mergedIn(grid);
  const hidden = { rows: new Set(grid.hiddenRows), columns: new Set(grid.hiddenColumns) };
  const typed = below.filter((cell) => cell.text.trim() !== "" || cell.kind === "uncalculated");
  return [...groupBy(typed, ({ row }) => row)]
    .filter(([, cells]) => cells.some(({ text }) => text.trim() !== ""))
    .map(([row, cells]) => {
      const [texts, unclear] = [new Map<Column, string>(), new Map<Column, string>()];
      for (const cell of cells) {
        const column = columns.get(cell.column);
        if (column === undefined) continue;
        const filled = filledIn(cell);
        texts.set(column, "text" in filled ? filled.text : cell.text.trim());
        if ("unclear" in filled) unclear.set(column, filled.unclear);
        if (hidden.columns.has(cell.column)) unclear.set(column, "一栏已隐藏，请取消隐藏");
      }
      for (const [number, column] of columns)
        if ((coveredBy(merged, row, number)?.row ?? heading) > heading) unclear.set(column, MERGED);
      const [first] = columns.values();
      if (first !== undefined && hidden.rows.has(row))
        unclear.set(first, "所在的行已隐藏或被筛选掉，请取消隐藏；不用的请删去");
      return { row, texts, unclear };
    });
}
