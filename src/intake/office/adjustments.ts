import { ADJUSTMENT_COLUMNS, type AdjustmentColumn, type AdjustmentRow } from "../../adjustment.js";
import { addressOf, type Grid, type ReadDocument } from "../../grid.js";
import { groupBy } from "../../grouping.js";
import { plainText } from "../../wording.js";
import { filledRows } from "./filled-rows.js";

/** 调整: the rows of each sheet that has their column headings; other sheets and columns are ignored. */
export function adjustmentsIn(document: ReadDocument, file: string): readonly AdjustmentRow[] {
  return gridsOf(document).flatMap((grid) => adjustmentRows(grid, file));
}

/** Whether a file has the column headings of adjustments: 类型, 原数 and 新数 in one row. */
export function hasAdjustmentHeadings(document: ReadDocument): boolean {
  return gridsOf(document).some((grid) => headingRow(grid) !== undefined);
}

function gridsOf({ blocks }: ReadDocument): readonly Grid[] {
  return blocks.flatMap((block) => (block.kind === "grid" && !block.hidden ? [block] : []));
}

const NEEDED: readonly AdjustmentColumn[] = ["类型", "原数", "新数"];

function headingRow(grid: Grid): number | undefined {
  const rows = groupBy(grid.cells, ({ row }) => row);
  const found = [...rows].find(([, cells]) => {
    const texts = new Set(cells.map(({ text }) => plainText(text)));
    return NEEDED.every((name) => texts.has(name));
  });
  return found?.[0];
}

function adjustmentRows(grid: Grid, file: string): readonly AdjustmentRow[] {
  const heading = headingRow(grid);
  if (heading === undefined) return [];
  const columns = columnsOf(grid, heading);
  const numbers = new Map([...columns].map(([column, name]) => [name, column]));
  const first = Math.min(...columns.keys());
  return filledRows(grid, heading, columns).map(({ row, texts, unclear }) => ({
    texts: perColumn((name) => texts.get(name) ?? ""),
    file,
    sheet: grid.sheet,
    row: row + 1,
    cells: perColumn((name) => addressOf(grid, { row, column: numbers.get(name) ?? first })),
    ...(unclear.size > 0 && { unclear: Object.fromEntries(unclear) }),
  }));
}

function columnsOf(grid: Grid, heading: number): ReadonlyMap<number, AdjustmentColumn> {
  return new Map(
    grid.cells.flatMap(({ row, column, text }) => {
      const name = ADJUSTMENT_COLUMNS.find((one) => row === heading && one === plainText(text));
      return name ? [[column, name] as const] : [];
    }),
  );
}

function perColumn(textOf: (name: AdjustmentColumn) => string): Readonly<Record<AdjustmentColumn, string>> {
  return Object.fromEntries(ADJUSTMENT_COLUMNS.map((name) => [name, textOf(name)])) as Record<AdjustmentColumn, string>;
}
