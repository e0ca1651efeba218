import type { Form } from "../../form/form.js";
import type { Block, Cell, Grid } from "../../grid.js";
import { hasNumber, isExampleSheet, saysExample } from "../grid/grid.js";
import { lexiconsOf, matchLabel, type SectionLexicon } from "../lexicon.js";
import { periodHead } from "../period-heads.js";
import { looksLikeValue, saysNumber } from "../value/value.js";

/** 版面骨架: a document's tables without what units type into them: which cells may hold another number, and which another text. */
export interface Skeleton {
  readonly grids: readonly Grid[];
  /** What each cell of each grid is, in the order of the cells. */
  readonly parts: readonly (readonly Part[])[];
  readonly lexicons: readonly SectionLexicon[];
}

/** value: plain digits · title: a text in a row without labels and numbers · fixed: anything else, which must be the same letter by letter. */
export type Part = "value" | "title" | "fixed";

const DIGITS = /^(?:0|[1-9]\d{0,8})(?:\.\d{1,6})?$/;

/** Whether a cell holds plain digits and nothing speaks against them. */
function isValue(cell: Cell): boolean {
  return (cell.kind === "number" || cell.kind === "text") && DIGITS.test(cell.text) && isPlain(cell);
}

function isPlain({ shown, unseen, doubt }: Cell): boolean {
  return shown === undefined && unseen === undefined && doubt === undefined;
}

/** The grids of a document that is nothing but sheets of different names; undefined for any other. */
export function sheetsOf(blocks: readonly Block[]): readonly Grid[] | undefined {
  const grids = blocks.filter((block): block is Grid => block.kind === "grid" && block.addressing === "A1");
  const names = new Set(grids.map(({ sheet }) => sheet));
  return grids.length > 0 && grids.length === blocks.length && names.size === grids.length ? grids : undefined;
}

/** A layout that is met only once needs no parts: they are made when they are asked for. */
export function skeletonOf(grids: readonly Grid[], forms: readonly Form[]): Skeleton {
  const lexicons = forms.flatMap(lexiconsOf);
  let parts: Skeleton["parts"] | undefined;
  return {
    grids,
    lexicons,
    get parts() {
      parts ??= grids.map((grid) => partsOf(grid, lexicons));
      return parts;
    },
  };
}

function partsOf({ cells }: Grid, lexicons: readonly SectionLexicon[]): readonly Part[] {
  const busy = new Set(cells.filter((cell) => !isTitle(cell, lexicons)).map(({ row }) => row));
  return cells.map((cell) => (isValue(cell) ? "value" : busy.has(cell.row) ? "fixed" : "title"));
}

/**
 * Whether a text tells nothing about where figures stand: no label of a form, no number, no 示例, no 本年. Whatever else is asked of the
 * texts of a row without labels and numbers must be asked here too.
 */
function isTitle(cell: Cell, lexicons: readonly SectionLexicon[]): boolean {
  const { kind, text, rowSpan } = cell;
  if (kind !== "text" || rowSpan > 1 || !isPlain(cell) || text.trim() === "") return false;
  return (
    !hasNumber([cell]) &&
    !looksLikeValue(text) &&
    !saysNumber(text) &&
    !saysExample(text) &&
    periodHead(text) === undefined &&
    !lexicons.some(({ rows, columns }) => matchLabel(rows, text).length > 0 || matchLabel(columns, text).length > 0)
  );
}

/** Whether the sheets have this very skeleton. */
export function hasSkeleton(grids: readonly Grid[], skeleton: Skeleton): boolean {
  return (
    grids.length === skeleton.grids.length &&
    grids.every((grid, at) => isLike(grid, skeleton.grids[at]!) && cellsFit(grid, at, skeleton))
  );
}

/** All that a grid has but its name and its cells: the compiler keeps the list whole. */
const OF_GRID = keysOf({
  kind: true,
  addressing: true,
  rows: true,
  columns: true,
  hidden: true,
  hiddenRows: true,
  hiddenColumns: true,
  fields: true,
} as const satisfies Record<Exclude<keyof Grid, "sheet" | "cells">, true>);

function isLike(grid: Grid, other: Grid): boolean {
  return (
    isExampleSheet(grid.sheet) === isExampleSheet(other.sheet) &&
    grid.cells.length === other.cells.length &&
    OF_GRID.every((key) => isSame(grid[key], other[key]))
  );
}

function isSame(one: unknown, other: unknown): boolean {
  if (!Array.isArray(one) || !Array.isArray(other)) return one === other;
  return one.length === other.length && one.every((each, at) => each === other[at]);
}

function keysOf<K extends string>(record: Readonly<Record<K, true>>): readonly K[] {
  return Object.keys(record) as K[];
}

function cellsFit({ cells }: Grid, at: number, skeleton: Skeleton): boolean {
  const { grids, lexicons } = skeleton;
  const wanted = grids[at]!.cells;
  if (!cells.every((cell, index) => standsAlike(cell, wanted[index]!))) return false;
  return cells.every((cell, index) => {
    const other = wanted[index]!;
    if (cell.text === other.text) return true;
    const part = skeleton.parts[at]![index]!;
    return part === "value" ? DIGITS.test(cell.text) : part === "title" && isTitle(cell, lexicons);
  });
}

/** All that a cell has but its text: the compiler keeps the list whole. */
const ALIKE = Object.values({
  row: (one, other) => one.row === other.row,
  column: (one, other) => one.column === other.column,
  rowSpan: (one, other) => one.rowSpan === other.rowSpan,
  columnSpan: (one, other) => one.columnSpan === other.columnSpan,
  kind: (one, other) => one.kind === other.kind,
  formula: (one, other) => one.formula === other.formula,
  shown: (one, other) => one.shown === other.shown,
  unseen: (one, other) => one.unseen === other.unseen,
  doubt: (one, other) => one.doubt === other.doubt,
  place: (one, other) => one.place === other.place,
} satisfies Record<Exclude<keyof Cell, "text">, (one: Cell, other: Cell) => boolean>);

function standsAlike(cell: Cell, other: Cell): boolean {
  return ALIKE.every((isAlike) => isAlike(cell, other));
}
