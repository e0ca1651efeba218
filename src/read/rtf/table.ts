import { type CellEdges, columnLines, tellCell } from "../word/word.js";
import type { XmlListener } from "../xml.js";
import type { CellDefinition, RowDefinition } from "./row.js";
import type { Tape } from "./tape.js";
import { damaged } from "./tokens.js";

/** 一行: its cells with what was told of each. */
export interface RtfRow {
  readonly left: number;
  readonly cells: readonly { readonly definition: CellDefinition; readonly content: Tape }[];
  readonly hidden: boolean;
}

/** In twentieths of a point: edges of two rows that lie nearer to each other are one line. */
const SAME_LINE = 40;

/** A row whose cells are not those that it defines is unreadable, and never moved into place. */
export function rowOf(
  definition: RowDefinition,
  contents: readonly Tape[],
  place: { readonly table: number; readonly row: number },
): RtfRow {
  const { left, cells, hidden } = definition;
  const isRising = cells.every(({ right }, at) => right > (cells[at - 1]?.right ?? left));
  if (cells.length !== contents.length || !isRising) throw misfit(place);
  return {
    left,
    hidden,
    cells: cells.map((cell, at) => ({ definition: cell, content: contents[at] as Tape })),
  };
}

export function misfit({ table, row }: { readonly table: number; readonly row: number }): Error {
  return damaged(`表格${table}第${row}行的单元格与列边界对不上，无法确定各格属于哪一列`);
}

/** Tells a table; the edges of all of its rows together are the lines of its grid. */
export function tellTable(
  to: XmlListener,
  rows: readonly RtfRow[],
  colourOf: (index: number) => string | undefined,
): void {
  const columnOf = gridOf(rows);
  to.open("tbl", new Map());
  for (const { left, cells, hidden } of rows) {
    to.open("tr", new Map());
    tellRow(to, columnOf(left), hidden);
    let start = columnOf(left);
    for (const { definition, content } of cells) {
      const end = columnOf(definition.right);
      tellCell(to, { ...lookOf(definition, colourOf), span: end - start });
      content.tell(to);
      to.close("tc");
      start = end;
    }
    to.close("tr");
  }
  to.close("tbl");
}

function tellRow(to: XmlListener, before: number, hidden: boolean): void {
  to.open("trPr", new Map());
  if (before > 0) tellEmpty(to, "gridBefore", String(before));
  if (hidden) tellEmpty(to, "hidden", "true");
  to.close("trPr");
}

function tellEmpty(to: XmlListener, name: string, val: string): void {
  to.open(name, new Map([["val", val]]));
  to.close(name);
}

type CellLook = Omit<Parameters<typeof tellCell>[1], "span">;

function lookOf(
  { down, across, ground, removed }: CellDefinition,
  colourOf: (index: number) => string | undefined,
): CellLook {
  const colour = ground === "pattern" ? ground : ground === undefined ? undefined : colourOf(ground);
  return { down, across, ground: colour, ...(removed && { removed }) };
}

/** 列边界 of all rows together. */
function gridOf(rows: readonly RtfRow[]): (edge: number) => number {
  const cells = rows.flatMap(({ left, cells }) =>
    cells.map(({ definition }, at): CellEdges => [cells[at - 1]?.definition.right ?? left, definition.right]),
  );
  return columnLines([...rows.map(({ left }) => left), ...cells.map(([, right]) => right)], cells, SAME_LINE);
}
