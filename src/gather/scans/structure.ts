import type { Form, Line, Section } from "../../form/form.js";
import type { Cell, Grid } from "../../grid.js";
import { bare, type Corrected } from "./labels.js";

/** 认不出的标签按次序补齐: at least this share of a row or column of labels must be the form's own, each at its own place. */
const KNOWN = 0.5;
const FEWEST_KNOWN = 2;
/** A row of figures: at least this share of its cells are. */
const FIGURES = 0.6;

/**
 * 按次序补齐标签: where a table has the form's rows or columns one for one, and most of their labels were recognised at their places and none at
 * another's, those that a seal or a smear made unreadable are the form's. Only a scan may do so; such a row or column says so.
 */
export function completedLabels({ blocks, changed }: Corrected, forms: readonly Form[]): Corrected {
  const sections = forms.flatMap(({ tables }) => tables.flatMap((table) => table.sections.filter(({ list }) => !list)));
  const all = new Set(changed);
  const done = blocks.map((block) => {
    if (block.kind !== "grid") return block;
    const shape = shapeOf(block);
    if (!shape) return block;
    const labels = new Map<Cell, string>();
    for (const section of sections) {
      for (const [cell, label] of [
        ...matched(shape.headings, headingsOf(section), "whole"),
        ...matched(shape.rows, section.layout === "matrix" ? asked(section.rows.lines) : [], "part"),
      ])
        labels.set(cell, label);
    }
    const cells = block.cells.map((cell) => {
      const label = labels.get(cell);
      if (label === undefined) return cell;
      const own: Cell = { ...cell, text: label, kind: "text" };
      all.add(own);
      return own;
    });
    return { ...block, cells };
  });
  return { blocks: done, changed: all };
}

interface Shape {
  /** The cell right above each column of figures, and the one right before each row of them. */
  readonly headings: readonly (Cell | undefined)[];
  readonly rows: readonly (Cell | undefined)[];
}

function isFigure({ text }: Cell): boolean {
  return /^\d+$/.test(text);
}

/** Where the figures stand: from the first row most of whose cells are figures on, in the columns in which that row has them. */
function shapeOf({ cells, rows }: Grid): Shape | undefined {
  const inRow = Array.from({ length: rows }, (_, row) => cells.filter((cell) => cell.row === row));
  const isOfFigures = (own: readonly Cell[]): boolean => {
    const first = own.findIndex(isFigure);
    return first >= 0 && own.slice(first).filter(isFigure).length >= own.slice(first).length * FIGURES;
  };
  const valueRows = inRow.flatMap((own, row) => (isOfFigures(own) ? [row] : []));
  const [first] = valueRows;
  if (first === undefined) return undefined;
  const left = Math.min(...valueRows.flatMap((row) => inRow[row]!.filter(isFigure).map(({ column }) => column)));
  const columns = inRow[first]!.filter(({ column }) => column >= left).map(({ column }) => column);
  const above = cells.filter(({ row }) => row < first);
  const before = cells.filter(({ column }) => column < left);
  return {
    headings: columns.map((column) =>
      nearest(
        above.filter((cell) => covers(cell.column, cell.columnSpan, column)),
        "row",
      ),
    ),
    rows: valueRows.map((row) =>
      nearest(
        before.filter((cell) => covers(cell.row, cell.rowSpan, row)),
        "column",
      ),
    ),
  };
}

function covers(from: number, span: number, at: number): boolean {
  return from <= at && at < from + span;
}

function nearest(cells: readonly Cell[], by: "row" | "column"): Cell | undefined {
  return cells.reduce<Cell | undefined>(
    (best, cell) => (best === undefined || cell[by] > best[by] ? cell : best),
    undefined,
  );
}

function asked(lines: readonly Line[]): readonly Line[] {
  return lines.filter(({ insteadOf }) => insteadOf.length === 0);
}

/** The lowest headings from left to right: of a single row they repeat for each of the form's rows. */
function headingsOf({ layout, rows, columns }: Section): readonly Line[] {
  const own = asked(columns.lines);
  if (layout === "matrix") return own;
  return layout === "single-row" ? asked(rows.lines).flatMap(() => own) : [];
}

/** The labels to put in place of what was recognised; none where the order says nothing for certain. A page may hold a part of the rows. */
function matched(
  cells: readonly (Cell | undefined)[],
  lines: readonly Line[],
  extent: "whole" | "part",
): readonly (readonly [Cell, string])[] {
  if (cells.length === 0 || cells.length > lines.length || (extent === "whole" && cells.length < lines.length))
    return [];
  const known = cells.map((cell) => placesOf(cell, lines));
  const starts = Array.from({ length: lines.length - cells.length + 1 }, (_, start) => start).filter((start) => {
    const right = known.filter((places, at) => places.includes(start + at)).length;
    const isNoneElsewhere = known.every((places, at) => places.length === 0 || places.includes(start + at));
    return isNoneElsewhere && right >= Math.max(FEWEST_KNOWN, cells.length * KNOWN);
  });
  const [start, ...others] = starts;
  if (start === undefined || others.length > 0) return [];
  return cells.flatMap((cell, at) =>
    cell && known[at]!.length === 0 ? [[cell, lines[start + at]!.label] as const] : [],
  );
}

/** The places of the form's lines that the cell's text is the label of. */
function placesOf(cell: Cell | undefined, lines: readonly Line[]): readonly number[] {
  if (!cell || isFigure(cell)) return [];
  const text = bare(cell.text);
  return lines.flatMap(({ wordings }, at) => (wordings.some((wording) => bare(wording) === text) ? [at] : []));
}
