import {
  type Block,
  type Cell,
  type Grid,
  NOTHING_HIDDEN,
  type ReadDocument,
  type TextBlock,
  type TextLine,
} from "../../grid.js";
import { isDrawn, isRule } from "./drawn-lines.js";
import { type DrawnRow, drawnRows } from "./drawn-rows.js";

/** 文中画成的表: running text of any document gives the tables drawn in it as grids; all other lines stay as they are. */
export function withDrawnTables(document: ReadDocument): ReadDocument {
  let tables = 0;
  const blocks = document.blocks.flatMap((block): readonly Block[] => {
    const places = block.kind === "text" ? drawnTables(block.lines) : [];
    if (block.kind === "grid" || places.length === 0) return [block];
    return divided(block, places, () => `文本表格${++tables}`);
  });
  return tables === 0 ? document : { ...document, blocks };
}

function divided(block: TextBlock, places: readonly DrawnPlace[], nameNext: () => string): readonly Block[] {
  const blocks: Block[] = [];
  let done = 0;
  const textUpTo = (end: number): void => {
    if (end > done) blocks.push({ ...block, lines: block.lines.slice(done, end) });
  };
  for (const { from, to } of places) {
    textUpTo(from);
    blocks.push(drawnGrid(block.lines.slice(from, to + 1), nameNext()));
    done = to + 1;
  }
  textUpTo(block.lines.length);
  return blocks;
}

/** Where a drawn table stands among the lines of a text, its last line included. */
interface DrawnPlace {
  readonly from: number;
  readonly to: number;
}

/**
 * 用制表符画成的表: from the first rule (┌──┬──┐, +----+----+) to the last, with bars between. A second rule right below a rule
 * begins another table.
 */
function drawnTables(lines: readonly TextLine[]): readonly DrawnPlace[] {
  const places: DrawnPlace[] = [];
  const text = (at: number): string => lines[at]?.text ?? "";
  for (let from = 0; from < lines.length; from++) {
    if (!isRule(text(from))) continue;
    let to = from;
    while (isDrawn(text(to + 1)) && !(to > from && isRule(text(to)) && isRule(text(to + 1)))) to += 1;
    if (to - from >= 2) places.push({ from, to });
    from = to;
  }
  return places;
}

/**
 * The grid of a drawn table. Cells are found by the bars and their display columns; merged ones are those between which
 * no rule is drawn. A row whose bars do not fit the rules keeps its first text, and the rest of it stands in one cell over
 * all columns, so that nothing in it can be taken for a figure of a certain column.
 */
function drawnGrid(lines: readonly TextLine[], sheet: string): Grid {
  const { rows, columns } = drawnRows(lines.map(({ text }) => text));
  const cells = rows.flatMap((row, at) => cellsOf(row, { at, rows, lines, columns }));
  return { kind: "grid", sheet, addressing: "RC", rows: rows.length, columns, cells, ...NOTHING_HIDDEN };
}

interface Around {
  readonly at: number;
  readonly rows: readonly DrawnRow[];
  readonly lines: readonly TextLine[];
  readonly columns: number;
}

function cellsOf(row: DrawnRow, around: Around): readonly Cell[] {
  const { at, rows, lines, columns } = around;
  const place = (column: number): string => `${lines[row.line]?.place ?? ""}第${column + 1}列`;
  if (row.spans === undefined) {
    const [label = "", ...rest] = row.texts;
    const text = rest.filter((one) => one !== "").join(" | ");
    return [
      cellAt({ row: at, column: 0, rowSpan: 1, columnSpan: 1, text: label, place: place(0) }),
      cellAt({ row: at, column: 1, rowSpan: 1, columnSpan: Math.max(1, columns - 1), text, place: place(1) }),
    ];
  }
  return row.spans.flatMap((span) => {
    if (span.goesOn) return [];
    const below = rows.slice(at + 1);
    const reach = below.findIndex((other) => !other.spans?.some((one) => one.from === span.from && one.goesOn));
    const rowSpan = 1 + (reach < 0 ? below.length : reach);
    const text = [
      span,
      ...below.slice(0, rowSpan - 1).flatMap((other) => other.spans?.filter((one) => one.from === span.from) ?? []),
    ]
      .map((one) => one.text)
      .filter((one) => one !== "")
      .join("\n");
    return [
      cellAt({ row: at, column: span.from, rowSpan, columnSpan: span.to - span.from, text, place: place(span.from) }),
    ];
  });
}

function cellAt(cell: Omit<Cell, "kind">): Cell {
  return { ...cell, kind: cell.text === "" ? "blank" : "text" };
}
